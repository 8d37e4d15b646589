import { SimpleShardingStrategy, WebSocketShardEvents, type WebSocketManager } from '@discordjs/ws';
import { GatewayCloseCodes, GatewayDispatchEvents } from 'discord.js';
import type { Logger } from 'pino';
import { loggable } from './errors.ts';
import { createOutage, type Outage } from './outage.ts';
import { isPassing } from './retry.ts';

/** How long a session is kept after the network failed, in milliseconds: about as long as Discord does. */
const sessionKeptMs = 120_000;

/** The code of a connection that ended without a word of the other side. */
const endedAbnormally = 1006;

/** What the manager emits; an event of Discord's stands in `data`. */
type Emit = (event: string, payload: { readonly data?: { readonly t?: string } }) => boolean;

/** discord.js counts what was replayed, and cannot in a session that was declared invalid since. */
const resumed: string = GatewayDispatchEvents.Resumed;

/** How soon after it was made again at once a connection may fail without being waited for, in milliseconds. */
const steadyMs = 10_000;

const words = {
  failing: 'there is no connection to Discord; it is tried again by itself',
  over: 'connected to Discord again',
};

/** How many connections in a row must end that soon before it is worth a line of the log. */
const toldAfter = 3;

/** How a shard has fared. */
interface Tries {
  readonly outage: Outage;
  /** Whether the last try succeeded; so it counts before the first. */
  isConnected: boolean;
  /** Whether it came so far that Discord said something. */
  hasReached: boolean;
  /** When a try was made without a pause. */
  atOnceAt: number;
  /** How many connections in a row have ended soon after they were made. */
  shortLived: number;
  /** Why the connection or the last try failed, where that is known. */
  failure: Error | null;
}

/** The parts of a shard that @discordjs/ws keeps to itself; its version is pinned for their sake. */
interface Shard {
  internalConnect: () => Promise<void>;
  onError: (error: Error) => void;
  failedToConnectDueToNetworkError: boolean;
  readonly connection: { on(event: 'error', listener: () => void): void; terminate(): void } | null;
}

/** How discord.js keeps its connection, mended. */
export interface LastingConnection {
  readonly buildStrategy: (manager: WebSocketManager) => SimpleShardingStrategy;
  /** Cuts what is still connecting, or waits for a last word. */
  cut(): void;
}

/**
 * How discord.js keeps its connection, mended in four respects:
 * - an event that discord.js cannot read is reported, where it would be the rejection of a promise that nobody waits for;
 * - a session survives that the network fails (discord.js gives it up when a host refuses or resets), so that Discord sends
 *   again what came in the meantime;
 * - whatever passes by itself is waited out with ever longer pauses, at the start too (discord.js gives up there, or tries
 *   twice a second for ever);
 * - once `left` is aborted, nothing is tried any more (discord.js cannot stop a shard that waits between two tries).
 */
export function lastingConnection(log: Logger, left: AbortSignal): LastingConnection {
  const shards: Shard[] = [];
  const byShard = new Map<number, Tries>();
  const tries = (shard: number) => {
    const fresh = {
      outage: createOutage(log, left, words),
      isConnected: true,
      hasReached: false,
      atOnceAt: -Infinity,
      shortLived: 0,
      failure: null,
    };
    const known = byShard.get(shard) ?? fresh;
    byShard.set(shard, known);
    return known;
  };
  return {
    buildStrategy(manager) {
      containFailures(manager, log);
      keepSessions(manager);
      waitForGateway(manager, tries(0).outage);
      noteTries(manager, tries);
      return new (class extends SimpleShardingStrategy {
        override async spawn(ids: number[]): Promise<void> {
          await super.spawn(ids);
          const spawned = (this as unknown as { shards: ReadonlyMap<number, Shard> }).shards;
          for (const [id, shard] of spawned) {
            shards.push(shard);
            // By itself, a shard that connects for the first time gives up on whatever it does not know to be of the network.
            shard.onError = (error) => {
              tries(id).failure = error;
              shard.failedToConnectDueToNetworkError = true;
            };
            const connect = shard.internalConnect.bind(shard);
            // One that discord.js has given up must not come back either.
            const isWanted = () => !left.aborted && spawned.get(id) === shard;
            shard.internalConnect = async () => {
              if (isWanted()) await beforeTry(tries(id));
              if (isWanted()) await connect();
            };
          }
        }
      })(manager);
    },
    cut() {
      for (const { connection } of shards) {
        connection?.on('error', () => undefined);
        connection?.terminate();
      }
    },
  };
}

