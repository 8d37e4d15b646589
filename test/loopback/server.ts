import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Locale, MessageType, PermissionFlagsBits } from 'discord-api-types/v10';
import type {
  APIMessage,
  APITextChannel,
  APIUser,
  GatewayIdentifyData,
  Snowflake,
} from 'discord-api-types/v10';
import { interaction } from './actions.ts';
import type { Action } from './actions.ts';
import { Asked, Posted } from './exchange.ts';
import { Gateway } from './gateway.ts';
import type { GatewayOptions } from './gateway.ts';
import { Log } from './log.ts';
import { forbid, guild, message, ORDINARY, snowflake, textChannel, thread } from './payloads.ts';
import type { Channel } from './payloads.ts';
import { INVALID_BODY, mustBeFine, Refused, routes } from './rest.ts';
import type { Call, Handler } from './rest.ts';
import { schemaProblems } from './schema.ts';
import { World } from './world.ts';

/** How the loopback differs from the ordinary; everything may be left out. */
export interface Options extends Partial<GatewayOptions> {
  /** The token that is accepted (default: a made-up one). */
  token?: string;
  /** Milliseconds in which an interaction must be acknowledged (default: 3,000, as Discord's). */
  acknowledgeWithinMs?: number;
  /** How many of the latest requests, messages and interactions are remembered, for long benches (default: all). */
  keep?: number;
  /** Whether bodies are checked against Discord's OpenAPI description, where it is there (default: true). */
  schema?: boolean;
}

/** One request that the bot sent. */
export interface Sent extends Pick<Call, 'method' | 'path' | 'body' | 'at'> {
  /** The path and query as they came. */
  url: string;
  /** What was answered: an HTTP status, or nothing. */
  status: Fault['status'];
  /** Whether it was carried out; a fault may prevent that, or hide it. */
  done: boolean;
}

/** Trouble for one request. */
export interface Fault {
  /**
   * What is answered instead, or nothing: `hang` keeps the connection open, `reset` cuts it (ECONNRESET, which
   * discord.js tries again), `close` ends it in good order (which discord.js reports at once).
   */
  status: number | 'hang' | 'reset' | 'close';
  body?: object;
  headers?: Record<string, string>;
  /** Carry out the request nevertheless, so that only its answer is lost (default: false). */
  done?: boolean;
}

/** The answer 429 as Discord sends it; `seconds` until the next try, for all routes if `global`. */
export function rateLimited(seconds: number, global = false): Fault {
  const scope = global ? { 'x-ratelimit-global': 'true' } : { 'x-ratelimit-scope': 'user' };
  return {
    status: 429,
    headers: { 'retry-after': String(Math.ceil(seconds)), ...scope },
    body: { message: 'You are being rate limited.', retry_after: seconds, global },
  };
}

/** Where and by whom something is done; by default the asker, in the text channel. */
export interface Where {
  user?: APIUser;
  channel?: Channel;
}

/** A Discord on 127.0.0.1: tests act as its users, the bot under test connects to `api`. */
export class LoopbackDiscord {
  readonly world: World;
  readonly gateway: Gateway;
  /** Everything the bot sent. */
  readonly requests: Log<Sent>;
  /** All files that came with messages. */
  readonly files: SentFile[] = [];
  /** What broke a limit, the description, or a rule of ours; tests expect it to be empty. */
  readonly problems: string[] = [];
  readonly #options: Options;
  readonly #server: Server;
  readonly #routes: { method: string; path: string; pattern: RegExp; handler: Handler }[];
  #port = 0;
  readonly #faults: { route: string; fault: Fault }[] = [];

