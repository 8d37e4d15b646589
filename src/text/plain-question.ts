import { chatWords, wrappings } from './words/chat-words.ts';
import { writtenForm } from './languages/spoken-indonesian.ts';
import { fold } from './tokens.ts';

/**
 * Invisible characters: zero-width spaces and joiners, direction marks, soft hyphens, emoji variation selectors. Joiners stay
 * between Arabic or Indic letters, where they are part of the spelling.
 */
const invisible =
  /(?:(?![\u200c\u200d])[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f]|(?<![\p{Script=Arabic}\u0900-\u0dff])[\u200c\u200d])/gu;

export const withoutInvisible = (text: string) => text.replace(invisible, '');

/** Lengthened for emphasis: no word in either language has a letter three times in a row. */
const lengthened = /(\p{Ll})\1{2,}/gu;

/** A word that is not part of a larger token ("u-23", "r&b", "u.s."). */
const word =
  /(?<![\p{L}\p{N}]|[\p{L}\p{N}][-&'’./])[\p{L}][\p{L}\p{N}]*(?![\p{L}\p{N}]|[-&'’./][\p{L}\p{N}])/gu;

/** Quoted text is taken literally. */
const quoted = /("[^"]+"|“[^”]+”|«[^»]+»)/u;

const salutations = {
  id: 'halo+|hallo+|hai+|hay|hei+|hey+|hi+|hello+|permisi|misi|maaf|sori|sorry|ass?ala?mu[\'’ ]?ala?ikum(?: wr\\.?| wb\\.?| warahmatull\\p{L}*| wabarakatuh)*|selamat (?:pagi|siang|sore|malam)|(?:pagi|siang|sore|malam)(?= ADDRESS| ?[,.!])',
  en: 'hi+|hey+|hello+|hiya|howdy|yo|excuse me|sorry|good (?:morning|afternoon|evening|day)|(?:morning|evening)(?= ADDRESS| ?,)',
}; // prettier-ignore
const greeting = { id: greetingIn('id'), en: greetingIn('en') };

/** A greeting at the beginning, including those addressed. */
function greetingIn(language: 'id' | 'en'): RegExp {
  const { particles, address } = chatWords[language];
  const addressed = `(?:${[...address, ...particles].join('|')})(?![\\p{L}\\p{N}])`;
  const salutation = salutations[language].replace('ADDRESS', addressed);
  return new RegExp(`^(?:(?:${salutation})(?![\\p{L}\\p{N}])(?:[\\s,.!]+${addressed})*[\\s,.!]*)+`, 'iu');
}

/** Inside a sentence, "terima kasih" may be its subject; chat spellings never are. */
const thanks =
  /(?:(?:^|(?<=[,.!?]\s*))(?:terima ?kasih|thank(?:s| you| u))|(?<![\p{L}\p{N}])(?:makasih+|makasi|mksh|tengkyu|trims|thx|tysm))(?: (?:banyak|sebelumnya|ya|so much|a lot|in advance|very much))*(?![\p{L}\p{N}])[\s,.!]*/giu;
/** Comments on the question itself: "…, byk bgt", "…, serem banget". */
const exclamation = /,\s*(?:[\p{L}\p{N}]+\s+){1,2}(?:bgt|banget|bener)[\s.!?]*$/iu;

/** "Sama" in place of "dengan". */
const together =
  /(?<!(?:kerja|yang|hari|satu|pada|bersama|dan) )(?<![\p{L}\p{N}-])sama(?! (?:sekali|dengan|lain))(?![\p{L}\p{N}-])/gu;

