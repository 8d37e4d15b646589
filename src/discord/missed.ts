import type { SessionInfo } from '@discordjs/ws';
import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { WebSocket } from 'undici';
import { isAsking, type GatewayEvent } from './unfinished.ts';

/** How long Discord may take to send what was missed, in milliseconds. */
const withinMs = 10_000;

/**
 * What was asked since a session of the gateway was left without a goodbye: resumes it, takes what Discord sends again, and ends
 * it. The process answers by a session of its own, which discord.js needs to get to know its servers.
 *
 * @param signal gives up
 * @returns nothing when Discord has given the session up
 */
export function missedEvents(
  { sessionId, sequence, resumeURL }: SessionInfo,
  token: string,
  signal: AbortSignal,
): Promise<readonly GatewayEvent[]> {
  const missed: GatewayEvent[] = [];
  return new Promise((resolve) => {
    const socket = new WebSocket(`${resumeURL}?v=10&encoding=json`);
    const given = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
    const end = () => {
      given.removeEventListener('abort', end);
      socket.close(1000);
      resolve(missed);
    };
    given.addEventListener('abort', end);
    socket.addEventListener('error', end);
    socket.addEventListener('close', end);
    socket.addEventListener('message', ({ data }) => {
      const { op, t, d } = JSON.parse(String(data)) as Partial<GatewayEvent> & { readonly op: number };
      if (op === (GatewayOpcodes.Hello as number)) {
        const resume = { token, session_id: sessionId, seq: sequence };
        socket.send(JSON.stringify({ op: GatewayOpcodes.Resume, d: resume }));
      } else if (op === (GatewayOpcodes.Dispatch as number) && t !== undefined && d) {
        if (isAsking({ t, d })) missed.push({ t, d });
        if (t === (GatewayDispatchEvents.Resumed as string)) end();
      } else if (op === (GatewayOpcodes.InvalidSession as number)) end();
    });
  });
}
