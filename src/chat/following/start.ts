import type { Turns } from '../../answer/host/turns.ts';
import { Unwritable } from '../../store/store-error.ts';
import type { Chat } from '../contract/chat.ts';
import type { Notifier } from '../contract/notifier.ts';
import { loggedError } from '../logged-error.ts';
import { compareArrivals, writeDigests } from './compare.ts';
import { deliver } from './deliver.ts';

/** How often it is looked what is due, in milliseconds; what arrives is looked at at once. */
const lookMs = 5_000;
/** The pause after a platform could not be reached, which doubles, and the longest; in milliseconds. */
const pauses = { first: 2_000, longest: 60_000 };

export interface Following {
  /** Compares what has arrived, and posts what is due. Never rejects; what fails is tried again. */
  work(): Promise<void>;
  /** Starts nothing new, and waits for what is under way. */
  close(): Promise<void>;
}

/** Nobody can be told anything. */
export const notFollowing: Following = {
  work: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/**
 * The one place that turns new articles into posts.
 *
 * @param mayWork whether this process is the one that does
 */
export function startFollowing(
  chat: Chat,
  notifier: Notifier,
  turns: Turns,
  mayWork: () => boolean = () => true,
): Following {
  const { services, log } = chat;
  let isClosed = false;
  let failures = 0;
  let pause = { since: 0, ms: 0 };
  let under = Promise.resolve();
  /** Whether the next run has not begun: it serves whoever comes until then. */
  let isNext = false;

  async function run(): Promise<void> {
    isNext = false;
    if (isClosed || !mayWork()) return;
    try {
      await compareArrivals(services, new Date());
      await writeDigests(services, new Date());
    } catch (error) {
      if (!(error instanceof Unwritable))
        log.error(
          loggedError(error),
          'could not compare new articles with the subscriptions; trying again soon',
        );
    }
    // A clock that was set anew keeps nothing waiting.
    if (Math.abs(Date.now() - pause.since) < pause.ms) return;
    try {
      await deliver(chat, notifier, () => new Date(), turns);
      failures = 0;
      pause = { since: 0, ms: 0 };
    } catch (error) {
      if (failures === 0 && !(error instanceof Unwritable))
        log.warn(loggedError(error), 'could not post what is followed; it waits, and is tried again');
      pause = { since: Date.now(), ms: Math.min(pauses.longest, pauses.first * 2 ** failures++) };
    }
  }

  const work = () => {
    if (!isNext) {
      isNext = true;
      under = under.then(run);
    }
    return under;
  };
  const timer = setInterval(() => void work(), lookMs).unref();
  return {
    work,
    async close() {
      isClosed = true;
      clearInterval(timer);
      await under;
    },
  };
}
