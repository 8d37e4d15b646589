import type { Feed, FeedState } from '../../store/store.ts';
import type { Fetching } from '../fetch/fetcher.ts';
import type { Entry } from '../found.ts';
import type { ImportResult, ReportProgress } from '../contract.ts';
import { hasWholeText, withText } from '../import-items.ts';
import { mostEntries, type ArticleImporter } from '../importer.ts';
import { identityOf } from '../keep/article-path.ts';
import type { FeedLink } from '../page/page-links.ts';
import type { ReadOutcome } from '../read-source.ts';
import type { SourceReader } from '../reading-thread.ts';
import type { ImportFailure } from '../failure.ts';
import { checkAt, isToBeChecked, isWithdrawn, missingAfter, remembered, written } from './remembered.ts';
import { intervalAfterReading, varied, waitAfterFailure } from './schedule.ts';

/** Pages of entries that are in the feed no longer which are looked at when it is read. */
const mostVanished = 10;
/** Entries remembered per feed. */
const mostRemembered = 2000;
/** Milliseconds after which the remaining entries are left for the next time, so that other feeds get their turn. */
const longestMs = 60_000;

/** In place of the hash of an entry that is known, but not taken yet. */
const unread = 'unread';

export interface Polled {
  readonly state: FeedState;
  readonly nextAt: Date;
  readonly imported: readonly ImportResult[];
  /** Articles withdrawn because their pages are gone. */
  readonly withdrawn: number;
  /** The feed's own title; `null` if unknown. */
  readonly title: string | null;
  /** Where the feed has moved for good; `null` where it has not. */
  readonly movedTo: string | null;
  /** If it turned out to be a page: the feeds it links to. */
  readonly feeds: readonly FeedLink[];
}

interface PollParts {
  readonly fetcher: Fetching;
  readonly reading: SourceReader;
  readonly importer: Pick<ArticleImporter, 'keepEntry' | 'withdraw' | 'heldAt'>;
  /** Called with each article of an entry that was not in the feed before; left out at its first reading. */
  readonly arrived?: (article: string) => Promise<void>;
}

