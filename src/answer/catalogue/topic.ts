import type { Allowed } from '../../search/first-stage.ts';
import type { IndexedArticle } from '../../search/indexed-article.ts';
import { createQuery, translated, type Query } from '../../search/query.ts';
import { readAhead, type VisibleIndex, type TermsRead } from '../../search/search-index.ts';
import { languageFor } from '../../text/question-language.ts';
import { fold } from '../../text/tokens.ts';
import type { QuestionReading } from '../answer.ts';
import { readQuestion } from '../reading.ts';

/** Share of a topic's words that is enough if no article has all of them. */
const leastShare = 0.6;

export interface Topic {
  readonly query: Query;
  /** BCP 47: the language the reader wants, by the words of the topic, or by their own where these do not tell. */
  readonly language: string;
  readonly reading: QuestionReading;
  /** Positions of the topic's words in an article. */
  readonly read: (entry: IndexedArticle) => TermsRead;
  readonly entries: readonly IndexedArticle[];
}

export interface Asked {
  readonly askedAt: Date;
  readonly allowed: Allowed;
  /** BCP 47: the reader's language. */
  readonly readIn?: string | undefined;
}

/** Articles tagged with a topic or having all its words; if none has all, those with most of them. */
export function articlesAbout(
  words: string,
  index: VisibleIndex,
  { askedAt, allowed, readIn }: Asked,
): Topic {
  const asked = { text: words, askedAt, readIn, strictness: 'never' } as const;
  const { query, found, reading } = readQuestion(asked, index, allowed);
  const read = index.reader(query);
  readAhead(
    found.articles.map(({ entry }) => entry),
    'tokens',
  );
  const tagged = index.catalogues
    .flatMap(({ tags }) => [...tags].flatMap(([tag, entries]) => (isEqual(tag, words) ? entries : [])))
    .filter(allowed);
  const having = (least: number) =>
    found.articles.map(({ entry }) => entry).filter((entry) => read(entry).share > least);
  const all = new Set([...tagged, ...having(0.999)]);
  const { language } = languageFor(words, index.languages(), readIn);
  return { query, reading, read, language, entries: [...(all.size > 0 ? all : having(leastShare))] };
} // prettier-ignore

/** A topic's words and their translations, for reading single articles. */
export function topicQuery(words: string, index: VisibleIndex): Query {
  const languages = index.languages();
  const { language, isSure } = languageFor(words, languages);
  return translated(createQuery(words, language, languages, isSure, index.isName));
}

export const isTagged = ({ facts }: IndexedArticle, topic: string) =>
  facts.tags.some((tag) => isEqual(tag, topic));

const isEqual = (tag: string, topic: string) => fold(tag) === fold(topic.trim());
