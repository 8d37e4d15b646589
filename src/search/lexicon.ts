import type { Term } from '../text/analyzer.ts';
import { classOf } from '../text/word-classes.ts';

/**
 * Every word of the archive with its number, so that articles are kept as arrays of numbers. A word is a form in one
 * language (its analysis depends on the language); a term is what words share after analysis. Numbers are never reused.
 */
export interface Lexicon {
  /** Gives the number of a word, and takes it up when it is new. */
  word(analyzed: Term, language: string): number;
  /** The number of a term; `undefined` when no article has had it. */
  term(text: string): number | undefined;
  termOf(word: number): number;
  formOf(word: number): string;
  /** Bits of `WordClass`. */
  classOf(word: number): number;
  textOf(term: number): string;
  /** The words that share a term. */
  wordsOf(term: number): readonly number[];
  /** How many words there are; their numbers are below it. */
  readonly words: number;
}

export function createLexicon(): Lexicon {
  const words = new Map<string, Map<string, number>>();
  const terms = new Map<string, number>();
  const forms: string[] = [];
  const classes: number[] = [];
  const termOfWord: number[] = [];
  const texts: string[] = [];
  const wordsOfTerm: number[][] = [];

  function termNumber(text: string): number {
    let number = terms.get(text);
    if (number === undefined) {
      number = texts.length;
      terms.set(text, number);
      texts.push(text);
      wordsOfTerm.push([]);
    }
    return number;
  }

  return {
    word({ form, term }, language) {
      let ofLanguage = words.get(language);
      if (ofLanguage === undefined) words.set(language, (ofLanguage = new Map<string, number>()));
      // One form can stand for several terms: "13" alone, and "13" beside a month.
      const key = term === form ? form : `${form} ${term}`;
      let number = ofLanguage.get(key);
      if (number === undefined) {
        number = forms.length;
        ofLanguage.set(key, number);
        forms.push(form);
        classes.push(classOf(form));
        termOfWord.push(termNumber(term));
        wordsOfTerm[termOfWord[number]!]!.push(number);
      }
      return number;
    },
    term: (text) => terms.get(text),
    termOf: (word) => termOfWord[word]!,
    formOf: (word) => forms[word]!,
    classOf: (word) => classes[word]!,
    textOf: (term) => texts[term]!,
    wordsOf: (term) => wordsOfTerm[term]!,
    get words() {
      return forms.length;
    },
  };
}
