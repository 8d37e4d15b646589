import { readFilter } from '../chat/period.ts';
import type { Chat } from '../chat/contract/chat.ts';
import type { Explanation, Passages, Quote } from '../chat/contract/services.ts';
import { parseAskedAt } from '../chat/parse-asked-at.ts';
import type {
  ListRequest,
  ListedArticles,
  OpenArticleRequest,
  Overview,
  Problem,
  ArticleFilter,
  ExplainRequest,
} from './wire.ts';
import { localServer } from '../chat/contract/context.ts';

/** Articles, and passages of an article, per response. */
const shownArticles = 20;
const shownPassages = 25;
/** Publishers that can be chosen from. */
const mostSources = 200;

/** Explains the answer to a question, as of the day on which it is asked. */
export function explanation(
  { services }: Chat,
  { question, previous, strictness, day, locale }: ExplainRequest,
): Promise<Explanation> {
  const before = previous.trim();
  return services.explain({
    text: question,
    askedAt: parseAskedAt(day) ?? new Date(),
    strictness,
    readIn: locale,
    filter: { server: localServer },
    ...(before !== '' && { previous: before }),
  });
}

/** Lists articles: those that have the words, the best first; without words, the newest first. */
export async function articlesOf(
  { services }: Chat,
  browsed: ListRequest,
): Promise<ListedArticles | Problem> {
  const { archive } = services;
  const { skip } = browsed;
  const read = filterOf(browsed);
  if ('problem' in read) return read;
  const { filter } = read;
  const words = browsed.words.trim();
  if (words === '') {
    const { items, total } = await archive.latest({
      filter,
      server: localServer,
      skip,
      limit: shownArticles,
    });
    return { items: items.map((facts) => ({ facts, quote: null })), total, limit: shownArticles };
  }
  const asked = { words, askedAt: new Date(), filter, skip, limit: shownArticles };
  const { items, total } = await archive.search(asked);
  return {
    items: items.map(({ article, excerpt }) => ({ facts: article, quote: excerpt && stretchOf(excerpt) })),
    total,
    limit: shownArticles,
  };
}

/** Tells some of the passages of an article; `null` when there is no such article. */
export const passagesOf = ({ services }: Chat, { id, skip }: OpenArticleRequest): Promise<Passages | null> =>
  services.archive.passages({ id, server: localServer, skip, limit: shownPassages });

/** Counts the articles of a filter, whatever words they have. */
export async function overviewOf({ services }: Chat, filter: ArticleFilter): Promise<Overview | Problem> {
  const read = filterOf(filter);
  if ('problem' in read) return read;
  const [counts, sources] = await Promise.all([
    services.archive.counts({ filter: read.filter }),
    services.archive.sources({ server: localServer }),
  ]);
  return {
    counts,
    sources: sources
      .flatMap(({ publisher, articles }) => (publisher === null ? [] : [{ publisher, articles }]))
      .slice(0, mostSources),
  };
}

const stretchOf = ({ text, highlights, start, end }: Quote) => ({ text, highlights, start, end });

const filterOf = ({ source, since, until, locale }: ArticleFilter) =>
  readFilter({ source, since, until }, { askedAt: new Date(), locale, server: localServer });
