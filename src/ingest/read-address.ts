import type { ImportFailure } from './failure.ts';
import type { Fetching } from './fetch/fetcher.ts';
import { limits } from './fetch/limits.ts';
import type { FoundArticle } from './found.ts';
import type { PageLinks } from './page/page-links.ts';
import type { ReadOutcome, Source } from './read-source.ts';
import type { SourceReader } from './reading-thread.ts';

/** Pages read per article. */
const mostPages = 10;

/** Number of an article's pages that were read. */
export interface PagesRead {
  readonly read: number;
  readonly of: number;
}

/** The content of an address, all pages of an article as one. */
export type Read =
  | (Extract<ReadOutcome, { readonly kind: 'feed' }> & { readonly source: Source })
  | {
      readonly kind: 'page';
      readonly found: readonly [FoundArticle];
      readonly links: PageLinks;
      /** `null` for a single page. */
      readonly pages: PagesRead | null;
    }
  | (ImportFailure & { readonly links?: PageLinks });

/** Fetches and reads an article with all its pages, or the entries of a feed. Redirects by the page itself are followed. */
export async function readAddress(
  url: string,
  { fetcher, reading }: { readonly fetcher: Fetching; readonly reading: SourceReader },
): Promise<Read> {
  const once = await readOnce(url, { fetcher, reading });
  return 'reason' in once || once.kind === 'feed' ? once : withFurtherPages(once, { fetcher, reading });
}

type Once = Extract<ReadOutcome, { readonly kind: 'page' }> | Exclude<Read, { readonly kind: 'page' }>;

async function readOnce(
  from: string,
  { fetcher, reading }: { readonly fetcher: Fetching; readonly reading: SourceReader },
): Promise<Once> {
  let url = from;
  for (let redirects = 0; redirects <= limits.redirects; redirects++) {
    const fetched = await fetcher.fetch(url);
    if ('reason' in fetched) return fetched;
    const outcome = await reading.read(fetched.source);
    if ('reason' in outcome || outcome.kind === 'page') return outcome;
    if (outcome.kind === 'feed') return { ...outcome, source: fetched.source };
    url = outcome.leadsTo;
  }
  return {
    reason: `it leads from one address to the next more than ${limits.redirects} times`,
    code: 'redirects',
  };
}

/** The content of a file: other pages are known, but not read. */
export const alone = (outcome: Extract<ReadOutcome, { readonly kind: 'page' }>): Read => ({
  ...outcome,
  pages: pagesOf(outcome.links, 1),
});

function pagesOf({ all, number, pages }: PageLinks, read: number): PagesRead | null {
  const of = Math.max(number, ...Object.keys(pages).map(Number));
  return of === 1 && all === null ? null : { read, of: Math.max(of, read) };
}

async function withFurtherPages(
  first: Extract<ReadOutcome, { readonly kind: 'page' }>,
  parts: { readonly fetcher: Fetching; readonly reading: SourceReader },
): Promise<Read> {
  const { links } = first;
  const [article] = first.found;
  if (links.all !== null) {
    const whole = await readOnce(links.all, parts);
    // What a page of all shows less of than its first is something else.
    if (!('reason' in whole) && whole.kind === 'page' && whole.found[0].text.length >= article.text.length)
      return { ...first, found: [{ ...article, text: whole.found[0].text }], pages: null };
  }
  const texts = new Map([[links.number, article.text]]);
  const known = new Map(Object.entries(links.pages).map(([number, url]) => [Number(number), url]));
  for (let number = 1; number <= mostPages; number++) {
    const url = known.get(number);
    if (texts.has(number) || url === undefined) continue;
    const next = await readOnce(url, parts);
    if ('reason' in next || next.kind !== 'page') break;
    texts.set(number, next.found[0].text);
    // A page in the midst names those after it.
    for (const [other, at] of Object.entries(next.links.pages))
      if (!known.has(Number(other))) known.set(Number(other), at);
  }
  const of = Math.max(links.number, ...known.keys());
  if (of === 1) return { ...first, pages: null };
  const text = joined([...texts].sort(([a], [b]) => a - b).map(([, text]) => text));
  return {
    ...first,
    found: [{ ...article, text }],
    pages: texts.size === of ? null : { read: texts.size, of },
  };
}

/** The texts of all pages, without paragraphs repeated on every page. */
function joined(texts: readonly string[]): string {
  const seen = new Set<string>();
  return texts
    .flatMap((text) => {
      const paragraphs = text.split('\n\n').filter((paragraph) => !seen.has(paragraph));
      for (const paragraph of paragraphs) seen.add(paragraph);
      return paragraphs;
    })
    .join('\n\n');
}
