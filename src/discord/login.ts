import { once } from 'node:events';
import { type Client, DiscordjsError, DiscordjsErrorCodes, Events, GatewayCloseCodes } from 'discord.js';

const portal = 'https://discord.com/developers/applications';

const wrongToken = `Discord refused the token: open ${portal}, choose your application, then Bot, Reset Token, and set DISCORD_TOKEN to the new token.`;

/** What to do when the gateway closes with a code after which retrying is useless. */
const remedies: Readonly<Partial<Record<number, string>>> = {
  [GatewayCloseCodes.AuthenticationFailed]: wrongToken,
  [GatewayCloseCodes.InvalidShard]: `Discord rejected this shard (4010): start Kutip again, only once, and let no other program use the token of this application (resetting it at ${portal}, Bot, Reset Token disconnects all others).`,
  [GatewayCloseCodes.ShardingRequired]: `The bot is on too many servers for its number of shards (4011): start Kutip again, so that it asks Discord how many it needs; ${portal}, Installation, shows how many servers it is on.`,
  [GatewayCloseCodes.InvalidAPIVersion]: `Discord no longer supports the API version this Kutip uses (4012): install a newer Kutip; nothing at ${portal} needs to change.`,
  [GatewayCloseCodes.InvalidIntents]: `Discord does not know an intent this Kutip requests (4013): install a newer Kutip; nothing at ${portal} needs to change.`,
  [GatewayCloseCodes.DisallowedIntents]: `This application is not allowed to use a requested intent (4014): Kutip itself needs no privileged intents, so install it unmodified, or open ${portal}, choose your application, then Bot, and enable the missing one under Privileged Gateway Intents.`,
};

/** The gateway closed the connection and retrying is useless; the message says what to do. */
export class ClosedByDiscord extends Error {
  constructor(code: number) {
    super(
      remedies[code] ??
        `Discord closed the connection permanently (${code} ${GatewayCloseCodes[code] ?? 'unknown'}): check at ${portal} that the application still exists.`,
    );
  }
}

/**
 * Waits until the client is ready, which may be before `login` returns.
 *
 * @param closed resolves when the gateway closes permanently, which `login` may not report
 * @param left ends the wait
 * @param connected is called when all shards that connect at once have
 * @throws what closed it, or refused the login; the reason of `left`
 */
export async function logIn(
  client: Client,
  token: string,
  closed: Promise<ClosedByDiscord>,
  left: AbortSignal,
  connected: () => void,
): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  const refused = closed.then((error) => Promise.reject(error));
  const gone = once(left, 'abort').then(() => Promise.reject(left.reason as Error));
  left.throwIfAborted();
  const login = client.login(token).then(connected);
  const [readyClient] = await Promise.race([Promise.all([ready, login]), refused, gone]);
  return readyClient;
}

/** Says what to do about a failed login. The token appears in no message, not even in a cause. */
export function refusal(error: unknown, token: string, api: string | null): Error {
  if (error instanceof ClosedByDiscord) return error;
  const isTokenInvalid = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
  const reason = error instanceof Error ? error.message : String(error);
  // A token with invalid characters cannot even be sent, and the error then contains it.
  const isUnsendable = reason.includes(token) || reason.includes('Authorization header');
  if (isTokenInvalid || isUnsendable) return new Error(wrongToken);
  return new Error(`Cannot connect to Discord at ${api ?? 'https://discord.com/api'}: ${reason}.`, {
    cause: error,
  });
}
