import MiniSearch, { type Options } from 'minisearch';
import { firstStage } from './constants.ts';
import type { FirstStage, WantedTerm } from './first-stage.ts';
import { Kind, type SearchedEntry, type IndexedArticle } from './indexed-article.ts';
import type { Lexicon } from './lexicon.ts';

/** What MiniSearch is given of an article; it gets the terms, which are parted already, from the tokenizer. */
interface Numbered {
  readonly id: number;
}

const fieldNames = ['text', 'title'] as const;
type FieldName = (typeof fieldNames)[number];

/** Visits the terms of a field that are searched for, in their order. */
function eachTerm(
  { words, kinds, titleWords }: IndexedArticle,
  field: FieldName,
  lexicon: Lexicon,
  visit: (term: number) => void,
): void {
  if (field === 'title') for (const word of titleWords) visit(lexicon.termOf(word));
  else
    for (let at = 0; at < words.length; at++)
      if ((kinds[at]! & Kind.stop) === 0) visit(lexicon.termOf(words[at]!));
}

/** The index of whole articles, by MiniSearch, in memory. */
export interface ArticleIndex extends FirstStage {
  add(entry: SearchedEntry): void;
  /** Removes all others at once. */
  keepOnly(entries: readonly SearchedEntry[]): void;
  remove(entry: SearchedEntry): void;
  entries(): SearchedEntry[];
}

export function createArticleIndex(lexicon: Lexicon): ArticleIndex {
  /** By their order, which is their id in MiniSearch. */
  const entries = new Map<number, SearchedEntry>();
  /** The terms of the article that MiniSearch is being given. */
  let given: Record<FieldName, readonly string[]> = { text: [], title: [] };
  const options: Options<Numbered> = {
    fields: [...fieldNames],
    extractField: ({ id }, name) => (name === 'id' ? id : ''),
    tokenize: (query, field) => (field === undefined ? query.split(' ') : [...given[field as FieldName]]),
    processTerm: (term) => term,
  };
  let index = new MiniSearch<Numbered>(options);

  function give(entry: IndexedArticle): void {
    given = { text: terms(entry, 'text'), title: terms(entry, 'title') };
  }

  function terms(entry: IndexedArticle, field: FieldName): string[] {
    const texts: string[] = [];
    eachTerm(entry, field, lexicon, (term) => texts.push(lexicon.textOf(term)));
    return texts;
  }

  return {
    add(entry) {
      give(entry);
      entries.set(entry.order, entry);
      index.add({ id: entry.order });
    },
    keepOnly(rest) {
      entries.clear();
      index = new MiniSearch<Numbered>(options);
      for (const entry of rest) this.add(entry);
    },
    remove(entry) {
      give(entry);
      entries.delete(entry.order);
      index.remove({ id: entry.order });
    },
    entries: () => [...entries.values()],
    /** It looks up the rarest terms alone. */
    best({ groups }, boost, most) {
      if (entries.size === 0) return [];
      const found = index.search(rarest(groups.flatMap(({ terms }) => terms)).join(' '), {
        boost: { title: firstStage.titleBoost },
        bm25: firstStage.bm25,
        boostDocument: (id) => boost(entries.get(id as number)!),
      });
      return found.slice(0, most).map(({ id, score }) => ({ entry: entries.get(id as number)!, score }));
    },
  };
}

/**
 * The terms that are worth their time: the rarest, until they are in more blocks than is allowed. MiniSearch makes an object
 * for every article that has one of them, and the second stage reads all terms in the articles found anyway.
 */
function rarest(terms: readonly WantedTerm[]): string[] {
  const chosen: string[] = [];
  let blocks = 0;
  for (const { text, frequency } of terms.toSorted((a, b) => a.frequency - b.frequency)) {
    blocks += frequency;
    if (chosen.length >= firstStage.leastTerms && blocks > firstStage.mostBlocks) break;
    chosen.push(text);
  }
  return chosen;
}
