import type { Logger } from 'pino';
import { removeCopies } from './database.ts';
import type { Store } from './store.ts';
import { unlessUnwritable } from './writable.ts';

const dayMs = 86_400_000;

/** A clock this far ahead may be wrong; it is believed once this process has had it for a while. Milliseconds. */
const clock = { farMs: 30 * dayMs, believedAfterMs: 7 * dayMs };

/**
 * Deletes old replies, audit entries, unanswered events and store copies now and every day.
 *
 * @returns stops it
 */
export async function purgeDaily(
  { replies, audit, journal, outbox }: Store,
  file: string,
  retentionDays: number,
  log: Logger,
): Promise<() => void> {
  /** On a clock that cannot be wrong; `null`: never. */
  let doubtedAt: number | null = null;
  const isClockInDoubt = async () => {
    const newest = await replies.newest();
    // Of what it was when this process started, and of the last question.
    const jumpedMs = Date.now() - performance.timeOrigin - performance.now();
    const aheadMs = Math.max(jumpedMs, Date.now() - (newest?.getTime() ?? Infinity));
    if (aheadMs > clock.farMs && doubtedAt === null) {
      doubtedAt = performance.now();
      log.warn(
        { clock: new Date().toISOString(), lastQuestion: newest?.toISOString() },
        `the clock is ${Math.round(aheadMs / dayMs)} days ahead of what happened last, so nothing is deleted for 7 days; if it is wrong, set it right`,
      );
    }
    return doubtedAt !== null && performance.now() - doubtedAt < clock.believedAfterMs;
  };
  const purge = async () => {
    await journal.purge(new Date(Date.now() - dayMs));
    if (await isClockInDoubt()) return;
    const before = Date.now() - retentionDays * dayMs;
    const questions = await replies.purge(new Date(before));
    await audit.purge(new Date(before));
    await outbox.purge(new Date(Math.min(before, Date.now() - 30 * dayMs)));
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