  constructor(options: Options = {}) {
    const { token = 'loopback.token.of-the-bot', keep = Infinity } = options;
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        this.problems.push(`the loopback itself failed: ${String(error)}`);
        response.destroy();
      });
    });
    this.requests = new Log(keep);
    this.world = new World(token, keep);
    const {
      allowedIntents = 0,
      heartbeatMs = 41_250,
      withoutGuilds = false,
      shards = 1,
      maxConcurrency = 1,
      identifyMs = 0,
      refuseWith,
      acknowledgeWithinMs = 3_000,
    } = options;
    this.gateway = new Gateway(
      this.#server,
      this.world,
      { allowedIntents, heartbeatMs, refuseWith, withoutGuilds, shards, maxConcurrency, identifyMs },
      (problem) => this.problems.push(problem),
    );
    const handlers: Record<string, Handler> = {
      'GET /gateway/bot': () => ({
        url: this.api.replace('http:', 'ws:').replace('/api', ''),
        shards,
        session_start_limit: {
          ...{ total: 1000, remaining: 999, reset_after: 86_400_000 },
          max_concurrency: maxConcurrency,
        },
      }),
      ...routes(this.world, this.gateway, acknowledgeWithinMs),
    };
    this.#routes = Object.entries(handlers).map(([route, handler]) => {
      const [method = '', path = ''] = route.split(' ');
      return {
        method,
        path,
        pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
        handler,
      };
    });
  }

  /** Starts listening on a free port. */
  async listen(): Promise<void> {
    await this.plugIn();
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** The base of the REST interface, for the client's `rest.api`. */
  get api(): string {
    return `http://127.0.0.1:${this.#port}/api`;
  }

  get token(): string {
    return this.world.token;
  }

  get channels(): World['channels'] {
    return this.world.channels;
  }

  get users(): World['users'] {
    return this.world.users;
  }

  /** The commands as registered last. */
  get commands(): World['commands'] {
    return this.world.commands;
  }

  /** The bot's mention, for use in a message. */
  get mention(): string {
    return `<@${this.world.bot.id}>`;
  }

  /** The mention of the bot's role in its first guild, which has the bot's name. */
  get roleMention(): string {
    return `<@&${this.world.guilds[0]!.roles.find(({ managed }) => managed)!.id}>`;
  }

  /** The IDENTIFY of the client that logged in last. */
  get identified(): GatewayIdentifyData {
    const last = this.gateway.identified.items.at(-1);
    if (last) return last;
    throw new Error('No client has identified yet: await ready() first.');
  }

  /** Resolves when clients have logged in `times` times in all (default: once). */
  async ready(times = 1): Promise<void> {
    await this.gateway.identified.reached(times, `IDENTIFY number ${times}`);
  }

  /** Resolves when clients have resumed `times` times in all (default: once). */
  async resumed(times = 1): Promise<void> {
    await this.gateway.resumed.reached(times, `RESUME number ${times}`);
  }

  /** Resolves when commands have been registered. */
  async registered(): Promise<void> {
    const isIt = ({ method, path, status }: Sent): boolean =>
      method === 'PUT' && path.endsWith('/commands') && status === 200;
    await this.requests.when(isIt, 'the registration of commands');
  }

  /** Does something a person can do to a bot: a command, a completion, a button, a select, a modal. */
  interaction(what: Action & Where & { locale?: `${Locale}`; permissions?: bigint }): Asked {
    this.#someoneListens();
    const { user = this.users.asker, channel = this.channels.text, permissions = ORDINARY } = what;
    const payload = interaction(what, {
      user,
      channel,
      permissions:
        user === this.users.moderator ? permissions | PermissionFlagsBits.ManageGuild : permissions,
      application: this.world.application.id,
      guild: this.world.guildOf(channel),
      locale: what.locale ?? Locale.EnglishUS,
      appPermissions: this.world.permissions(channel),
      commands: this.world.commands,
    });
    const asked = new Asked(payload, this.world.messages, () => {
      this.gateway.dispatch('INTERACTION_CREATE', payload, payload.guild_id);
    });
    this.world.askedByToken.set(payload.token, asked);
    asked.repeat();
    return asked;
  }

  /**
   * Writes a message as a person; mentions are read from its content.
   * `replyTo` makes it a reply, which mentions the author unless `ping` is false or it answered an interaction.
   */
  message(what: Where & { content: string; replyTo?: APIMessage; ping?: boolean; id?: Snowflake }): Posted {
    this.#someoneListens();
    const { content, user = this.users.asker, channel = this.channels.text, replyTo, ping = true, id } = what;
    const named = [...content.matchAll(/<@!?(\d+)>/g)].map(([, named]) => this.world.userById(named!));
    // discord-api-docs#5395: a reply to the answer of a command never counts as a mention.
    if (replyTo && ping && !replyTo.interaction_metadata) named.push(replyTo.author);
    const written = message({
      author: user,
      channel_id: channel.id,
      content,
      mentions: [...new Set(named.filter((one) => one !== undefined))],
      mention_everyone: /@(everyone|here)\b/.test(content),
      mention_roles: [...content.matchAll(/<@&(\d+)>/g)].map(([, role]) => role!),
      ...(id !== undefined && { id }),
      ...(replyTo && {
        type: MessageType.Reply,
        message_reference: { message_id: replyTo.id, channel_id: channel.id },
        referenced_message: replyTo,
      }),
    });
    const posted = new Posted(written, this.world.messages, () => {
      this.gateway.announce('MESSAGE_CREATE', written);
    });
    this.world.messages.set(written.id, written);
    this.world.exchangeByMessage.set(written.id, posted);
    this.world.lastPosted.set(channel.id, posted);
    posted.repeat();
    return posted;
  }

  /** Changes what a message says, as its author. */
  edit({ message }: Posted, content: string): void {
    const named = [...content.matchAll(/<@!?(\d+)>/g)].map(([, named]) => this.world.userById(named!));
    message.content = content;
    message.mentions = [...new Set(named.filter((one) => one !== undefined))];
    message.edited_timestamp = new Date().toISOString();
    this.gateway.announce('MESSAGE_UPDATE', message);
  }

  /** Opens a post in the forum; its first message has the id of the post, as Discord does it. */
  forumPost(title: string, content: string, user = this.users.asker): Posted {
    const channel = { ...thread(this.channels.forum, title), owner_id: user.id };
    this.world.channelById.set(channel.id, channel);
    this.gateway.dispatch('THREAD_CREATE', { ...channel, newly_created: true }, channel.guild_id);
    return this.message({ content, channel, user, id: channel.id });
  }

  /**
   * Invites the bot to a new guild with text channels, the first of which is for system messages. A bot that is not there now
   * hears of it at the next login.
   *
   * @param where.denied what the bot may not do in each channel
   * @param where.shard the shard that it belongs to
   * @param where.locale the language of the guild
   * @returns the channels
   */
  join(
    name: string,
    {
      denied = [0n],
      at = new Date(),
      shard,
      locale = Locale.EnglishUS,
    }: { denied?: readonly bigint[]; at?: Date; shard?: number; locale?: Locale } = {},
  ): APITextChannel[] {
    const id = shard === undefined ? snowflake() : ofShard(snowflake(), shard, this.#options.shards ?? 1);
    const { bot, users } = this.world;
    const channels = denied.map((permissions, position) => {
      const channel = { ...textChannel(id, `channel-${position}`), position };
      forbid(channel, bot, permissions);
      this.world.channelById.set(channel.id, channel);
      return channel;
    });
    const inside = { channels, threads: [] };
    const joined = {
      ...guild(id, name, inside, bot, users.moderator, locale),
      joined_at: at.toISOString(),
    };
    this.world.guilds.push(joined);
    this.gateway.dispatch('GUILD_CREATE', joined, id);
    return channels;
  }

  /** Takes permissions from the bot in a channel (and its threads), or gives them back with `0n`. */
  forbid(channel: Channel, permissions: bigint): void {
    forbid(channel, this.world.bot, permissions);
    this.gateway.dispatch('CHANNEL_UPDATE', channel, 'guild_id' in channel ? channel.guild_id : undefined);
  }

  /** The next requests on a route, `POST /channels/{channel_id}/messages`, meet these faults, one each. */
  fail(route: string, ...faults: Fault[]): void {
    const known = this.#routes.map(({ method, path }) => `${method} ${path}`);
    if (!known.includes(route)) throw new Error(`No route "${route}", only:\n${known.join('\n')}`);
    this.#faults.push(...faults.map((fault) => ({ route, fault })));
  }

  /** None of the faults that are still to come will. */
  recover(): void {
    this.#faults.length = 0;
  }

  /** Is not there for a while, from the start or later, as when the network fails: connections are cut, and new ones refused until `plugIn`. */
  async unplug(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.gateway.dropWithoutClose();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Is back at the same address. */
  async plugIn(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
  }

  /** Cuts every connection and frees the port. */
  async close(): Promise<void> {
    this.gateway.stop();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  #someoneListens(): void {
    if (this.gateway.sessions === 0) throw new Error('No bot has a session: the event would reach nobody.');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const { method = '', url = '' } = request;
    const { body, files } = await readBody(request);
    this.files.push(...files);
    const { pathname, searchParams: query } = new URL(url, 'http://loopback');
    const asked = decodeURIComponent(pathname).replace(/^\/api\/v10/, '');
    const route = this.#routes.find((one) => one.method === method && one.pattern.test(asked));
    const path = route?.path ?? asked;
    const place = this.#faults.findIndex((planned) => planned.route === `${method} ${path}`);
    const fault = place < 0 ? undefined : this.#faults.splice(place, 1)[0]!.fault;

    const id = (name: string): string => route!.pattern.exec(asked)!.groups![name]!;
    const note = (found: readonly string[]): void => {
      this.problems.push(...found.map((problem) => `${method} ${path}: ${problem}`));
    };
    const call: Call = { method, path, id, query, body, at, note };
    const result =
      fault && !fault.done ? undefined : this.#perform(call, request.headers.authorization, route?.handler);
    const { status, body: reply, headers } = fault ?? result!;
    this.requests.push({
      method,
      path,
      url,
      body,
      at,
      status,
      done: result !== undefined && Number(result.status) < 300,
    });
    if (status === 'reset') request.socket.resetAndDestroy();
    if (status === 'close') request.socket.destroy();
    if (typeof status === 'string') return;
    response.writeHead(status, { ...(reply && { 'content-type': 'application/json' }), ...headers });
    response.end(reply && JSON.stringify(reply));
  }

  /** Does what a request asks, if it may, and gives the answer. */
  #perform(call: Call, authorization: string | undefined, handler: Handler | undefined): Fault {
    const { method, path, body, note } = call;
    try {
      // The token in these addresses is authorization enough.
      const open = path.startsWith('/interactions/') || path.startsWith('/webhooks/');
      if (!open && authorization !== `Bot ${this.token}`) throw new Refused(401, 0, '401: Unauthorized');
      if (!handler) {
        note(['the loopback has no such route']);
        throw new Refused(404, 0, '404: Not Found');
      }
      if (this.#options.schema !== false && body !== undefined)
        mustBeFine(schemaProblems(method, path, body));
      const result = handler(call);
      return result ? { status: 200, body: result } : { status: 204 };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { status, code, message } = error;
      if (code === INVALID_BODY) note([message]);
      return { status, body: { code, message } };
    }
  }
}

/** The last snowflake before another one that belongs to a shard. */
function ofShard(id: Snowflake, shard: number, of: number): Snowflake {
  const belongsTo = Number((BigInt(id) >> 22n) % BigInt(of));
  return (BigInt(id) - (BigInt((belongsTo - shard + of) % of) << 22n)).toString();
}

/** Starts a Discord of its own on a free port of 127.0.0.1. */
export async function startDiscord(options?: Options): Promise<LoopbackDiscord> {
  const discord = new LoopbackDiscord(options);
  await discord.listen();
  return discord;
}

/** A file that came with a message. */
interface SentFile {
  readonly name: string;
  readonly content: string;
}

async function readBody(
  request: IncomingMessage,
): Promise<{ readonly body: unknown; readonly files: readonly SentFile[] }> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  if (pieces.length === 0) return { body: undefined, files: [] };
  const sent = Buffer.concat(pieces);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { body: JSON.parse(sent.toString()), files: [] };
  // The body of a message with files stands in a field of its own.
  // oxlint-disable-next-line typescript/no-deprecated -- Node warns of bodies from strangers; this one is our own
  const form = await new Response(sent, { headers: { 'content-type': type } }).formData();
  const file = form.get('files[0]');
  const files = file instanceof File ? [{ name: file.name, content: await file.text() }] : [];
  return { body: JSON.parse(form.get('payload_json') as string), files };
}
