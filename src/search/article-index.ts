import MiniSearch from 'minisearch';
import { firstStage } from './constants.ts';
import { Kind, type Entry } from './entry.ts';
import type { Lexicon } from './lexicon.ts';

/** What MiniSearch is given: the terms of an article, parted by blanks. */
interface Fields {
  readonly id: number;
  readonly text: string;
  readonly title: string;
}

/** The index of whole articles, by MiniSearch. It finds the candidates; the second stage reads their tokens. */
export interface ArticleIndex {
  add(number: number, entry: Entry): void;
  remove(number: number, entry: Entry): void;
  /**
   * Numbers of the articles that have the rarest of the terms, the best first.
   *
   * @param frequencies how many blocks of the archive have each term
   * @param boost multiplies the score of an article; 0 leaves it out
   */
  search(frequencies: ReadonlyMap<string, number>, boost: (entry: number) => number): number[];
}

export function createArticleIndex(lexicon: Lexicon): ArticleIndex {
  const index = new MiniSearch<Fields>({
    fields: ['text', 'title'],
    tokenize: (terms) => (terms === '' ? [] : terms.split(' ')),
    processTerm: (term) => term,
  });

  const termText = (word: number) => lexicon.textOf(lexicon.termOf(word));

  function fields(number: number, { words, kinds, titleWords }: Entry): Fields {
    const terms: string[] = [];
    for (let at = 0; at < words.length; at++)
      if ((kinds[at]! & Kind.stop) === 0) terms.push(termText(words[at]!));
    return { id: number, text: terms.join(' '), title: titleWords.map(termText).join(' ') };
  }

  return {
    add(number, entry) {
      index.add(fields(number, entry));
    },
    remove(number, entry) {
      index.remove(fields(number, entry));
    },
    search(frequencies, boost) {
      const found = index.search(rarest(frequencies).join(' '), {
        boost: { title: firstStage.titleBoost },
        bm25: firstStage.bm25,
        boostDocument: (id) => boost(id as number),
      });
      return found.slice(0, firstStage.found).map(({ id }) => id as number);
    },
  };
}

/**
 * The terms that are worth their time: the rarest, until they are in more blocks than is allowed. MiniSearch makes an object
 * for every article that has one of them, and the second stage reads all terms in the articles found anyway.
 */
function rarest(frequencies: ReadonlyMap<string, number>): string[] {
  const chosen: string[] = [];
  let blocks = 0;
  for (const [term, frequency] of [...frequencies].sort((a, b) => a[1] - b[1])) {
    blocks += frequency;
    if (chosen.length >= firstStage.leastTerms && blocks > firstStage.mostBlocks) break;
    chosen.push(term);
  }
  return chosen;
}
