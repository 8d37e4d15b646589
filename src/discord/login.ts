import { type Client, DiscordjsError, DiscordjsErrorCodes, Events, GatewayCloseCodes } from 'discord.js';

const wrongToken =
  'Discord refused the token: open https://discord.com/developers/applications, choose your application, then Bot, Reset Token, and put the new token into DISCORD_TOKEN.';

/** What to do about a close of the gateway, by its code. */
const remedies: Readonly<Partial<Record<number, string>>> = {
  [GatewayCloseCodes.AuthenticationFailed]: wrongToken,
};

/** The gateway closed the connection in a way that no new try can mend. */
export class ClosedByDiscord extends Error {
  constructor(code: number) {
    super(
      remedies[code] ??
        `Discord closed the connection for good (${code} ${GatewayCloseCodes[code] ?? 'unknown'}).`,
    );
  }
}

/** The client once it is ready, which may be before `login` returns; when the gateway closes, `login` may not tell. */
export async function logIn(client: Client, token: string): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve, reject) => {
    client.once(Events.ClientReady, resolve);
    client.once(Events.ShardDisconnect, ({ code }) => {
      reject(new ClosedByDiscord(code));
    });
  });
  const [readyClient] = await Promise.all([ready, client.login(token)]);
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
