import { Routes, type BaseInteraction, type REST } from 'discord.js';
import type { Logger } from 'pino';
import type { Reply } from '../chat/contract/reply.ts';
import { replyMessage } from '../components/message.ts';
import { loggable } from './errors.ts';

/** How long the announcement of a reply stands before something takes its place, and that again, in milliseconds. */
const everyMs = 2500;

/** Shows how far long work is, in the place of a reply that was announced; what is private stays away from one for all. */
export function progressOf(
  { applicationId, token }: BaseInteraction,
  announcedPrivate: boolean,
  log: Logger,
  rest: REST,
) {
  const original = Routes.webhookMessage(applicationId, token);
  let sending: Promise<unknown> = Promise.resolve();
  let shownAt = performance.now();
  return {
    show(reply: Reply): void {
      if (performance.now() - shownAt < everyMs || (reply.private && !announcedPrivate)) return;
      shownAt = performance.now();
      sending = rest.patch(original, { auth: false, body: replyMessage(reply) }).catch((error: unknown) => {
        log.debug(loggable(error), 'progress could not be shown');
      });
    },
    /** Nothing is on its way any more that could take the place of the reply itself. */
    isOver: () => sending,
  };
}