function containFailures(manager: WebSocketManager, log: Logger): void {
  const emit: Emit = manager.emit.bind(manager);
  const contained: Emit = (event, payload) => {
    try {
      return emit(event, payload);
    } catch (error) {
      const name = payload.data?.t ?? event;
      if (name !== resumed)
        log.error({ event: name, ...loggable(error) }, 'an event from Discord could not be read');
      return true;
    }
  };
  manager.emit = contained;
}

function keepSessions(manager: WebSocketManager): void {
  const { options } = manager;
  const update = options.updateSessionInfo.bind(options);
  /** When the network began to fail, by shard. */
  const failingSince = new Map<number, number>();
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
    if (code !== endedAbnormally) failingSince.delete(shardId);
    else if (!failingSince.has(shardId)) failingSince.set(shardId, performance.now());
  });
  manager.on(WebSocketShardEvents.Hello, ({ shardId }) => {
    failingSince.delete(shardId);
  });
  options.updateSessionInfo = (shardId, session) => {
    const since = failingSince.get(shardId) ?? -Infinity;
    if (session !== null || performance.now() - since > sessionKeptMs) return update(shardId, session);
  };
}

/** Before the first connection, Discord is asked where the gateway is and how often one may still log in. */
function waitForGateway(manager: WebSocketManager, outage: Outage): void {
  const fetch = manager.fetchGatewayInformation.bind(manager);
  manager.fetchGatewayInformation = async (force = false) => {
    for (let again = force; ; again = true) {
      try {
        const information = await fetch(again);
        const { remaining, reset_after: resetMs } = information.session_start_limit;
        if (remaining >= information.shards) return information;
        const reset = new Date(Date.now() + resetMs).toISOString();
        await outage.pause(new Error(`this token has logged in too often today, and may again at ${reset}`), {
          leastMs: resetMs,
        });
      } catch (error) {
        if (!isPassing(error)) throw error;
        await outage.pause(error);
      }
    }
  };
}

/** Notes how the connections of a manager end and when they hold. */
function noteTries(manager: WebSocketManager, tries: (shard: number) => Tries): void {
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
    if (code === endedAbnormally) return;
    tries(shardId).failure = new Error(`closed with ${code} ${GatewayCloseCodes[code] ?? ''}`.trimEnd());
  });
  manager.on(WebSocketShardEvents.Hello, ({ shardId }) => {
    tries(shardId).hasReached = true;
  });
  const connected = ({ shardId }: { readonly shardId: number }) => {
    const { outage } = Object.assign(tries(shardId), { isConnected: true });
    outage.over();
  };
  manager.on(WebSocketShardEvents.Ready, connected);
  manager.on(WebSocketShardEvents.Resumed, connected);
}

/** A connection that held is made again at once, but not twice in a row. */
async function beforeTry(tries: Tries): Promise<void> {
  const { isConnected, hasReached, atOnceAt, failure, outage } = tries;
  const now = performance.now();
  if (isConnected && now - atOnceAt > steadyMs) {
    // The first of all is no second try.
    if (hasReached) tries.atOnceAt = now;
    tries.shortLived = 0;
  } else {
    if (hasReached) tries.shortLived++;
    const isQuiet = hasReached && tries.shortLived < toldAfter;
    await outage.pause(failure ?? new Error('the connection ended without a reason'), { isQuiet });
  }
  Object.assign(tries, { isConnected: false, hasReached: false, failure: null });
}
