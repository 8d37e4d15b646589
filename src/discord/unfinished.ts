import type { SessionInfo } from '@discordjs/ws';
import { GatewayDispatchEvents, SnowflakeUtil } from 'discord.js';
import type { Logger } from 'pino';
import type { Journal, Json } from '../chat/contract/services.ts';
import { loggable } from './errors.ts';

/** How long after it came an event is still answered, in milliseconds: as long as Discord takes answers to an interaction. */
const answeredWithinMs = 15 * 60_000;

/** How often it is noted where a session stands, where nothing is asked meanwhile, in milliseconds. */
const noteEveryMs = 1_000;

/** How many events are remembered as they came, of which most are for others. */
const remembered = 200;

/** An event of the gateway as it came. */
export interface GatewayEvent {
  readonly t: string;
  readonly d: Readonly<Record<string, unknown>>;
}

const asking: readonly string[] = [
  GatewayDispatchEvents.InteractionCreate,
  GatewayDispatchEvents.MessageCreate,
];

/** Whether somebody may ask something with it, and may still be answered. */
export function isAsking({ t, d }: GatewayEvent): boolean {
  return (
    asking.includes(t) &&
    typeof d.id === 'string' &&
    Date.now() - SnowflakeUtil.timestampFrom(d.id) < answeredWithinMs
  );
}

/** What a process before this one has left, since it died. */
interface Left {
  /** Events that it was answering. */
  readonly events: readonly GatewayEvent[];
  /** Sessions of the gateway, which have events that it did not get any more. */
  readonly sessions: readonly SessionInfo[];
}

/** What is being answered, and where the gateway's sessions stand, in the journal: a process that dies leaves it to the next. */
export interface Unfinished {
  left(): Promise<Left>;
  /** A shard has this session now. */
  has(session: SessionInfo): void;
  /** An event of a shard is about to be handled; `sequence` is its place in the session. */
  came(event: GatewayEvent, shard: number, sequence: number | null): void;
  /** Does what answers an event; only once it is done will no other process do it. */
  during(id: string, answer: () => Promise<void>): Promise<void>;
  /** All that a session had is handled, or on its way. */
  caughtUp(session: SessionInfo): void;
  /** What comes from now on is for the next process. */
  end(): void;
}

export function createUnfinished(journal: Journal, log: Logger): Unfinished {
  const recent = new Map<string, GatewayEvent>();
  const standing = new Map<number, { session: SessionInfo; sequence: number; notedAt: number }>();
  let isEnded = false;
  const noting = (note: Promise<void>) =>
    // Without it everything goes on, as long as this process does.
    note.catch((error: unknown) => {
      log.debug(loggable(error), 'cannot note what is being answered');
    });
  const note = (shard: number) => {
    const stands = standing.get(shard);
    if (stands === undefined || isEnded) return;
    stands.notedAt = performance.now();
    const session: SessionInfo = { ...stands.session, sequence: stands.sequence };
    void noting(journal.mark(session.sessionId, new Date(), session as unknown as Json));
  };
  return {
    async left() {
      await noting(journal.purge(new Date(Date.now() - answeredWithinMs)));
      const events = (await journal.opened()) as unknown as GatewayEvent[];
      return { events, sessions: (await journal.marks()) as unknown as SessionInfo[] };
    },
    has(session) {
      const known = standing.get(session.shardId);
      // Events that still wait to be handled are counted in the session already.
      if (known?.session.sessionId === session.sessionId) known.session = session;
      else standing.set(session.shardId, { session, sequence: session.sequence, notedAt: -Infinity });
    },
    came(event, shard, sequence) {
      const stands = standing.get(shard);
      if (stands !== undefined && sequence !== null) {
        stands.sequence = sequence;
        if (performance.now() - stands.notedAt > noteEveryMs) note(shard);
      }
      if (!isAsking(event)) return;
      recent.set(event.d.id as string, event);
      const [oldest] = recent.keys();
      if (recent.size > remembered && oldest !== undefined) recent.delete(oldest);
    },
    async during(id, answer) {
      const event = recent.get(id);
      recent.delete(id);
      // Together with its place in the session, so that it is answered from one of the two.
      if (event !== undefined) void noting(journal.open(id, new Date(), event as unknown as Json));
      for (const shard of standing.keys()) note(shard);
      try {
        await answer();
      } finally {
        await noting(journal.close(id));
      }
    },
    caughtUp: ({ sessionId }) => void noting(journal.unmark(sessionId)),
    end() {
      for (const shard of standing.keys()) note(shard);
      isEnded = true;
    },
  };
}
