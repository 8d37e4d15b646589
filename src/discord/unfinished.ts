import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionInfo } from '@discordjs/ws';
import { GatewayDispatchEvents, SnowflakeUtil } from 'discord.js';
import type { Logger } from 'pino';
import type { Journal, Json } from '../chat/contract/services.ts';
import { loggable } from './errors.ts';
import { isStillOurs } from './while-ours.ts';

/** How long after it came an event is still answered, in milliseconds: as long as Discord takes answers to an interaction. */
const answeredWithinMs = 15 * 60_000;

/** How often it is noted where a session stands, where nothing is asked meanwhile, in milliseconds. */
const noteEveryMs = 1_000;

/** How long it may take to note that something was answered, where others wait for that, in milliseconds. */
const notedWithinMs = 1_000;

/** How many events are remembered as they came, of which most are for others. */
const remembered = 200;

/** An event of the gateway as it came. */
export interface GatewayEvent {
  readonly t: string;
  readonly d: Readonly<Record<string, unknown>>;
  /** The shard that it came to; missing in what older versions wrote. */
  readonly shard?: number;
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

/** Where the session of a shard stands. */
interface SessionPlace {
  session: SessionInfo;
  /** The last event that was handled, or is on its way. */
  sequence: number;
  /** Events that are being taken down: the next process must still get them. */
  readonly opening: Set<number>;
  notedAt: number;
  /** The last note of it. */
  noting: Promise<void>;
}

/** What is being answered, and where the gateway's sessions stand, in the journal: a process that dies leaves it to the next. */
export interface Unfinished {
  /** @param shard what was left of that one alone; `null`: of all */
  left(shard: number | null): Promise<Left>;
  /** A shard has this session now. */
  has(session: SessionInfo): void;
  /** An event of a shard is about to be handled; `sequence` is its place in the session. */
  came(event: GatewayEvent, shard: number, sequence: number | null): void;
  /** Does what answers an event; only once it is done will no other process do it, unless that is its to do by then. */
  during(id: string, answer: () => Promise<void>): Promise<void>;
  /** All that a session had is handled, or on its way. */
  caughtUp(session: SessionInfo): void;
  /** What comes from now on, of one shard or of all, is for the next process. */
  end(shard?: number): void;
  /** Where the session of a shard stands is noted by another process now. */
  forget(shard: number): void;
  /** Waits for what is being answered of a shard. */
  answered(shard: number): Promise<unknown>;
}

export function createUnfinished(journal: Journal, log: Logger): Unfinished {
  const recent = new Map<string, { event: GatewayEvent & { shard: number }; sequence: number | null }>();
  const underWay = new Map<number, Set<Promise<void>>>();
  const standing = new Map<number, SessionPlace>();
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
    // One after the other, so that what is noted never goes back.
    const before = stands.noting;
    const sequence = Math.min(stands.sequence, ...[...stands.opening].map((opening) => opening - 1));
    stands.noting = before.then(() => {
      const session: SessionInfo = { ...stands.session, sequence };
      return noting(journal.mark(session.sessionId, new Date(), session as unknown as Json));
    });
  };
  return {
    async left(shard) {
      await noting(journal.purge(new Date(Date.now() - answeredWithinMs)));
      const events = (await journal.opened()) as unknown as GatewayEvent[];
      const sessions = (await journal.marks()) as unknown as SessionInfo[];
      if (shard === null) return { events, sessions };
      return {
        events: events.filter((event) => (event.shard ?? 0) === shard),
        sessions: sessions.filter(({ shardId }) => shardId === shard),
      };
    },
    has(session) {
      const known = standing.get(session.shardId);
      // Events that still wait to be handled are counted in the session already.
      if (known?.session.sessionId === session.sessionId) known.session = session;
      else {
        const { sequence } = session;
        const fresh = { opening: new Set<number>(), notedAt: -Infinity, noting: Promise.resolve() };
        standing.set(session.shardId, { session, sequence, ...fresh });
      }
    },
    came(event, shard, sequence) {
      const stands = standing.get(shard);
      if (stands !== undefined && sequence !== null) {
        // That this one came is noted once it is taken down itself.
        if (performance.now() - stands.notedAt > noteEveryMs) note(shard);
        stands.sequence = sequence;
      }
      if (!isAsking(event)) return;
      recent.set(event.d.id as string, { event: { ...event, shard }, sequence });
      const [oldest] = recent.keys();
      if (recent.size > remembered && oldest !== undefined) recent.delete(oldest);
    },
    async during(id, answer) {
      const came = recent.get(id);
      recent.delete(id);
      const shard = came?.event.shard ?? 0;
      let opened = Promise.resolve();
      if (came !== undefined) {
        const { event, sequence } = came;
        const opening = standing.get(shard)?.opening;
        // Together with its place in the session, so that it is answered from one of the two.
        if (sequence !== null) opening?.add(sequence);
        opened = noting(journal.open(id, new Date(), event as unknown as Json)).then(() => {
          if (sequence !== null) opening?.delete(sequence);
          note(shard);
        });
      }
      const answering = answer();
      const others = underWay.get(shard) ?? new Set();
      underWay.set(shard, others.add(answering));
      try {
        await answering;
      } finally {
        others.delete(answering);
        const closed = opened.then(() => (isStillOurs() ? noting(journal.close(id)) : undefined));
        await Promise.race([closed, sleep(notedWithinMs, undefined, { ref: false })]);
      }
    },
    caughtUp: ({ sessionId }) => void noting(journal.unmark(sessionId)),
    end(shard) {
      for (const one of shard === undefined ? standing.keys() : [shard]) note(one);
      if (shard === undefined) isEnded = true;
      else standing.delete(shard);
    },
    forget: (shard) => void standing.delete(shard),
    answered: (shard) => Promise.allSettled([...(underWay.get(shard) ?? [])]),
  };
}
