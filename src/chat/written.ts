import { localeOf, words, type Locale } from '../locales/words.ts';
import type { Person, Place } from './circumstances.ts';
import { errorReply } from './error-reply.ts';
import { conversationOf } from './last-questions.ts';
import type { Reply } from './reply.ts';
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

/** Answers it as a question, in its own language where that can be told. A message without words gets the help. */
export function answerWritten(
  chat: Chat,
  { text, isReadable, placeLocale, person, place, title = '' }: Written,
  now: Date,
): Promise<Reply> {
  const question = text === '' && isReadable ? title : text;
  const locale = localeOf(question === '' ? null : chat.services.languageOf(question)) ?? placeLocale ?? 'en';
  const circumstances = { person, place, locale, now };
  if (!isReadable) return Promise.resolve(errorReply(locale, words(locale)('message.noText')));
  return question === ''
    ? runCommand(chat, 'help', { ...circumstances, options: {} })
    : runCommand(chat, 'ask', {
        ...circumstances,
        options: { question },
        conversation: conversationOf(person.id, place.channel),
      });
}
