import { localeOf, words, type Locale } from '../locales/words.ts';
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
  /** The person and the channel, by identifiers of the platform. */
  readonly asker: string;
  readonly place: string;
}

/** Answers it as a question, in its own language where that can be told. A message without words gets the help. */
export function answerWritten(
  chat: Chat,
  { text, isReadable, placeLocale, asker, place }: Written,
  now: Date,
): Promise<Reply> {
  const locale = localeOf(text === '' ? null : chat.services.languageOf(text)) ?? placeLocale ?? 'en';
  if (!isReadable) return Promise.resolve(errorReply(locale, words(locale)('message.noText')));
  return text === ''
    ? runCommand(chat, 'help', { options: {}, locale, now })
    : runCommand(chat, 'ask', {
        options: { question: text },
        locale,
        now,
        conversation: conversationOf(asker, place),
      });
}
