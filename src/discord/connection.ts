import { SimpleShardingStrategy, WebSocketShardEvents, type WebSocketManager } from '@discordjs/ws';
import {
  ChannelType,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  GatewayOpcodes,
  type GatewayDispatchPayload,
  type GatewaySendPayload,
} from 'discord.js';
import type { Logger } from 'pino';
import { loggable } from './errors.ts';
import { createOutage, type Outage } from './outage.ts';
import { isPassing } from './retry.ts';
import type { GatewayEvent, Unfinished } from './unfinished.ts';
import { whileOurs } from './while-ours.ts';

/** How long a session is kept after a network failure, in milliseconds: about as long as Discord does. */
const sessionKeptMs = 120_000;

/** Close code of a connection that ended without a close frame. */
const endedAbnormally = 1006;

/** The manager's events; a gateway event is in `data`. */
type Emit = (
  event: string,
  payload: {
    readonly data?: Partial<GatewayEvent> & { readonly s?: number | null };
    readonly shardId?: number;
  },
) => boolean;

/** discord.js counts replayed events, and fails if the session was invalidated meanwhile. */
const resumed: string = GatewayDispatchEvents.Resumed;

/** A reconnection that fails sooner than this may be retried without a pause, in milliseconds. */
const steadyMs = 10_000;

const words = {
  failing: 'no connection to Discord; Kutip keeps trying',
  over: 'connected to Discord again',
};

/** Short-lived connections in a row after which a line is logged. */
const toldAfter = 3;

/** The recent attempts of a shard. */
interface Tries {
  readonly outage: Outage;
  /** Whether the last attempt succeeded; true before the first. */
  isConnected: boolean;
  /** Whether Discord has responded at all. */
  hasReached: boolean;
  /** When an attempt was last made without a pause. */
  atOnceAt: number;
  /** Short-lived connections in a row. */
  shortLived: number;
  /** Cause of the last failure, if known. */
  failure: Error | null;
}

/** Private parts of a @discordjs/ws shard; the version is pinned because of them. */
interface Shard {
  connect: () => Promise<void>;
  removeAllListeners: () => void;
  internalConnect: () => Promise<void>;
  onError: (error: Error) => void;
  failedToConnectDueToNetworkError: boolean;
  readonly connection: { on(event: 'error', listener: () => void): void; terminate(): void } | null;
}

export interface LastingConnection {
  readonly buildStrategy: (manager: WebSocketManager) => SimpleShardingStrategy;
  /** Connects a shard, where that is not left to `Client.login`. */
  enter(shard: number): Promise<void>;
  /** Ends the connection of a shard as `cut` does; it can be entered again. */
  leave(shard: number): Promise<void>;
  /** Ends all connections without a word, so that Discord keeps their sessions for a while. */
  cut(): void;
  /** Handles an event as if it came now. */
  replay(event: GatewayEvent): void;
}

/** How many shards there are, and who waits for their turn to log in, where several processes share them. */
export interface Sharing {
  /** @param recommended how many Discord wants @returns how many there are */
  count(recommended: number): Promise<number>;
  /** Resolves when a shard may identify. */
  identify(shard: number, concurrency: number, signal: AbortSignal): Promise<void>;
  /** As in `Shards`. */
  tenure(shard: number): (() => boolean) | null;
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
export function lastingConnection(
  log: Logger,
  left: AbortSignal,
  unfinished: Pick<Unfinished, 'came' | 'has'>,
  sharing: Sharing | null = null,
): LastingConnection {
  let managed: WebSocketManager | undefined;
  let strategy: SharedStrategy | undefined;
  /** All that connect, or will. */
  let shards: ReadonlyMap<number, Shard> = new Map();
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
      managed = manager;
      if (sharing !== null) shareShards(manager, sharing);
      containFailures(manager, log, unfinished, sharing);
      keepSessions(manager, unfinished);
      waitForGateway(manager, tries(0).outage);
      noteTries(manager, tries);
      strategy = new SharedStrategy(manager, sharing !== null, (id, shard) => {
        // By itself, a shard that connects for the first time gives up on whatever it does not know to be of the network.
        shard.onError = (error) => {
          tries(id).failure = error;
          shard.failedToConnectDueToNetworkError = true;
        };
        const connect = shard.internalConnect.bind(shard);
        // One that was given up must not come back either.
        const isWanted = () => !left.aborted && shards.get(id) === shard;
        shard.internalConnect = async () => {
          if (isWanted()) await beforeTry(tries(id));
          if (isWanted()) await connect();
        };
      });
      ({ spawned: shards } = strategy);
      return strategy;
    },
    async enter(id) {
      byShard.delete(id);
      await shards.get(id)?.connect();
    },
    async leave(id) {
      const shard = shards.get(id);
      // Nobody hears any more of the one that it takes the place of.
      shard?.removeAllListeners();
      await strategy?.spawn([id]);
      terminate(shard?.connection ?? null);
    },
    cut() {
      for (const { connection } of shards.values()) terminate(connection);
    },
    replay({ t, d, shard = 0 }) {
      const data = { op: GatewayOpcodes.Dispatch, s: null, t, d };
      // discord.js answers an event of any shard by what it knows of all; there may be fewer of them now.
      const [first = 0] = shards.keys();
      const shardId = shards.has(shard) ? shard : first;
      managed?.emit(WebSocketShardEvents.Dispatch, {
        data: data as unknown as GatewayDispatchPayload,
        shardId,
      });
    },
  };
}

