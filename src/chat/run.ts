import type { Logger } from 'pino';
import { words, type Locale } from '../locales/words.ts';
import type { Account } from './contract/interaction-record.ts';
import type { Cooldowns } from './cooldowns.ts';
import type { Action, ActionInput, Command, Input, Suggestion } from './contract/command.ts';
import { errorReply } from './presenters/error-reply.ts';
import type { Call, Reply } from './contract/reply.ts';
import type { Services } from './contract/services.ts';

/** What every surface needs to answer: the commands, the services they use, and where faults are logged. */
export interface Chat {
  readonly commands: readonly Command[];
  readonly services: Services;
  readonly cooldowns: Cooldowns;
  readonly log: Logger;
  /** Counts what people do; left out where nobody reads the figures. */
  readonly count?: (account: Account) => void;
}

/** `undefined` when there is none of that name (any more). */
export function findCommand(chat: Pick<Chat, 'commands'>, name: string): Command | undefined {
  return chat.commands.find((command) => command.name === name);
}

/** What a control does; `undefined` when the program no longer has it. */
export function findAction(chat: Chat, { command, action }: Call): Action | undefined {
  const actions = findCommand(chat, command)?.actions ?? {};
  return Object.hasOwn(actions, action) ? actions[action] : undefined;
}

/** Runs a command. A fault is logged and becomes a reply that says so; it never throws. */
export async function runCommand(chat: Chat, name: string, input: Input): Promise<Reply> {
  const command = findCommand(chat, name);
  if (command === undefined) return errorReply(input.locale, words(input.locale)('error.unknownCommand'));
  return run(chat, { command: name }, input, () => command.run(input, chat.services));
}

/** Does the same for a control of a reply that was used; one that the program no longer has is told so. */
export async function runAction(chat: Chat, call: Call, input: Omit<ActionInput, 'args'>): Promise<Reply> {
  const action = findAction(chat, call);
  if (action === undefined) return staleReply(input.locale);
  return run(chat, { command: call.command, action: call.action }, input, () =>
    action.run({ ...input, args: call.args }, chat.services),
  );
}

/** What a person may mean by what he has typed into an option so far; nothing when that fails. */
export async function suggest(
  chat: Chat,
  name: string,
  { option, written }: { readonly option: string; readonly written: string },
  input: Input,
): Promise<readonly Suggestion[]> {
  const found = findCommand(chat, name)?.options.find((one) => one.name === option);
  try {
    return (await found?.suggest?.(written, input, chat.services)) ?? [];
  } catch (error) {
    chat.log.error({ command: name, option, err: error }, 'nothing could be suggested');
    return [];
  }
}

async function run(
  { log }: Chat,
  what: { readonly command: string; readonly action?: string },
  { locale }: Pick<Input, 'locale'>,
  reply: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await reply();
  } catch (error) {
    log.error({ ...what, err: error }, 'a command failed');
    return faultReply(locale);
  }
}

/** What an asker sees when something broke on our side. */
export function faultReply(locale: Locale): Reply {
  return { ...errorReply(locale, words(locale)('error.fault')), isFault: true };
}

/** What a person sees who uses a control of a reply that is too old. */
export function staleReply(locale: Locale): Reply {
  return errorReply(locale, words(locale)('error.stale'));
}
