import { eld } from 'eld/extrasmall';

/** Words that are frequent in Indonesian and rare in Malay text of the news, and the other way round, are too few to tell. */
const sameForUs = new Map([['ms', 'id']]);

/** Whether two languages (BCP 47) are one to a reader of either; Malay counts as Indonesian. */
export function isSameLanguage(one: string, other: string): boolean {
  const primary = (language: string) => language.split('-')[0]!.toLowerCase();
  const [a, b] = [one, other].map((language) => sameForUs.get(primary(language)) ?? primary(language));
  return a === b;
}

/**
 * Tells the language of a text.
 *
 * @returns a BCP 47 primary subtag; `null` when there is no word to tell by. Malay counts as Indonesian.
 */
export function detectLanguage(text: string): string | null {
  const { language } = eld.detect(text.slice(0, 2000));
  return language === '' ? null : (sameForUs.get(language) ?? language);
}
