import { setTimeout as sleep } from 'node:timers/promises';
import { localeOf, words, type Locale } from '../locales/words.ts';
import type { Actor, Location } from './contract/context.ts';
import { costs } from './cooldowns.ts';
import { errorReply } from './presenters/error-reply.ts';
import { conversationOf } from './last-questions.ts';
import { refusalOf } from './refusal.ts';
import type { Reply } from './contract/reply.ts';
import { runCommand, type Chat } from './run.ts';

/** What a person wrote to the bot in his own words, in place of a command. */
export interface FreeText {
  /** Without the mention of the bot. */
  readonly text: string;
  /** Web addresses that stand in it. */
  readonly links?: readonly string[];
  /** What it brings besides: a forwarded message, a preview, the message that it replies to. */
  readonly beside?: string;
  /** Whether the platform shows the bot the text at all. */
  readonly isReadable: boolean;
  /** The language of the place where it was written. */
  readonly placeLocale: Locale | undefined;
  readonly person: Actor;
  readonly place: Location;
  /** What stands for the question where nothing is written: the title of a forum post. */
  readonly title: string | undefined;
}

/**
 * Answers it as a question: in the language that the server has chosen, else in its own where that can be told. A message
 * without words gets the help.
 *
 * @param waiting shows that it has to wait for its turn
 * @returns `null` when nothing is to be said: mentions are switched off, or a flood was refused already
 */
export async function answerFreeText(
  chat: Chat,
  { text, isReadable, placeLocale, person, place, title = '', links = [], beside = '' }: FreeText,
  now: Date,
  waiting: (reply: Reply) => Promise<unknown> = () => Promise.resolve(),
): Promise<Reply | null> {
  const { settings } = chat.services;
  const { language, mentions, timeZone } = settings.of(place.server);
  if (place.server !== null && !mentions) return null;
  const isPointing = pointing.test(withoutMention(text));
  const own = withoutMention(text) === '' && isReadable ? title : withoutMention(text);
  const question = (own === '' || isPointing) && beside !== '' ? beside : own;
  const locale =
    language ?? localeOf(question === '' ? null : chat.services.languageOf(question)) ?? placeLocale ?? 'en';
  const context = { person, place, locale, now, timeZone };
  const what = { command: undefined, isPublic: true, cost: costs.command, isPatient: true };
  const refusal = refusalOf(chat, what, context);
  if (refusal !== null && refusal.waitMs === null) return refusal.isSaid ? null : refusal.reply;
  if (refusal !== null) {
    await waiting(refusal.reply);
    await sleep(refusal.waitMs ?? 0);
  }
  if (!isReadable) return errorReply(locale, words(locale)('message.noText'));
  const held = own === '' || isPointing ? await heldAt(links, chat, place.server) : null;
  if (held !== null) return runCommand(chat, 'article', { ...context, options: { title: held } });
  return question === ''
    ? runCommand(chat, 'help', { ...context, options: {} })
    : runCommand(chat, 'ask', {
        ...context,
        options: { question },
        conversation: conversationOf(person.id, place.channel),
      });
}

/** Says nothing but that something else is meant: "bener gak?", "source?", "is this true". */
const pointing =
  /^(?:(?:ini|itu|apa|apakah|is|are|was|this|that|it|cek|check|tolong|please|pls|min|kak|bot|dong|sih|ya|gak|ga|nggak|kah|yang|fakta|fact|facts|atau|or|the|a|any|ada|mana|dari)[\s?!.,]*)*(?:(?:bener|benar|beneran|bener2|valid|hoax|hoaks|hoaxs|asli|sumber|sumbernya|source|sources|true|real|legit|fake|cek|check|factcheck|faktanya|ini|itu|this|that)[\s?!.,]*)+(?:(?:gak|ga|nggak|kah|tidak|sih|ya|dong|min|kak|atau|or|not|ini|itu|this|that|hoax|hoaks|fake|bukan|pls|please|bot)[\s?!.,]*)*$/i;

/** Without the bot's name as somebody types it by hand. */
const withoutMention = (text: string) => text.replace(/^@kutip\b[\s,:]*|[\s,]*@kutip$/i, '').trim();

/** The id of the first article that is held and lies at one of the addresses. */
async function heldAt(
  links: readonly string[],
  { services: { archive } }: Chat,
  server: string | null,
): Promise<string | null> {
  for (const link of links) {
    const found = await archive.article({ wanted: link, place: 0, server });
    if (found !== null) return found.facts.id;
  }
  return null;
}
