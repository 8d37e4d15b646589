import { decodeText } from '../decode.ts';
import type { ImportFailure } from '../failure.ts';
import { whyTooMuch } from '../markup-limits.ts';
import type { FeedLink } from '../page/page-links.ts';
import { elementsOf, parseXml, type XmlElement } from './xml.ts';

/** Reads the feeds that an OPML file lists, in whatever folders; each once. */
export function readOpml(bytes: Uint8Array): readonly FeedLink[] | ImportFailure {
  const none: ImportFailure = { reason: 'it is not an OPML file that lists feeds', code: 'no opml' };
  const text = decodeText(bytes, null);
  if (!/<opml[\s>]/i.test(text.slice(0, 10_000)) || whyTooMuch(text) !== null) return none;
  const feeds = new Map<string, FeedLink>();
  const visit = (element: XmlElement) => {
    const { xmlurl: url, title, text } = element.attributes;
    if (url !== undefined && !feeds.has(url)) feeds.set(url, { url, title: title ?? text ?? null });
    for (const child of elementsOf(element)) visit(child);
  };
  visit(parseXml(text, ''));
  return feeds.size === 0 ? none : [...feeds.values()];
}

/** Writes feeds as OPML 2.0 (http://opml.org/spec2.opml). */
export function writeOpml(feeds: readonly FeedLink[], title: string): string {
  const escape = (text: string) =>
    text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`).replace(/\p{Cc}+/gu, ' ');
  const outlines = feeds.map(
    ({ url, title }) => `    <outline type="rss" text="${escape(title ?? url)}" xmlUrl="${escape(url)}"/>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>${escape(title)}</title></head>\n  <body>\n${outlines.join('')}  </body>\n</opml>\n`;
}
