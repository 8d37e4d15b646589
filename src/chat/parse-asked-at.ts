import { readDay } from './presenters/dates.ts';

const moment = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
const noonMs = 12 * 3_600_000;

/** What `readAskedAt` reads, for messages that refuse something else. */
export const expectedDate = 'expected a day (2022-01-13) or a moment with its zone (2022-01-13T14:05+07:00)';

/**
 * Reads when a question is asked (ISO 8601). A day stands for its noon in UTC, the moment at which nearly the whole
 * world has that day.
 *
 * @returns `null` when it is no such date
 */
export function parseAskedAt(written: string): Date | null {
  const day = moment.exec(written)?.[1];
  // Date.parse would take 31 February for a day in March.
  const midnight = day === undefined ? null : readDay(day, new Date());
  if (midnight === null) return null;
  const at = written === day ? midnight + noonMs : Date.parse(written);
  return Number.isNaN(at) ? null : new Date(at);
}
