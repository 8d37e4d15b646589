/**
 * The second keys of the advisory locks, 31 bits each. That of a process that takes part in sharing out shards says how many there
 * are, so that who comes later knows it.
 */
export const keys = {
  office: 1,
  joining: 2,
  /** For the logins of a bucket of shards. */
  bucket: (bucket: number) => 1_000 + bucket,
  shard: (shard: number) => 100_000 + shard,
  member: (shards: number, random: number) => 2 ** 30 + shards * 2 ** 12 + Math.floor(random * 2 ** 12),
};

/** The shard that a lock stands for; `null`: none. */
export const shardOf = (key: number) => (key >= 100_000 && key < 2 ** 30 ? key - 100_000 : null);

/** How many shards there are, by the lock of a process that takes part; `null`: it is another lock. */
export const countOf = (key: number) => (key >= 2 ** 30 ? Math.floor((key - 2 ** 30) / 2 ** 12) : null);
