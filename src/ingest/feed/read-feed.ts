import { decodeHTML } from 'entities';
import { detectLanguage } from '../../text/language.ts';
import { canonicalUrl, fragmentOf } from '../canonical-url.ts';
import type { Entry } from '../found.ts';
import { fold } from '../page/dom.ts';
import { readWrittenDate } from '../written-date.ts';
import { entryIdentities, saidBy } from './entry-identities.ts';
import { entryText, plainEntryText } from './entry-text.ts';
import { elementsOf, find, markupIn, parseXml, textIn, type XmlElement } from './xml.ts';

const entryNames = new Set(['item', 'entry']);
const roots = new Set(['rss', 'feed', 'rdf', 'channel']);

/** Recognises an XML feed by its first element. */
export function isXmlFeed(source: string): boolean {
  const start = source
    .slice(0, 10_000)
    .replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\])?[^>]*>/gi, '');
  const name = /<(?:[\w-]+:)?([\w-]+)/.exec(start)?.[1]?.toLowerCase();
  return name !== undefined && roots.has(name);
}

/**
 * Reads RSS (0.9 to 2.0), RDF, Atom or CDF, however malformed, in the feed's order.
 *
 * @param url of the feed; `null` if unknown
 * @param isWanted for which entries, by position, the text is read; that takes most of the time
 */
export function readXmlFeed(
  source: string,
  url: string | null,
  isWanted: (place: number) => boolean,
): { readonly title: string | null; readonly entries: readonly Entry[] } {
  const root = parseXml(source, url ?? '');
  const [head] = find(root, new Set(['channel', 'feed']));
  const publisher = head === undefined ? null : line(child(head, 'core', 'title'));
  const site = head === undefined ? '' : (addressOf(head).url ?? '');
  const language =
    head === undefined ? null : tagOf(head.attributes['xml:lang'] ?? textOf(child(head, 'core', 'language')));
  const read = find(root, entryNames).map((entry, place) =>
    entryOf(entry, { publisher, site, language }, isWanted(place)),
  );
  const identities = entryIdentities(read);
  return {
    title: publisher,
    entries: read.map(({ fragment, ...entry }, at) => {
      const { part } = identities[at]!;
      // Parts of one page are led to as such.
      const url = part !== null && fragment !== '' ? `${entry.url}#${fragment}` : entry.url;
      return { ...entry, ...identities[at]!, url };
    }),
  };
}

interface Head {
  readonly publisher: string | null;
  /** The feed's site, for relative addresses; empty if unknown. */
  readonly site: string;
  readonly language: string | null;
}

type WrittenEntry = Omit<Entry, 'part'> & { readonly fragment: string };

function entryOf(entry: XmlElement, head: Head, isWanted: boolean): WrittenEntry {
  const markup = contentOf(entry);
  const text = isWanted ? textOfContent(markup) : '';
  const at = (names: string) =>
    names
      .split(' ')
      .map((name) => textOf(child(entry, 'core', name) ?? child(entry, 'dc', name)))
      .map((written) => (written === null ? null : readWrittenDate(written)))
      .find((date) => date !== null) ?? null;
  const published = at('pubdate published issued date created available');
  const updated = at('updated modified');
  const source = child(entry, 'core', 'source');
  const origin = source === null ? null : line(child(source, 'core', 'title') ?? source);
  const publisher = origin ?? head.publisher;
  const title = line(child(entry, 'core', 'title') ?? child(entry, 'dc', 'title')) ?? '';
  const address = addressOf(entry, head.site);
  return {
    ...address,
    guid: guidOf(entry),
    title: withoutPublisher(title, publisher),
    publisher,
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
    said: saidBy(title, published, updated, address.url, markup.written),
    isRead: isWanted,
  };
}

/** The first non-empty guid or Atom id. */
function guidOf(entry: XmlElement): string | null {
  return (
    elementsOf(entry)
      .filter(({ name, vocabulary }) => vocabulary === 'core' && (name === 'guid' || name === 'id'))
      .map((element) => textIn(element).trim().slice(0, 1000))
      .find((guid) => guid !== '') ?? null
  );
}

/** Removes the publisher's name from the end of a title, as in feeds of many publishers: "Judul - Harian Contoh". */
function withoutPublisher(title: string, publisher: string | null): string {
  const parts = /^(.{10,}\S)\s+[-–—|]\s+([^-–—|]{2,60})$/u.exec(title);
  return parts !== null && publisher !== null && fold(parts[2]!) === fold(publisher) ? parts[1]! : title;
}

