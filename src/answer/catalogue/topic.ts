import type { IndexedArticle } from '../../search/indexed-article.ts';
import type { Query } from '../../search/query.ts';
import type { VisibleIndex, TermsRead } from '../../search/search-index.ts';
import { fold } from '../../text/tokens.ts';
import type { QuestionReading } from '../answer.ts';
import { readQuestion } from '../reading.ts';

/** Share of a topic's words that is enough if no article has all of them. */
const leastShare = 0.6;

export interface Topic {
  readonly query: Query;
  readonly reading: QuestionReading;
  /** Positions of the topic's words in an article. */
  readonly read: (entry: IndexedArticle) => TermsRead;
  readonly entries: readonly IndexedArticle[];
}

/** Articles tagged with a topic or having all its words; if none has all, those with most of them. */
export function articlesAbout(
  words: string,
  index: VisibleIndex,
  { askedAt, allowed }: { readonly askedAt: Date; readonly allowed: (entry: IndexedArticle) => boolean },
): Topic {
  const { query, found, reading } = readQuestion({ text: words, askedAt, strictness: 'never' }, index, allowed);
  const read = index.reader(query);
  const tag = fold(words.trim());
  const tagged = index.catalogues
    .flatMap(({ tags }) => [...tags].flatMap(([one, entries]) => (fold(one) === tag ? entries : [])))
    .filter(allowed);
  const having = (least: number) =>
    found.articles.map(({ entry }) => entry).filter((entry) => read(entry).share > least);
  const all = new Set([...tagged, ...having(0.999)]);
  return { query, reading, read, entries: [...(all.size > 0 ? all : having(leastShare))] };
} // prettier-ignore
