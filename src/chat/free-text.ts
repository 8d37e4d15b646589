import { localeOf, words, type Locale } from '../locales/words.ts';
import type { Chat } from './contract/chat.ts';
import type { Actor, Context, Location, OptionValues } from './contract/context.ts';

/** What a person wrote to the bot in their own words, in place of a command. */
export interface FreeText {
  /** Without the mention of the bot. */
  readonly text: string;
  /** Whether the platform shows the bot the text at all. */
  readonly isReadable: boolean;
  /** The language of the place where it was written. */
  readonly placeLocale: Locale | undefined;
  readonly person: Actor;
  readonly place: Location;
  /** What stands for the question where nothing is written: the title of a forum post. */
  readonly title: string | undefined;
}

/** The command that a text stands for. */
export interface ReadFreeText {
  readonly command: 'ask' | 'help';
  readonly options: OptionValues;
  readonly context: Context;
  /** Why it cannot be answered, in words; `null` when it can. */
  readonly problem: string | null;
}

/**
 * Reads it as a question: in the language that the server has chosen, else in its own where that can be told. A message without
 * words gets the help.
 *
 * @returns `null` when nothing is to be said, since mentions are switched off
 */
export function readFreeText(
  { services }: Pick<Chat, 'services'>,
  { text, isReadable, placeLocale, person, place, title = '' }: FreeText,
  now: Date,
): ReadFreeText | null {
  const { language, mentions, timeZone } = services.settings.of(place.server);
  if (place.server !== null && !mentions) return null;
  const question = text === '' && isReadable ? title : text;
  const locale =
    language ?? localeOf(question === '' ? null : services.languageOf(question)) ?? placeLocale ?? 'en';
  return {
    command: question === '' ? 'help' : 'ask',
    options: question === '' ? {} : { question },
    context: { person, place, locale, now, timeZone },
    problem: isReadable ? null : words(locale)('message.noText'),
  };
}
