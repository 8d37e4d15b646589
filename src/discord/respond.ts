import {
  DiscordAPIError,
  RESTJSONErrorCodes,
  Routes,
  type BaseInteraction,
  type REST,
  type RequestData,
  type RESTPostAPIInteractionCallbackWithResponseResult,
} from 'discord.js';
import type { Logger } from 'pino';
import { NotOurs } from '../chat/contract/notifier.ts';
import { codeOf, loggable } from './errors.ts';
import { withRetry } from './retry.ts';

/** Discord takes the first response within 3 seconds; what is sent later than this is not repeated. */
const withinMs = 2_700;

/** How long a try may hang before it is repeated: what begins within a second can be repeated in time. */
const timeoutMs = 1_000;

/**
 * `given`, with its message if known; `unknown` if Discord did not answer, although it may have accepted it;
 * `too late`, so that the interaction can no longer be answered.
 */
export interface FirstResponse {
  readonly outcome: 'given' | 'unknown' | 'too late';
  /** The id of the message. */
  readonly message?: string | undefined;
}

/**
 * Sends an interaction's first response, for which Discord waits only 3 seconds.
 *
 * @param sinceMs when the interaction arrived, on the clock of `performance.now()`
 * @throws {DiscordAPIError} when Discord refuses what the response holds
 * @throws {NotOurs} when it is another process's to answer by now
 */
export async function respond(
  interaction: BaseInteraction,
  request: Pick<RequestData, 'body' | 'passThroughBody' | 'headers'>,
  { log, rest, sinceMs }: { readonly log: Logger; readonly rest: REST; readonly sinceMs: number },
): Promise<FirstResponse> {
  try {
    const route = Routes.interactionCallback(interaction.id, interaction.token);
    const query = new URLSearchParams({ with_response: 'true' });
    const taken = (await withRetry(
      () =>
        rest.post(route, {
          auth: false,
          ...request,
          query,
          signal: AbortSignal.timeout(timeoutMs),
        }),
      { firstMs: 50, longestMs: 300, withinMs: withinMs - (performance.now() - sinceMs), timeoutMs },
    )) as RESTPostAPIInteractionCallbackWithResponseResult | undefined;
    return { outcome: 'given', message: taken?.resource?.message?.id };
  } catch (error) {
    // It had arrived, and only Discord's answer to it was lost.
    if (codeOf(error) === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
      return { outcome: 'given' };
    if (error instanceof NotOurs || (error instanceof DiscordAPIError && error.status === 400)) throw error;
    const ageMs = Date.now() - interaction.createdTimestamp;
    log.error({ ageMs, ...loggable(error) }, 'could not acknowledge an interaction');
    return { outcome: codeOf(error) === RESTJSONErrorCodes.UnknownInteraction ? 'too late' : 'unknown' };
  }
}
