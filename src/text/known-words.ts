import type { LanguageData } from './languages/language-data.ts';

/** The part of a word's analysis that does not depend on its context. */
export interface KnownWord {
  readonly form: string;
  readonly stem: string;
  readonly role: 'content' | 'stop' | 'question';
  /** Its value in digits, if it is a number word. */
  readonly number: string | undefined;
}

/** Cache size: the vocabulary of a large archive, with room to spare. */
const mostWords = 300_000;
const knownWords = new Map<LanguageData, Map<string, KnownWord>>();

/** Looks up and caches a form: otherwise, most of the indexing time would be spent on stemming. */
export function knownWord(form: string, data: LanguageData): KnownWord {
  let words = knownWords.get(data);
  if (words === undefined) knownWords.set(data, (words = new Map<string, KnownWord>()));
  let word = words.get(form);
  if (word === undefined) {
    word = lookUp(detach(form), data);
    if (words.size >= mostWords) words.clear();
    words.set(word.form, word);
  }
  return word;
}

function lookUp(form: string, data: LanguageData): KnownWord {
  const role = data.questionWords.has(form) ? 'question' : data.stopWords.has(form) ? 'stop' : 'content';
  const number = data.numberWords.get(form);
  return { form, stem: data.stem(form), role, number: number === undefined ? undefined : String(number) };
}

/**
 * A copy with its own memory: a string cut from an article keeps the whole article alive.
 *
 * @param text without lone surrogates
 */
const detach = (text: string) => Buffer.from(text).toString();
