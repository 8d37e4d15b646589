import { Kind, tokensOf } from '../search/indexed-article.ts';
import type { Hit } from '../search/search-index.ts';

/** Share of the words of the longer sentence that two copies have in common at least. */
const alike = 0.85;
/** Words of a sentence below which only the very same words make a copy. */
const fewWords = 8;

/** Hits whose sentences are copies of each other, as when several publishers carry the story of one agency. */
export interface Copies {
  /** All of them, the best first. */
  readonly hits: readonly [Hit, ...Hit[]];
}

/**
 * Groups hits by their sentences. A copy may change, leave out or add some words, but no name and no number: two sentences
 * with different figures are no copies, however alike they are.
 *
 * @returns the groups in the order of their best hits
 */
export function copiesAmong(hits: readonly Hit[]): Copies[] {
  const groups: { readonly hits: [Hit, ...Hit[]]; readonly words: SentenceWords }[] = [];
  for (const hit of hits) {
    const words = wordsOf(hit);
    const group = groups.find((one) => areCopies(one.words, words));
    if (group === undefined) groups.push({ hits: [hit], words });
    else group.hits.push(hit);
  }
  return groups;
}

/** The words of a sentence, without what copies of a story change most: case, marks and white space. */
interface SentenceWords {
  readonly all: readonly number[];
  /** Distinct. */
  readonly set: ReadonlySet<number>;
  /** The names and the numbers, which no copy changes. */
  readonly firm: ReadonlySet<number>;
}

function wordsOf({ entry, sentence }: Hit): SentenceWords {
  const [from, to] = tokensOf(entry, sentence);
  const all = [...entry.words.subarray(from, to)];
  const firm = all.filter((_, at) => {
    const kind = entry.kinds[from + at]!;
    const isName = (kind & Kind.capital) !== 0 && (kind & (Kind.first | Kind.stop)) === 0;
    return isName || (kind & (Kind.number | Kind.date)) !== 0;
  });
  return { all, set: new Set(all), firm: new Set(firm) };
}

function areCopies(one: SentenceWords, other: SentenceWords): boolean {
  if (Math.min(one.all.length, other.all.length) < fewWords)
    return one.all.length === other.all.length && one.all.every((word, at) => word === other.all[at]);
  const longer = Math.max(one.set.size, other.set.size);
  if (Math.min(one.set.size, other.set.size) < alike * longer) return false;
  const firmInBoth = [...one.firm].every((word) => other.set.has(word));
  if (!firmInBoth || ![...other.firm].every((word) => one.set.has(word))) return false;
  let common = 0;
  for (const word of one.set) if (other.set.has(word)) common++;
  return common >= alike * longer;
}

/** The one of the article that was published first. */
export const earliest = (hits: Copies['hits']): Hit =>
  hits.reduce((first, hit) => (publishedAt(hit) < publishedAt(first) ? hit : first));

const publishedAt = ({ entry }: Hit) => entry.publishedAt ?? Infinity;
