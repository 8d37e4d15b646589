import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { ChannelType, GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import type {
  APIMessage,
  GatewayIdentifyData,
  GatewayPresenceUpdateData,
  GatewayReadyDispatchData,
  GatewayResumeData,
  GatewaySendPayload,
  Snowflake,
} from 'discord-api-types/v10';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { Log } from './log.ts';
import { asSeen, member, snowflake } from './payloads.ts';
import type { World } from './world.ts';

const PRIVILEGED =
  GatewayIntentBits.MessageContent | GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences;
/** After these close codes a session cannot be resumed. */
const FINAL = [1000, 1001, 4003, 4004, 4005, 4007, 4009, 4010, 4011, 4012, 4013, 4014];
/** Events kept per session for a resume; a client that missed more must identify anew. */
const MOST_REPLAYED = 5_000;

interface Session {
  id: string;
  intents: number;
  /** Which shard of how many: it gets the events of its guilds alone. */
  shard: readonly [id: number, of: number];
  last: number;
  /** The latest events as they were sent, oldest first, with their sequence numbers. */
  sent: { seq: number; text: string }[];
  socket: WebSocket;
}

/** What the gateway does apart from the ordinary. */
export interface GatewayOptions {
  /** Privileged intents that the developer portal allows (bits; default: none). */
  allowedIntents: number;
  /** Milliseconds between heartbeats (default: Discord's own, 41,250). */
  heartbeatMs: number;
  /** The close code with which every IDENTIFY is refused (default: none is, if token and intents are fine). */
  refuseWith: number | undefined;
  /** How many shards are recommended (default: 1). */
  shards: number;
  /** How many shards may identify at once, each in a bucket of its own (default: 1). */
  maxConcurrency: number;
  /** Two shards of a bucket that identify within this many milliseconds are a fault (default: 0; Discord's own are 5,000). */
  identifyMs: number;
  /** Guilds stay unavailable after the login, as in an outage (default: false). */
  withoutGuilds: boolean;
}

/** The WebSocket side: hands out events, and every kind of trouble a gateway can make. */
export class Gateway {
  /** What each client that logged in sent as IDENTIFY. */
  readonly identified = new Log<GatewayIdentifyData>();
  /** What each client that came back sent as RESUME, where it was accepted. */
  readonly resumed = new Log<GatewayResumeData>();
  /** What each client said of itself. */
  readonly presences = new Log<GatewayPresenceUpdateData>();
  /** The code with which each connection ended; 1005 and 1006 stand for none. */
  readonly closed = new Log<number>();
  /** While true, heartbeats get no answer and events are held back: the connection looks dead. */
  silent = false;
  /** What is answered to the wish for a WebSocket: `null` lets it in, `hang` leaves it waiting. */
  upgrade: number | 'hang' | null = null;
  /** When each wish for a WebSocket came, let in or not. */
  readonly knocks = new Log<number>();
  readonly #world: World;
  readonly #options: GatewayOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #server: WebSocketServer;
  readonly #hanging = new Set<Socket>();
  /** When a shard of a bucket identified last. */
  readonly #identifiedAt = new Map<number, number>();
  readonly #fault: (problem: string) => void;

  /** @param fault takes down what no bot may do */
  constructor(server: Server, world: World, options: GatewayOptions, fault: (problem: string) => void) {
    this.#world = world;
    this.#options = options;
    this.#fault = fault;
    this.#server = new WebSocketServer({
      server,
      verifyClient: ({ req }, answer) => {
        this.knocks.push(performance.now());
        if (this.upgrade === null) answer(true);
        else if (this.upgrade === 'hang') this.#hanging.add(req.socket);
        else answer(false, this.upgrade);
      },
    });
    this.#server.on('connection', (socket, { url, headers }) => {
      const { searchParams } = new URL(url!, 'ws://loopback');
      if (searchParams.get('v') !== '10') socket.close(GatewayCloseCodes.InvalidAPIVersion);
      if (searchParams.get('encoding') !== 'json') socket.close(GatewayCloseCodes.DecodeError);
      this.#serve(socket, `ws://${headers.host ?? ''}`);
    });
  }

  /** How many sessions would get an event, be they connected or about to resume. */
  get sessions(): number {
    return this.#sessions.size;
  }

  /** The shards that are connected now, as often as they are. */
  get shards(): number[] {
    const connected = [...this.#sessions.values()].filter(({ socket }) => socket.readyState === socket.OPEN);
    return connected.map(({ shard: [id] }) => id);
  }

  /**
   * Sends an event to every session of the shard of a guild, or of direct messages; a function makes it from the session's
   * intents, or withholds it.
   */
  dispatch(event: string, data: object | ((intents: number) => object | undefined), guild?: Snowflake): void {
    for (const session of this.#sessions.values()) {
      if (!isOf(session, guild)) continue;
      const d =
        typeof data === 'function'
          ? (data as (intents: number) => object | undefined)(session.intents)
          : data;
      if (d) this.#deliver(session, event, d);
    }
  }

  /** Sends an event about a message the bot may see, with as much of it as each session's intents allow. */
  announce(event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: APIMessage): void {
    const channel = this.#world.channelById.get(message.channel_id)!;
    if (!this.#world.sees(channel)) return;
    const direct = channel.type === ChannelType.DM;
    const needed = direct ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages;
    const place = direct
      ? { channel_type: channel.type }
      : { channel_type: channel.type, guild_id: channel.guild_id!, member: member() };
    this.dispatch(
      event,
      (intents) =>
        (intents & needed) === 0
          ? undefined
          : { ...asSeen(message, this.#world.bot, intents, direct), ...place },
      direct ? undefined : channel.guild_id,
    );
  }

  /** Closes all connections with a code, 4000 to 4014 being Discord's own. */
  close(code: number, reason = ''): void {
    for (const socket of this.#server.clients) socket.close(code, reason);
    if (FINAL.includes(code)) this.#sessions.clear();
  }

  /** Reads nothing any more of what comes on these connections, not even a goodbye. */
  goDeaf(): void {
    for (const socket of this.#server.clients) socket.pause();
  }

  /** Cuts all connections without a closing handshake. */
  dropWithoutClose(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  /** Declares the session invalid; unless `resumable` it is forgotten and the client must identify anew. */
  invalidate(resumable: boolean): void {
    this.#send({ op: GatewayOpcodes.InvalidSession, d: resumable });
    if (!resumable) this.#sessions.clear();
  }

  /** Asks the clients to reconnect and resume, as Discord does before a deployment. */
  askToReconnect(): void {
    this.#send({ op: GatewayOpcodes.Reconnect, d: null });
  }

  /** Asks the clients for a heartbeat at once. */
  askForHeartbeat(): void {
    this.#send({ op: GatewayOpcodes.Heartbeat, d: null });
  }

  /** Sends any text as it is, for malformed events. */
  sendRaw(text: string): void {
    for (const socket of this.#server.clients) socket.send(text);
  }

  /** Cuts all connections and stops listening. */
  stop(): void {
    this.#sessions.clear();
    this.dropWithoutClose();
    for (const socket of this.#hanging) socket.destroy();
    this.#server.close();
  }

  #send(payload: { op: GatewayOpcodes; d: unknown }): void {
    this.sendRaw(JSON.stringify(payload));
  }

  #deliver(session: Session, t: string, d: object): void {
    const seq = ++session.last;
    const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, t, s: seq, d });
    session.sent.push({ seq, text });
    if (session.sent.length > MOST_REPLAYED) session.sent.shift();
    if (!this.silent) session.socket.send(text);
  }

  #serve(socket: WebSocket, url: string): void {
    let session: Session | undefined;
    const send = (op: GatewayOpcodes, d?: unknown): void => {
      socket.send(JSON.stringify({ op, d }));
    };
    socket.on('close', (code) => {
      this.closed.push(code);
      if (session?.socket === socket && FINAL.includes(code)) this.#sessions.delete(session.id);
    });
    socket.on('message', (data: Buffer) => {
      const payload = JSON.parse(data.toString()) as GatewaySendPayload;
      if (payload.op === GatewayOpcodes.Heartbeat) {
        if (!this.silent) send(GatewayOpcodes.HeartbeatAck);
      } else if (payload.op === GatewayOpcodes.Identify) {
        const refused = this.#refusal(payload.d);
        if (refused) socket.close(refused);
        else session = this.#login(socket, payload.d, url);
      } else if (payload.op === GatewayOpcodes.Resume) {
        session = this.#resume(socket, payload.d);
        if (!session) send(GatewayOpcodes.InvalidSession, false);
      } else if (payload.op === GatewayOpcodes.PresenceUpdate) this.presences.push(payload.d);
    });
    send(GatewayOpcodes.Hello, { heartbeat_interval: this.#options.heartbeatMs });
  }

  #refusal({ token, intents, shard = [0, 1] }: GatewayIdentifyData): number | undefined {
    if (this.#options.refuseWith !== undefined) return this.#options.refuseWith;
    if (token !== this.#world.token) return GatewayCloseCodes.AuthenticationFailed;
    if (shard[0] >= shard[1] || shard[1] < this.#options.shards) return GatewayCloseCodes.InvalidShard;
    const forbidden = intents & PRIVILEGED & ~this.#options.allowedIntents;
    return forbidden === 0 ? undefined : GatewayCloseCodes.DisallowedIntents;
  }

  #login(socket: WebSocket, asked: GatewayIdentifyData, url: string): Session {
    const { shard = [0, 1], intents } = asked;
    this.#watch(shard);
    const session: Session = { id: snowflake(), intents, shard, last: 0, sent: [], socket };
    this.#sessions.set(session.id, session);
    const { bot, application } = this.#world;
    const guilds = this.#world.guilds.filter(({ id }) => isOf(session, id));
    const ready: GatewayReadyDispatchData = {
      v: 10,
      user: bot,
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url,
      ...(asked.shard && { shard: asked.shard }),
      application,
    };
    this.#deliver(session, 'READY', ready);
    if (asked.intents & GatewayIntentBits.Guilds && !this.#options.withoutGuilds)
      for (const guild of guilds) this.#deliver(session, 'GUILD_CREATE', guild);
    this.identified.push(asked);
    return session;
  }

  /** What several connections to one Discord must not do: hold a shard twice, or identify too fast. */
  #watch([id, of]: readonly [number, number]): void {
    // One connection may take the place of another that is dead, which only several bots can do at once.
    if (of > 1 && this.shards.includes(id)) this.#fault(`shard ${id} is connected twice`);
    const { maxConcurrency, identifyMs } = this.#options;
    const bucket = id % maxConcurrency;
    const now = performance.now();
    const since = now - (this.#identifiedAt.get(bucket) ?? -Infinity);
    if (since < identifyMs)
      this.#fault(`shard ${id} identified ${Math.round(since)} ms after another of bucket ${bucket}`);
    this.#identifiedAt.set(bucket, now);
  }

  #resume(socket: WebSocket, asked: GatewayResumeData): Session | undefined {
    const session = this.#sessions.get(asked.session_id);
    const oldest = session?.sent[0]?.seq ?? 1;
    if (!session || asked.token !== this.#world.token || asked.seq + 1 < oldest || asked.seq > session.last)
      return undefined;
    session.socket = socket;
    for (const { seq, text } of session.sent) if (seq > asked.seq) socket.send(text);
    this.#deliver(session, 'RESUMED', {});
    this.resumed.push(asked);
    return session;
  }
}

/** Whether events of a guild go to a session, or those of direct messages: https://discord.com/developers/docs/events/gateway#sharding */
const isOf = ({ shard: [id, of] }: Session, guild: Snowflake = '0'): boolean =>
  Number((BigInt(guild) >> 22n) % BigInt(of)) === id;