/** Reads a feed and imports entries that are new or have changed. */
export async function pollFeed(
  { url, server, state }: Pick<Feed, 'url' | 'server' | 'state'>,
  { fetcher, reading, importer, arrived }: PollParts,
  now: Date,
  progress: ReportProgress = () => undefined,
): Promise<Polled> {
  const isDue = Object.values(state.entries).some((text) => isToBeChecked(remembered(text)!, now));
  // Without the marks, the entries come again whose pages are to be looked at.
  const fetched = await fetcher.fetchChanged(url, isDue ? { etag: null, modified: null } : state);
  if ('reason' in fetched) return failed(fetched);
  if ('isUnchanged' in fetched) return succeeded(state, [], 0);
  const outcome = await reading.read(fetched.source);
  if ('reason' in outcome || outcome.kind !== 'feed') return failed(noFeed(outcome));
  const { found } = outcome;

  const entries = new Map(found.map((entry) => [identityOf(entry), entry]));
  const known: Record<string, string> = {};
  const changed: { readonly identity: string; readonly entry: Entry; readonly checks: number }[] = [];
  for (const [identity, entry] of [...entries].slice(0, mostRemembered)) {
    const before = remembered(state.entries[identity]);
    const isSame = before?.said === entry.said;
    if (isSame) known[identity] = written(before);
    if (!isSame) changed.push({ identity, entry, checks: 0 });
    else if (isToBeChecked(before, now)) changed.push({ identity, entry, checks: before.checks + 1 });
  }
  // The newest first, as feeds have them, and those that are only looked at again last.
  const taken = changed
    .sort((one, other) => Math.sign(one.checks) - Math.sign(other.checks))
    .slice(0, mostEntries);
  const texts = await withText(
    taken.map(({ entry }) => entry),
    found,
    fetched.source,
    reading,
  );
  const imported: ImportResult[] = [];
  const until = performance.now() + longestMs;
  let withdrawn = 0;
  let { articles = 0, newest } = state;
  for (const [at, { identity, entry, checks }] of taken.entries()) {
    const one = await importer.keepEntry(texts[at]!, server, fetcher);
    imported.push(one);
    // One that is there already was kept before a crash, or has come from another feed.
    const isNew = one.outcome === 'added' || one.outcome === 'duplicate';
    if (isNew && one.id !== '' && state.entries[identity] === undefined) await arrived?.(one.id);
    if (one.outcome === 'added') articles++;
    const { title, published } = entry;
    const isNewer = published !== null && !(Date.parse(published) <= Date.parse(newest?.published ?? ''));
    if (one.outcome !== 'refused' && isNewer) newest = { title, published };
    const status = failureOf(one)?.status;
    // A page that was never read cannot be missed.
    const missing = hasWholeText(texts[at]!)
      ? null
      : missingAfter(remembered(state.entries[identity]), status);
    if (
      one.outcome === 'duplicate' &&
      isWithdrawn(missing, status) &&
      (await importer.withdraw(one.id, server))
    )
      withdrawn++;
    // What may be there the next time is tried again.
    if (!isPassing(one)) known[identity] = written({ said: entry.said, checks, at: now.getTime(), missing });
    if (imported.length < taken.length) progress(imported.length, taken.length);
    if (performance.now() > until) break;
  }
  // What the first reading leaves to the next ones was there before, too.
  if (arrived === undefined)
    for (const { identity } of changed)
      known[identity] ??= written({ said: unread, checks: 0, at: now.getTime(), missing: null });
  withdrawn += await lookForVanished();
  const isWhole = imported.length === changed.length && !imported.some(isPassing);
  // With its marks, the server would not send again what is still to be taken.
  const { marks } = fetched;
  return succeeded(
    {
      ...state,
      articles,
      ...(newest && { newest }),
      entries: known,
      ...(isWhole ? marks : { etag: null, modified: null }),
    },
    imported,
    withdrawn,
    { title: outcome.title, movedTo: fetched.movedTo },
  );

  /**
   * Looks whether the pages of entries are still there that the feed no longer has: what is taken back is taken out of it first.
   *
   * @returns how many articles were withdrawn
   */
  async function lookForVanished(): Promise<number> {
    let [gone, looks] = [0, 0];
    for (const [identity, text] of Object.entries(state.entries)) {
      const before = remembered(text)!;
      if (entries.has(identity) || before.missing === null || checkAt(before) === null) continue;
      if (!isToBeChecked(before, now) || looks >= mostVanished) {
        known[identity] = text;
        continue;
      }
      const held = await importer.heldAt(identity, server);
      if (held === null) continue;
      looks++;
      const looked = await fetcher.fetch(held.url);
      const status = 'reason' in looked ? looked.status : undefined;
      const missing = missingAfter(before, status);
      if (isWithdrawn(missing, status) && (await importer.withdraw(held.id, server))) gone++;
      else known[identity] = written({ ...before, checks: before.checks + 1, at: now.getTime(), missing });
    }
    return gone;
  }

  function succeeded(
    state: FeedState,
    imported: readonly ImportResult[],
    withdrawn: number,
    { title, movedTo }: Pick<Polled, 'title' | 'movedTo'> = { title: null, movedTo: null },
  ): Polled {
    const hasNews = imported.some(({ outcome }) => outcome === 'added' || outcome === 'changed');
    const everyMs = intervalAfterReading(state, hasNews);
    const full = imported.find((one) => one.outcome === 'refused' && one.code === 'full');
    const isFull = full !== undefined;
    const usedUp = full?.outcome === 'refused' ? full.usedUp : undefined;
    return {
      imported,
      withdrawn,
      title,
      movedTo,
      feeds: [],
      nextAt: new Date(now.getTime() + varied(everyMs)),
      state: {
        ...state,
        everyMs,
        readAt: now.getTime(),
        newAt: hasNews ? now.getTime() : state.newAt,
        failures: 0,
        failingSince: isFull ? (state.failingSince ?? now.getTime()) : null,
        problem: isFull ? { code: 'full', ...(usedUp && { usedUp }) } : null,
        isTold: isFull && state.isTold,
      },
    };
  }

  function failed(
    failure: ImportFailure & { readonly retryAfterMs?: number; readonly feeds?: readonly FeedLink[] },
  ): Polled {
    const { code, status } = failure;
    const failures = state.failures + 1;
    return {
      imported: [],
      withdrawn: 0,
      title: null,
      movedTo: null,
      feeds: failure.feeds ?? [],
      nextAt: new Date(now.getTime() + varied(waitAfterFailure(state, failures, failure))),
      state: {
        ...state,
        failures,
        failingSince: state.failingSince ?? now.getTime(),
        problem: { code, ...(status !== undefined && { status }) },
      },
    };
  }
}

/** A failure that names the page's feeds. */
function noFeed(
  outcome: Exclude<ReadOutcome, { readonly kind: 'feed' }>,
): ImportFailure & { readonly feeds?: readonly FeedLink[] } {
  if ('reason' in outcome && outcome.links === undefined) return outcome;
  const feeds = 'links' in outcome ? outcome.links.feeds : [];
  return { reason: 'it is not a feed', code: 'no feed', feeds };
}

/** Why there is no article, or only the feed's summary. */
const failureOf = (one: ImportResult): Pick<ImportFailure, 'code' | 'status'> | undefined =>
  one.outcome === 'refused' ? one : one.withoutPage;

/** Whether a later attempt may succeed. */
function isPassing(one: ImportResult): boolean {
  const failure = failureOf(one);
  if (failure === undefined) return false;
  const { code, status = 0 } = failure;
  return (
    ['unreachable', 'slow', 'disk', 'not here', 'full'].includes(code) || status >= 500 || status === 429
  );
}
