import { SimpleShardingStrategy, WebSocketShardEvents, type WebSocketManager } from '@discordjs/ws';
import { GatewayDispatchEvents } from 'discord.js';

/** How long a session is kept after the network failed, in milliseconds: about as long as Discord does. */
const sessionKeptMs = 120_000;

/** The code of a connection that ended without a word of the other side. */
const endedAbnormally = 1006;

/** What the manager emits; an event of Discord's stands in `data`. */
type Emit = (event: string, payload: { readonly data?: { readonly t?: string } }) => boolean;

/** discord.js counts what was replayed, and cannot in a session that was declared invalid since. */
const resumed: string = GatewayDispatchEvents.Resumed;

/**
 * How discord.js keeps its connection, mended in two respects:
 * - an event that discord.js cannot read is reported, where it would be the rejection of a promise that nobody waits for;
 * - a session survives that the network fails (discord.js gives it up when a host refuses or resets), so that Discord sends
 *   again what came in the meantime.
 */
export function lastingConnection(report: (error: unknown, event: string) => void) {
  return (manager: WebSocketManager) => {
    containFailures(manager, report);
    keepSessions(manager);
    return new SimpleShardingStrategy(manager);
  };
}

function containFailures(manager: WebSocketManager, report: (error: unknown, event: string) => void): void {
  const emit: Emit = manager.emit.bind(manager);
  const contained: Emit = (event, payload) => {
    try {
      return emit(event, payload);
    } catch (error) {
      const name = payload.data?.t ?? event;
      if (name !== resumed) report(error, name);
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
