import { setTimeout as sleep } from 'node:timers/promises';
import {
  ApplicationIntegrationType,
  Client,
  Events,
  GatewayIntentBits,
  Options,
  Partials,
  PermissionFlagsBits,
  REST,
  Routes,
  Status,
  type APIApplicationCommand,
  type GuildMember,
  type User,
} from 'discord.js';
import type { Chat } from '../chat/contract/chat.ts';
import { noCooldowns } from '../chat/cooldowns.ts';
import type { Notifier } from '../chat/contract/notifier.ts';
import { mentionsOf, type CommandMentions } from './clickable.ts';
import type { Shared } from '../chat/contract/services.ts';
import { lastingConnection } from './connection.ts';
import { loggable } from './errors.ts';
import { missedEvents } from './missed.ts';
import { createOutage } from './outage.ts';
import { isPassing } from './retry.ts';
import { answerInteraction } from './interactions.ts';
import { ClosedByDiscord, logIn, refusal } from './login.ts';
import { answerMessage, answerTo, isToBot } from './messages.ts';
import { showFreshness } from './presence.ts';
import { registration } from './register.ts';
import { createEditableReplies, sharedEditableReplies } from './editable-replies.ts';
import { createNotifier } from './notifier.ts';
import { timeoutMs } from './send.ts';
import { greetNewServers } from './welcome.ts';
import { ownShards, shareOf, sharingOf } from './own-shards.ts';
import { shareOut, type WantedShards } from './shards.ts';
import { createUnfinished } from './unfinished.ts';
import { sendWhileOurs, whileOurs } from './while-ours.ts';
import { createEventQueue } from './event-queue.ts';

/** How long `stop` waits for questions that are being answered, and then for the client to let go. */
const lastAnswersMs = 6_000;
const goodbyeMs = 1_000;

/** How long the client keeps what it knows of the routes of interactions, in milliseconds. */
const routesKeptMs = 60_000;

/** How long the start waits for a server that does not come, while all events wait. Answers need nothing of it. */
const waitGuildMs = 1_000;

/**
 * What is cached of Discord besides servers, channels and roles. Events contain everything needed to answer
 * them; only the bot's own member is looked up later, for its permissions.
 */
const remembered = {
  MessageManager: 0,
  UserManager: { maxSize: 1, keepOverLimit: (user: User) => user.id === user.client.user.id },
  GuildMemberManager: {
    maxSize: 1,
    keepOverLimit: (member: GuildMember) => member.id === member.client.user.id,
  },
  ThreadMemberManager: 0,
  GuildEmojiManager: 0,
  GuildStickerManager: 0,
  VoiceStateManager: 0,
};

export interface DiscordBot {
  /** What it is called there. */
  readonly name: string;
  /** Invite link for servers. */
  readonly invitation: string;
  /** Link to add it to one's own account. */
  readonly installation: string;
  /** For what is said unasked. */
  readonly notifier: Notifier;
  /** Whether events of Discord arrive now. */
  readonly isConnected: () => boolean;
  /** The shards that this process has. */
  shards(): readonly number[];
  /** Resolves if Discord closes the connection for good, with what to do as the message of the error. */
  readonly closed: Promise<ClosedByDiscord>;
  /** Takes nothing new, answers what is in flight (at most 6 seconds), then leaves Discord. */
  stop(): Promise<void>;
}

/**
 * Logs in, registers the commands and answers from then on. Temporary failures are waited out, however long
 * they take.
 *
 * @param api REST base; `null` is Discord's own
 * @param signal gives up waiting
 * @throws {Error} when Discord does not let it in, with what to do as its message; the reason of `signal`
 */
