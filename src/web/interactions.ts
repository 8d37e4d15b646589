import { MessageFlags } from 'discord-api-types/v10';
import { findCommand, type Chat } from '../chat/contract/chat.ts';
import { localServer, type Context } from '../chat/contract/context.ts';
import type { Notifier } from '../chat/contract/notifier.ts';
import type { Reply } from '../chat/contract/reply.ts';
import type { Invocation, Surface } from '../chat/contract/surface.ts';
import { dispatch, suggest } from '../chat/dispatch.ts';
import { withTrueQuotes } from '../chat/drawn-quotes.ts';
import { callOf } from '../components/custom-id.ts';
import { modalOf } from '../components/form.ts';
import { drawnQuote, replyMessage } from '../components/message.ts';
import type {
  MessageOrigin,
  InteractionRequest,
  InteractionResult,
  SuggestResponse,
  SuggestRequest,
} from './wire.ts';
import { direct } from './places.ts';
import type { Memory } from './visitors.ts';

/** Whoever opens the page: this machine is theirs, or they know its secret, so they may do everything. */
function contextOf(
  { services }: Chat,
  { channel, locale }: Pick<InteractionRequest, 'channel' | 'locale'>,
  visitor: string,
): Context {
  const where = channel === direct.id ? null : localServer;
  return {
    person: {
      id: services.people.pseudonymOf(`page ${visitor}`),
      account: null,
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
 * Does what a person does on the page.
 *
 * @param visitor who it is
 */
export async function interact(
  chat: Chat,
  done: InteractionRequest,
  visitor: string,
): Promise<InteractionResult> {
  let result: InteractionResult = { do: 'nothing' };
  const end = (outcome: InteractionResult) => {
    result = outcome;
    return Promise.resolve(true);
  };
  const surface: Surface = {
    through: 'page',
    hasPersonalLimit: false,
    canChange: true,
    acknowledge: () => Promise.resolve(true),
    drawn: drawnQuote,
    show: (reply, isPrivate) => end(added(reply, isPrivate)),
    replace: (reply) => end({ do: 'replace', message: replyMessage(reply), about: aboutOf(reply) }),
    remove: () => end({ do: 'delete' }),
    async openForm(form, call) {
      await end({ do: 'form', form: modalOf(form, call) });
      return null;
    },
  };
  await dispatch(chat, invocationOf(chat, done, contextOf(chat, done, visitor)), surface);
  return result;
}

function invocationOf(chat: Chat, done: InteractionRequest, context: Context): Invocation {
  switch (done.kind) {
    case 'command':
      return {
        kind: 'command',
        command: findCommand(chat, done.name),
        options: done.options,
        context,
      };
    case 'message': {
      const { locale: placeLocale, now, place } = context;
      // A message does not say what its author may do.
      const person = { ...context.person, mayManageServer: false, mayManageMessages: false };
      const text = done.text.trim();
      return {
        kind: 'message',
        written: { text, isReadable: true, placeLocale, person, place, title: undefined },
        now,
      };
    }
    case 'control':
      return { kind: 'control', call: callOf(done.customId), chosen: done.chosen, filled: null, context };
    case 'form':
      return { kind: 'control', call: callOf(done.customId), chosen: [], filled: done.filled, context };
  }
}

/** Offers what may be meant by what is being typed. */
export async function offer(
  chat: Chat,
  { name, option, written, options, ...where }: SuggestRequest,
  visitor: string,
): Promise<SuggestResponse> {
  const input = { ...contextOf(chat, where, visitor), options };
  return { suggestions: await suggest(chat, name, { option, written }, input) };
}

function added(reply: Reply, isPrivate: boolean): InteractionResult {
  const message = replyMessage(reply);
  return {
    do: 'add',
    private: isPrivate,
    about: aboutOf(reply),
    ...(reply.keptAs !== undefined && { keptAs: reply.keptAs }),
    message: isPrivate ? { ...message, flags: message.flags | MessageFlags.Ephemeral } : message,
  };
}

/** How a kept reply names a message of the page, which is none of Discord's. */
export const pageMessage = (id: string) => `page ${id}`;

/** Edits what the page shows, where it is still known. */
export function pageNotifier(chat: Chat, memory: Memory): Notifier {
  return {
    async edit({ id, private: isPrivate }, reply) {
      const shown = await withTrueQuotes(reply, drawnQuote, chat);
      const message = replyMessage(shown);
      const body = isPrivate ? { ...message, flags: message.flags | MessageFlags.Ephemeral } : message;
      return memory.edit(id, { body, about: aboutOf(shown) }) ? 'done' : 'out of reach';
    },
    say: () => Promise.resolve(),
    // Nobody can subscribe on the page.
    post: () => Promise.resolve('refused' as const),
  };
}

function aboutOf({ asked, parts }: Reply): MessageOrigin {
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
