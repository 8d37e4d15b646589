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

/** An article that shares terms with a query. */
export interface Hit {
  /** The number of the entry. */
  readonly entry: number;
  /** BM25+ over the whole article; comparable within one search. */
  readonly score: number;
}

/** The index of whole articles, by MiniSearch. It finds the candidates; the second stage reads their tokens. */
export interface ArticleIndex {
  add(number: number, entry: Entry): void;
  remove(number: number, entry: Entry): void;
  /** The best articles for the terms (each with its weight), the best first. */
  search(terms: ReadonlyMap<string, number>, limit: number, boost: (entry: number) => number): Hit[];
}

export function createArticleIndex(lexicon: Lexicon): ArticleIndex {
  const index = new MiniSearch<Fields>({
    fields: ['text', 'title'],
    tokenize: (terms) => (terms === '' ? [] : terms.split(' ')),
    processTerm: (term) => term,
  });

  function fields(number: number, { words, kinds, titleTerms }: Entry): Fields {
    const terms: string[] = [];
    for (let at = 0; at < words.length; at++) {
      if ((kinds[at]! & Kind.stop) === 0) terms.push(lexicon.textOf(lexicon.termOf(words[at]!)));
    }
    return { id: number, text: terms.join(' '), title: titleTerms.map((term) => lexicon.textOf(term)).join(' ') };
  }

  return {
    add(number, entry) {
      index.add(fields(number, entry));
    },
    remove(number, entry) {
      index.remove(fields(number, entry));
    },
    search(terms, limit, boost) {
      const found = index.search([...terms.keys()].join(' '), {
        boost: { title: firstStage.titleBoost },
        bm25: firstStage.bm25,
        boostTerm: (term) => terms.get(term) ?? 1,
        boostDocument: (id) => boost(id as number),
      });
      return found.slice(0, limit).map((hit) => ({ entry: hit.id as number, score: hit.score }));
    },
  };
}
