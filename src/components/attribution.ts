import type { Attribution, DateWords } from '../chat/contract/reply.ts';
import { words, type Locale } from '../locales/words.ts';
import { longest } from './limits.ts';
import { escape, hostOf, link } from './markdown.ts';
import { visibleLine } from './visible.ts';
import { linkName } from './web-address.ts';

const between = ' · ';

/** The lines below a quote, which may be empty: publisher, byline, date and link; what a reader must know; the sources of the facts. */
export function attributionLines(attribution: Attribution, locale: Locale): string[] {
  const publisher = inline(attribution.publisher, longest.name);
  const facts = [
    publisher && `**${publisher}**`,
    inline(attribution.byline ?? '', longest.name),
    date(attribution.published),
    inline(attribution.updated ?? '', longest.name),
    ...linkedTitle(attribution, locale),
  ];
  return [
    facts.filter((fact) => fact !== '').join(between),
    ...small(notes(attribution)),
    ...small(basedOn(attribution)),
  ];
}

/** An article in a list: its title, and in small text whose it is. The sources of its facts stand with its quotes. */
export function articleLines(attribution: Attribution, locale: Locale): string[] {
  const facts = [
    inline(attribution.publisher, longest.name),
    inline(attribution.byline ?? '', longest.name),
    date(attribution.published),
    inline(attribution.updated ?? '', longest.name),
    notes(attribution),
  ];
  const whose = facts.filter((fact) => fact !== '').join(between);
  return [linkedTitle(attribution, locale).join(between), ...small(whose)];
}

/** Plain text as one line of Markdown, cut at a word if longer than `most`. */
export function inline(text: string, most: number): string {
  return escape(visibleLine(text, most));
}

const small = (text: string) => (text === '' ? [] : [`-# ${text}`]);

/** The date as written and, where it is known, the age as Discord keeps it current. */
function date({ absolute, at }: DateWords): string {
  const written = inline(absolute, longest.name);
  return at === null ? written : `${written} (<t:${Math.floor(at / 1000)}:R>)`;
}

/** The title as a link; where it cannot be one, the title and then a link in other words, or why there is none. */
function linkedTitle({ title, url, linkUnknown }: Attribution, locale: Locale): string[] {
  const label = visibleLine(title, longest.title);
  if (url === null) return [escape(label), inline(linkUnknown, longest.name)].filter((text) => text !== '');
  const linked = link(label, url);
  if (linked !== null) return [linked];
  return [escape(label), link(words(locale)('article.open'), url) ?? address(url)].filter(
    (text) => text !== '',
  );
}

function notes(attribution: Attribution): string {
  return inline(attribution.notes.join(between), longest.notes);
}

function basedOn({ basedOn }: Attribution): string {
  if (basedOn === null) return '';
  const links = basedOn.links.map((url) => link(linkName(url) ?? '', url) ?? address(url));
  return `${inline(basedOn.label, longest.name)} ${links.join(between)}`;
}

/** An address that cannot be a link, as text. */
const address = (url: string) => inline(hostOf(url) ?? url, longest.name);
