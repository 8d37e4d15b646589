import { analyze } from './analyzer.ts';
import { detectLanguage } from './language.ts';

const ours = ['id', 'en'] as const;

/**
 * Tells the language of a question, which is short and often half of names ("Kapan James Hepburn lahir?"): where its letters
 * speak for neither Indonesian nor English, a question word of one of them decides.
 *
 * @returns as `detectLanguage`
 */
export function questionLanguage(text: string): string | null {
  const detected = detectLanguage(text);
  if (ours.some((language) => language === detected)) return detected;
  const asking = ours.filter((language) => analyze(text, language).some(({ role }) => role === 'question'));
  return asking.length === 1 ? asking[0]! : detected;
}
