/** What differs between languages. Words are folded (see `fold`). */
export interface LanguageData {
  stem(word: string): string;
  /** Words too frequent to be searched for. */
  readonly stopWords: ReadonlySet<string>;
  /** Words that ask; they tell the kind of answer and are not searched for. */
  readonly questionWords: ReadonlySet<string>;
  /** 1 to 12. */
  readonly months: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlySet<string>;
  /** Whether numeric dates put the month first. */
  readonly monthFirst: boolean;
  /** "million": 1e6; multiplies a number before it. */
  readonly multipliers: ReadonlyMap<string, number>;
  readonly numberWords: ReadonlyMap<string, number>;
}
