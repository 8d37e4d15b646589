import {
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Partials,
  PermissionFlagsBits,
  REST,
  Routes,
} from 'discord.js';
import type { Chat } from '../chat/run.ts';
import { loggable } from './errors.ts';
import { answerInteraction } from './interactions.ts';
import { answerMessage, isToBot } from './messages.ts';
import { registration } from './register.ts';
import { createWork } from './work.ts';

/** How long `stop` waits for questions that are being answered. */
const lastAnswersMs = 10_000;

/** How long a request may hang. An acknowledgement is repeated, which is in time only if the first try ends before 3 seconds do. */
const timeoutMs = { interaction: 2_000, other: 5_000 };

export interface DiscordBot {
  /** Where a moderator invites it to his server. */
  readonly invitation: string;
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
    rest: { ...base, timeout: timeoutMs.other },
  });
  // Answers to interactions do not count towards Discord's limit of requests per second, which the client keeps.
  const interactionRest = new REST({
    ...base,
    timeout: timeoutMs.interaction,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
  });
  const work = createWork(log);
  const leave = async () => {
    client.removeAllListeners(Events.ShardDisconnect);
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
    if (!interaction.isRepliable()) return;
    work.take(interaction.id, () => answerInteraction(interaction, chat, interactionRest));
  });
  client.on(Events.MessageCreate, (message) => {
    const botId = message.client.user.id;
    if (isToBot(message, botId))
      work.take(message.id, () => answerMessage(message, botId, chat, client.rest));
  });

  const ready = await logIn(client, token).catch(async (error: unknown) => {
    await leave();
    throw refusal(error, token, api);
  });
  client.on(Events.ShardDisconnect, ({ code }) => {
    log.fatal(new ClosedByDiscord(code).message);
  });
  await register(ready, chat);
  const invitation = invitationTo(ready.application.id);
  log.info(
    { invitation },
    `answering on Discord as ${ready.user.username}; invite it to a server: ${invitation}`,
  );

  return {
    invitation,
    async stop() {
      await work.finish(lastAnswersMs);
      await leave();
    },
  };
}

/** The client once it is ready, which may be before `login` returns; when the gateway closes, `login` may not tell. */
async function logIn(client: Client, token: string): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve, reject) => {
    client.once(Events.ClientReady, resolve);
    client.once(Events.ShardDisconnect, ({ code }) => {
      reject(new ClosedByDiscord(code));
    });
  });
  const [readyClient] = await Promise.all([ready, client.login(token)]);
  return readyClient;
}

const wrongToken =
  'Discord refused the token: open https://discord.com/developers/applications, choose your application, then Bot, Reset Token, and put the new token into DISCORD_TOKEN.';

/** What to do about a login that failed. The token is part of no message, not even of a cause. */
function refusal(error: unknown, token: string, api: string | null): Error {
  if (error instanceof ClosedByDiscord) return error;
  const isTokenInvalid = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
  const reason = error instanceof Error ? error.message : String(error);
  if (isTokenInvalid || reason.includes(token)) return new Error(wrongToken);
  return new Error(`Discord cannot be used at ${api ?? 'https://discord.com/api'}: ${reason}.`, {
    cause: error,
  });
}

/** What to do about a close of the gateway, by its code. */
const remedies: Readonly<Partial<Record<number, string>>> = {
  [GatewayCloseCodes.AuthenticationFailed]: wrongToken,
};

/** The gateway closed the connection in a way that no new try can mend. */
class ClosedByDiscord extends Error {
  constructor(code: number) {
    super(
      remedies[code] ??
        `Discord closed the connection for good (${code} ${GatewayCloseCodes[code] ?? 'unknown'}).`,
    );
  }
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

/** Asks for what a reply needs, in channels and threads, and for nothing else. */
function invitationTo(applicationId: string): string {
  const { ViewChannel, SendMessages, SendMessagesInThreads, ReadMessageHistory } = PermissionFlagsBits;
  const permissions = ViewChannel | SendMessages | SendMessagesInThreads | ReadMessageHistory;
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: permissions.toString(),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}
