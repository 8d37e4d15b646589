import type { Query } from './query.ts';

/** An acronym and its expansion as terms. */
export interface ExpansionTerms {
  readonly short: string;
  readonly long: readonly string[];
}

/** What the articles of an archive say that acronyms stand for. */
export interface Expansions {
  /** Counts what an article says, or takes it back. */
  count(said: readonly ExpansionTerms[], by: 1 | -1): void;
  /** The acronyms in a question with what they stand for, and the names in it with their acronyms. */
  of(query: Query): ExpansionTerms[];
}

export function createExpansions(): Expansions {
  /** By acronym: how often each name, its terms joined by blanks, is said to be its expansion. */
  const longOf = new Map<string, Map<string, number>>();
  const shortOf = new Map<string, Map<string, number>>();

  function add(to: Map<string, Map<string, number>>, key: string, value: string, by: 1 | -1): void {
    const counts = to.get(key) ?? new Map<string, number>();
    to.set(key, counts);
    const count = (counts.get(value) ?? 0) + by;
    if (count > 0) counts.set(value, count);
    else counts.delete(value);
    if (counts.size === 0) to.delete(key);
  }

  const mostSaid = (counts: ReadonlyMap<string, number> | undefined) =>
    [...(counts ?? [])].reduce<readonly [string, number] | undefined>(
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
    of({ terms }) {
      const texts = terms.map(({ term }) => term);
      const found = texts.flatMap((short) => {
        const long = mostSaid(longOf.get(short));
        return long === undefined ? [] : [{ short, long: long.split(' ') }];
      });
      for (let from = 0; from < texts.length; from++) {
        for (let to = from + 2; to <= texts.length; to++) {
          const long = texts.slice(from, to);
          const short = mostSaid(shortOf.get(long.join(' ')));
          if (short !== undefined && !texts.includes(short)) found.push({ short, long });
        }
      }
      return found;
    },
  };
}
