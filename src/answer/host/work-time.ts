/** How long was worked on what the archive returned, by that. It stays apart, so that equal answers are equal. */
const times = new WeakMap<object, number>();

/** How long the archive worked on something that it returned, in milliseconds; `undefined` where that is not known. */
export function workTimeOf(returned: unknown): number | undefined {
  return isKey(returned) ? times.get(returned) : undefined;
}

/** Notes it, and returns what was returned. */
export function workedOn<T>(returned: T, ms: number): T {
  if (isKey(returned)) times.set(returned, ms);
  return returned;
}

const isKey = (value: unknown): value is object => typeof value === 'object' && value !== null;
