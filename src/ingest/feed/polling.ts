import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { unread } from '../../store/feeds.ts';
import type { Feed, Feeds, FeedState, NewFeed, Outbox, Pages, WatchedPage } from '../../store/store.ts';
import { unlessUnwritable } from '../../store/writable.ts';
import { typedUrl } from '../canonical-url.ts';
import { createFairQueue } from '../fair-queue.ts';
import type { Fetcher, Fetching } from '../fetch/fetcher.ts';
import type { Importer, ImportResult, ReportProgress, SubscribeResult } from '../contract.ts';
import { withoutHeldBack, type ArticleImporter } from '../importer.ts';
import type { SourceReader } from '../reading-thread.ts';
import type { FailureCode } from '../failure.ts';
import { lookAgain } from './added-pages.ts';
import { pollFeed } from './poll-feed.ts';

const mostFeeds = 25;
/** Feeds read at once: of all servers together, of one server, and shared ones, which have turns of their own. */
const mostAtOnce = { servers: 16, server: 2, shared: 4 };
/** Failures in a row after which those who added the feed are notified. */
const toldAfter = 3;
/** How often due feeds are looked for, in milliseconds. */
const lookMs = 15_000;
/** Longer than anything waits to be read again, in milliseconds. */
const longestWaitMs = 2 * 86_400_000;
/** File in the data folder with the addresses of shared feeds, one per line; `#` starts a comment. */
const sharedName = 'feeds.txt';

export interface Polling {
  readonly subscribe: Importer['subscribe'];
  /** Resolves when all due feeds have been read. */
  pollDue(now: Date): Promise<void>;
  /** Starts nothing new, and waits for what is being read. */
  close(): Promise<void>;
}

interface PollingParts {
  readonly dataDir: string;
  readonly feeds: Feeds;
  /** Pages added by hand. */
  readonly pages: Pages;
  /** Takes down what is new in a feed that was read before. */
  readonly outbox: Pick<Outbox, 'arrive'>;
  readonly fetcher: Fetcher;
  readonly reading: SourceReader;
  readonly importer: ArticleImporter;
  /** Whether something can be saved now: feeds whose state cannot be are left in peace. */
  readonly mayWrite: () => boolean;
  /**
   * Called when a server's articles, or the shared ones, have changed.
   *
   * @returns the ids of quarantined articles
   */
  readonly refresh: (server: string | null) => Promise<readonly string[]>;
  /** Notifies those who added a feed of its failure. */
  readonly tell: (feed: Feed) => Promise<void>;
  readonly log: Logger;
}

