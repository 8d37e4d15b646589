import type { Term } from '../text/analyzer.ts';
import { classOf } from '../text/word-classes.ts';

/**
 * Every word of the archive with its number, so that articles are kept as arrays of numbers. A word is a form in one
 * language (its analysis depends on the language); a term is what words share after analysis. Numbers are never reused.
 */
export interface Lexicon {
  /** Gives the number of a word, and takes it up when it is new. */
  word(analyzed: Pick<Term, 'form' | 'term'>, language: string): number;
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
  /** How many terms there are. */
  readonly terms: number;
  /** All words in the order of their numbers: `word`, given them in that order, makes the same lexicon. */
  list(): LexiconWord[];
}

export interface LexiconWord {
  readonly form: string;
  readonly term: string;
  readonly language: string;
}

export function createLexicon(): Lexicon {
  /** By language and form: the word of its first term; by form and term, those of the others ("13" beside a month). */
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
      texts.push(text);
      terms.set(texts[number]!, number);
      wordsOfTerm.push([]);
    }
    return number;
  }

  return {
    word({ form, term }, language) {
      let ofLanguage = words.get(language);
      if (ofLanguage === undefined) words.set(language, (ofLanguage = new Map<string, number>()));
      const first = ofLanguage.get(form);
      if (first !== undefined && texts[termOfWord[first]!] === term) return first;
      const key = first === undefined ? form : `${form} ${term}`;
      let number = ofLanguage.get(key);
      if (number === undefined) {
        number = forms.length;
        forms.push(form);
        ofLanguage.set(first === undefined ? forms[number]! : key, number);
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
    get terms() {
      return texts.length;
    },
    list() {
      const all = new Array<LexiconWord>(forms.length);
      for (const [language, ofLanguage] of words) {
        for (const number of ofLanguage.values()) {
          all[number] = { form: forms[number]!, term: texts[termOfWord[number]!]!, language };
        }
      }
      return all;
    },
  };
}
