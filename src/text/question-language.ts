import { analyze } from './analyzer.ts';
import { detectLanguage } from './language.ts';

const ours = ['id', 'en'] as const;

/**
 * Tells the language of a question, which is short and often half of names ("Kapan James Hepburn lahir?"): a question word
 * of Indonesian or English decides, its letters only where there is none.
 *
 * @returns as `detectLanguage`
 */
export function questionLanguage(text: string): string | null {
  const asking = ours.filter((language) => analyze(text, language).some(({ role }) => role === 'question'));
  return asking.length === 1 ? asking[0]! : detectLanguage(text);
}
