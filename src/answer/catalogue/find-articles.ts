import type { ArticleFacts } from '../../articles/article.ts';
import type { Allowed } from '../../search/first-stage.ts';
import { sentenceCount, spanOf, type IndexedArticle } from '../../search/indexed-article.ts';
import { createQuery } from '../../search/query.ts';
import { readAhead, type VisibleIndex } from '../../search/search-index.ts';
import type { Quote, Range, QuestionReading } from '../answer.ts';
import { readQuestion } from '../reading.ts';
import { cut, excerpt, marked } from './excerpt.ts';

/** `excerpt` contains a matching word; `null` if only the title matches. */
export interface ArticleFound {
  readonly article: ArticleFacts;
  readonly excerpt: Quote | null;
}

/** Words (at least one must match), exact phrases (all must), and excluded words. */
interface SearchWords {
  readonly words: string;
  readonly phrases: readonly string[];
  readonly without: readonly string[];
}

/** Parses search syntax: `"an exact phrase"`, `-word` to exclude. */
function readSearch(typed: string): SearchWords {
  const phrases: string[] = [];
  const without: string[] = [];
  const words = typed
    .replace(/(?<=^|\s)-(?:["“]([^"”]+)["”]|([\p{L}\p{N}][\p{L}\p{N}'’-]*))/gu, (_, phrase?: string, word?: string) => {
      without.push((phrase ?? word)!);
      return ' ';
    })
    .replace(/["“]([^"“”]+)["”]/gu, (_, phrase: string) => {
      phrases.push(phrase.trim());
      return ` ${phrase} `;
    });
  return { words: words.trim(), phrases: phrases.filter((phrase) => phrase !== ''), without };
} // prettier-ignore

/** Best first. */
export function findArticles(
  typed: string,
  index: VisibleIndex,
  askedAt: Date,
  allowed: Allowed,
): { readonly found: readonly (() => ArticleFound)[]; readonly reading: QuestionReading } {
  const { words, phrases, without } = readSearch(typed);
  const unwanted = without.map((word) => index.reader(createQuery(word, 'und', index.languages(), false)));
  const isWanted = (entry: IndexedArticle) => unwanted.every((read) => read(entry).terms === 0);
  const { query, found, reading } = readQuestion(
    { text: words, askedAt, strictness: 'never' },
    index,
    Object.assign((entry: IndexedArticle) => allowed(entry) && isWanted(entry), {
      bounds: { ...allowed.bounds, isByContent: without.length > 0 },
    }),
  );
  const read = index.reader(query);
  const patterns = phrases.map(phrasePattern);
  const has = ({ text, facts }: IndexedArticle) =>
    patterns.every((pattern) => pattern.test(text) || pattern.test(facts.title));
  readAhead(
    found.articles.map(({ entry }) => entry),
    phrases.length > 0 ? 'all' : 'tokens',
  );
  const best = found.articles
    .toSorted((a, b) => b.score - a.score)
    .map(({ entry }) => entry)
    .filter((entry) => read(entry).terms !== 0 && has(entry));
  return { found: best.map((entry) => () => ({ article: entry.facts, excerpt: excerptOf(entry) })), reading };

  function excerptOf(entry: IndexedArticle): Quote | null {
    const { text } = entry;
    const phrase = patterns.map((pattern) => pattern.exec(text)).find((match) => match !== null);
    if (phrase !== undefined) {
      const match: Range = [phrase.index, phrase.index + phrase[0].length];
      const quote = marked(entry, cut(text, sentencesAround(entry, match), match), query);
      return { ...quote, highlights: [[match[0] - quote.start, match[1] - quote.start]] };
    }
    const { sentences, shareOf } = read(entry);
    let best: number | undefined;
    for (const [sentence, bits] of sentences.entries())
      if (bits !== 0 && (best === undefined || shareOf(bits) > shareOf(sentences[best]!))) best = sentence;
    return best === undefined ? null : excerpt(entry, best, query);
  }
}

/** Matches a phrase in any case, with any white space, at word borders. */
function phrasePattern(phrase: string): RegExp {
  const parts = phrase.split(/\s+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])${parts.join('\\s+')}(?![\\p{L}\\p{N}])`, 'iu');
}

function sentencesAround(entry: IndexedArticle, [from, to]: Range): Range {
  const spans = Array.from({ length: sentenceCount(entry) }, (_, sentence) => spanOf(entry, sentence));
  const [start] = spans.findLast(([start]) => start <= from) ?? [from];
  const [, end] = spans.find(([, end]) => end >= to) ?? [0, to];
  return [start, end];
}
