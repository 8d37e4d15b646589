import { createHash } from 'node:crypto';
import type { Found } from '../found.ts';

const hourMs = 3_600_000;

/** How long after an entry was taken its page is looked at again, since most corrections come soon and no feed tells of them. */
const checkedAgainMs = [hourMs, 6 * hourMs, 24 * hourMs] as const;

/** What is remembered of an entry: a hash of what it said, how often its page was looked at again, and when it was the last time. */
export interface Remembered {
  readonly said: string;
  readonly checks: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** As it is written into the state of a feed. */
export const written = ({ said, checks, at }: Remembered) => `${said} ${checks} ${at}`;

/** The same read again; `undefined` for an entry that is not known. */
export function remembered(text: string | undefined): Remembered | undefined {
  if (text === undefined) return undefined;
  const [said = '', checks = checkedAgainMs.length, at = 0] = text.split(' ');
  return { said, checks: Number(checks), at: Number(at) };
}

/** Whether it is time to look at the page of an entry again. */
export function isToBeChecked({ checks, at }: Remembered, now: Date): boolean {
  const after = checkedAgainMs[checks];
  return after !== undefined && now.getTime() - at >= after;
}

/** A hash of what an entry says, to tell whether it says something else later. */
export function saidBy({ title, published, updated, text }: Found): string {
  return createHash('sha256')
    .update(JSON.stringify([title, published, updated, text]))
    .digest('base64url')
    .slice(0, 12);
}
