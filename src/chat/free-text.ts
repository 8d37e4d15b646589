import { localeOf, words, type Locale } from '../locales/words.ts';
import type { Chat } from './contract/chat.ts';
import { errorReply, mayNotWriteReply } from './presenters/error-reply.ts';
import type { Reply } from './contract/reply.ts';
import type { Actor, Context, Location, OptionValues } from './contract/context.ts';

/** What a person wrote to the bot in their own words, in place of a command. */
export interface FreeText {
  /** Without the mention of the bot. */
  readonly text: string;
  /** Whether the platform lets the bot see the text at all. */
  readonly isReadable: boolean;
  /** The language of the place. */
  readonly placeLocale: Locale | undefined;
  readonly person: Actor;
  readonly place: Location;
  /** Used as the question if nothing is written: the title of a forum post. */
  readonly title: string | undefined;
  /** Web addresses that stand in it. */
  readonly links?: readonly string[];
  /** What it brings besides: a forwarded message, a preview, the message that it replies to. */
  readonly beside?: string;
}

/** The command that a text stands for. */
export interface ReadFreeText {
  readonly command: 'ask' | 'help';
  readonly options: OptionValues;
  readonly context: Context;
  /** Why it cannot be answered; `null` when it can. */
  readonly problem: Reply | null;
}

/**
 * Reads a message as a question: in the language the server has chosen, else in its own if it can be
 * detected. A message without words gets the help.
 *
 * @returns `null` when nothing is to be said, since mentions are switched off
 */
export async function readFreeText(
  { services }: Pick<Chat, 'services'>,
  { text, isReadable, placeLocale, person, place, title = '', links = [], beside = '' }: FreeText,
  now: Date,
): Promise<ReadFreeText | null> {
  const { language, mentions, timeZone } = services.settings.of(place.server);
  if (place.server !== null && !mentions) return null;
  const said = withoutMention(text);
  const own = said === '' && isReadable ? title : said;
  const brought = [...links.slice(0, 1), beside].join(' ').trim();
  const question = brought !== '' && (own === '' || pointing.test(own)) ? brought : own;
  const locale =
    language ?? localeOf(question === '' ? null : await services.languageOf(question)) ?? placeLocale ?? 'en';
  return {
    command: question === '' ? 'help' : 'ask',
    // Whoever reads the answer sees the message that it replies to.
    options: question === '' ? {} : { question, ...(question === own && { isSeen: true }) },
    context: { person, place, locale, now, timeZone },
    problem:
      place.lacks.length > 0
        ? mayNotWriteReply(place.lacks, locale)
        : isReadable
          ? null
          : errorReply(locale, words(locale)('message.noText')),
  };
}

/** Says nothing but that something else is meant: "bener gak?", "source?", "is this true". */
const pointing =
  /^(?:(?:ini|itu|apa|apakah|is|are|was|this|that|it|cek|check|tolong|please|pls|min|kak|bot|dong|sih|ya|gak|ga|nggak|kah|yang|fakta|fact|facts|atau|or|the|a|any|ada|mana|dari|bener|benar|beneran|valid|hoax|hoaks|asli|sumber|sumbernya|source|sources|true|real|legit|fake|factcheck|faktanya|tidak|not|bukan)[\s?!.,]*)+$/i;

/** Without the bot's name as somebody types it by hand. */
const withoutMention = (text: string) => text.replace(/^@kutip\b[\s,:]*|[\s,]*@kutip$/i, '').trim();
