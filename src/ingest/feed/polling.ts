import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { unread } from '../../store/feeds.ts';
import type { Feed, Feeds, FeedState, NewFeed, Pages, WatchedPage } from '../../store/store.ts';
import { typedUrl } from '../canonical-url.ts';
import { createFairQueue } from '../fair-queue.ts';
import type { Fetcher, Fetching } from '../fetch/fetcher.ts';
import type { Importer, ImportResult, ReportProgress, SubscribeResult } from '../contract.ts';
import { withoutHeldBack, type ArticleImporter } from '../importer.ts';
import type { SourceReader } from '../reading-thread.ts';
import type { FailureCode } from '../failure.ts';
import { lookAgain } from './added-pages.ts';
import { pollFeed } from './poll-feed.ts';

/** Feeds that a server may have. */
const mostFeeds = 25;
/** Feeds of servers that are read at the same time, and of one server; and of those that all share, which have turns of their own. */
const mostAtOnce = { servers: 16, server: 2, shared: 4 };
/** How often in a row a feed must fail before those who added it are told. */
const toldAfter = 3;
/** How often it is looked whether a feed is due, in milliseconds. */
const lookMs = 15_000;
/** In the data folder: the addresses of the feeds that all share, one a line; `#` begins a remark. */
const sharedName = 'feeds.txt';

export interface Polling {
  readonly subscribe: Importer['subscribe'];
  /** Reads all feeds that are due, and says when no more is left to do. */
  pollDue(now: Date): Promise<void>;
  /** Takes nothing up any more; what is being read goes to its end. */
  close(): Promise<void>;
}

interface PollingParts {
  readonly dataDir: string;
  readonly feeds: Feeds;
  /** Of articles that were added by hand. */
  readonly pages: Pages;
  readonly fetcher: Fetcher;
  readonly reading: SourceReader;
  readonly importer: ArticleImporter;
  /** Is called when articles of a server, or of those that all share, have changed. @returns the ids of those in quarantine */
  readonly refresh: (server: string | null) => Promise<readonly string[]>;
  /** Tells those who added a feed that it fails. */
  readonly tell: (feed: Feed) => Promise<void>;
  readonly log: Logger;
}

/** Reads feeds again and again, each when it is due: those that servers have added, and those in `feeds.txt` of the data folder. */
export function startPolling({ dataDir, feeds, pages, log, refresh, tell, ...parts }: PollingParts): Polling {
  let isClosed = false;
  let shared = '';
  const turnsOfServers = createFairQueue(mostAtOnce.servers, mostAtOnce.server);
  const turnsOfShared = createFairQueue(mostAtOnce.shared);
  /** Feeds that wait for their turn or are being read, by their ids; and the pages that were added by hand. */
  const underWay = new Map<string, Promise<void>>();

  const look = () => {
    if (isClosed) return;
    pollDue(new Date()).catch((error: unknown) => {
      log.error({ err: error }, 'could not read the feeds; trying again soon');
    });
  };
  const timer = setInterval(look, lookMs).unref();
  look();

  async function pollDue(now: Date): Promise<void> {
    await takeShared();
    const due = await feeds.due(now);
    const ofPages = new Map<string, WatchedPage[]>();
    for (const page of await pages.due(now))
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

  /** Reads a feed when it is its server's turn: those of one server, however slow, keep no other's waiting. */
  function inTurn(
    id: string,
    server: string | null,
    work = async () => {
      const feed = isClosed ? null : await feeds.get(id);
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
    const polled = await pollFeed(feed, partsFor(feed, parts.fetcher.unhurried), new Date());
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

  /** Makes the feeds that all share those of the file, where it has changed. */
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

  /** @param mayBeSite whether the feed of a page is followed in place of the page */
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

/** What was wrong with a feed whose articles were too much for the archive, until it is read again. */
function withQuarantine(state: FeedState, imported: readonly ImportResult[]): FeedState {
  const isHeldBack = imported.some((one) => one.outcome === 'refused' && one.code === 'quarantine');
  return isHeldBack
    ? { ...state, problem: { code: 'quarantine' }, failingSince: state.readAt, isTold: false }
    : state;
}

/** A fault that may pass by itself is not worth a word the first time. */
const isLasting = ({ failures, problem }: FeedState) =>
  failures >= toldAfter || problem?.code === 'full' || problem?.code === 'quarantine';
