import type { IndexedArticle } from './indexed-article.ts';

/** Articles in the order in which lists show them: the newest first, undated ones last, of one moment those that came first. */
export interface NewestFirst {
  readonly size: number;
  add(entry: IndexedArticle): void;
  remove(entry: IndexedArticle): void;
  all(): readonly IndexedArticle[];
  /**
   * Where the articles are in `all` that were published in a period.
   *
   * @param since milliseconds since 1970; without it, undated ones are in the period too
   */
  between(since: number | undefined, until: number): readonly [from: number, to: number];
}

/** Changes beyond this many are sorted in together. */
const fewChanges = 20;

const timeOf = ({ publishedAt }: IndexedArticle) => publishedAt ?? -Infinity;
const comparing = (one: IndexedArticle, other: IndexedArticle) =>
  timeOf(other) - timeOf(one) || one.order - other.order;

export function createNewestFirst(): NewestFirst {
  let sorted: IndexedArticle[] = [];
  let added: IndexedArticle[] = [];
  let removed = new Set<IndexedArticle>();

  function settle(): void {
    if (added.length + removed.size > fewChanges) {
      const before = removed.size === 0 ? sorted : sorted.filter((entry) => !removed.has(entry));
      sorted = [...before, ...added].sort(comparing);
    } else {
      for (const entry of removed) {
        const at = placeOf(entry);
        if (sorted[at] === entry) sorted.splice(at, 1);
      }
      for (const entry of added) sorted.splice(placeOf(entry), 0, entry);
    }
    added = [];
    removed = new Set();
  }

  const placeOf = (entry: IndexedArticle) => firstAt((other) => comparing(other, entry) >= 0);

  /** The first place from which on something holds. */
  function firstAt(holds: (entry: IndexedArticle) => boolean): number {
    let [from, to] = [0, sorted.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (holds(sorted[middle]!)) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  return {
    get size() {
      return sorted.length + added.length - removed.size;
    },
    add: (entry) => void added.push(entry),
    remove(entry) {
      const at = added.indexOf(entry);
      if (at === -1) removed.add(entry);
      else added.splice(at, 1);
    },
    all() {
      if (added.length + removed.size > 0) settle();
      return sorted;
    },
    between(since, until) {
      this.all();
      const dated = firstAt(({ publishedAt }) => publishedAt === null || publishedAt <= until);
      return [
        dated,
        since === undefined
          ? sorted.length
          : firstAt(({ publishedAt }) => publishedAt === null || publishedAt < since),
      ];
    },
  };
}

/** Goes through several orders as if they were one. */
export function* together(orders: readonly (readonly IndexedArticle[])[]): Generator<IndexedArticle, void> {
  const places = orders.map(() => 0);
  for (;;) {
    let next: number | undefined;
    for (const [at, order] of orders.entries()) {
      const entry = order[places[at]!];
      if (entry === undefined) continue;
      // Of one moment, those of the first order come first.
      if (next === undefined || timeOf(entry) > timeOf(orders[next]![places[next]!]!)) next = at;
    }
    if (next === undefined) return;
    yield orders[next]![places[next]!]!;
    places[next]!++;
  }
}
