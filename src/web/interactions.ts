import { MessageFlags } from 'discord-api-types/v10';
import { localServer, type Circumstances, type OptionValues } from '../chat/contract/context.ts';
import { optionProblem } from '../chat/option-problem.ts';
import type { Action } from '../chat/contract/command.ts';
import { costs } from '../chat/cooldowns.ts';
import { errorReply } from '../chat/presenters/error-reply.ts';
import { follow } from '../chat/instrument.ts';
import { conversationOf } from '../chat/last-questions.ts';
import { refusalOf } from '../chat/refusal.ts';
import type { Call, Reply } from '../chat/contract/reply.ts';
import {
  findAction,
  findCommand,
  runAction,
  runCommand,
  staleReply,
  suggest,
  type Chat,
} from '../chat/run.ts';
import { answerWritten } from '../chat/free-text.ts';
import { callOf } from '../components/custom-id.ts';
import { modalOf } from '../components/form.ts';
import { replyMessage } from '../components/message.ts';
import type { About, Done, Outcome, Suggested, Typed } from './wire.ts';
import { direct } from './places.ts';

/** Whoever opens the page: this machine is his, or he knows its secret, so he may do everything. */
function circumstancesOf(
  { services }: Chat,
  { channel, locale }: Pick<Done, 'channel' | 'locale'>,
  visitor: string,
): Circumstances {
  const where = channel === direct.id ? null : localServer;
  return {
    person: {
      id: services.people.pseudonymOf(`page ${visitor}`),
      mayManageServer: true,
      mayManageMessages: true,
      roles: [],
    },
    place: { server: where, channel, parent: null, lacks: [] },
    locale,
    now: new Date(),
    timeZone: services.settings.of(where).timeZone,
  };
}

/**
 * Does what a person does on the page, as `discord/` does it there.
 *
 * @param visitor who it is
 */
export async function interact(chat: Chat, done: Done, visitor: string): Promise<Outcome> {
  const circumstances = circumstancesOf(chat, done, visitor);
  switch (done.kind) {
    case 'command':
      return answerCommand(chat, done.name, done.options, circumstances);
    case 'message':
      return answerMessage(chat, done.text, circumstances);
    case 'control':
      return useControl(chat, done.customId, { chosen: done.chosen, filled: null }, circumstances);
    case 'form':
      return useControl(chat, done.customId, { chosen: [], filled: done.filled }, circumstances);
  }
}

/** Offers what may be meant by what is being typed. */
export async function offer(
  chat: Chat,
  { name, option, written, options, ...where }: Typed,
  visitor: string,
): Promise<Suggested> {
  const input = { ...circumstancesOf(chat, where, visitor), options };
  return { suggestions: await suggest(chat, name, { option, written }, input) };
}

async function answerCommand(
  chat: Chat,
  name: string,
  options: OptionValues,
  circumstances: Circumstances,
): Promise<Outcome> {
  const command = findCommand(chat, name);
  const isPrivate = command?.isPrivate(options) ?? true;
  const { person, place, locale } = circumstances;
  const reply = await follow(chat, { command: command?.name, through: 'page', person, place }, (chat) => {
    const refusal = refusalOf(chat, { command, isPublic: !isPrivate, cost: costs.command }, circumstances);
    if (refusal !== null) return Promise.resolve(refusal.reply);
    const problem = command && optionProblem(command, options, locale);
    if (problem !== undefined) return Promise.resolve(errorReply(locale, problem));
    return runCommand(chat, name, {
      ...circumstances,
      options,
      ...(!isPrivate && { conversation: conversationOf(person.id, place.channel) }),
    });
  });
  return added(reply, isPrivate);
}

async function answerMessage(chat: Chat, text: string, circumstances: Circumstances): Promise<Outcome> {
  const { locale: placeLocale, now, place } = circumstances;
  // What the author of a message may do is not told with it.
  const person = { ...circumstances.person, mayManageServer: false, mayManageMessages: false };
  const written = { text: text.trim(), isReadable: true, placeLocale, person, place, title: undefined };
  const what = { command: 'ask', through: 'page', person, place } as const;
  const seen = await follow(
    chat,
    what,
    async (chat) => (await answerWritten(chat, written, now)) ?? 'unanswered',
  );
  return seen === 'unanswered' ? { do: 'nothing' } : added(seen, false);
}

interface With {
  readonly chosen: readonly string[];
  /** `null` where no form was sent. */
  readonly filled: Readonly<Record<string, string>> | null;
}

async function useControl(
  chat: Chat,
  customId: string,
  given: With,
  circumstances: Circumstances,
): Promise<Outcome> {
  const call = callOf(customId);
  const action = call === null ? undefined : findAction(chat, call);
  const { person, place, locale } = circumstances;
  if (call === null || action === undefined) {
    const what = { command: undefined, through: 'page', person, place } as const;
    return added(await follow(chat, what, () => Promise.resolve(staleReply(locale))), true);
  }
  let outcome: Outcome = { do: 'nothing' };
  const command = `${call.command}/${call.action}`;
  await follow(chat, { command, through: 'page', person, place }, async (chat) => {
    const isPrivate = action.isPrivate?.(call.args) ?? false;
    const isPublic = action.effect === 'add' && !isPrivate;
    const what = { command: findCommand(chat, call.command), isPublic, cost: costs.control };
    const refusal = refusalOf(chat, what, circumstances);
    if (refusal !== null) {
      outcome = added(refusal.reply, true);
      return refusal.reply;
    }
    if (action.form !== undefined && given.filled === null) {
      outcome = { do: 'form', form: modalOf(action.form(call.args, locale), call) };
      return 'done';
    }
    const { chosen, filled } = given;
    const reply = await runAction(chat, call, { ...circumstances, chosen, filled: filled ?? {} });
    outcome = effectOf(action, call, reply);
    return reply;
  });
  return outcome;
}

function effectOf(action: Action, { args }: Call, reply: Reply): Outcome {
  if (action.effect === 'add') return added(reply, action.isPrivate?.(args) ?? false);
  if (reply.tone === 'error') return added(reply, true);
  return action.effect === 'delete'
    ? { do: 'delete' }
    : { do: 'replace', message: replyMessage(reply), about: aboutOf(reply) };
}

/** A further message; who asked sees it alone when it was announced so, or turned out so. */
function added(reply: Reply, announcedPrivate: boolean): Outcome {
  const isPrivate = announcedPrivate || reply.private;
  const message = replyMessage(reply);
  return {
    do: 'add',
    private: isPrivate,
    about: aboutOf(reply),
    message: isPrivate ? { ...message, flags: message.flags | MessageFlags.Ephemeral } : message,
  };
}

function aboutOf({ asked, parts }: Reply): About {
  return {
    ...(asked && {
      asked: {
        question: asked.question,
        previous: asked.previous ?? '',
        strictness: asked.strictness,
        day: asked.askedAt.toISOString(),
      },
    }),
    quotes: parts.flatMap((part) =>
      part.kind === 'quote' && part.source !== undefined ? [part.source] : [],
    ),
  };
}
