import type { Logger } from 'pino';
import type { Cooldowns } from '../cooldowns.ts';
import type { Action, Command } from './command.ts';
import type { InteractionRecord } from './interaction-record.ts';
import type { Call } from './reply.ts';
import type { Services } from './services.ts';

/** What every surface needs to answer: the commands, the services they use, and where faults are logged. */
export interface Chat {
  readonly commands: readonly Command[];
  readonly services: Services;
  readonly cooldowns: Cooldowns;
  readonly log: Logger;
  /** Counts a quote that was drawn otherwise than its article has it; left out where nobody reads the figures. */
  readonly countFalse?: () => void;
  /** Counts what people do; left out where nobody reads the figures. */
  readonly count?: (record: InteractionRecord) => void;
}

/** `undefined` when there is none of that name (any more). */
export function findCommand(chat: Pick<Chat, 'commands'>, name: string): Command | undefined {
  return chat.commands.find((command) => command.name === name);
}

/** What a control does; `undefined` when the program no longer has it. */
export function findAction(chat: Pick<Chat, 'commands'>, { command, action }: Call): Action | undefined {
  const actions = findCommand(chat, command)?.actions ?? {};
  return Object.hasOwn(actions, action) ? actions[action] : undefined;
}
