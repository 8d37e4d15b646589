import MiniSearch, { type AsPlainObject, type Options } from 'minisearch';
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
  /** Takes up many articles in place of all that there were: the same as adding each, in a tenth of the time. */
  load(entries: readonly SearchedEntry[]): void;
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
    load(all) {
      entries.clear();
      for (const entry of all.toSorted((a, b) => a.order - b.order)) entries.set(entry.order, entry);
      index =
        all.length === 0
          ? new MiniSearch<Numbered>(options)
          : MiniSearch.loadJS<Numbered>(plainIndex(entries, lexicon), options);
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

/** What MiniSearch would write of an index that these articles were added to. */
function plainIndex(entries: ReadonlyMap<number, IndexedArticle>, lexicon: Lexicon): AsPlainObject {
  const fields = fieldNames.map((name) => postingsOf(entries, name, lexicon));
  const numbers = [...entries.keys()];
  return {
    documentCount: numbers.length,
    nextId: (numbers.at(-1) ?? -1) + 1,
    documentIds: Object.fromEntries(numbers.map((number) => [number, number])),
    fieldIds: Object.fromEntries(fieldNames.map((name, field) => [name, field])),
    fieldLength: Object.fromEntries(
      numbers.map((number) => [number, fields.map(({ lengths }) => lengths.get(number)!)]),
    ),
    averageFieldLength: fields.map(({ articles }) => articles.length / (numbers.length || 1)),
    storedFields: {},
    // It is an array when MiniSearch writes it, and only walked through when it reads it: one term after another, since all of
    // them at once would be 200 MB.
    index: eachWithFrequencies(fields, lexicon) as Iterable<TermWithFrequencies> as TermWithFrequencies[],
    serializationVersion: 2,
  };
}

/** The posting lists of a field, one after another in the order of the terms. */
interface FieldPostings {
  /** Where the list of each term ends; it begins where the list before it ends. */
  readonly ends: Uint32Array;
  readonly articles: Uint32Array;
  /** How often each of the articles has the term. */
  readonly counts: Uint32Array;
  /** How many different terms each article has. */
  readonly lengths: ReadonlyMap<number, number>;
}

function postingsOf(
  entries: ReadonlyMap<number, IndexedArticle>,
  field: FieldName,
  lexicon: Lexicon,
): FieldPostings {
  const lastIn: number[] = [];
  const sizes: number[] = [];
  const lengths = new Map<number, number>();
  for (const [number, entry] of entries) {
    let length = 0;
    eachTerm(entry, field, lexicon, (term) => {
      if (lastIn[term] === number) return;
      lastIn[term] = number;
      sizes[term] = (sizes[term] ?? 0) + 1;
      length++;
    });
    lengths.set(number, length);
  }
  const ends = new Uint32Array(lexicon.terms);
  for (let term = 1; term < ends.length; term++) ends[term] = ends[term - 1]! + (sizes[term - 1] ?? 0);
  const total = [...lengths.values()].reduce((sum, length) => sum + length, 0);
  const articles = new Uint32Array(total);
  const counts = new Uint32Array(total);
  // Each list grows from its start, so that in the end `ends` tells what it says.
  lastIn.fill(-1);
  for (const [number, entry] of entries) {
    eachTerm(entry, field, lexicon, (term) => {
      if (lastIn[term] !== number) {
        lastIn[term] = number;
        articles[ends[term]!++] = number;
      }
      counts[ends[term]! - 1]!++;
    });
  }
  return { ends, articles, counts, lengths };
}

type TermWithFrequencies = AsPlainObject['index'][number];

/** Every term with how often each article has it, by field. */
function* eachWithFrequencies(
  fields: readonly FieldPostings[],
  lexicon: Lexicon,
): Generator<TermWithFrequencies, void> {
  for (let term = 0; term < lexicon.terms; term++) {
    const byField: TermWithFrequencies[1] = {};
    for (const [field, { ends, articles, counts }] of fields.entries()) {
      const [start, end] = [ends[term - 1] ?? 0, ends[term]!];
      if (start === end) continue;
      const frequencies: Record<number, number> = {};
      for (let at = start; at < end; at++) frequencies[articles[at]!] = counts[at]!;
      byField[field] = frequencies;
    }
    if (Object.keys(byField).length > 0) yield [lexicon.textOf(term), byField];
  }
}
