/** What a fetch may take. */
export const limits = {
  /** For what somebody waits for, in milliseconds. */
  timeMs: 4500,
  /** For what nobody waits for: feeds that are read again, and the pages of their entries, in milliseconds. */
  unhurriedMs: 20_000,
  /** For a connection to one of the addresses of a server, in milliseconds. */
  connectMs: 2000,
  /** How long a name that leads nowhere is not looked up again, in milliseconds. */
  namelessMs: 10_000,
  /** Redirects followed at most. */
  redirects: 5,
  /** Bytes of all the headers of an answer. */
  headerBytes: 16_384,
  /** Characters of an address. */
  urlLength: 2048,
};