export async function startDiscord(
  given: Chat,
  {
    token,
    api,
    signal,
    shards: wanted = 'auto',
    shared = null,
    stoodBy = () => undefined,
  }: {
    token: string;
    api: string | null;
    signal?: AbortSignal;
    /** Default: all that Discord recommends, or this process's share of them. */
    shards?: WantedShards;
    /** What is shared with other processes, where there are some. */
    shared?: Pick<Shared, 'leadership' | 'shards' | 'tokens'> | null;
    /** Called once things can be said unasked, although all shards may be those of others, which this waits for. */
    stoodBy?: (bot: Pick<DiscordBot, 'notifier' | 'isConnected'>) => void;
  },
): Promise<DiscordBot> {
  const commandMentions = new Map<string, string>();
  const chat: Chat = { ...given, commandMentions };
  const { log } = chat;
  const leaving = new AbortController();
  const left = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
  const unfinished = createUnfinished(chat.services.journal, log);
  // What a process before was answering has had its turn, and may have an answer.
  const begun = new Set<unknown>();
  const beforeOf = async (shard: number | null) => {
    const before = await unfinished.left(shard);
    for (const { d } of before.events) begun.add(d.id);
    return before;
  };
  const sharing = shared === null ? null : sharingOf(shared.shards, wanted);
  const connection = lastingConnection(log, left, unfinished, sharing);
  // Whatever may be sent again is so in one place: by withRetry.
  const rest = {
    ...{ version: '10', timeout: timeoutMs, retries: 0, ...(api !== null && { api }) },
    ...(shared !== null && { makeRequest: sendWhileOurs }),
  };
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // Without them, neither direct messages nor changes of messages arrive.
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: { parse: [], repliedUser: false },
    makeCache: Options.cacheWithLimits(remembered),
    ...(shared === null && wanted !== 'auto'
      ? { shards: wanted.ids, shardCount: wanted.of }
      : // as many connections as Discord wants for the number of servers
        { shards: 'auto' }),
    waitGuildTimeout: waitGuildMs,
    ws: { buildStrategy: connection.buildStrategy },
    rest: {
      ...rest,
      ...(wanted !== 'auto' && { globalRequestsPerSecond: shareOf(wanted.ids.length, wanted.of) }),
    },
  });
  // Answers to interactions do not count towards Discord's limit of requests per second, which the client keeps.
  const interactionRest = new REST({
    ...rest,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    // Every interaction has a route of its own, of which the client would keep something for an hour.
    handlerSweepInterval: routesKeptMs,
  });
  const eventQueue = createEventQueue(log);
  const editableReplies =
    shared === null ? createEditableReplies() : sharedEditableReplies(shared.tokens, token);
  const take = (id: string, answer: () => Promise<void>) => {
    eventQueue.take(id, () => unfinished.during(id, answer));
  };
  const leave = async () => {
    leaving.abort();
    client.removeAllListeners(Events.ShardReconnecting);
    // Without a goodbye: Discord keeps what is said until the next start, which asks for it.
    connection.cut();
    await Promise.race([client.destroy(), sleep(goodbyeMs, undefined, { ref: false })]);
    interactionRest.clearHandlerSweeper();
    interactionRest.clearHashSweeper();
  };

  client.on(Events.Error, (error) => {
    log.error(loggable(error), 'Discord client error');
  });
  client.on(Events.ShardError, (error) => {
    log.warn(loggable(error), 'the connection to Discord failed');
  });
  client.on(Events.ShardReconnecting, () => {
    log.info('reconnecting to Discord');
  });
  const chatFor = (id: string): Chat => (begun.has(id) ? { ...chat, cooldowns: noCooldowns } : chat);
  client.on(Events.InteractionCreate, (interaction) => {
    take(interaction.id, () =>
      answerInteraction(
        interaction,
        editableReplies.remembering(chatFor(interaction.id), interaction),
        interactionRest,
        eventQueue,
      ),
    );
  });
  client.on(Events.MessageCreate, (message) => {
    if (isToBot(message, message.client.user.id))
      take(message.id, async () => {
        const answer = begun.has(message.id) ? await answerTo(message, client.rest) : undefined;
        await answerMessage(message, chatFor(message.id), client.rest, answer);
      });
  });

  client.on(Events.MessageUpdate, (_, message) => {
    const { id, editedTimestamp } = message;
    // Discord tells of a preview in the same way, and of one edit more than once.
    if (editedTimestamp !== null && isToBot(message, message.client.user.id))
      take(`${id} ${editedTimestamp}`, async () => {
        const answer = await answerTo(message, client.rest);
        // One that has none, as when it was deleted, gets none.
        if (answer !== undefined) await answerMessage(message, chat, client.rest, answer);
      });
  });

  greetNewServers(client, chat);

  const closed = new Promise<ClosedByDiscord>((resolve) => {
    client.once(Events.ShardDisconnect, ({ code }) => {
      // What follows is discord.js's wording of it.
      client.removeAllListeners(Events.ShardError);
      resolve(new ClosedByDiscord(code));
    });
  });

  /** The shards that are owned; `null`: all are. */
  const mine = shared === null ? null : new Set<number>();
  const answerLeft = ({ events, sessions }: Awaited<ReturnType<typeof beforeOf>>) => {
    for (const event of events) connection.replay(event);
    for (const session of sessions)
      void missedEvents(session, token, left).then((missed) => {
        if (left.aborted) return;
        for (const event of missed) connection.replay({ ...event, shard: session.shardId });
        unfinished.caughtUp(session);
      });
  };
  /** Gives shards up to other processes. */
  let handOver: ReturnType<typeof shareOut> | undefined;
  const before = shared === null ? await beforeOf(null) : null;
  const unasked = createNotifier(chat, client.rest, interactionRest, editableReplies);
  const speaking = {
    notifier: shared === null ? unasked : sayingWhile(() => shared.leadership.isLeader, unasked),
    isConnected: () => client.ws.shards.every(({ status }) => status === Status.Ready),
  };
  const loggingIn = logIn(client, token, closed, left, () => {
    if (shared === null || mine === null) return;
    const owned = ownShards({ client, connection, unfinished, mine, before: beforeOf, answerLeft });
    handOver = shareOut(shared.shards, wanted, owned, left, log);
    stoodBy(speaking);
  });
  const ready = await loggingIn.catch(async (error: unknown) => {
    await leave();
    throw left.aborted && error === left.reason ? error : refusal(error, token, api);
  });
  await register(ready, chat, left, (mentions) => {
    for (const [written, mention] of mentions) commandMentions.set(written, mention);
  });
  showFreshness(ready, chat, left);
  if (before !== null) answerLeft(before);
  return {
    name: ready.user.username,
    invitation: invitationTo(ready.application.id),
    installation: installationOf(ready.application.id),
    ...speaking,
    closed,
    shards: () => [...(mine ?? client.ws.shards.keys())].sort((one, other) => one - other),
    async stop() {
      const until = performance.now() + lastAnswersMs;
      // Others have them at once, rather than after the last answer to all of them.
      await Promise.race([handOver?.(mine ?? []), sleep(lastAnswersMs, undefined, { ref: false })]);
      unfinished.end();
      await eventQueue.finish(Math.max(0, until - performance.now()));
      await leave();
    },
  };
}

