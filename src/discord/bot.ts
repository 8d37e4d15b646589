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
  type GuildMember,
  type User,
} from 'discord.js';
import type { Chat } from '../chat/run.ts';
import type { Voice } from '../chat/contract/notifier.ts';
import { lastingConnection } from './connection.ts';
import { loggable } from './errors.ts';
import { answerInteraction } from './interactions.ts';
import { ClosedByDiscord, logIn, refusal } from './login.ts';
import { answerMessage, isToBot } from './messages.ts';
import { registration } from './register.ts';
import { createReach, createVoice } from './notifier.ts';
import { greetNewServers } from './welcome.ts';
import { createWork } from './event-queue.ts';

/** How long `stop` waits for questions that are being answered. */
const lastAnswersMs = 10_000;

/** How long a request may hang before it is repeated. */
const timeoutMs = 5_000;

/** How long the client keeps what it knows of the routes of interactions, in milliseconds. */
const routesKeptMs = 60_000;

/** How long the start waits for a server that does not come, while all events wait. Answers need nothing of it. */
const waitGuildMs = 1_000;

/**
 * What of Discord is kept in memory besides servers, channels and roles. Everything that is answered comes with all that the
 * answer needs; only the bot itself is looked up later, for what it may do.
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
  /** Where a moderator invites it to his server. */
  readonly invitation: string;
  /** Where anybody adds it to his own account. */
  readonly installation: string;
  /** For what is said unasked. */
  readonly voice: Voice;
  /** Whether events of Discord arrive now. */
  isConnected(): boolean;
  /** Resolves if Discord closes the connection for good, with what to do as the message of the error. */
  readonly closed: Promise<ClosedByDiscord>;
  /** Takes nothing new, answers what is in flight (at most 10 seconds), then leaves Discord. */
  stop(): Promise<void>;
}

/**
 * Logs in, registers the commands and answers from then on.
 *
 * @param api REST base; `null` is Discord's own
 * @throws {Error} when Discord does not let it in, with what to do as its message
 */
export async function startDiscord(
  chat: Chat,
  { token, api }: { token: string; api: string | null },
): Promise<DiscordBot> {
  const { log } = chat;
  const base = { version: '10', ...(api !== null && { api }) };
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel], // without it, direct messages do not arrive
    allowedMentions: { parse: [], repliedUser: false },
    makeCache: Options.cacheWithLimits(remembered),
    shards: 'auto', // as many connections as Discord wants for the number of servers
    waitGuildTimeout: waitGuildMs,
    ws: {
      buildStrategy: lastingConnection((error, event) => {
        log.error({ event, ...loggable(error) }, 'an event from Discord could not be read');
      }),
    },
    rest: { ...base, timeout: timeoutMs },
  });
  // Answers to interactions do not count towards Discord's limit of requests per second, which the client keeps.
  const interactionRest = new REST({
    ...base,
    timeout: timeoutMs,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    // Every interaction has a route of its own, of which the client would keep something for an hour.
    handlerSweepInterval: routesKeptMs,
  });
  const work = createWork(log);
  const reach = createReach();
  const leave = async () => {
    client.removeAllListeners(Events.ShardReconnecting);
    await client.destroy();
    interactionRest.clearHandlerSweeper();
    interactionRest.clearHashSweeper();
  };

  client.on(Events.Error, (error) => {
    log.error(loggable(error), 'an event from Discord could not be handled');
  });
  client.on(Events.ShardError, (error) => {
    log.warn(loggable(error), 'the connection to Discord failed');
  });
  client.on(Events.ShardReconnecting, () => {
    log.info('reconnecting to Discord');
  });
  client.on(Events.InteractionCreate, (interaction) => {
    work.take(interaction.id, () =>
      answerInteraction(interaction, reach.remembering(chat, interaction), interactionRest),
    );
  });
  client.on(Events.MessageCreate, (message) => {
    if (isToBot(message, message.client.user.id))
      work.take(message.id, () => answerMessage(message, chat, client.rest));
  });

  greetNewServers(client, chat);

  const closed = new Promise<ClosedByDiscord>((resolve) => {
    client.once(Events.ShardDisconnect, ({ code }) => {
      // What follows says the same in the words of discord.js.
      client.removeAllListeners(Events.ShardError);
      resolve(new ClosedByDiscord(code));
    });
  });

  const ready = await logIn(client, token, closed).catch(async (error: unknown) => {
    await leave();
    throw refusal(error, token, api);
  });
  await register(ready, chat);
  return {
    name: ready.user.username,
    invitation: invitationTo(ready.application.id),
    installation: installationOf(ready.application.id),
    voice: createVoice(chat, ready.rest, interactionRest, reach),
    closed,
    isConnected: () => client.ws.shards.every(({ status }) => status === Status.Ready),
    async stop() {
      await work.finish(lastAnswersMs);
      await leave();
    },
  };
}

async function register({ rest, application }: Client<true>, { commands, log }: Chat): Promise<void> {
  try {
    await rest.put(Routes.applicationCommands(application.id), { body: registration(commands) });
  } catch (error) {
    log.error(
      loggable(error),
      'the commands could not be registered; those of the last start still work, and a new start tries again',
    );
  }
}

const authorize = 'https://discord.com/oauth2/authorize';

/** Asks for what a reply needs, in channels and threads, and for nothing else. */
function invitationTo(applicationId: string): string {
  const { ViewChannel, SendMessages, SendMessagesInThreads, ReadMessageHistory } = PermissionFlagsBits;
  const permissions = ViewChannel | SendMessages | SendMessagesInThreads | ReadMessageHistory;
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