const figures = {
  id: [[/(?<![\p{L}\p{N}])((?:rp\.? ?)?\d+(?:[.,]\d+)*) ?(rb|jt|jta|rbu|k|M|T)(?![\p{L}\p{N}])/giu, { rb: 'ribu', rbu: 'ribu', k: 'ribu', jt: 'juta', jta: 'juta', M: 'miliar', T: 'triliun' }]],
  en: [[/(?<![\p{L}\p{N}])([$€£]?\d+(?:[.,]\d+)*) ?(k|mil|mn|bn|tn|M|B|T)(?![\p{L}\p{N}])/giu, { k: 'thousand', mil: 'million', mn: 'million', M: 'million', bn: 'billion', B: 'billion', tn: 'trillion', T: 'trillion' }]],
} as const; // prettier-ignore

/**
 * A question as an article would put it: chat and colloquial spellings normalised, greetings, particles and forms of address
 * removed. Quoted words and names stay as they are.
 *
 * @param isKnown whether a form is a word of the archive, which is then left alone
 * @param language "id" or "en"; for others, only invisible characters are removed
 */
export function plainQuestion(
  given: string,
  language: string,
  isKnown: (form: string) => boolean = () => false,
): string {
  const text = withoutInvisible(given).trim();
  if (language !== 'id' && language !== 'en') return text;
  const bare = text.replace(greeting[language], '').replace(thanks, ' ').replace(exclamation, '');
  const plain = bare
    .split(quoted)
    .map((part, at) => (at % 2 === 1 ? part : plainWords(part, language, isKnown)))
    .join('');
  return tidied(plain);
}

function plainWords(text: string, language: 'id' | 'en', isKnown: (form: string) => boolean): string {
  const { spelling, short, particles, address } = chatWords[language];
  const unfolded = figures[language].reduce(
    (text, [pattern, units]) =>
      text.replace(pattern, (whole, number: string, unit: string) => {
        const name = (units as Record<string, string>)[unit] ?? (units as Record<string, string>)[unit.toLowerCase()];
        return name === undefined ? whole : `${number} ${name}`;
      }),
    text.replace(wrappings[language], ' '),
  ); // prettier-ignore
  const replaced = unfolded
    .replace(lengthened, '$1')
    .replace(/(?<![\p{L}\p{N}])(\p{L}{3,})2(nya|an)?(?![\p{L}\p{N}])/gu, language === 'id' ? '$1-$1$2' : '$&')
    .replace(together, language === 'id' ? 'dengan' : '$&')
    .replace(word, (written, at: number, whole: string) => {
      const isFirst = whole.slice(0, at).trim() === '';
      // A word that is written as a name is one, but for the first of all.
      if (/\p{Lu}/u.test(written) && !(isFirst && /^\p{Lu}\p{Ll}*$/u.test(written))) return written;
      const form = fold(written);
      // "Dr Wilson" is a doctor.
      if (isFirst && written !== form && /^\s+\p{Lu}/u.test(whole.slice(at + written.length))) return written;
      const plain = spelling.get(form);
      if (plain !== undefined) return plain;
      if (particles.has(form) && !isBesideNumber(whole, at, written.length)) return '';
      if (address.has(form) && standsApart(whole, at, written.length, particles)) return '';
      if (isKnown(form)) return written;
      const formal = short.get(form) ?? (language === 'id' ? writtenForm(form) : form);
      return formal === form ? written : formal;
    });
  return replaced;
}

const isBesideNumber = (text: string, at: number, length: number) =>
  /\d\s*$/.test(text.slice(0, at)) || /^\s*\d/.test(text.slice(at + length));

/** Whether a word is at either end of the question, or between commas. */
function standsApart(text: string, at: number, length: number, particles: ReadonlySet<string>): boolean {
  const before = text.slice(0, at).trim();
  const after = text.slice(at + length).trim();
  if (after === '' || /^[,.!?]/.test(after)) return true;
  if (before !== '' && !/[,.!?]$/.test(before)) return false;
  return after.startsWith(',') || particles.has(/^\p{L}+/u.exec(after)?.[0].toLowerCase() ?? '');
}

const tidied = (text: string) =>
  text
    .replace(/\s+([,.?!])/g, '$1')
    .replace(/(?:,\s*)+(?=[,.?!]|$)|^[\s,.!]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
