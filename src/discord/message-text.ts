import type { Message } from 'discord.js';

/**
 * What Discord writes for mentions, emoji of a server, times and commands; mentions of everybody; and web addresses. No article
 * has any of these as words, so that a question with one of them could never be answered.
 * https://discord.com/developers/docs/reference#message-formatting
 */
const mark = /<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|\/[^<>\n]+:\d+|id:\w+)>/gi;
const wordless = new RegExp(`${mark.source}|@(?:everyone|here)\\b|<?\\bhttps?:\\/\\/[^\\s<>]+>?`, 'gi');

/** What was typed into a command, which may be an address, without what Discord writes for a mention or an emoji. */
export function withoutMentions(typed: string): string {
  return typed.replace(mark, ' ').trim();
}

/** The words of what somebody wrote, on one line. */
export function wordsOf(content: string): string {
  return content.replace(wordless, ' ').replace(/\s+/g, ' ').trim();
}

/** The web addresses in what somebody wrote. */
export const linksIn = (content: string): string[] =>
  Array.from(content.matchAll(/\bhttps?:\/\/[^\s<>]+/gi), ([link]) => link);

/** What a message says: in its own words, else in what it brings. */
export function messageText(message: Message): string {
  const own = wordsOf(message.content);
  return own === '' ? broughtText(message) : own;
}

/** What a message brings besides its own words: the message that it forwards, else its first embed or preview. */
export function broughtText({ messageSnapshots, embeds }: Message): string {
  const forwarded = messageSnapshots.first();
  const [embed] = embeds.length > 0 ? embeds : (forwarded?.embeds ?? []);
  const texts = [forwarded?.content ?? '', `${embed?.title ?? ''} ${embed?.description ?? ''}`];
  return texts.map(wordsOf).find((text) => text !== '') ?? '';
}
