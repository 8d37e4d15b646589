import { decodeHTML } from 'entities';
import { detectLanguage } from '../../text/language.ts';
import { canonicalUrl } from '../canonical-url.ts';
import type { FoundArticle } from '../found.ts';
import { textOfMarkup } from '../page/markup-text.ts';
import { readWrittenDate } from '../written-date.ts';
import { elementsOf, find, markupIn, parseXml, textIn, type XmlElement } from './xml.ts';

const entries = new Set(['item', 'entry']);
const roots = new Set(['rss', 'feed', 'rdf', 'channel']);

/** Whether a text is a feed in XML, told from its first element. */
export function isXmlFeed(source: string): boolean {
  const start = source
    .slice(0, 10_000)
    .replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\])?[^>]*>/gi, '');
  const name = /<(?:[\w-]+:)?([\w-]+)/.exec(start)?.[1]?.toLowerCase();
  return name !== undefined && roots.has(name);
}

/**
 * Reads the entries of a feed in RSS (0.9 to 2.0), RDF, Atom or CDF, however malformed, in the feed's order.
 *
 * @param url where the feed came from; `null` when nobody said so
 */
export function readXmlFeed(source: string, url: string | null): FoundArticle[] {
  const root = parseXml(source, url ?? '');
  const [head] = find(root, new Set(['channel', 'feed']));
  const publisher = head === undefined ? null : line(child(head, 'core', 'title'));
  const site = head === undefined ? '' : (addressOf(head) ?? '');
  const language =
    head === undefined ? null : tagOf(head.attributes['xml:lang'] ?? textOf(child(head, 'core', 'language')));
  return find(root, entries).map((entry) => entryOf(entry, { publisher, site, language }));
}

interface FeedHead {
  readonly publisher: string | null;
  /** The site of the feed, for relative addresses; empty when unknown. */
  readonly site: string;
  readonly language: string | null;
}

function entryOf(entry: XmlElement, head: FeedHead): FoundArticle {
  const text = contentOf(entry);
  const at = (names: string) =>
    names
      .split(' ')
      .map((name) => textOf(child(entry, 'core', name) ?? child(entry, 'dc', name)))
      .map((written) => (written === null ? null : readWrittenDate(written)))
      .find((date) => date !== null) ?? null;
  const published = at('pubdate published issued date created available');
  const updated = at('updated modified');
  const source = child(entry, 'core', 'source');
  return {
    title: line(child(entry, 'core', 'title') ?? child(entry, 'dc', 'title')) ?? '',
    url: addressOf(entry, head.site),
    publisher: (source === null ? null : line(child(source, 'core', 'title') ?? source)) ?? head.publisher,
    byline: bylineOf(entry),
    published: published ?? updated,
    updated:
      published !== null && updated !== null && Date.parse(updated) > Date.parse(published) ? updated : null,
    language:
      tagOf(entry.attributes['xml:lang'] ?? null) ??
      head.language ??
      (text === '' ? null : detectLanguage(text)),
    tags: elementsOf(entry)
      .filter(({ name }) => name === 'category' || name === 'subject')
      .map((category) => category.attributes.term ?? textIn(category).trim())
      .filter((tag) => tag !== '' && tag.length <= 40)
      .slice(0, 10),
    text,
  };
}

function child(element: XmlElement, vocabulary: XmlElement['vocabulary'], name: string): XmlElement | null {
  return elementsOf(element).find((one) => one.vocabulary === vocabulary && one.name === name) ?? null;
}

const textOf = (element: XmlElement | null) => (element === null ? null : textIn(element).trim() || null);

