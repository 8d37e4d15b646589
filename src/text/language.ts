import { eld } from 'eld/extrasmall';

/** Too few words distinguish Indonesian from Malay in the news. */
const sameForUs = new Map([['ms', 'id']]);

/** Whether readers of one language (BCP 47) can read the other; Malay counts as Indonesian. */
export function isSameLanguage(one: string, other: string): boolean {
  const primary = (language: string) => language.split('-')[0]!.toLowerCase();
  const [a, b] = [one, other].map((language) => sameForUs.get(primary(language)) ?? primary(language));
  return a === b;
}

/** @returns a BCP 47 primary subtag; `null` without words to tell by. Malay counts as Indonesian */
export function detectLanguage(text: string): string | null {
  const { language } = eld.detect(text.slice(0, 2000));
  return language === '' ? null : (sameForUs.get(language) ?? language);
}
