import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { commands } from '../commands/index.ts';
import { watchFolders } from './articles/watch.ts';
import { logEvents, logReread } from './answer/host/archive-log.ts';
import { startArchive } from './answer/host/thread.ts';
import { inTurns } from './answer/host/turns.ts';
import type { Loaded, OpenArchive } from './answer/host/calls.ts';
import type { Importer } from './ingest/contract.ts';
import { collectGarbageSoon } from './machine.ts';
import { createFairQueue } from './ingest/fair-queue.ts';
import { createRefresh } from './ingest/refreshing.ts';
import type { Config } from './config.ts';
import { fetchedIn, removeOutdated, requireFinished, sourcesOf, storeIn } from './data-folder.ts';
import { bestEffortReplies } from './chat/best-effort-replies.ts';
import { createCooldowns, ordinaryLimits, type Limits } from './chat/cooldowns.ts';
import { createLastQuestions } from './chat/last-questions.ts';
import { loggedError } from './chat/logged-error.ts';
import type { Chat } from './chat/contract/chat.ts';
import { loadSettings } from './chat/settings.ts';
import type { Notifier } from './chat/contract/notifier.ts';
import type { Polling } from './ingest/feed/polling.ts';
import { importerOfLeader } from './ingest/importer-of-leader.ts';
import { openSharedFiles, stopFollowing } from './ingest/keep/shared-files.ts';
import { startIngest } from './ingest/start.ts';
import { createOffice } from './office.ts';
import type { Metrics } from './ops/metrics.ts';
import type { Checks } from './ops/health-and-metrics.ts';
import { lockDataDir } from './store/lock.ts';
import { openStore } from './store/open.ts';
import { alwaysLeader, type Shared } from './store/shared.ts';
import { StoreError, Unwritable } from './store/store-error.ts';
import type { Store } from './store/store.ts';
import { unlessUnwritable, watchWritable } from './store/writable.ts';
import { isQuestion, namesTopic, ownLanguage } from './text/own-language.ts';
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
  /** `null`: no other process uses this store. */
  readonly shared: Shared | null;
  /** How many changes of articles, made by other processes, are not here yet; `null`: that cannot be seen now. */
  readonly behind: () => Promise<number | null>;
  readonly polling: Polling;
  /** Whether the last start has left an index. */
  readonly hasIndex: boolean;
  /** Waits until the replies are corrected that quoted what has changed by now. */
  corrected(): Promise<unknown>;
  /** Compares what has arrived with the subscriptions, and posts what is due. */
  followed(): Promise<void>;
  /** From now on, what is to be said unasked is said with this notifier. */
  notifyWith(notifier: Notifier): void;
}

interface Asking {
  /** Folders and article files. */
  readonly knowledge: readonly string[];
  /** As in `Sources`. */
  readonly hasSamples?: boolean;
  /** How much may be asked at once; default the ordinary. */
  readonly limits?: Limits;
  /** Where imported articles and the index are looked for; default nowhere. */
  readonly dataDir?: string | null;
  /** As in `Config`; default in this process. */
  readonly archive?: Config['archive'];
  readonly log: Logger;
}

interface ToServe extends Asking {
  readonly dataDir: string;
  /** As in `Config`; default a file in the data folder. */
  readonly store?: Config['store'];
  /** Days after which nobody knows any more who asked what. */
  readonly retentionDays: number;
  /** Bytes of articles that a server may hold of its own. */
  readonly serverBytes: number;
  /** As in `Config`; default all articles are searched. */
  readonly forget?: Config['forget'];
  /** Ports of this machine that may be fetched from, for tests; default none. */
  readonly loopbackPorts?: readonly number[];
  readonly metrics: Metrics;
}