const terminate = (connection: Shard['connection']) => {
  connection?.on('error', () => undefined);
  connection?.terminate();
};

/** Prepares each shard that it spawns; those that are shared wait to be entered. */
class SharedStrategy extends SimpleShardingStrategy {
  readonly #isShared: boolean;
  readonly #prepare: (id: number, shard: Shard) => void;

  constructor(manager: WebSocketManager, isShared: boolean, prepare: (id: number, shard: Shard) => void) {
    super(manager);
    this.#isShared = isShared;
    this.#prepare = prepare;
  }

  get spawned(): ReadonlyMap<number, Shard> {
    return (this as unknown as { shards: ReadonlyMap<number, Shard> }).shards;
  }

  override async spawn(ids: number[]): Promise<void> {
    await super.spawn(ids);
    for (const id of ids) this.#prepare(id, this.spawned.get(id)!);
  }

  override async connect(): Promise<void> {
    if (!this.#isShared) await super.connect();
  }

  /** What is said to all shards is not for those of others. */
  override async send(id: number, payload: GatewaySendPayload): Promise<void> {
    if (!this.#isShared || this.spawned.get(id)?.connection != null) await super.send(id, payload);
  }
}

function shareShards(manager: WebSocketManager, sharing: Sharing): void {
  const { options } = manager;
  manager.getShardCount = async () => {
    options.shardCount ??= await sharing.count((await manager.fetchGatewayInformation()).shards);
    return options.shardCount;
  };
  manager.getShardIds = async () => Array.from({ length: await manager.getShardCount() }, (_, id) => id);
  options.buildIdentifyThrottler = async () => {
    const { session_start_limit: limit } = await manager.fetchGatewayInformation();
    return { waitForIdentify: (id, signal) => sharing.identify(id, limit.max_concurrency, signal) };
  };
}

/** Events of a shard that is another process's by now are that one's to answer. */
function containFailures(
  manager: WebSocketManager,
  log: Logger,
  unfinished: Pick<Unfinished, 'came'>,
  sharing: Sharing | null,
): void {
  const emit: Emit = manager.emit.bind(manager);
  const contained: Emit = (event, payload) => {
    try {
      const { t, d, s = null } = payload.data ?? {};
      if (t === undefined || !d) return emit(event, payload);
      const shard = payload.shardId ?? 0;
      const isOurs = sharing === null ? () => true : sharing.tenure(shard);
      if (isOurs === null) return true;
      const came = { t, d };
      nameDirectChannel(came);
      unfinished.came(came, shard, s);
      return whileOurs(isOurs, () => emit(event, payload));
    } catch (error) {
      const name = payload.data?.t ?? event;
      if (name !== resumed)
        log.error({ event: name, ...loggable(error) }, 'could not parse an event from Discord');
      return true;
    }
  };
  manager.emit = contained;
}

/** A direct message may come without the type of its channel, which discord.js then takes for none that it knows. */
function nameDirectChannel({ t, d }: GatewayEvent): void {
  if (t.startsWith('MESSAGE_') && d.guild_id === undefined)
    (d as { channel_type?: unknown }).channel_type ??= ChannelType.DM;
}

function keepSessions(manager: WebSocketManager, unfinished: Pick<Unfinished, 'has'>): void {
  const { options } = manager;
  const update = options.updateSessionInfo.bind(options);
  /** Start of the network failure, by shard. */
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
    if (session !== null) unfinished.has(session);
    if (session !== null || performance.now() - since > sessionKeptMs) return update(shardId, session);
  };
}

/** Before the first connection, Discord is asked for the gateway's address and the remaining logins. */
function waitForGateway(manager: WebSocketManager, outage: Outage): void {
  const fetch = manager.fetchGatewayInformation.bind(manager);
  manager.fetchGatewayInformation = async (force = false) => {
    for (let again = force; ; again = true) {
      try {
        const information = await fetch(again);
        const { remaining, reset_after: resetMs } = information.session_start_limit;
        if (remaining >= information.shards) return information;
        const reset = new Date(Date.now() + resetMs).toISOString();
        await outage.pause(
          new Error(`this token has used up its logins for today; it can log in again at ${reset}`),
          {
            leastMs: resetMs,
          },
        );
      } catch (error) {
        if (!isPassing(error)) throw error;
        await outage.pause(error);
      }
    }
  };
}

/** Records how a manager's connections end and when they are stable. */
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

/** A stable connection is re-established at once, but not twice in a row. */
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
