import type { Logger } from 'pino';
import { removeCopies } from './database.ts';
import type { Store } from './store.ts';
import { unlessUnwritable } from './writable.ts';

const dayMs = 86_400_000;

/**
 * Deletes old replies, audit entries, unanswered events and store copies now and every day.
 *
 * @returns stops it
 */
export async function purgeDaily(
  { replies, audit, journal }: Store,
  file: string,
  retentionDays: number,
  log: Logger,
): Promise<() => void> {
  const purge = async () => {
    const before = Date.now() - retentionDays * dayMs;
    const questions = await replies.purge(new Date(before));
    await audit.purge(new Date(before));
    await journal.purge(new Date(Date.now() - dayMs));
    removeCopies(file, before);
    if (questions > 0) log.info({ questions, retentionDays }, 'deleted old questions from the store');
  };
  await unlessUnwritable(purge());
  const daily = setInterval(() => {
    unlessUnwritable(purge()).catch((error: unknown) => {
      log.error({ err: error }, 'could not delete old questions from the store; trying again tomorrow');
    });
  }, dayMs).unref();
  return () => {
    clearInterval(daily);
  };
}
