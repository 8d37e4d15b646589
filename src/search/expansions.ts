import type { Query } from './query.ts';

/** An acronym and its expansion as terms. */
export interface ExpansionTerms {
  readonly short: string;
  readonly long: readonly string[];
}

/** What acronyms stand for, according to an archive's articles. */
export interface Expansions {
  /** Counts what an article says; −1 takes it back. */
  count(said: readonly ExpansionTerms[], by: number): void;
  /**
   * The acronyms in a question with their expansions, and the names in it with their acronyms.
   *
   * @param beside counts of further articles
   */
  of(query: Query, beside?: Expansions): ExpansionTerms[];
  /** How often each name, its terms joined by spaces, is given as an acronym's expansion; and the reverse. */
  longOf(short: string): ReadonlyMap<string, number> | undefined;
  shortOf(long: string): ReadonlyMap<string, number> | undefined;
}

export function createExpansions(): Expansions {
  /** By acronym: how often each name, its terms joined by spaces, is given as its expansion. */
  const longOf = new Map<string, Map<string, number>>();
  const shortOf = new Map<string, Map<string, number>>();

  function add(to: Map<string, Map<string, number>>, key: string, value: string, by: number): void {
    const counts = to.get(key) ?? new Map<string, number>();
    to.set(key, counts);
    const count = (counts.get(value) ?? 0) + by;
    if (count > 0) counts.set(value, count);
    else counts.delete(value);
    if (counts.size === 0) to.delete(key);
  }

  const mostSaid = (
    counts: ReadonlyMap<string, number> | undefined,
    beside: ReadonlyMap<string, number> | undefined,
  ) =>
    [...together(counts, beside)].reduce<readonly [string, number] | undefined>(
      (most, next) => (most === undefined || next[1] > most[1] ? next : most),
      undefined,
    )?.[0];

  return {
    count(said, by) {
      for (const { short, long } of said) {
        add(longOf, short, long.join(' '), by);
        add(shortOf, long.join(' '), short, by);
      }
    },
    longOf: (short) => longOf.get(short),
    shortOf: (long) => shortOf.get(long),
    of({ terms }, beside) {
      const texts = terms.map(({ term }) => term);
      const found = texts.flatMap((short) => {
        const long = mostSaid(longOf.get(short), beside?.longOf(short));
        return long === undefined ? [] : [{ short, long: long.split(' ') }];
      });
      for (let from = 0; from < texts.length; from++) {
        for (let to = from + 2; to <= texts.length; to++) {
          const long = texts.slice(from, to);
          const name = long.join(' ');
          const short = mostSaid(shortOf.get(name), beside?.shortOf(name));
          if (short !== undefined && !texts.includes(short)) found.push({ short, long });
        }
      }
      return found;
    },
  };
}

const none: ReadonlyMap<string, number> = new Map();

function together(
  counts: ReadonlyMap<string, number> = none,
  beside: ReadonlyMap<string, number> = none,
): ReadonlyMap<string, number> {
  if (beside.size === 0) return counts;
  const sum = new Map(counts);
  for (const [key, count] of beside) sum.set(key, (sum.get(key) ?? 0) + count);
  return sum;
}
