import type { Logger } from 'pino';
import { Unwritable } from './store-error.ts';
import type { Store } from './store.ts';

/** How often it is looked, in milliseconds. */
const everyMs = 15_000;

/** Whether something can be saved, as of the last look. */
export interface Writable {
  readonly isWritable: boolean;
  /** Looks now. @throws {Unwritable} when nothing can be saved */
  check(): Promise<void>;
  stop(): void;
}

/**
 * Looks again and again whether the store can be written, since that passes; says when it cannot and why, and when it can again.
 *
 * @param lock makes sure that the data folder is this process's alone
 * @param again is called when it can be written again
 */
export async function watchWritable(
  { check: tryToWrite }: Pick<Store, 'check'>,
  lock: () => void,
  log: Logger,
  again: () => void = () => undefined,
): Promise<Writable> {
  /** Since when it cannot be written; `null`: it can. */
  let since: number | null = null;
  const check = async () => {
    try {
      lock();
      await tryToWrite();
      if (since === null) return;
      log.info(`what happens is saved again, after ${Math.round((performance.now() - since) / 1000)} s`);
      since = null;
      again();
    } catch (error) {
      if (since === null) log.error((error as Error).message);
      since ??= performance.now();
      throw error;
    }
  };
  const look = () => check().catch(() => undefined);
  await look();
  const timer = setInterval(() => void look(), everyMs).unref();
  return {
    get isWritable() {
      return since === null;
    },
    check,
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** For work that is done again later: that nothing can be written now is told by `watchWritable`. */
export async function unlessUnwritable(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
  }
}
