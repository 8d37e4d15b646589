import { detectLanguage } from './language.ts';
import { ownLanguage } from './own-language.ts';

/** With fewer words, letter statistics are unreliable. */
const fewestWords = 6;

/**
 * Tells the language of a question: its words of Indonesian or English decide, else the letters, where there are enough.
 *
 * @returns a BCP 47 primary subtag; `null` when nothing tells
 */
export function questionLanguage(text: string): string | null {
  return ownLanguage(text) ?? detectLanguage(text);
}

/**
 * As `questionLanguage`, but if the question does not tell, it is the reader's language, or else the archive's main one.
 *
 * @param languages of the archive, those with most articles first
 * @param readIn the reader's language
 * @returns `isSure` if the question itself tells; otherwise its words are searched in every language
 */
export function languageFor(
  text: string,
  languages: readonly string[],
  readIn?: string,
): { readonly language: string; readonly isSure: boolean } {
  const own = ownLanguage(text);
  if (own !== null) return { language: own, isSure: true };
  const detected = detectLanguage(text);
  const isLong = text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length >= fewestWords;
  if (detected !== null && isLong) return { language: detected, isSure: true };
  // Letters tell little of a name, which is the same in the languages that have words of their own here.
  const likely = detected === 'id' || detected === 'en' ? [readIn, detected] : [detected, readIn];
  const language = likely.find((one) => one && languages.includes(one)) ?? languages[0] ?? detected ?? 'und';
  return { language, isSure: false };
}