/** Polls the feeds of servers and those in `feeds.txt`, each when it is due. */
export function startPolling({
  dataDir,
  feeds,
  pages,
  outbox,
  log,
  refresh,
  tell,
  ...parts
}: PollingParts): Polling {
  let isClosed = false;
  let shared = '';
  const turnsOfServers = createFairQueue(mostAtOnce.servers, mostAtOnce.server);
  const turnsOfShared = createFairQueue(mostAtOnce.shared);
  /** Feeds queued or being read, by id; also the checks of added pages. */
  const underWay = new Map<string, Promise<void>>();

  const look = () => {
    if (isClosed || !parts.mayWrite()) return;
    unlessUnwritable(pollDue(new Date())).catch((error: unknown) => {
      log.error({ err: error }, 'could not read the feeds; trying again soon');
    });
  };
  const timer = setInterval(look, lookMs).unref();
  look();

  async function pollDue(now: Date): Promise<void> {
    await takeShared();
    const latest = new Date(now.getTime() + longestWaitMs);
    const due = await feeds.due(now, latest);
    const ofPages = new Map<string, WatchedPage[]>();
    for (const page of await pages.due(now, latest))
      ofPages.set(page.server, [...(ofPages.get(page.server) ?? []), page]);
    await Promise.all([
      ...due.map(({ id, server }) => underWay.get(id) ?? inTurn(id, server)),
      ...[...ofPages].map(([server, some]) => {
        const id = `pages ${server}`;
        return underWay.get(id) ?? inTurn(id, server, () => lookAtPages(server, some, now));
      }),
    ]);
  }

  async function lookAtPages(server: string, due: readonly WatchedPage[], now: Date): Promise<void> {
    const changed = isClosed ? 0 : await lookAgain(due, pages, parts.importer, parts.fetcher.unhurried, now);
    if (changed > 0) await refresh(server);
  }

  /** Reads a feed when its server's turn has come: slow feeds of one server delay no others. */
  function inTurn(
    id: string,
    server: string | null,
    work = async () => {
      const feed = isClosed || !parts.mayWrite() ? null : await feeds.get(id);
      if (feed !== null) await poll(feed);
    },
  ): Promise<void> {
    const read = (server === null ? turnsOfShared.add('', work) : turnsOfServers.add(server, work)).finally(
      () => underWay.delete(id),
    );
    underWay.set(id, read);
    return read;
  }

  const partsFor = ({ server }: Pick<Feed, 'server'>, fetcher: Fetching = parts.fetcher) => ({
    ...parts,
    fetcher,
    reading: parts.reading.of(server ?? ''),
  });

  async function poll(feed: Feed): Promise<void> {
    const polled = await pollFeed(
      feed,
      {
        ...partsFor(feed, parts.fetcher.unhurried),
        ...(feed.state.readAt !== null && {
          arrived: (article: string) => outbox.arrive({ article, feed: feed.id, at: new Date() }),
        }),
      },
      new Date(),
    );
    // The fetcher was closed below it: that says nothing of the feed.
    if (isClosed) return;
    const { nextAt, imported, withdrawn, movedTo } = polled;
    if (movedTo !== null) {
      log.info({ feed: feed.url, movedTo }, 'a feed has moved');
      await feeds.move(feed.id, movedTo);
    }
    const changed = imported.filter(({ outcome }) => outcome === 'added' || outcome === 'changed').length;
    if (withdrawn > 0) log.info({ feed: feed.url, withdrawn }, 'withdrew articles whose pages are gone');
    const quarantined = changed + withdrawn > 0 ? await refresh(feed.server) : [];
    const state = withQuarantine(polled.state, withoutHeldBack(imported, quarantined));
    const isNews = state.problem !== null && !state.isTold && isLasting(state);
    await feeds.update(feed.id, nextAt, { ...state, isTold: state.isTold || isNews });
    const line = { feed: feed.url, server: feed.server, nextAt: nextAt.toISOString() };
    if (state.problem !== null)
      log.warn({ ...line, ...state.problem, failures: state.failures }, 'a feed failed');
    else if (feed.state.problem !== null) log.info(line, 'a feed has recovered');
    else log.debug({ ...line, changed, entries: imported.length }, 'read a feed');
    if (isNews) await tell({ ...feed, state });
  }

  /** Synchronises the shared feeds with the file, if it has changed. */
  async function takeShared(): Promise<void> {
    const written = await readFile(join(dataDir, sharedName), 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    });
    if (written === shared) return;
    shared = written;
    const lines = written.split('\n').map((line) => line.replace(/(?:^|\s)#.*$/, '').trim());
    const wanted = new Set<string>();
    for (const line of lines.filter((line) => line !== '')) {
      const url = typedUrl(line);
      if (url === null)
        log.warn({ file: sharedName, line }, 'not a feed address: expected http:// or https://');
      else wanted.add(url);
    }
    for (const { id, url } of await feeds.of(null)) if (!wanted.has(url)) await feeds.remove(id, null);
    for (const url of wanted)
      await feeds.add({ server: null, url, title: null, channel: null, locale: 'en', addedAt: new Date() });
  }

  /** @param mayBeSite whether to subscribe to the feed of a page instead */
  async function subscribe(
    wanted: Omit<NewFeed, 'title'>,
    progress: ReportProgress,
    mayBeSite: boolean,
  ): Promise<SubscribeResult> {
    const { url, server } = wanted;
    const held = await feeds.of(server);
    if (held.some((feed) => feed.url === url)) return { outcome: 'known' };
    if (held.length >= mostFeeds) return { outcome: 'too many' };
    const polled = await pollFeed({ url, server, state: unread }, partsFor(wanted), new Date(), progress);
    const { state, nextAt, imported, title } = polled;
    const [only, ...others] = polled.feeds;
    if (mayBeSite && only !== undefined) {
      return others.length > 0
        ? { outcome: 'choice', feeds: polled.feeds }
        : subscribe({ ...wanted, url: only.url }, progress, false);
    }
    if (state.failures > 0 && state.problem !== null)
      return { outcome: 'refused', ...(state.problem as { code: FailureCode; status?: number }) };
    const feed = await feeds.add({ ...wanted, title });
    if (feed === null) return { outcome: 'known' };
    await feeds.update(feed.id, nextAt, state);
    const quarantined = imported.length > 0 ? await refresh(server) : [];
    return {
      outcome: 'subscribed',
      feed: { ...feed, nextAt, state },
      imported: withoutHeldBack(imported, quarantined),
    };
  }

  return {
    async subscribe(wanted, progress) {
      const url = typedUrl(wanted.url);
      return url === null
        ? { outcome: 'refused', code: 'address' }
        : subscribe({ ...wanted, url }, progress, true);
    },
    pollDue,
    async close() {
      isClosed = true;
      clearInterval(timer);
      await Promise.allSettled(underWay.values());
    },
  };
}

/** Reports articles quarantined after a feed was read as the feed's problem, until the next reading. */
function withQuarantine(state: FeedState, imported: readonly ImportResult[]): FeedState {
  const isHeldBack = imported.some((one) => one.outcome === 'refused' && one.code === 'quarantine');
  return isHeldBack
    ? { ...state, problem: { code: 'quarantine' }, failingSince: state.readAt, isTold: false }
    : state;
}

/** Whether a failure is worth reporting: the first ones may pass by themselves. */
const isLasting = ({ failures, problem }: FeedState) =>
  failures >= toldAfter || problem?.code === 'full' || problem?.code === 'quarantine';
