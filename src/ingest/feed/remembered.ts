const hourMs = 3_600_000;

/** How long after an entry was taken its page is looked at again, since most corrections come soon and no feed tells of them. */
const checkedAgainMs = [hourMs, 6 * hourMs, 24 * hourMs] as const;
/** A page that was not there is looked at once more after this, however often it was looked at. */
const missingAgainMs = 6 * hourMs;
/** A page that is not there (404) at so many looks in a row, hours apart, is withdrawn: once may be a fault of the site. */
const withdrawnAfter = 2;

/** What is remembered of an entry: a hash of what it said, how often its page was looked at again, and when it was the last time. */
export interface Remembered {
  readonly said: string;
  readonly checks: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** At how many looks in a row its page was not there; `null` where it has never been. */
  readonly missing: number | null;
}

/** As it is written into the state of a feed. */
export const written = ({ said, checks, at, missing }: Remembered) =>
  `${said} ${checks} ${at} ${missing ?? 'never'}`;

/** The same read again; `undefined` for an entry that is not known. */
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

/** When it is time to look at the page of an entry again, in milliseconds since 1970; `null`: never. */
export function checkAt({ checks, at, missing }: Remembered): number | null {
  const after = checkedAgainMs[checks] ?? (missing !== null && missing > 0 ? missingAgainMs : undefined);
  return after === undefined ? null : at + after;
}

export function isToBeChecked(one: Remembered, now: Date): boolean {
  const at = checkAt(one);
  return at !== null && now.getTime() >= at;
}

/**
 * At how many looks in a row the page of an entry was not there, after one more.
 *
 * @param before what is remembered of the entry; `undefined` for one that is new
 * @param status what its server answered; `undefined` where its page was had, or failed for other reasons
 */
export function missingAfter(before: Remembered | undefined, status: number | undefined): number | null {
  if (status !== 404 && status !== 410) return 0;
  return before?.missing == null ? null : before.missing + 1;
}

/** Whether a page that is not there is withdrawn: at once where its server says that it is gone for good (410). */
export const isWithdrawn = (missing: number | null, status: number | undefined) =>
  missing !== null && (status === 410 || missing >= withdrawnAfter);