/** Elements of HTML that occur in a title of RSS, where nothing says whether it is HTML. */
const inlineTags =
  /<\/?(?:a|abbr|b|big|br|cite|code|em|font|i|img|p|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?\/?>/gi;

/** A title or name on one line, as its declared type says, without markup. */
function line(element: XmlElement | null): string | null {
  if (element === null) return null;
  const type = element.attributes.type ?? '';
  const mode = element.attributes.mode ?? '';
  const words = mode === 'base64' ? fromBase64(textIn(element)) : textIn(element);
  const isPlain = type === 'text' || type === 'text/plain' || type === 'xhtml' || mode === 'xml';
  const text = isPlain ? words : decodeHTML(words.replace(inlineTags, ''));
  return text.replace(/\s+/g, ' ').trim() || null;
}

const fromBase64 = (text: string) => Buffer.from(text, 'base64').toString('utf8');

/** The fullest text of an entry. */
function contentOf(entry: XmlElement): string {
  const candidates = elementsOf(entry).filter(
    ({ name, vocabulary }) =>
      (vocabulary === 'content' && name === 'encoded') ||
      (vocabulary === 'xhtml' && (name === 'body' || name === 'div')) ||
      (vocabulary === 'core' && /^(?:content|description|summary|abstract|fullitem|body)$/.test(name)),
  );
  return candidates
    .map(markupText)
    .reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}

function markupText(element: XmlElement): string {
  const { type = '', mode = '' } = element.attributes;
  if (mode === 'base64') return textOfMarkup(fromBase64(textIn(element)));
  if (type === 'text' || type === 'text/plain') return textIn(element).trim();
  const isXml =
    type === 'xhtml' || /xhtml|xml$/.test(type) || mode === 'xml' || elementsOf(element).length > 0;
  return textOfMarkup(isXml ? markupIn(element) : textIn(element));
}

/** The address of an entry or of a feed's site. */
function addressOf(element: XmlElement, site = ''): string | null {
  const links = elementsOf(element).filter(
    ({ name, vocabulary }) => name === 'link' && vocabulary === 'core',
  );
  const rel = (link: XmlElement) => link.attributes.rel?.toLowerCase() ?? 'alternate';
  const alternate = links.filter((link) => /(?:^|\/)alternate$/.test(rel(link)));
  const guid = child(element, 'core', 'guid');
  const isPermanent = guid !== null && guid.attributes.ispermalink?.toLowerCase() !== 'false';
  const candidates: (readonly [XmlElement, string | null | undefined])[] = [
    ...alternate
      .toSorted((a, b) => rank(a) - rank(b))
      .map((link) => [link, link.attributes.href ?? textOf(link)] as const),
    ...(isPermanent ? [[guid, textOf(guid)] as const] : []),
    [element, element.attributes.href],
    [element, element.attributes['rdf:about'] ?? element.attributes.about],
  ];
  for (const [{ base }, written] of candidates) {
    if (!written) continue;
    const isGuess =
      written === element.attributes['rdf:about'] || (guid !== null && written === textOf(guid));
    if (isGuess && !/^https?:/i.test(written)) continue;
    const address = canonicalUrl(written, base !== '' ? base : site !== '' ? site : undefined);
    if (address !== null) return address;
  }
  return null;
}

/** Pages before anything else that an entry links to. */
const rank = ({ attributes: { type = 'text/html' } }: XmlElement) => (/html/i.test(type) ? 0 : 1);

function bylineOf(entry: XmlElement): string | null {
  const names = elementsOf(entry)
    .filter(
      ({ name, vocabulary }) =>
        (name === 'author' && vocabulary === 'core') || (name === 'creator' && vocabulary === 'dc'),
    )
    .map((author) => line(child(author, 'core', 'name') ?? author))
    // RSS wants an address of mail, with the name in brackets.
    .map((name) => (name === null ? null : (/^\S+@\S+\s+\((.+)\)$/.exec(name)?.[1] ?? name)))
    .filter((name) => name !== null && !/^\S+@\S+$/.test(name));
  return [...new Set(names)].join(', ') || null;
}

function tagOf(written: string | null): string | null {
  const tag = written?.trim().replace('_', '-') ?? '';
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) ? (Intl.getCanonicalLocales(tag)[0] ?? null) : null;
}
