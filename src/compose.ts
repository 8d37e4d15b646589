import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { commands } from '../commands/index.ts';
import { serverOf } from './articles/scope.ts';
import { watchFolders } from './articles/watch.ts';
import { startArchive, type ThreadEvent } from './answer/host/thread.ts';
import type { Loaded, OpenArchive, Reread } from './answer/host/calls.ts';
import type { Sources } from './answer/host/open-archive.ts';
import { correctAllReplies, correctReplies } from './chat/corrections.ts';
import { feedFailsReply } from './chat/presenters/import-replies.ts';
import type { Importer } from './ingest/contract.ts';
import { createFairQueue } from './ingest/fair-queue.ts';
import { createRefresh } from './ingest/refreshing.ts';
import { bestEffortReplies } from './chat/best-effort-replies.ts';
import { createCooldowns, ordinaryLimits, type Limits } from './chat/cooldowns.ts';
import { createLastQuestions } from './chat/last-questions.ts';
import type { Chat } from './chat/contract/chat.ts';
import { loadSettings } from './chat/settings.ts';
import type { Notifier } from './chat/contract/notifier.ts';
import { startPolling, type Polling } from './ingest/feed/polling.ts';
import { createFetcher } from './ingest/fetch/fetcher.ts';
import { createImporter, withoutHeldBack } from './ingest/importer.ts';
import { startSourceReader } from './ingest/reading-thread.ts';
import type { Metrics } from './ops/metrics.ts';
import type { Checks } from './ops/health-and-metrics.ts';
import { removeCopies } from './store/database.ts';
import { lockDataDir } from './store/lock.ts';
import { openStore } from './store/open.ts';
import type { Feed, Store } from './store/store.ts';
import { questionLanguage } from './text/question-language.ts';
import { requestIn } from './text/request.ts';

/** All parts, ready to be used by a surface. */
export interface Kutip {
  readonly chat: Chat;
  readonly archive: OpenArchive;
  readonly loaded: Promise<Loaded>;
  /** Folders and article files that they come from. */
  readonly knowledge: readonly string[];
  /** Health checks. */
  readonly checks: Checks;
  close(): Promise<void>;
}

/** All parts of a program that goes on by itself. */
export interface Serving extends Kutip {
  readonly polling: Polling;
  /** Waits until the replies are corrected that quoted what has changed by now. */
  corrected(): Promise<unknown>;
  /** From now on, what is to be said unasked is said with this notifier. */
  notifyWith(notifier: Notifier): void;
}

interface Asking {
  /** Folders and article files. */
  readonly knowledge: readonly string[];
  /** How much may be asked at once; default the ordinary. */
  readonly limits?: Limits;
  /** Where imported articles and the snapshot are looked for; default nowhere. */
  readonly dataDir?: string | null;
  readonly log: Logger;
}

interface ToServe extends Asking {
  readonly dataDir: string;
  /** Days after which nobody knows any more who asked what. */
  readonly retentionDays: number;
  /** Bytes of articles that a server may hold of its own. */
  readonly serverBytes: number;
  /** Ports of this machine that may be fetched from, for tests; default none. */
  readonly loopbackPorts?: readonly number[];
  readonly metrics: Metrics;
}

/** Builds all parts with the archive in this thread, all articles loaded; it writes nothing, and its store is in memory. */
export async function compose({
  knowledge,
  dataDir = null,
  limits = ordinaryLimits,
  log,
}: Asking): Promise<Kutip> {
  // A process that serves has all of this in its other thread.
  const { openArchive } = await import('./answer/host/open-archive.ts');
  const fetched = dataDir === null ? [] : [fetchedIn(dataDir)].filter((path) => existsSync(path));
  const { archive, loaded } = openArchive(
    sourcesOf([...knowledge, ...fetched], dataDir, false),
    logEvents(log),
  );
  await loaded;
  const store = openStore(':memory:');
  return assemble(
    { archive, loaded, knowledge, close: () => store.close() },
    { store, importer: null },
    limits,
    log,
  );
}

/**
 * Wires everything up with the archive in its own thread, still loading. The data folder belongs to this
 * process until it is closed.
 *
 * @throws {StoreError} when the data folder cannot be used
 */
