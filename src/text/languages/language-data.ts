/** What is particular to one language. Words are folded (see `fold`). */
export interface LanguageData {
  stem(word: string): string;
  /** Words that are in almost every text and are not searched for. */
  readonly stopWords: ReadonlySet<string>;
  /** Words that ask; they say what kind of answer is wanted and are not searched for either. */
  readonly questionWords: ReadonlySet<string>;
  /** 1 to 12. */
  readonly months: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlySet<string>;
  /** Whether dates in figures begin with the month. */
  readonly monthFirst: boolean;
  /** "million": 1e6; a number before one of these is its value. */
  readonly multipliers: ReadonlyMap<string, number>;
  readonly numberWords: ReadonlyMap<string, number>;
}
