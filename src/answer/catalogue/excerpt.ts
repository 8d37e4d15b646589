import { spanOf, type IndexedArticle } from '../../search/indexed-article.ts';
import type { Query } from '../../search/query.ts';
import { analyze } from '../../text/analyzer.ts';
import type { Quote, Range } from '../answer.ts';
import { stretchQuote } from '../passages.ts';

const longest = 350;
/** Where a longer sentence may be cut. */
const clauseBorder = /[,;:—–)”"]\s+/g;

/** A sentence with the query's words as highlights; if it is too long, the clauses around the first of them. */
export function excerpt(entry: IndexedArticle, sentence: number, query: Query): Quote {
  const [start, end] = spanOf(entry, sentence);
  return marked(entry, cut(entry.text, [start, end], matchesIn(entry, [start, end], query)[0]), query);
}

/** A range of an article with the query's words as highlights. */
export function marked(entry: IndexedArticle, stretch: Range, query: Query): Quote {
  const quote = stretchQuote(entry, stretch);
  const highlights = matchesIn(entry, stretch, query).map(([from, to]): Range => [
    from - quote.start,
    to - quote.start,
  ]);
  return { ...quote, highlights };
}

/** Cuts a range to the allowed length around a match, at clause or word borders. */
export function cut(text: string, [start, end]: Range, match: Range = [start, start]): Range {
  if (end - start <= longest) return [start, end];
  const sentence = text.slice(start, end);
  const borders = Array.from(sentence.matchAll(clauseBorder), (border) => start + border.index + border[0].length);
  const from = [start, ...borders].findLast((border) => border <= match[0] && match[1] - border <= longest) ?? match[0];
  const room = text.slice(from, from + longest);
  const last = [...borders.map((border) => border - 1), end].findLast((border) => border > match[1] && border - from <= longest);
  const to = last ?? from + Math.max(room.search(/\s\S*$/), match[1] - from);
  return [from, from + text.slice(from, to).trimEnd().length];
} // prettier-ignore

function matchesIn(entry: IndexedArticle, [start, end]: Range, query: Query): Range[] {
  const wanted = new Set(query.terms.flatMap(({ term, elsewhere }) => [term, ...elsewhere]));
  return analyze(entry.text.slice(start, end), entry.language)
    .filter(({ term, role }) => role === 'content' && wanted.has(term))
    .map((token): Range => [start + token.start, start + token.end]);
}
