import type { Logger } from 'pino';
import type { Cooldowns } from '../cooldowns.ts';
import type { Action, Command } from './command.ts';
import type { InteractionRecord } from './interaction-record.ts';
import type { Call } from './reply.ts';
import type { Services } from './services.ts';

export interface Chat {
  readonly commands: readonly Command[];
  readonly services: Services;
  readonly cooldowns: Cooldowns;
  readonly log: Logger;
  /** How a command is written so that it can be clicked, by how it stands in a text ("/ask"); left out where none can. */
  readonly commandMentions?: ReadonlyMap<string, string>;
  /** Counts quotes that were drawn differently from their article; left out if there are no metrics. */
  readonly countFalse?: () => void;
  /** Left out if there are no metrics. */
  readonly count?: (record: InteractionRecord) => void;
}

export function findCommand(chat: Pick<Chat, 'commands'>, name: string): Command | undefined {
  return chat.commands.find((command) => command.name === name);
}

/** `undefined` if this version no longer has it. */
export function findAction(chat: Pick<Chat, 'commands'>, { command, action }: Call): Action | undefined {
  const actions = findCommand(chat, command)?.actions ?? {};
  return Object.hasOwn(actions, action) ? actions[action] : undefined;
}
