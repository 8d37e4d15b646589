import { randomBytes } from 'node:crypto';
import type { KeptReply, Replies, Vote, Votes } from './services.ts';

/** Replies that are kept; the oldest one makes room. */
const mostKept = 10_000;

/** Replies that are forgotten with the process. */
export function createReplies(): Replies {
  const kept = new Map<string, KeptReply>();
  return {
    keep(reply) {
      const id = randomBytes(8).toString('hex');
      kept.set(id, reply);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return Promise.resolve(id);
    },
    find: (id) => Promise.resolve(kept.get(id)),
  };
}

/** Votes that are forgotten with the process. */
export function createVotes(): Votes {
  const votes = new Map<string, Vote>();
  return {
    cast(vote) {
      const key = `${vote.reply} ${vote.voter}`;
      votes.delete(key);
      votes.set(key, vote);
      const [oldest] = votes.keys();
      if (votes.size > mostKept && oldest !== undefined) votes.delete(oldest);
      return Promise.resolve();
    },
  };
}
