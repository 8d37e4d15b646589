/** What a fetch may take. */
export const limits = {
  /** In milliseconds. */
  timeMs: 4500,
  /** Redirects followed at most. */
  redirects: 5,
  /** Bytes of all the headers of an answer. */
  headerBytes: 16_384,
  /** Characters of an address. */
  urlLength: 2000,
};
