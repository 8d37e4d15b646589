export const limits = {
  /** When a user is waiting, in milliseconds. */
  timeMs: 4500,
  /** In the background, in milliseconds. */
  unhurriedMs: 20_000,
  /** For connecting to one address, in milliseconds. */
  connectMs: 2000,
  /** How long an unresolvable name is not looked up again, in milliseconds. */
  namelessMs: 10_000,
  redirects: 5,
  headerBytes: 16_384,
  /** In characters. */
  urlLength: 2048,
};
