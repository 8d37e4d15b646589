import { Parser } from 'htmlparser2';

/** An element of a feed, after broken markup has been repaired. */
export interface XmlElement {
  /** Local name in lower case. */
  readonly name: string;
  /** The namespace, as a known vocabulary. */
  readonly vocabulary: Vocabulary;
  /** Qualified names in lower case. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
  /** For relative addresses; empty if unknown. */
  readonly base: string;
}

/** Elements of other vocabularies are ignored. */
export type Vocabulary = 'core' | 'dc' | 'content' | 'xhtml' | 'media' | 'itunes' | 'other';

const vocabularies: readonly (readonly [uri: RegExp, vocabulary: Vocabulary])[] = [
  [/purl\.org\/dc\/(?:elements|terms)/i, 'dc'],
  [/purl\.org\/rss\/1\.0\/modules\/content/i, 'content'],
  [/w3\.org\/1999\/xhtml/i, 'xhtml'],
  [/search\.yahoo\.com\/mrss/i, 'media'],
  [/itunes\.com\/dtds|itunes\.apple\.com/i, 'itunes'],
  [
    /w3\.org\/2005\/atom|purl\.org\/atom|purl\.org\/rss\/1\.0\/?$|purl\.org\/net\/rss|netscape\.com|backend\.userland|rssboard|blogs\.law/i,
    'core',
  ],
];
/** Common prefixes, for feeds that do not declare them. */
const usual: Readonly<Record<string, Vocabulary>> = {
  '': 'core',
  rss: 'core',
  atom: 'core',
  a10: 'core',
  dc: 'dc',
  dcterms: 'dc',
  content: 'content',
  xhtml: 'xhtml',
  media: 'media',
  itunes: 'itunes',
};

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[];
}

/** Deepest nesting that is read: the parser slows down with every level. */
const deepest = 200;

/**
 * Parses XML that need not be well-formed. Custom entities are not expanded, so nothing can blow up.
 *
 * @param url of the source; empty if unknown
 */
export function parseXml(source: string, url: string): XmlElement {
  const prefixes = new Map<string, Vocabulary>(Object.entries(usual));
  const root: OpenElement = { name: '', vocabulary: 'other', attributes: {}, children: [], base: url };
  const open: OpenElement[] = [root];
  const parser = new Parser(
    {
      onopentag(written, attributes) {
        for (const [name, uri] of Object.entries(attributes)) {
          const prefix = /^xmlns(?::(.*))?$/.exec(name);
          const found = vocabularies.find(([pattern]) => pattern.test(uri));
          // The root of a feed without a known namespace is read all the same.
          if (prefix && (found !== undefined || prefix[1]))
            prefixes.set(prefix[1] ?? '', found?.[1] ?? 'other');
        }
        const [, prefix, name] = /^(?:([^:]*):)?(.*)$/s.exec(written)!;
        const parent = open.at(-1)!;
        const base = attributes['xml:base'];
        const element: OpenElement = {
          name: name!,
          vocabulary: prefixes.get(prefix ?? '') ?? 'other',
          attributes,
          children: [],
          base: base === undefined ? parent.base : resolve(base, parent.base),
        };
        parent.children.push(element);
        open.push(element);
        if (open.length > deepest) parser.pause();
      },
      ontext(text) {
        open.at(-1)!.children.push(text);
      },
      onclosetag() {
        open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(source);
  return root;
}

const resolve = (address: string, base: string) =>
  URL.canParse(address, base === '' ? undefined : base)
    ? new URL(address, base === '' ? undefined : base).href
    : base;

export const elementsOf = (element: XmlElement) =>
  element.children.filter((child) => typeof child !== 'string');

/** The text of an element and its descendants. */
export function textIn(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('');
}

/** The inner markup, serialised again. */
export function markupIn(element: XmlElement): string {
  const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return element.children
    .map((child) => {
      if (typeof child === 'string') return escape(child);
      const href = child.attributes.href;
      const link = href === undefined ? '' : ` href="${escape(href).replace(/"/g, '&quot;')}"`;
      return `<${child.name}${link}>${markupIn(child)}</${child.name}>`;
    })
    .join('');
}

/** All elements with one of the names, in order, but none inside another match. */
export function find(element: XmlElement, names: ReadonlySet<string>): XmlElement[] {
  return elementsOf(element).flatMap((child) => (names.has(child.name) ? [child] : find(child, names)));
}
