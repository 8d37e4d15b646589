import { DiscordAPIError, HTTPError } from 'discord.js';
import { loggedError } from '../chat/logged-error.ts';

/** What a log may hold of an error: never the request, since its address holds the token of an interaction. */
export function loggable(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof DiscordAPIError) {
    return { reason: error.message, code: error.code, status: error.status, method: error.method };
  }
  if (error instanceof HTTPError)
    return { reason: error.message, status: error.status, method: error.method };
  return loggedError(error);
}

/** Discord's own code of an error, as in `RESTJSONErrorCodes`; `undefined` when it did not come from Discord. */
export function codeOf(error: unknown): number | string | undefined {
  return error instanceof DiscordAPIError ? error.code : undefined;
}

/** Whether Discord forbids what was asked of it. It has many codes for that, and new ones come. */
export const isForbidden = (error: unknown): error is DiscordAPIError =>
  error instanceof DiscordAPIError && error.status === 403;
