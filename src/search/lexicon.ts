import type { Term } from '../text/analyzer.ts';
import { classOf } from '../text/word-classes.ts';
import { withRoom } from './with-room.ts';

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
  /** Counts further uses by articles; a negative number takes them back. */
  use(word: number, by: number): void;
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
  /** All word numbers are below this. A forgotten one has an empty form. */
  readonly words: number;
  /** All term numbers are below this. */
  readonly terms: number;
  wordAt(word: number): LexiconWord;
  /** Takes up the words of a lexicon before, with the numbers from 0 on; no word may be there yet. */
  restore(vocabulary: LexiconContent): void;
}

/** Words and terms, by their numbers. */
export interface LexiconContent {
  readonly forms: string[];
  readonly classes: Uint32Array<ArrayBuffer>;
  readonly termOfWord: Int32Array<ArrayBuffer>;
  /** Of each word, the place among the languages. */
  readonly languageOf: Uint16Array<ArrayBuffer>;
  readonly languages: readonly string[];
  /** By term. */
  readonly texts: string[];
}

export interface LexiconWord {
  readonly form: string;
  readonly term: string;
  readonly language: string;
}

/** In place of a forgotten word's term, and at the end of a chain. */
const none = -1;

/** All numbers are in arrays of numbers: a large archive has half a million words. */
export function createLexicon(): Lexicon {
  /** By language and form, the first of the words that differ in their term alone ("13" next to a month). */
  const words = new Map<string, Map<string, number>>();
  const terms = new Map<string, number>();
  const languages: string[] = [];
  let forms: string[] = [];
  let texts: string[] = [];
  let classes = new Uint32Array(0);
  let termOfWord = new Int32Array(0);
  let languageOf = new Uint16Array(0);
  let uses = new Uint32Array(0);
  /** The next word of the same language and form; the first and the next word of the same term. */
  let nextOfForm = new Int32Array(0);
  let firstOfTerm = new Int32Array(0);
  let nextOfTerm = new Int32Array(0);
  const freeWords: number[] = [];
  const freeTerms: number[] = [];
  let given: number[] = [];
  /** Words below this are not in `words` yet: it takes a while, and questions look up terms alone. */
  let unlisted = 0;

  function wordsIn(language: string): Map<string, number> {
    while (unlisted > 0) {
      const word = --unlisted;
      if (termOfWord[word] === none) continue;
      const others = mapOf(languages[languageOf[word]!]!);
      nextOfForm[word] = others.get(forms[word]!) ?? none;
      others.set(forms[word]!, word);
    }
    return mapOf(language);
  }

  function mapOf(language: string): Map<string, number> {
    let ofLanguage = words.get(language);
    if (ofLanguage === undefined) words.set(language, (ofLanguage = new Map<string, number>()));
    return ofLanguage;
  }

  function termNumber(text: string): number {
    let number = terms.get(text);
    if (number === undefined) {
      number = freeTerms.pop() ?? texts.length;
      firstOfTerm = withRoom(firstOfTerm, number + 1);
      texts[number] = text;
      terms.set(text, number);
      firstOfTerm[number] = none;
    }
    return number;
  }

  function languageNumber(language: string): number {
    const number = languages.indexOf(language);
    return number === -1 ? languages.push(language) - 1 : number;
  }

  function add(form: string, term: string, language: string): number {
    const free = freeWords.pop();
    if (free !== undefined) given.push(free);
    const number = free ?? forms.length;
    classes = withRoom(classes, number + 1);
    termOfWord = withRoom(termOfWord, number + 1);
    languageOf = withRoom(languageOf, number + 1);
    uses = withRoom(uses, number + 1);
    nextOfForm = withRoom(nextOfForm, number + 1);
    nextOfTerm = withRoom(nextOfTerm, number + 1);
    forms[number] = form;
    classes[number] = classOf(form);
    languageOf[number] = languageNumber(language);
    uses[number] = 0;
    nextOfForm[number] = none;
    const termAt = termNumber(term);
    termOfWord[number] = termAt;
    nextOfTerm[number] = firstOfTerm[termAt]!;
    firstOfTerm[termAt] = number;
    return number;
  }

  function forget(word: number): void {
    const ofLanguage = wordsIn(languages[languageOf[word]!]!);
    const form = forms[word]!;
    const first = ofLanguage.get(form)!;
    if (first !== word) unlink(nextOfForm, first, word);
    else if (nextOfForm[word] === none) ofLanguage.delete(form);
    else ofLanguage.set(form, nextOfForm[word]!);
    const term = termOfWord[word]!;
    if (firstOfTerm[term] === word) firstOfTerm[term] = nextOfTerm[word]!;
    else unlink(nextOfTerm, firstOfTerm[term]!, word);
    if (firstOfTerm[term] === none) {
      terms.delete(texts[term]!);
      texts[term] = '';
      freeTerms.push(term);
    }
    forms[word] = '';
    termOfWord[word] = none;
    classes[word] = 0;
    freeWords.push(word);
  }

  return {
    word({ form, term }, language) {
      const ofLanguage = wordsIn(language);
      const first = ofLanguage.get(form);
      let last = none;
      for (let word = first ?? none; word !== none; last = word, word = nextOfForm[word]!)
        if (texts[termOfWord[word]!] === term) return word;
      const number = add(form, term, language);
      if (last === none) ofLanguage.set(forms[number]!, number);
      else nextOfForm[last] = number;
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
        if (uses[word] === 0 && termOfWord[word] !== none) forget(word);
    },
    term: (text) => terms.get(text),
    termOf: (word) => termOfWord[word]!,
    formOf: (word) => forms[word]!,
    classOf: (word) => classes[word]!,
    textOf: (term) => texts[term]!,
    wordsOf(term) {
      const all: number[] = [];
      for (let word = firstOfTerm[term]!; word !== none; word = nextOfTerm[word]!) all.push(word);
      return all;
    },
    get words() {
      return forms.length;
    },
    get terms() {
      return texts.length;
    },
    restore(vocabulary) {
      ({ forms, texts, classes, termOfWord, languageOf } = vocabulary);
      languages.push(...vocabulary.languages);
      uses = new Uint32Array(forms.length);
      nextOfForm = new Int32Array(forms.length).fill(none);
      nextOfTerm = new Int32Array(forms.length).fill(none);
      firstOfTerm = new Int32Array(texts.length).fill(none);
      for (let term = 0; term < texts.length; term++) terms.set(texts[term]!, term);
      for (let word = 0; word < forms.length; word++) {
        const term = termOfWord[word]!;
        nextOfTerm[word] = firstOfTerm[term]!;
        firstOfTerm[term] = word;
      }
      unlisted = forms.length;
    },
    wordAt: (word) => ({
      form: forms[word]!,
      term: texts[termOfWord[word]!]!,
      language: languages[languageOf[word]!]!,
    }),
  };
}

/** Takes an item out of a chain that does not begin with it. */
function unlink(next: Int32Array, first: number, item: number): void {
  let before = first;
  while (next[before] !== item) before = next[before]!;
  next[before] = next[item]!;
}
