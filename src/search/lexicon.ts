import type { Term } from '../text/analyzer.ts';
import { classOf } from '../text/word-classes.ts';

/**
 * Numbers for all words of the archive, so that articles are stored as arrays of numbers. A word is a form in one language (on
 * which its analysis depends); words share a term if their analysis is equal. Unused words are forgotten and their numbers
 * reused.
 */
export interface Lexicon {
  /** The number of a word; new words are added. */
  word(analyzed: Pick<Term, 'form' | 'term'>, language: string): number;
  /** `undefined` if no article has had the term. */
  term(text: string): number | undefined;
  /** Counts one more use by an article; −1 takes it back. */
  use(word: number, by: 1 | -1): void;
  /** Numbers reassigned since the last call. */
  reused(): readonly number[];
  /** Forgets all unused words, also those never used. */
  forgetUnused(): void;
  termOf(word: number): number;
  formOf(word: number): string;
  /** Bits of `WordClass`. */
  classOf(word: number): number;
  textOf(term: number): string;
  /** The words that share a term. */
  wordsOf(term: number): readonly number[];
  /** All word numbers are below this. */
  readonly words: number;
  /** All term numbers are below this. */
  readonly terms: number;
  /** All words by number: re-adding them in order recreates the lexicon. Forgotten words are replaced by placeholders. */
  list(): LexiconWord[];
}

export interface LexiconWord {
  readonly form: string;
  readonly term: string;
  readonly language: string;
}

/** In place of a forgotten word's term. */
const forgotten = -1;

export function createLexicon(): Lexicon {
  /** By language and form, plus the term if it differs ("13" next to a month). */
  const words = new Map<string, Map<string, number>>();
  const terms = new Map<string, number>();
  const forms: string[] = [];
  const classes: number[] = [];
  const termOfWord: number[] = [];
  const texts: string[] = [];
  const wordsOfTerm: number[][] = [];
  const languageOf: string[] = [];
  const uses: number[] = [];
  const freeWords: number[] = [];
  const freeTerms: number[] = [];
  let given: number[] = [];

  function termNumber(text: string): number {
    let number = terms.get(text);
    if (number === undefined) {
      number = freeTerms.pop() ?? texts.length;
      texts[number] = text;
      terms.set(text, number);
      wordsOfTerm[number] = [];
    }
    return number;
  }

  const keyOf = (form: string, term: string) => (form === term ? form : `${form} ${term}`);

  function forget(word: number): void {
    const term = termOfWord[word]!;
    words.get(languageOf[word]!)!.delete(keyOf(forms[word]!, texts[term]!));
    wordsOfTerm[term] = wordsOfTerm[term]!.filter((other) => other !== word);
    if (wordsOfTerm[term].length === 0) {
      terms.delete(texts[term]!);
      texts[term] = '';
      freeTerms.push(term);
    }
    forms[word] = '';
    termOfWord[word] = forgotten;
    classes[word] = 0;
    freeWords.push(word);
  }

  return {
    word({ form, term }, language) {
      let ofLanguage = words.get(language);
      if (ofLanguage === undefined) words.set(language, (ofLanguage = new Map<string, number>()));
      const key = keyOf(form, term);
      let number = ofLanguage.get(key);
      if (number === undefined) {
        const free = freeWords.pop();
        if (free !== undefined) given.push(free);
        number = free ?? forms.length;
        forms[number] = form;
        ofLanguage.set(key === form ? forms[number]! : key, number);
        classes[number] = classOf(form);
        termOfWord[number] = termNumber(term);
        wordsOfTerm[termOfWord[number]!]!.push(number);
        languageOf[number] = language;
        uses[number] = 0;
      }
      return number;
    },
    use(word, by) {
      uses[word]! += by;
      if (uses[word] === 0) forget(word);
    },
    reused() {
      const numbers = given;
      given = [];
      return numbers;
    },
    forgetUnused() {
      for (let word = 0; word < forms.length; word++)
        if (uses[word] === 0 && termOfWord[word] !== forgotten) forget(word);
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
    list: () =>
      forms.map((form, word) =>
        termOfWord[word] === forgotten
          ? { form: `\0${word}`, term: `\0${word}`, language: 'und' }
          : { form, term: texts[termOfWord[word]!]!, language: languageOf[word]! },
      ),
  };
}
