import { localeOf, words, type Locale } from '../locales/words.ts';
import type { Person, Place } from './contract/context.ts';
import { costs } from './cooldowns.ts';
import { errorReply } from './presenters/error-reply.ts';
import { conversationOf } from './last-questions.ts';
import { refusalOf } from './refusal.ts';
import type { Reply } from './contract/reply.ts';
import { runCommand, type Chat } from './run.ts';

/** What a person wrote to the bot in his own words, in place of a command. */
export interface Written {
  /** Without the mention of the bot. */
  readonly text: string;
  /** Whether the platform shows the bot the text at all. */
  readonly isReadable: boolean;
  /** The language of the place where it was written. */
  readonly placeLocale: Locale | undefined;
  readonly person: Person;
  readonly place: Place;
  /** What stands for the question where nothing is written: the title of a forum post. */
  readonly title: string | undefined;
}

/**
 * Answers it as a question: in the language that the server has chosen, else in its own where that can be told. A message
 * without words gets the help.
 *
 * @returns `null` when nothing is to be said: mentions are switched off, or a flood was refused already
 */
export async function answerWritten(
  chat: Chat,
  { text, isReadable, placeLocale, person, place, title = '' }: Written,
  now: Date,
): Promise<Reply | null> {
  const { settings } = chat.services;
  const { language, mentions, timeZone } = settings.of(place.server);
  if (place.server !== null && !mentions) return null;
  const question = text === '' && isReadable ? title : text;
  const locale =
    language ?? localeOf(question === '' ? null : chat.services.languageOf(question)) ?? placeLocale ?? 'en';
  const circumstances = { person, place, locale, now, timeZone };
  const refusal = refusalOf(chat, { command: undefined, isPublic: true, cost: costs.command }, circumstances);
  if (refusal !== null) return refusal.isSaid ? null : refusal.reply;
  if (!isReadable) return errorReply(locale, words(locale)('message.noText'));
  return question === ''
    ? runCommand(chat, 'help', { ...circumstances, options: {} })
    : runCommand(chat, 'ask', {
        ...circumstances,
        options: { question },
        conversation: conversationOf(person.id, place.channel),
      });
}
