import { analyze } from './analyzer.ts';
import { chatWords } from './words/chat-words.ts';
import { fold } from './tokens.ts';

const ours = ['id', 'en'] as const;
type Ours = (typeof ours)[number];

/**
 * Tells Indonesian and English apart in a question, which is short and often half of names ("Kapan James Hepburn lahir?"): a
 * question word decides, in the spelling of chat too, then the small words that only one of them has. Needs no statistics.
 *
 * @returns `null` when nothing tells
 */
export function ownLanguage(text: string): Ours | null {
  const marks = Object.fromEntries(ours.map((language) => [language, marksOf(text, language)])) as Record<Ours, LanguageMarks>;
  for (const kind of ['questions', 'small'] as const) {
    const [id, en] = [marks.id[kind], marks.en[kind]];
    // A word of both tells nothing.
    const only = { id: [...id].filter((form) => !en.has(form)).length, en: [...en].filter((form) => !id.has(form)).length };
    if (only.id !== only.en && (kind === 'small' || only.id === 0 || only.en === 0)) return only.id > only.en ? 'id' : 'en';
  }
  return null;
} // prettier-ignore

interface LanguageMarks {
  readonly questions: ReadonlySet<string>;
  /** Stop words and chat words of the language in the question. */
  readonly small: ReadonlySet<string>;
}

function marksOf(text: string, language: Ours): LanguageMarks {
  const { spelling, particles } = chatWords[language];
  const tokens = analyze(text, language);
  const questions = new Set<string>();
  const small = new Set<string>();
  for (const { form, role, capital } of tokens) {
    const plain = capital ? undefined : spelling.get(fold(form));
    const roles = plain === undefined ? [role] : analyze(plain, language).map((term) => term.role);
    if (roles.includes('question')) questions.add(form);
    else if (role === 'stop' || plain !== undefined || particles.has(form)) small.add(form);
  }
  return { questions, small };
}

/** Whether a text has a word that an article can be about, and not only small words. */
export const namesTopic = (text: string) =>
  ours.every((language) => analyze(text, language).some(({ role }) => role === 'content'));

/** Whether a text asks something, rather than naming a topic: by its mark, or by the word with which it begins. */
export function isQuestion(text: string): boolean {
  if (text.trim().endsWith('?')) return true;
  return ours.some((language) => analyze(text, language)[0]?.role === 'question');
}