/** Builds all parts with the archive in this thread, all articles loaded; it writes nothing, and its store is in memory. */
export async function compose({
  knowledge,
  hasSamples = false,
  dataDir = null,
  archive: engine = null,
  limits = ordinaryLimits,
  log,
}: Asking): Promise<Kutip> {
  // A process that serves has all of this in its other thread.
  const { openArchive } = await import('./answer/host/open-archive.ts');
  const fetched = dataDir === null ? [] : [fetchedIn(dataDir)].filter((path) => existsSync(path));
  const { archive, loaded } = openArchive(
    sourcesOf([...knowledge, ...fetched], hasSamples, dataDir, false, engine && { address: engine }),
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
  hasSamples = false,
  dataDir,
  store: storeUrl = null,
  retentionDays,
  serverBytes,
  forget,
  archive: engine = null,
  loopbackPorts = [],
  metrics,
  limits = ordinaryLimits,
  log,
}: ToServe): Promise<Serving> {
  let unlock: (() => void) | undefined;
  const lock = () => {
    unlock ??= lockDataDir(dataDir);
  };
  const release = () => unlock?.();
  try {
    await unlessUnwritable(Promise.resolve().then(lock));
    requireFinished(dataDir);
    const { store, shared } =
      storeUrl === null
        ? { store: openStore(storeIn(dataDir)), shared: null }
        : await (await import('./store/postgres/open-shared.ts')).openShared(storeUrl, log);
    const { leadership, asLeader } = shared ?? { leadership: alwaysLeader, asLeader: store };
    const fetched = fetchedIn(dataDir);
    const office = createOffice({
      shared,
      asLeader,
      storeFile: storeIn(dataDir),
      retentionDays,
      fetched,
      log,
    });
    // What was quoted may have changed while nothing could be noted.
    const writable = await watchWritable(store, lock, log, office.correctAll);
    if (shared === null) await office.tidy(new Date());
    if (writable.isWritable) {
      mkdirSync(fetched, { recursive: true });
      removeOutdated(dataDir);
      if (store.articles === null) await stopFollowing(dataDir);
    }
    const folders = [...knowledge, fetched];
    const logEvent = logEvents(log);
    const deleteIn = forget?.isDeleting === true ? resolve(fetched) : undefined;
    const sources = {
      ...sourcesOf(
        folders,
        hasSamples,
        dataDir,
        true,
        engine && {
          address: engine,
          ...(store.articles && { owner: store.articles.store, turn: office.turn }),
        },
      ),
      forget: { days: forget?.days, bytes: forget?.bytes, deleteIn },
    };
    let othersChanged: (paths: readonly string[]) => void = () => undefined;
    const files =
      asLeader.articles === null
        ? undefined
        : await openSharedFiles(dataDir, asLeader.articles, {
            othersChanged: (paths) => {
              othersChanged(paths);
            },
            failed: (error) => {
              // That nothing can be saved is told by `watchWritable`.
              if (error instanceof Unwritable) return;
              if (error instanceof StoreError) log.error(error.message);
              else
                log.error({ err: error }, 'articles of other processes cannot be taken over; trying again');
            },
          });
    const hasIndex = existsSync(sources.segments?.folder ?? '');
    const thread = startArchive(sources, (event) => {
      if (event.kind === 'indexing') metrics.setArticles(event.indexing.done);
      logEvent(event);
      if (event.kind === 'kept') collectGarbageSoon();
      // What could not be corrected meanwhile.
      const isBack = event.kind === 'loaded again' || (event.kind === 'engine' && event.problem === null);
      if (isBack) office.correctAll();
    });
    void thread.loaded.then(({ articles }) => {
      metrics.setArticles(articles);
    });
    const refresh = createRefresh(async (server, paths) => {
      const { articles, quarantined, isWhole, ...changes } = await thread.archive.reread({
        server,
        withinMs: turnMs,
        ...(paths !== null && { paths }),
      });
      metrics.setArticles(articles);
      logReread(changes, log);
      await office.changed(changes);
      return { isWhole, quarantined };
    });
    const ingest = startIngest({
      dataDir,
      loopbackPorts,
      serverBytes,
      store: asLeader,
      files,
      mayWrite: () => writable.isWritable && leadership.isLeader,
      refresh,
      tell: office.feedFails,
      log,
    });
    othersChanged = (paths) => {
      ingest.reopen();
      for (const path of paths) refresh.changed(path, null);
      refresh.refresh(null).catch((error: unknown) => {
        log.error(loggedError(error), 'articles of other processes cannot be read');
      });
    };
    const stopWatching = watchFolders(
      folders,
      (paths) => {
        for (const path of paths ?? [null]) refresh.changed(path, null);
        return refresh.refresh(null);
      },
      (error) => {
        log.warn({ err: error }, 'changed articles may not be noticed before the next start');
      },
    );
    const close = async () => {
      writable.stop();
      stopWatching();
      const ended = Promise.all([ingest.close(), office.close()]).then(() => files?.close());
      await Promise.race([ended, sleep(lastWorkMs, undefined, { ref: false })]);
      await thread.close();
      await store.close();
      release();
    };
    const importer =
      shared === null
        ? ingest.importer
        : importerOfLeader(
            ingest.importer,
            shared,
            async () => {
              await files?.catchUp();
              await refresh.refresh(null);
            },
            log,
          );
    const kutip = await assemble(
      {
        ...thread,
        archive: inTurns(thread.archive, createFairQueue(callsAtOnce)),
        knowledge: folders,
        close,
      },
      { store, importer },
      limits,
      log,
    );
    return {
      ...kutip,
      checks: {
        ...kutip.checks,
        archive: async () => {
          thread.check();
          await kutip.checks.archive!();
        },
        store: () => writable.check(),
        ...(files !== undefined && {
          articles: () =>
            Promise.resolve().then(() => {
              files.check();
            }),
        }),
      },
      shared,
      behind: async () =>
        files === undefined
          ? 0
          : Promise.race([files.behind().catch(() => null), sleep(behindWithinMs, null, { ref: false })]),
      polling: ingest.polling,
      hasIndex,
      corrected: office.corrected,
      followed: office.followed,
      notifyWith(notifier) {
        const catchUp = async () => {
          await files?.catchUp();
          ingest.reopen();
        };
        office.stand({ ...kutip, notifier, catchUp, pollDue: (now) => ingest.polling.pollDue(now) });
      },
      chat: { ...kutip.chat, count: metrics.count, countFalse: metrics.countFalse },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** How long changed articles of one server are read again before it is the turn of others, in milliseconds. */
const turnMs = 2000;
/** Calls that are given to the archive's thread before one of them has returned: one is worked on, and one is there already. */
const callsAtOnce = 2;
/** How long closing waits for what is being read or corrected, in milliseconds. The next start does it again. */
const lastWorkMs = 2_000;

/** How long it may take to see how far this process is behind, in milliseconds. */
const behindWithinMs = 1_000;
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
    journal: store.journal,
    subscriptions: store.subscriptions,
    outbox: store.outbox,
    importer,
    archive: parts.archive,
    explain: parts.archive.explain,
    lastQuestions: createLastQuestions(),
    languageOf: async (text: string) => ownLanguage(text) ?? (await parts.archive.languageOf(text)),
    isQuestion,
    namesTopic,
    requestIn,
  };
  parts.loaded.then(
    ({ articles, refusals, fromDisk }) => {
      for (const refusal of refusals) log.warn(refusal, 'not an article');
      log.info({ articles, refused: refusals.length, fromDisk }, 'articles loaded');
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