export async function composeServing({
  knowledge,
  dataDir,
  retentionDays,
  serverBytes,
  loopbackPorts = [],
  metrics,
  limits = ordinaryLimits,
  log,
}: ToServe): Promise<Serving> {
  const release = lockDataDir(dataDir);
  try {
    const store = openStore(storeIn(dataDir));
    const stopPurging = await purgeDaily(store, dataDir, retentionDays, log);
    const fetched = fetchedIn(dataDir);
    mkdirSync(fetched, { recursive: true });
    const folders = [...knowledge, fetched];
    const logEvent = logEvents(log);
    const thread = startArchive(sourcesOf(folders, dataDir, true), (event) => {
      if (event.kind === 'indexing') metrics.setArticles(event.indexing.done);
      logEvent(event);
      if (event.kind === 'loaded again') void correctAll();
    });
    void thread.loaded.then(({ articles }) => {
      metrics.setArticles(articles);
    });
    const refresh = createRefresh(async (server) => {
      const { articles, quarantined, isWhole, ...changes } = await thread.archive.reread({
        server,
        withinMs: turnMs,
      });
      metrics.setArticles(articles);
      logReread(changes, log);
      // Nobody who adds an article waits for that: Discord may want each message to be changed slowly.
      correcting = Promise.all([correcting, correct([...changes.put, ...changes.removed])]);
      return { isWhole, quarantined };
    });
    let correcting: Promise<unknown> = Promise.resolve();
    /** Before a surface has lent its notifier, nothing can be said unasked. */
    let tell: (feed: Feed) => Promise<void> = () => Promise.resolve();
    let correct: (articles: readonly string[]) => Promise<void> = () => Promise.resolve();
    let correctAll: () => Promise<void> = () => Promise.resolve();
    if (loopbackPorts.length > 0)
      log.warn({ loopbackPorts }, 'fetching from ports of this machine is allowed; this is for tests only');
    const reading = startSourceReader(undefined, ({ lane, ...exceeded }) => {
      log.warn(
        { server: lane, ...exceeded },
        'something from outside took too much to be read, and is refused',
      );
    });
    const fetcher = createFetcher({ loopbackPorts, reading: reading.of('robots') });
    const parts = { dataDir, fetcher, reading };
    const imports = createImporter({ ...parts, quota: { articles: mostOfServer, bytes: serverBytes } });
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
      subscribe: (...given) => polling.subscribe(...given),
      add: async (url, server, progress) => {
        const imported = await imports.add(url, server, progress);
        return withoutHeldBack(imported, await refresh(server));
      },
      addFile: async (url, server) => {
        const imported = await imports.addFile(url, server);
        return withoutHeldBack(imported, await refresh(server));
      },
      remove: async (id, server) => {
        const isRemoved = await imports.remove(id, server);
        await refresh(server);
        return isRemoved;
      },
      restore: async (key, server) => {
        const id = await imports.restore(key, server);
        await refresh(server);
        return id;
      },
      edit: async (id, server, facts) => {
        const edited = await imports.edit(id, server, facts);
        await refresh(server);
        return edited;
      },
    };
    const stopWatching = watchFolders(
      folders,
      async () => {
        await refresh(null);
      },
      (error) => {
        log.warn({ err: error }, 'changed articles may not be noticed before the next start');
      },
    );
    const close = async () => {
      stopPurging();
      stopWatching();
      const ended = Promise.all([polling.close(), reading.close(), fetcher.close(), correcting]);
      await Promise.race([ended, sleep(lastReadingMs, undefined, { ref: false })]);
      await thread.close();
      await store.close();
      release();
    };
    const kutip = await assemble({ ...thread, knowledge: folders, close }, { store, importer }, limits, log);
    const { settings } = kutip.chat.services;
    return {
      ...kutip,
      polling,
      corrected: () => correcting,
      notifyWith(notifier) {
        // The replies of each server in turn, so that those of one, of which there may be very many, keep no other's waiting.
        const turns = createFairQueue(correctedAtOnce, 1);
        const failed = (error: unknown) => {
          log.error({ err: error }, 'could not correct replies; the next start tries again');
        };
        correct = (articles) =>
          correctReplies(articles, kutip.chat, notifier, new Date(), turns).catch(failed);
        correctAll = () => correctAllReplies(kutip.chat, notifier, new Date(), turns).catch(failed);
        // What has changed while nobody looked.
        void kutip.loaded.then(correctAll, () => undefined);
        tell = async (feed) => {
          const { timeZone } = settings.of(feed.server);
          const reply = feedFailsReply(feed, { locale: feed.locale, now: new Date(), timeZone });
          if (feed.channel !== null) await notifier.say(feed.channel, reply);
        };
      },
      chat: {
        ...kutip.chat,
        count: (account) => {
          metrics.count(account);
        },
        countFalse: () => {
          metrics.countFalse();
        },
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

function logReread(
  { put, removed, refusals }: Omit<Reread, 'articles' | 'quarantined' | 'isWhole'>,
  log: Logger,
): void {
  for (const refusal of refusals) log.warn(refusal, 'not an article');
  if (put.length + removed.length === 0) return;
  log.info({ read: put.length, removed: removed.length, refused: refusals.length }, 'articles changed');
}

/** Articles that a server may hold of its own. */
const mostOfServer = 2000;
/** How long changed articles of one server are read again before it is the turn of others, in milliseconds. */
const turnMs = 1000;
/** Replies that are corrected at the same time, one of each server. */
const correctedAtOnce = 4;

/** Where articles that were imported are kept. */
const fetchedIn = (dataDir: string) => join(dataDir, 'articles');

const storeIn = (dataDir: string) => join(dataDir, 'kutip.db');

const dayMs = 86_400_000;

/** Takes askers and their questions from old replies, now and every day. @returns ends that */
async function purgeDaily(
  { replies, audit }: Store,
  dataDir: string,
  retentionDays: number,
  log: Logger,
): Promise<() => void> {
  const purge = async () => {
    const before = Date.now() - retentionDays * dayMs;
    const questions = await replies.purge(new Date(before));
    await audit.purge(new Date(before));
    removeCopies(storeIn(dataDir), before);
    if (questions > 0) log.info({ questions, retentionDays }, 'deleted old questions from the store');
  };
  await purge();
  const daily = setInterval(() => {
    purge().catch((error: unknown) => {
      log.error({ err: error }, 'could not delete old questions from the store; trying again tomorrow');
    });
  }, dayMs).unref();
  return () => {
    clearInterval(daily);
  };
}

function sourcesOf(knowledge: readonly string[], dataDir: string | null, write: boolean): Sources {
  return {
    knowledge,
    snapshot: dataDir === null ? null : { path: join(dataDir, 'archive.snapshot'), write },
    quarantine: dataDir === null ? null : join(dataDir, 'quarantine.json'),
  };
}

async function assemble(
  parts: Omit<Kutip, 'chat' | 'checks'>,
  { store, importer }: { readonly store: Store; readonly importer: Importer | null },
  limits: Limits,
  log: Logger,
): Promise<Kutip> {
  const services = {
    settings: await loadSettings(store.settings),
    people: store.people,
    replies: bestEffortReplies(store.replies, log),
    votes: store.votes,
    reports: store.reports,
    welcomes: store.welcomes,
    feeds: store.feeds,
    audit: store.audit,
    importer,
    archive: parts.archive,
    explain: parts.archive.explain,
    lastQuestions: createLastQuestions(),
    languageOf: questionLanguage,
    requestIn,
  };
  parts.loaded.then(
    ({ articles, refusals, fromSnapshot }) => {
      for (const refusal of refusals) log.warn(refusal, 'not an article');
      log.info({ articles, refused: refusals.length, fromSnapshot }, 'articles loaded');
    },
    (error: unknown) => {
      log.error({ err: error }, 'could not load the articles');
    },
  );
  const checks = {
    archive: () => parts.archive.context([]),
    store: () => store.replies.find(''),
  };
  return { ...parts, checks, chat: { commands, services, cooldowns: createCooldowns(limits), log } };
}

/** How long closing waits for a feed or a page that is just being read, in milliseconds. What it gives comes with the next start. */
const lastReadingMs = 2_000;

/** How often the progress of a long build is logged, in milliseconds. */
const progressMs = 2000;

function logEvents(log: Logger): (event: ThreadEvent) => void {
  let saidAt = performance.now();
  return (event) => {
    switch (event.kind) {
      case 'indexing':
        if (performance.now() - saidAt < progressMs) return;
        saidAt = performance.now();
        log.info(event.indexing, 'indexing; questions are answered from what has been indexed');
        break;
      case 'snapshot useless':
        log.info({ reason: event.reason }, 'cannot use the snapshot; reindexing all articles');
        break;
      case 'snapshot written':
        log.info({ bytes: event.bytes, ms: Math.round(event.ms) }, 'snapshot written');
        break;
      case 'snapshot not written':
        log.warn({ reason: event.reason }, 'could not write the snapshot; the next start will be slow');
        break;
      case 'crashed': {
        const { error, quarantined } = event;
        if (quarantined === null)
          log.error({ err: error }, 'the archive thread crashed and is being restarted');
        else {
          const { file, article } = quarantined;
          const server = article === null ? null : serverOf(article);
          log.error(
            { err: error, file, article, server },
            'the archive thread hung or ran out of memory on an article and is being restarted; the article is in quarantine until its file is saved again',
          );
        }
        break;
      }
      case 'loaded again':
        log.info({ articles: event.loaded.articles }, 'the archive thread has all articles again');
        break;
    }
  };
}
