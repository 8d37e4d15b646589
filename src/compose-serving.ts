import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { startArchive } from './answer/archive-thread.ts';
import type { Reread } from './answer/open-archive.ts';
import { watchFolders } from './articles/watch.ts';
import { ordinaryLimits } from './chat/cooldowns.ts';
import { correctAllReplies, correctReplies } from './chat/corrections.ts';
import { feedFailsReply } from './chat/import-words.ts';
import type { Importer } from './chat/importer.ts';
import type { Voice } from './chat/voice.ts';
import { assemble, fetchedIn, logEvents, sourcesOf, type Asking, type Kutip } from './compose.ts';
import { startPolling, type Polling } from './ingest/feed/polling.ts';
import { createFetcher } from './ingest/fetch/fetcher.ts';
import { createImporter } from './ingest/importer.ts';
import { startReading } from './ingest/reading-thread.ts';
import type { Metrics } from './local/metrics.ts';
import { lockDataDir } from './store/lock.ts';
import { openStore } from './store/open.ts';
import type { Feed, Store } from './store/store.ts';

/** All parts of a program that goes on by itself. */
export interface Serving extends Kutip {
  readonly polling: Polling;
  /** From now on, what is to be said unasked is said with this voice. */
  speakWith(voice: Voice): void;
}

interface ToServe extends Asking {
  readonly dataDir: string;
  /** Days after which nobody knows any more who asked what. */
  readonly retentionDays: number;
  /** Ports of this machine that may be fetched from, for tests; default none. */
  readonly loopbackPorts?: readonly number[];
  readonly metrics: Metrics;
}

/**
 * Builds all parts with the archive in a thread of its own, which is still loading. What it keeps is in the data folder, which
 * is this process's alone until it is closed.
 *
 * @throws {StoreError} when the data folder cannot be used
 */
export async function composeServing({
  knowledge,
  dataDir,
  retentionDays,
  loopbackPorts = [],
  metrics,
  limits = ordinaryLimits,
  log,
}: ToServe): Promise<Serving> {
  const release = lockDataDir(dataDir);
  try {
    const store = openStore(join(dataDir, 'kutip.db'));
    const stopPurging = await purgeDaily(store, retentionDays, log);
    const fetched = fetchedIn(dataDir);
    mkdirSync(fetched, { recursive: true });
    const folders = [...knowledge, fetched];
    const logEvent = logEvents(log);
    const thread = startArchive(sourcesOf(folders, dataDir, true), (event) => {
      if (event.kind === 'indexing') metrics.setArticles(event.indexing.done);
      logEvent(event);
    });
    void thread.loaded.then(({ articles }) => {
      metrics.setArticles(articles);
    });
    let rereading: Promise<void> = Promise.resolve();
    /** One at a time; when it is fulfilled, what stood in the files when it was called is searched. */
    const refresh = () => {
      const next = rereading.then(async () => {
        const { articles, ...changes } = await thread.archive.reread();
        metrics.setArticles(articles);
        logReread(changes, log);
        await correct([...changes.put, ...changes.removed]);
      });
      rereading = next.catch(() => undefined);
      return next;
    };
    /** Before a surface has lent its voice, nothing can be said unasked. */
    let tell: (feed: Feed) => Promise<void> = () => Promise.resolve();
    let correct: (articles: readonly string[]) => Promise<void> = () => Promise.resolve();
    if (loopbackPorts.length > 0)
      log.warn({ loopbackPorts }, 'ports of this machine may be fetched from, which is for tests only');
    const fetcher = createFetcher({ loopbackPorts });
    const reading = startReading();
    const parts = { dataDir, fetcher, reading };
    const imports = createImporter(parts);
    const polling = startPolling({
      ...parts,
      feeds: store.feeds,
      importer: imports,
      refresh,
      tell: (feed) => tell(feed),
      log,
    });
    const importer: Importer = {
      ...imports,
      follow: (...given) => polling.follow(...given),
      add: (...given) => afterwards(imports.add(...given), refresh),
      addFile: (...given) => afterwards(imports.addFile(...given), refresh),
      withdraw: (...given) => afterwards(imports.withdraw(...given), refresh),
    };
    const stopWatching = watchFolders(folders, refresh, (error) => {
      log.warn({ err: error }, 'changes of articles may not be seen before the next start');
    });
    const close = async () => {
      stopPurging();
      await polling.close();
      await Promise.all([reading.close(), fetcher.close()]);
      stopWatching();
      await thread.close();
      await store.close();
      release();
    };
    const kutip = await assemble({ ...thread, knowledge: folders, close }, { store, importer }, limits, log);
    const { settings } = kutip.chat.services;
    return {
      ...kutip,
      polling,
      speakWith(voice) {
        correct = (articles) => correctReplies(articles, kutip.chat, voice, new Date());
        // What has changed while nobody looked.
        kutip.loaded
          .then(() => correctAllReplies(kutip.chat, voice, new Date()))
          .catch((error: unknown) => {
            log.error({ err: error }, 'replies could not be corrected; the next start tries again');
          });
        tell = async (feed) => {
          const { timeZone } = settings.of(feed.server);
          const reply = feedFailsReply(feed, { locale: feed.locale, now: new Date(), timeZone });
          if (feed.channel !== null) await voice.say(feed.channel, reply);
        };
      },
      chat: {
        ...kutip.chat,
        count: (account) => {
          metrics.count(account);
        },
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

async function afterwards<T>(work: Promise<T>, then: () => Promise<void>): Promise<T> {
  const done = await work;
  await then();
  return done;
}

function logReread({ put, removed, refusals }: Omit<Reread, 'articles'>, log: Logger): void {
  for (const refusal of refusals) log.warn(refusal, 'not an article');
  if (put.length + removed.length === 0) return;
  log.info({ read: put.length, removed: removed.length, refused: refusals.length }, 'articles have changed');
}

const dayMs = 86_400_000;

/** Takes askers and their questions from old replies, now and every day. @returns ends that */
async function purgeDaily({ replies }: Store, retentionDays: number, log: Logger): Promise<() => void> {
  const purge = async () => {
    const questions = await replies.purge(new Date(Date.now() - retentionDays * dayMs));
    if (questions > 0) log.info({ questions, retentionDays }, 'old questions were taken out of the store');
  };
  await purge();
  const daily = setInterval(() => {
    purge().catch((error: unknown) => {
      log.error({ err: error }, 'old questions could not be taken out of the store; tomorrow again');
    });
  }, dayMs).unref();
  return () => {
    clearInterval(daily);
  };
}
