import type { LexiconWord } from './lexicon.ts';

/** One array per property, and each language once with the indices where it starts to apply. */
export interface PackedWords {
  readonly forms: readonly string[];
  /** `null` if equal to the form. */
  readonly terms: readonly (string | null)[];
  readonly languages: readonly (readonly [from: number, language: string])[];
}

export function packWords(words: readonly LexiconWord[]): PackedWords {
  return {
    forms: words.map(({ form }) => form),
    terms: words.map(({ form, term }) => (term === form ? null : term)),
    languages: words.flatMap(({ language }, number) =>
      language === words[number - 1]?.language ? [] : [[number, language] as const],
    ),
  };
}

export function unpackWords({ forms, terms, languages }: PackedWords): LexiconWord[] {
  let [at, language] = [0, ''];
  return forms.map((form, number) => {
    if (languages[at]?.[0] === number) language = languages[at++]![1];
    return { form, term: terms[number] ?? form, language };
  });
}
