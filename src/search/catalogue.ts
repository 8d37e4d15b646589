import { fold } from '../text/tokens.ts';
import { addTo } from './figures.ts';
import type { IndexedArticle } from './indexed-article.ts';
import { createNewestFirst, type NewestFirst } from './newest-first.ts';

/** What lists and suggestions show of the articles of one scope, in the orders in which they show it. */
export interface Catalogue {
  readonly newest: NewestFirst;
  /** By primary language ("pt" of "pt-BR"). */
  readonly languages: ReadonlyMap<string, NewestFirst>;
  /** By publisher; `null` if unknown. */
  readonly publishers: ReadonlyMap<string | null, Publisher>;
  /** By tag as it is written, in no order. */
  readonly tags: ReadonlyMap<string, readonly IndexedArticle[]>;
  /** Articles with this address, compared without scheme, "www" and tracking parameters. */
  at(address: string): IndexedArticle[];
  /** Articles with a word in their title that contains the part, which is folded and has no blanks; in no order. */
  titled(part: string): ReadonlySet<IndexedArticle>;
  add(entry: IndexedArticle): void;
  remove(entry: IndexedArticle): void;
}

export interface Publisher {
  readonly articles: NewestFirst;
  /** Number of articles by language. */
  readonly languages: ReadonlyMap<string, number>;
  /** Number of articles by the day they state, in days since 1970; `null` if they state none. */
  readonly days: ReadonlyMap<number | null, number>;
}

export function createCatalogue(): Catalogue {
  const newest = createNewestFirst();
  const languages = new Map<string, NewestFirst>();
  const publishers = new Map<string | null, ReturnType<typeof createPublisher>>();
  const tags = new Map<string, IndexedArticle[]>();
  /** By word of a title. */
  const titles = new Map<string, IndexedArticle[]>();
  const addresses = new Map<string, IndexedArticle[]>();
  /** In `newest` alone so far: a start brings all at once, and no answer needs the rest. */
  let unlisted: IndexedArticle[] = [];

  function listAll(): void {
    const added = unlisted;
    unlisted = [];
    for (const entry of added) change(entry, 1);
  }

  function change(entry: IndexedArticle, by: 1 | -1): void {
    const { facts, language } = entry;
    const putIn = (order: NewestFirst) => {
      if (by === 1) order.add(entry);
      else order.remove(entry);
    };
    const ofLanguage = languages.get(primary(language)) ?? createNewestFirst();
    languages.set(primary(language), ofLanguage);
    putIn(ofLanguage);
    const publisher = publishers.get(facts.publisher) ?? createPublisher();
    publishers.set(facts.publisher, publisher);
    putIn(publisher.articles);
    addTo(publisher.languages, language, by);
    addTo(publisher.days, dayOf(entry), by);
    if (publisher.articles.size === 0) publishers.delete(facts.publisher);
    for (const tag of new Set(facts.tags)) putAt(tags, tag, entry, by);
    for (const word of new Set(wordsOf(facts.title))) putAt(titles, word, entry, by);
    if (facts.url !== null) putAt(addresses, roughly(facts.url), entry, by);
  }

  return {
    newest,
    get languages() {
      listAll();
      return languages;
    },
    get publishers() {
      listAll();
      return publishers;
    },
    get tags() {
      listAll();
      return tags;
    },
    at(address) {
      listAll();
      const wanted = addressOf(address);
      return (addresses.get(roughly(address)) ?? []).filter(({ facts }) => addressOf(facts.url!) === wanted);
    },
    titled(part) {
      listAll();
      const found = new Set<IndexedArticle>();
      for (const [word, entries] of titles)
        if (word.includes(part)) for (const entry of entries) found.add(entry);
      return found;
    },
    add(entry) {
      newest.add(entry);
      unlisted.push(entry);
    },
    remove(entry) {
      listAll();
      newest.remove(entry);
      change(entry, -1);
    },
  };
}

const createPublisher = () => ({
  articles: createNewestFirst(),
  languages: new Map<string, number>(),
  days: new Map<number | null, number>(),
});

function putAt(lists: Map<string, IndexedArticle[]>, key: string, entry: IndexedArticle, by: 1 | -1): void {
  const list = lists.get(key);
  if (by === 1) {
    if (list === undefined) lists.set(key, [entry]);
    else list.push(entry);
    return;
  }
  const at = list?.indexOf(entry) ?? -1;
  if (at !== -1) list!.splice(at, 1);
  if (list?.length === 0) lists.delete(key);
}

export const primary = (language: string) => language.split('-')[0]!;

/** The day an article states, in its own time zone, in days since 1970. */
export function dayOf({ facts, publishedAt }: Pick<IndexedArticle, 'facts' | 'publishedAt'>): number | null {
  if (publishedAt === null || facts.published === null) return null;
  const day = Date.parse(facts.published.slice(0, 10));
  return Number.isNaN(day) ? null : day / 86_400_000;
}

/** The words of a name, folded, parted by blanks. */
export const wordsOf = (written: string) =>
  fold(written)
    .split(/\s+/)
    .filter((word) => word !== '');

/** Compares web addresses without scheme, "www" and tracking parameters; `null` for anything else. */
export function addressOf(written: string): string | null {
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return null;
  const { hostname, pathname, searchParams } = new URL(written);
  const kept = [...searchParams].filter(([name]) => !/^(?:utm_|fbclid|gclid|ref$|source$|share)/i.test(name));
  return JSON.stringify([hostname.replace(/^(?:www|m|amp)\./, ''), pathname.replace(/\/+$/, ''), kept]);
}

/** The same for equal addresses, and found without reading all of one. */
const roughly = (address: string) =>
  address
    .toLowerCase()
    .replace(/^https?:\/\/(?:www|m|amp)\.|^https?:\/\//, '')
    .replace(/[?#].*$/s, '')
    .replace(/%[0-9a-f]{2}|[^\x21-\x7e]|:\d+(?=\/|$)|\/+$/g, '')
    .slice(-40);
