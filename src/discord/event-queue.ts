import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { NotOurs } from '../chat/contract/notifier.ts';
import { loggable } from './errors.ts';

/** How many events are remembered, so that one which comes again is known. A resumed session repeats at most some thousands. */
const remembered = 10_000;

/** Events that can be answered at the same time without one holding up the others. */
const few = 3;

/** What is being answered right now. */
export interface EventQueue {
  /** Does `answer` for the event of this id: once, however often the event comes, and no more after `finish`. */
  take(id: string, answer: () => Promise<void>): void;
  /** Calls a listener when more than a few events are being answered, at once where it is so already. @returns takes it away */
  readonly onCrowded: (listener: () => void) => () => void;
  /** Takes nothing new, and waits for what is in flight; at most `withinMs`. */
  finish(withinMs: number): Promise<void>;
}

export function createEventQueue(log: Logger): EventQueue {
  const taken = new Set<string>();
  const inFlight = new Set<Promise<void>>();
  const waiting = new Set<() => void>();
  let isOpen = true;

  const remember = (id: string) => {
    taken.add(id);
    const [oldest] = taken;
    if (taken.size > remembered && oldest !== undefined) taken.delete(oldest);
  };

  return {
    take(id, answer) {
      if (!isOpen || taken.has(id)) return;
      remember(id);
      const running = answer()
        .catch((error: unknown) => {
          if (error instanceof NotOurs) log.warn({ event: id }, error.message);
          else log.error(loggable(error), 'an event could not be handled');
        })
        .finally(() => inFlight.delete(running));
      inFlight.add(running);
      if (inFlight.size <= few) return;
      for (const listener of waiting) listener();
      waiting.clear();
    },
    onCrowded(listener) {
      if (inFlight.size > few) listener();
      else waiting.add(listener);
      return () => waiting.delete(listener);
    },
    async finish(withinMs) {
      isOpen = false;
      await Promise.race([Promise.all(inFlight), sleep(withinMs, undefined, { ref: false })]);
      if (inFlight.size > 0) log.warn({ questions: inFlight.size }, 'stopped before all events were handled');
    },
  };
}
