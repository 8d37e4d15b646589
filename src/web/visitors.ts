import { randomBytes } from 'node:crypto';
import type { InteractionRequest, KeptMessage, InteractionResult } from './wire.ts';

const cookie = 'kutip-visitor';

/** Messages of a visitor, and visitors, that are remembered; the oldest make room. */
const mostMessages = 100;
const mostVisitors = 50;

/** A name for somebody whose browser has none yet; nobody else can guess it. */
export const newVisitor = () => randomBytes(16).toString('base64url');

/** Whose browser it is, as its cookies say; empty where they do not. */
export function visitorIn(cookies: string): string {
  const written = cookies.split(/;\s*/).find((one) => one.startsWith(`${cookie}=`));
  return /^[\w-]{22}$/.exec(written?.slice(cookie.length + 1) ?? '')?.[0] ?? '';
}

/** Has the browser say from now on whose it is: to this page alone, and where no script can read it. */
export const visitorCookie = (visitor: string) =>
  `${cookie}=${visitor}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000`;

/** What was said in the channels of each visitor, but for what he alone saw. Kept in memory. */
export interface Memory {
  of(visitor: string): readonly KeptMessage[];
  /** @param begun when the person did it */
  keep(visitor: string, done: InteractionRequest, outcome: InteractionResult, begun: Date): void;
}

/** An empty memory. */
export function createMemory(): Memory {
  // In the order in which they last did something.
  const kept = new Map<string, readonly KeptMessage[]>();
  return {
    of: (visitor) => kept.get(visitor) ?? [],
    keep(visitor, done, outcome, begun) {
      // Browsers that keep no cookie are not told apart.
      if (visitor === '') return;
      const before = kept.get(visitor) ?? [];
      kept.delete(visitor);
      if (done.kind === 'command' && done.name === 'forget-me') return;
      kept.set(visitor, after(before, done, outcome, begun).slice(-mostMessages));
      for (const oldest of kept.keys()) {
        if (kept.size <= mostVisitors) break;
        kept.delete(oldest);
      }
    },
  };
}

/** The messages after something was done, as the browser shows them. */
function after(
  before: readonly KeptMessage[],
  done: InteractionRequest,
  outcome: InteractionResult,
  begun: Date,
): readonly KeptMessage[] {
  const { kind, channel, id, replyTo } = done;
  const of = kind === 'control' || kind === 'form' ? replyTo : id;
  const written: readonly KeptMessage[] =
    kind === 'message'
      ? [{ id: done.written, channel, at: begun.toISOString(), by: 'you', text: done.text, replyTo }]
      : [];
  const all = [...before, ...written];
  switch (outcome.do) {
    case 'add': {
      if (outcome.private) return all;
      const { message: body, about } = outcome;
      const at = new Date().toISOString();
      const said = { id, channel, at, by: 'kutip', body, about } as const;
      if (kind === 'command') return [...all, { ...said, replyTo, invoked: done.invoked }];
      return [...all, { ...said, replyTo: kind === 'message' ? done.written : replyTo }];
    }
    case 'replace':
      return all.map((one) =>
        one.id === of ? { ...one, body: outcome.message, about: outcome.about } : one,
      );
    case 'delete':
    case 'nothing':
      return all.filter((one) => one.id !== of);
    case 'form':
      return all;
  }
}
