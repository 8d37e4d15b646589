import { randomBytes } from 'node:crypto';
import type { EditsResponse, InteractionRequest, KeptMessage, InteractionResult } from './wire.ts';

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

/** Messages in each visitor's channels, except private ones. Kept in memory. */
export interface Memory {
  of(visitor: string): readonly KeptMessage[];
  /** @param begun when the person did it */
  keep(visitor: string, done: InteractionRequest, outcome: InteractionResult, begun: Date): void;
  /** Puts something else in the place of what a kept reply shows. @returns whether a message shows it */
  edit(reply: string, shown: Pick<EditsResponse['edits'][number], 'body' | 'about'>): boolean;
  /** What was edited for a visitor after the edit with a number. */
  editsAfter(visitor: string, number: number): EditsResponse;
}

/** Which message of whom shows a kept reply, and what it was edited to, if it was. */
interface ShownReply {
  readonly visitor: string;
  readonly message: string;
  readonly edited?: EditsResponse['edits'][number] & { readonly number: number };
}

export function createMemory(): Memory {
  // In the order in which they last did something.
  const kept = new Map<string, readonly KeptMessage[]>();
  /** By the id of the kept reply; private ones too, without what they show. */
  const shown = new Map<string, ShownReply>();
  let last = 0;
  const forget = (visitor: string) => {
    kept.delete(visitor);
    for (const [reply, one] of shown) if (one.visitor === visitor) shown.delete(reply);
  };
  return {
    of: (visitor) => kept.get(visitor) ?? [],
    keep(visitor, done, outcome, begun) {
      // Browsers without cookies share one visitor.
      if (visitor === '') return;
      const before = kept.get(visitor) ?? [];
      kept.delete(visitor);
      if (done.kind === 'command' && done.name === 'forget-me') {
        forget(visitor);
        return;
      }
      if (outcome.do === 'add' && outcome.keptAs !== undefined)
        shown.set(outcome.keptAs, { visitor, message: done.id });
      for (const oldest of shown.keys()) {
        if (shown.size <= mostVisitors * mostMessages) break;
        shown.delete(oldest);
      }
      kept.set(visitor, after(before, done, outcome, begun).slice(-mostMessages));
      for (const oldest of kept.keys()) {
        if (kept.size <= mostVisitors) break;
        forget(oldest);
      }
    },
    edit(reply, { body, about }) {
      const one = shown.get(reply);
      if (one === undefined) return false;
      const { visitor, message: id } = one;
      shown.set(reply, { visitor, message: id, edited: { id, body, about, number: ++last } });
      kept.set(
        visitor,
        (kept.get(visitor) ?? []).map((message) =>
          message.id === id ? { ...message, body, about } : message,
        ),
      );
      return true;
    },
    editsAfter: (visitor, number) => ({
      last,
      edits: [...shown.values()].flatMap((one) =>
        one.visitor === visitor && one.edited !== undefined && one.edited.number > number
          ? [{ id: one.edited.id, body: one.edited.body, about: one.edited.about }]
          : [],
      ),
    }),
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
