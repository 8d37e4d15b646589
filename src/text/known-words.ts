import type { LanguageData } from './languages/language-data.ts';

/** What the analysis tells of a form wherever it stands. */
export interface KnownWord {
  readonly form: string;
  readonly stem: string;
  readonly role: 'content' | 'stop' | 'question';
  /** The number that it is a word for, in digits. */
  readonly number: string | undefined;
}

/** Forms that are remembered, at most: the words of a large archive, with room. */
const mostWords = 300_000;
const knownWords = new Map<LanguageData, Map<string, KnownWord>>();

/**
 * Looks a form up in the data of a language, once: an article has each of its words several times, an archive thousands of
 * times, and most of the time of indexing would go into stems.
 */
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
 * The same string with memory of its own: one cut from an article keeps the whole text of the article alive.
 *
 * @param text without halves of surrogate pairs
 */
const detach = (text: string) => Buffer.from(text).toString();
