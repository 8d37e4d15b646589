import { decodeText } from './decode.ts';
import { readJsonFeed } from './feed/json-feed.ts';
import { isXmlFeed, readXmlFeed } from './feed/read-feed.ts';
import { mostEntriesRead, type Entry, type FoundArticle } from './found.ts';
import { whyTooMuch } from './markup-limits.ts';
import type { PageLinks } from './page/page-links.ts';
import { readPage } from './page/read-page.ts';
import type { ImportFailure } from './failure.ts';

/** Unparsed bytes from outside. */
export interface Source {
  readonly bytes: Uint8Array;
  /** As sent by the server; `null` for a file. */
  readonly contentType: string | null;
  /** `null` if unknown. */
  readonly url: string | null;
  /** Positions of the feed entries whose text is read; default the first ones. */
  readonly entries?: readonly number[];
}

/** Links are reported even for a page without an article. */
export type ReadOutcome =
  | { readonly kind: 'page'; readonly found: readonly [FoundArticle]; readonly links: PageLinks }
  | { readonly kind: 'feed'; readonly found: readonly Entry[]; readonly title: string | null }
  /** A page that redirects by itself. */
  | { readonly kind: 'leads'; readonly leadsTo: string }
  | (ImportFailure & { readonly links?: PageLinks });

const noLinks: PageLinks = { feeds: [], all: null, number: 1, pages: {} };

/**
 * Reads an article from a page or PDF, or the entries of a feed. May take forever on hostile input: call it in the reading
 * thread.
 */
export async function readSource({ bytes, contentType, url, entries }: Source): Promise<ReadOutcome> {
  // Loaded where it is needed: it is larger than all the rest.
  const pdf = isPdf(bytes) ? await (await import('./pdf/read-pdf.ts')).readPdf(bytes, url) : null;
  if (pdf !== null) return 'reason' in pdf ? pdf : { kind: 'page', found: [pdf.found], links: noLinks };
  const text = decodeText(bytes, contentType);
  if (text.trim() === '') return { reason: 'it is empty', code: 'text' };
  if (text.includes('\0')) return { reason: 'it is not text', code: 'type' };
  const tooMuch = whyTooMuch(text);
  if (tooMuch !== null) return { reason: tooMuch, code: 'unreadable' };
  const wanted = entries === undefined ? null : new Set(entries);
  const isWanted = (place: number) => wanted?.has(place) ?? place < mostEntriesRead;
  const feed = isXmlFeed(text) ? readXmlFeed(text, url, isWanted) : readJsonFeed(text, url, isWanted);
  if (feed !== null) return { kind: 'feed', found: feed.entries, title: feed.title };
  if (!/<[a-z!]/i.test(text)) return { reason: 'the page has no article text', code: 'text' };
  return readPage(text, url);
}

/** Some PDFs have other bytes before the signature. */
const isPdf = (bytes: Uint8Array) =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-');
