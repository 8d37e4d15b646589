import type { Logger } from 'pino';
import { words, type Locale } from '../locales/words.ts';
import type { Command, Input } from './command.ts';
import { errorReply } from './error-reply.ts';
import type { Reply } from './reply.ts';
import type { Services } from './services.ts';

/** What every surface needs to answer: the commands, the services they use, and where faults are logged. */
export interface Chat {
  readonly commands: readonly Command[];
  readonly services: Services;
  readonly log: Logger;
}

/** The command of that name; `undefined` when there is none (any more). */
export function findCommand(chat: Chat, name: string): Command | undefined {
  return chat.commands.find((command) => command.name === name);
}

/** Runs a command and times it. A fault is logged and becomes a reply that says so; it never throws. */
export async function runCommand(chat: Chat, name: string, input: Input): Promise<Reply> {
  const command = findCommand(chat, name);
  if (command === undefined) return errorReply(input.locale, words(input.locale)('error.unknownCommand'));
  const startedAt = performance.now();
  try {
    const reply = await command.run(input, chat.services);
    chat.log.info(
      { command: name, tone: reply.tone, ms: Math.round(performance.now() - startedAt) },
      'answered',
    );
    return reply;
  } catch (error) {
    chat.log.error({ command: name, err: error }, 'a command failed');
    return faultReply(input.locale);
  }
}

/** What an asker sees when something broke on our side. */
export function faultReply(locale: Locale): Reply {
  return errorReply(locale, words(locale)('error.fault'));
}