function child(element: XmlElement, vocabulary: XmlElement['vocabulary'], name: string): XmlElement | null {
  return elementsOf(element).find((one) => one.vocabulary === vocabulary && one.name === name) ?? null;
}

const textOf = (element: XmlElement | null) => (element === null ? null : textIn(element).trim() || null);

/** HTML elements found in RSS titles, which do not declare whether they are HTML. */
const inlineTags =
  /<\/?(?:a|abbr|b|big|br|cite|code|em|font|i|img|p|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?\/?>/gi;

/** A title or name on one line, without markup, read according to its declared type. */
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

/** Unread content: markup or plain text. */
interface Content {
  readonly written: string;
  readonly isPlain: boolean;
}

/** The fullest text of an entry: its content, else the caption of its image, film or sound. */
function contentOf(entry: XmlElement): Content {
  const own = elementsOf(entry).filter(
    ({ name, vocabulary }) =>
      (vocabulary === 'content' && name === 'encoded') ||
      (vocabulary === 'xhtml' && (name === 'body' || name === 'div')) ||
      (vocabulary === 'core' && /^(?:content|description|summary|abstract|fullitem|body)$/.test(name)),
  );
  const longest = (elements: readonly XmlElement[], read: (element: XmlElement) => Content) =>
    elements
      .map(read)
      .reduce((one, other) => (other.written.trim().length > one.written.length ? other : one), nothing);
  const stated = longest(own, contentIn);
  if (stated.written.trim() !== '') return stated;
  const media = [entry, ...elementsOf(entry).filter(({ vocabulary }) => vocabulary === 'media')].flatMap(
    (around) =>
      elementsOf(around).filter(
        ({ name, vocabulary }) =>
          (vocabulary === 'media' && /^(?:description|text)$/.test(name)) ||
          (vocabulary === 'itunes' && /^(?:summary|subtitle)$/.test(name)),
      ),
  );
  return longest(media, (element) => {
    const written = textIn(element);
    return { written, isPlain: !/<(?:p|br|div)\b/i.test(written) };
  });
}

const nothing: Content = { written: '', isPlain: true };

function contentIn(element: XmlElement): Content {
  const { type = '', mode = '' } = element.attributes;
  if (mode === 'base64') return { written: fromBase64(textIn(element)), isPlain: false };
  if (type === 'text' || type === 'text/plain') return { written: textIn(element), isPlain: true };
  const isXml =
    type === 'xhtml' || /xhtml|xml$/.test(type) || mode === 'xml' || elementsOf(element).length > 0;
  return { written: isXml ? markupIn(element) : textIn(element), isPlain: false };
}

const textOfContent = ({ written, isPlain }: Content) =>
  isPlain ? plainEntryText(written) : entryText(written);

/** Address and fragment of an entry or of a feed's site. */
function addressOf(
  element: XmlElement,
  site = '',
): { readonly url: string | null; readonly fragment: string } {
  const links = elementsOf(element).filter(
    ({ name, vocabulary }) => name === 'link' && vocabulary === 'core',
  );
  const rel = (link: XmlElement) => link.attributes.rel?.toLowerCase() ?? 'alternate';
  const alternate = links.filter((link) => /(?:^|\/)alternate$/.test(rel(link)));
  const isGuess = (one: XmlElement) => one.attributes.ispermalink?.toLowerCase() !== 'false';
  const guids = elementsOf(element).filter(
    (one) => one.vocabulary === 'core' && (one.name === 'guid' || one.name === 'id') && isGuess(one),
  );
  const stated: (readonly [XmlElement, string | null | undefined])[] = [
    ...alternate
      .toSorted((a, b) => rank(a) - rank(b))
      .map((link) => [link, link.attributes.href ?? textOf(link)] as const),
    [element, element.attributes.href],
  ];
  // What is not meant as an address is one only where it looks like one.
  const guessed = [
    ...guids.map((guid) => [guid, textOf(guid)] as const),
    [element, element.attributes['rdf:about'] ?? element.attributes.about] as const,
  ].filter(([, written]) => /^https?:/i.test(written ?? ''));
  for (const [{ base }, written] of [...stated, ...guessed]) {
    if (!written) continue;
    const against = base !== '' ? base : site !== '' ? site : undefined;
    const url = canonicalUrl(written, against);
    if (url !== null) return { url, fragment: fragmentOf(written, against) };
  }
  return { url: null, fragment: '' };
}

/** Prefers links to pages. */
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
