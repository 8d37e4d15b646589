import { Kind, tokensOf } from '../search/indexed-article.ts';
import type { Hit } from '../search/search-index.ts';

/** Least share of common words, relative to the longer sentence, for two copies. */
const alike = 0.85;
/** Sentences with fewer words are copies only if identical. */
const fewWords = 8;

/** Hits whose sentences are copies of each other, as when several publishers run one agency story. */
export interface Copies {
  /** Best first. */
  readonly hits: readonly [Hit, ...Hit[]];
}

/**
 * Groups hits into copies. A copy may change, add or omit words, but no name and no number.
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

/** The words of a sentence without case, punctuation and white space. */
interface SentenceWords {
  readonly all: readonly number[];
  readonly set: ReadonlySet<number>;
  /** Names and numbers, which must match exactly. */
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

/** The hit whose article was published first. */
export const earliest = (hits: Copies['hits']): Hit =>
  hits.reduce((first, hit) => (publishedAt(hit) < publishedAt(first) ? hit : first));

const publishedAt = ({ entry }: Hit) => entry.publishedAt ?? Infinity;
