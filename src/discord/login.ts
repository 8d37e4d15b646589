import { once } from 'node:events';
import { type Client, DiscordjsError, DiscordjsErrorCodes, Events, GatewayCloseCodes } from 'discord.js';

const portal = 'https://discord.com/developers/applications';

const wrongToken = `Discord refused the token: open ${portal}, choose your application, then Bot, Reset Token, and put the new token into DISCORD_TOKEN.`;

/** What to do about a close of the gateway that no new try can mend, by its code. */
const remedies: Readonly<Partial<Record<number, string>>> = {
  [GatewayCloseCodes.AuthenticationFailed]: wrongToken,
  [GatewayCloseCodes.InvalidShard]: `Discord refused the connection as one of several (4010): start Kutip again, once, and let no other program use the token of this application (${portal}, Bot, Reset Token ends all others).`,
  [GatewayCloseCodes.ShardingRequired]: `The bot is on too many servers for its connections (4011): start Kutip again, which asks Discord how many it needs; ${portal}, Installation shows on how many servers it is.`,
  [GatewayCloseCodes.InvalidAPIVersion]: `Discord no longer speaks the version of its interface that this Kutip speaks (4012): install a newer Kutip; nothing at ${portal} has to change.`,
  [GatewayCloseCodes.InvalidIntents]: `Discord does not know an intent that this Kutip asks for (4013): install a newer Kutip; nothing at ${portal} has to change.`,
  [GatewayCloseCodes.DisallowedIntents]: `Discord does not allow this application an intent that was asked for (4014): Kutip itself needs no privileged one, so install it unchanged, or open ${portal}, choose your application, then Bot, and switch on what is missing under Privileged Gateway Intents.`,
};

/** The gateway closed the connection in a way that no new try can mend; the message says what to do. */
export class ClosedByDiscord extends Error {
  constructor(code: number) {
    super(
      remedies[code] ??
        `Discord closed the connection for good (${code} ${GatewayCloseCodes[code] ?? 'unknown'}): look at ${portal} whether the application still exists.`,
    );
  }
}

/**
 * The client once it is ready, which may be before `login` returns.
 *
 * @param closed when the gateway closes for good, of which `login` may not tell
 * @param left ends the waiting
 * @throws what closed it, or refused the login; the reason of `left`
 */
export async function logIn(
  client: Client,
  token: string,
  closed: Promise<ClosedByDiscord>,
  left: AbortSignal,
): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  const refused = closed.then((error) => Promise.reject(error));
  const gone = once(left, 'abort').then(() => Promise.reject(left.reason as Error));
  left.throwIfAborted();
  const [readyClient] = await Promise.race([Promise.all([ready, client.login(token)]), refused, gone]);
  return readyClient;
}

/** What to do about a login that failed. The token is part of no message, not even of a cause. */
export function refusal(error: unknown, token: string, api: string | null): Error {
  if (error instanceof ClosedByDiscord) return error;
  const isTokenInvalid = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
  const reason = error instanceof Error ? error.message : String(error);
  // One with characters that no token has cannot even be sent.
  const isUnsendable = reason.includes(token) || reason.includes('Authorization header');
  if (isTokenInvalid || isUnsendable) return new Error(wrongToken);
  return new Error(`Discord cannot be used at ${api ?? 'https://discord.com/api'}: ${reason}.`, {
    cause: error,
  });
}
