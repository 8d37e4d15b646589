import type { Logger } from 'pino';
import { createNotices, noNotices } from './chat/notices.ts';
import { notFollowing, startFollowing } from './chat/following/start.ts';
import type { Chat } from './chat/contract/chat.ts';
import type { Notifier } from './chat/contract/notifier.ts';
import { createFairQueue } from './ingest/fair-queue.ts';
import { purgeDaily } from './store/retention.ts';
import { alwaysLeader, type Shared } from './store/shared.ts';
import { StoreError } from './store/store-error.ts';
import type { Feed, Store } from './store/store.ts';
import { unlessUnwritable } from './store/writable.ts';

/** What has been reread, by the ids of articles. */
interface Changed {
  readonly added: readonly { readonly id: string; readonly path: string }[];
  readonly put: readonly string[];
  readonly removed: readonly string[];
}

/** What only the process that leads does, besides reading feeds and importing; in all others, nothing happens here. */
export interface ProcessOffice {
  /** Its first is 1 while this process leads; other threads see it, too. */
  readonly turn: Int32Array<SharedArrayBuffer>;
  /** Deletes what is over, now and then every day. @param unseenBefore others may be sending a reply just now */
  tidy(unseenBefore: Date): Promise<void>;
  /** Corrects all replies, since something may have changed unnoticed. */
  readonly correctAll: () => void;
  /** Has articles that have changed corrected where they were quoted, and those that are news posted. */
  readonly changed: (changes: Changed) => Promise<void>;
  readonly feedFails: (feed: Feed) => Promise<void>;
  /** As in `Serving`. */
  readonly corrected: () => Promise<unknown>;
  /** As in `Serving`. */
  readonly followed: () => Promise<void>;
  /** From now on, this process can say something unasked, and stands for office. */
  stand(parts: StandsWith): void;
  /** Starts nothing new, and waits for what is under way. */
  close(): Promise<unknown>;
}

interface StandsWith {
  readonly chat: Chat;
  readonly notifier: Notifier;
  /** All articles are there. */
  readonly loaded: Promise<unknown>;
  /** Brings the articles up to date, before it leads. */
  readonly catchUp: () => Promise<void>;
  readonly pollDue: (now: Date) => Promise<unknown>;
}

interface OfficeParts {
  /** `null`: no other process uses this store. */
  readonly shared: Shared | null;
  readonly asLeader: Store;
  /** The store of the data folder, whose copies are deleted, too. */
  readonly storeFile: string;
  readonly retentionDays: number;
  /** Where articles of feeds are, whose news are taken down where they are read. */
  readonly fetched: string;
  readonly log: Logger;
}

export function createOffice({
  shared,
  asLeader,
  storeFile,
  retentionDays,
  fetched,
  log,
}: OfficeParts): ProcessOffice {
  const { leadership } = shared ?? { leadership: alwaysLeader };
  let notices = noNotices;
  let following = notFollowing;
  let correcting: Promise<unknown> = Promise.resolve();
  let stopPurging: (() => void) | undefined;
  const turn = new Int32Array(new SharedArrayBuffer(4));
  const tidy = async (unseenBefore: Date) => {
    await unlessUnwritable(asLeader.replies.removeUnseen(unseenBefore));
    stopPurging ??= await purgeDaily(asLeader, storeFile, retentionDays, log);
  };
  return {
    turn,
    tidy,
    correctAll() {
      if (leadership.isLeader) void notices.correctAll();
    },
    async changed(changes) {
      if (!leadership.isLeader) return;
      // What is fetched is taken down where it is known whether its feed was read before.
      const added = changes.added.filter(({ path }) => !path.startsWith(fetched));
      // So many at once are an import, which is no news.
      if (added.length <= mostArriving)
        for (const { id } of added) await asLeader.outbox.arrive({ article: id, feed: null, at: new Date() });
      // Nobody who adds an article waits for that: Discord may want each message to be changed slowly.
      correcting = Promise.all([correcting, notices.correct([...changes.put, ...changes.removed])]);
      void following.work();
    },
    feedFails: (feed) => notices.feedFails(feed),
    corrected: () => correcting,
    followed: () => following.work(),
    stand({ chat, notifier, loaded, catchUp, pollDue }) {
      const saying = shared === null ? chat : writingAs(asLeader, chat);
      notices = createNotices(saying, notifier, createFairQueue(correctedAtOnce, 1));
      following = startFollowing(
        saying,
        notifier,
        createFairQueue(postedAtOnce.all, postedAtOnce.ofServer),
        () => leadership.isLeader,
      );
      leadership.stand({
        prepare: catchUp,
        begin: () => {
          Atomics.store(turn, 0, 1);
          // Articles may have changed while nothing ran.
          void loaded.then(
            () => notices.correctAll(),
            () => undefined,
          );
          if (shared === null) return;
          log.info('this process leads now: it alone reads feeds, imports, corrects and posts');
          for (const work of [tidy(new Date(Date.now() - unseenMs)), pollDue(new Date())])
            work.catch((error: unknown) => {
              const problem = 'could not do all that a leader begins with; trying again later';
              if (error instanceof StoreError) log.error(`${problem}: ${error.message}`);
              else log.error({ err: error }, problem);
            });
          void following.work();
        },
        end: () => {
          Atomics.store(turn, 0, 0);
          log.warn('this process does not lead any more: its session at PostgreSQL has ended');
        },
      });
    },
    close() {
      stopPurging?.();
      return Promise.all([correcting, following.close()]);
    },
  };
}

/** Replies that are corrected at the same time, one of each server. */
const correctedAtOnce = 4;
/** Articles that may be put into a folder at once and still be news. */
const mostArriving = 200;
/** Subscriptions that are posted for at the same time, and those of one server: others never wait for all of its own. */
const postedAtOnce = { all: 8, ofServer: 4 };
/** How long after it was asked for a reply may still be shown for the first time, in milliseconds. */
const unseenMs = 3_600_000;

/** A chat that does what only the leader may. */
const writingAs = ({ replies, subscriptions, outbox }: Store, chat: Chat): Chat => ({
  ...chat,
  services: { ...chat.services, replies, subscriptions, outbox },
});