/** What is said unasked is the leader's to say. */
const sayingWhile = (isLeader: () => boolean, { post, edit, say }: Notifier): Notifier => ({
  post: (...given) => whileOurs(isLeader, () => post(...given)),
  edit: (...given) => whileOurs(isLeader, () => edit(...given)),
  say: (...given) => whileOurs(isLeader, () => say(...given)),
});

/** Registers the commands; where that fails in a way that passes, it returns nevertheless, and goes on trying by itself. */
async function register(
  client: Client<true>,
  { commands, log }: Chat,
  left: AbortSignal,
  registered: (mentions: CommandMentions) => void,
): Promise<void> {
  const { rest, application } = client;
  const body = registration(commands);
  const outage = createOutage(log, left, {
    failing:
      'could not register the commands; the previously registered ones still work, and Kutip keeps trying',
    over: 'registered the commands',
  });
  const attempt = async (): Promise<void> => {
    try {
      const known = await rest.put(Routes.applicationCommands(application.id), { body });
      registered(mentionsOf(known as APIApplicationCommand[]));
      outage.over();
    } catch (error) {
      if (isPassing(error)) void outage.pause(error).then(attempt);
      else
        log.error(
          loggable(error),
          'could not register the commands; the previously registered ones still work',
        );
    }
  };
  await attempt();
}

const authorize = 'https://discord.com/oauth2/authorize';

/** Asks for what a reply needs, in channels and threads, and to open the threads in which a story that is followed goes on. */
function invitationTo(applicationId: string): string {
  const { ViewChannel, SendMessages, SendMessagesInThreads, CreatePublicThreads, ReadMessageHistory } =
    PermissionFlagsBits;
  const permissions =
    ViewChannel | SendMessages | SendMessagesInThreads | CreatePublicThreads | ReadMessageHistory;
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: permissions.toString(),
  });
  return `${authorize}?${query.toString()}`;
}

/** Adds the commands to a person's account, for use everywhere. */
function installationOf(applicationId: string): string {
  const { UserInstall } = ApplicationIntegrationType;
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'applications.commands',
    integration_type: UserInstall.toString(),
  });
  return `${authorize}?${query.toString()}`;
}
