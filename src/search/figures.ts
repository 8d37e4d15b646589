import { createCounts, type Counts } from './counts.ts';
import { createExpansions, type Expansions } from './expansions.ts';
import { Kind, type IndexedArticle } from './indexed-article.ts';

/** Tokens of a block, the unit in which the frequency of a term is counted. */
const blockTokens = 100;

/** What is counted of articles, by the numbers of their words and terms. */
export interface ArticleFigures {
  articles: number;
  blocks: number;
  tokens: number;
  /** Number of blocks with a term. */
  readonly blocksWith: Counts;
  /** Number of tokens with a word, titles included. */
  readonly uses: Counts;
  /** How often a term occurs within sentences, and how often capitalised. */
  readonly inside: Counts;
  readonly capitals: Counts;
  /** Number of articles by language. */
  readonly languages: Map<string, number>;
  readonly expansions: Expansions;
}

export function createFigures(): ArticleFigures {
  return {
    articles: 0,
    blocks: 0,
    tokens: 0,
    blocksWith: createCounts(),
    uses: createCounts(),
    inside: createCounts(),
    capitals: createCounts(),
    languages: new Map<string, number>(),
    expansions: createExpansions(),
  };
}

/**
 * Counts an article; −1 takes it back.
 *
 * @param termOf the term of a word
 */
export function countArticle(
  figures: ArticleFigures,
  { words, kinds, titleWords, language, expansions }: CountedArticle,
  termOf: (word: number) => number,
  by: 1 | -1,
): void {
  figures.articles += by;
  figures.tokens += by * words.length;
  addTo(figures.languages, language, by);
  figures.expansions.count(expansions, by);
  for (let from = 0; from < words.length; from += blockTokens) {
    figures.blocks += by;
    const terms = new Set<number>();
    for (const word of words.subarray(from, from + blockTokens)) terms.add(termOf(word));
    for (const term of terms) figures.blocksWith.add(term, by);
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    figures.uses.add(word, by);
    if (kinds[at]! & Kind.first) continue;
    figures.inside.add(termOf(word), by);
    if (kinds[at]! & Kind.capital) figures.capitals.add(termOf(word), by);
  }
  for (const word of titleWords) figures.uses.add(word, by);
}

export type CountedArticle = Pick<
  IndexedArticle,
  'words' | 'kinds' | 'titleWords' | 'language' | 'expansions'
>;

export function addTo<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
