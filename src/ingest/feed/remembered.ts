const hourMs = 3_600_000;

/** How long after importing an entry its page is checked again: most corrections come soon, and feeds do not announce them. */
const checkedAgainMs = [hourMs, 6 * hourMs, 24 * hourMs] as const;
/** A missing page is checked once more after this, however often it was checked before. */
const missingAgainMs = 6 * hourMs;
/** Checks in a row, hours apart, after which a missing page (404) is withdrawn; one may be a fault of the site. */
const withdrawnAfter = 2;

/** What is remembered of an entry: a hash of its content, how often its page was checked again, and when last. */
export interface Remembered {
  readonly said: string;
  readonly checks: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Checks in a row at which its page was missing; `null` if it never was. */
  readonly missing: number | null;
}

/** For the feed's state in the store. */
export const written = ({ said, checks, at, missing }: Remembered) =>
  `${said} ${checks} ${at} ${missing ?? 'never'}`;

/** Parses what `written` wrote; `undefined` for an unknown entry. */
export function remembered(text: string | undefined): Remembered | undefined {
  if (text === undefined) return undefined;
  const [said = '', checks = checkedAgainMs.length, at = 0, missing = 0] = text.split(' ');
  return {
    said,
    checks: Number(checks),
    at: Number(at),
    missing: missing === 'never' ? null : Number(missing),
  };
}

/** When to check an entry's page again, in milliseconds since 1970; `null` for never. */
export function checkAt({ checks, at, missing }: Remembered): number | null {
  const after = checkedAgainMs[checks] ?? (missing !== null && missing > 0 ? missingAgainMs : undefined);
  return after === undefined ? null : at + after;
}

export function isToBeChecked(one: Remembered, now: Date): boolean {
  const at = checkAt(one);
  // What is to come cannot have been: the clock was ahead.
  return at !== null && (now.getTime() >= at || one.at > now.getTime());
}

/**
 * Checks in a row at which an entry's page was missing, including the latest.
 *
 * @param before `undefined` for a new entry
 * @param status HTTP status; `undefined` if the page was fetched or failed for another reason
 */
export function missingAfter(before: Remembered | undefined, status: number | undefined): number | null {
  if (status !== 404 && status !== 410) return 0;
  return before?.missing == null ? null : before.missing + 1;
}

/** Whether to withdraw a missing page: at once if it is gone for good (410). */
export const isWithdrawn = (missing: number | null, status: number | undefined) =>
  missing !== null && (status === 410 || missing >= withdrawnAfter);
