import { isIndonesianWord } from './stem-indonesian.ts';

/**
 * The standard spelling of a colloquial word: "diresmiin" is "diresmikan", "ngecek" is "mengecek", "nerjang" is "menerjang",
 * "ketangkep" is "tertangkap". Only forms with a known root count.
 *
 * @param word folded
 * @returns the word itself if it is standard or unknown
 */
export function writtenForm(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word) || isIndonesianWord(word)) return word;
  const once = steps.flatMap((step) => step(word));
  // Too many names begin like a shortened verb in m-.
  const twice = (word.startsWith('m') ? [] : once).flatMap((candidate) =>
    steps.flatMap((step) => step(candidate)),
  );
  return [...once, ...twice].find(isIndonesianWord) ?? word;
}

/** Active verbs reduced to the nasal of their prefix, or with "nge-" instead. */
function nasal(word: string): string[] {
  const after = (length: number) => word.slice(length);
  if (word.startsWith('nge')) return [`me${after(3)}`, `meng${after(3)}`, `mem${after(3)}`, `men${after(3)}`, `menge${after(3)}`, `meng${after(2)}`]; // prettier-ignore
  if (word.startsWith('ng')) return [`me${word}`, after(2)];
  if (word.startsWith('ny')) return [`me${word}`, `menc${after(2)}`];
  return /^(?:n[aeioucdjt]|m[aeioubp])/.test(word) ? [`me${word}`] : [];
}

/** "-in" stands for "-kan" and "-i". */
function causative(word: string): string[] {
  if (!word.endsWith('in')) return [];
  const base = word.slice(0, -2);
  const stem = base.endsWith('i') && word.endsWith('iin') ? [base] : [base, `${base}i`];
  return stem.flatMap((one) => [`${one}kan`, one]);
}

/** "ke-" stands for "ter-". */
const accidental = (word: string): string[] => (/^ke[^r]/.test(word) ? [`ter${word.slice(2)}`] : []);

/** An e in the last syllable stands for a, at the end for "ai". */
function vowel(word: string): string[] {
  const open = /^(.*)e(nya)?$/.exec(word);
  if (open) return [`${open[1]!}ai${open[2] ?? ''}`, `${open[1]!}a${open[2] ?? ''}`];
  const closed = /^(.*)e(ng|[bdghklmnprst])(an|in|kan|i|nya)?$/.exec(word);
  return closed ? [`${closed[1]!}a${closed[2]!}${closed[3] ?? ''}`] : [];
}

/** "ilang" is "hilang". */
const aspirate = (word: string): string[] => (/^[aeiou]/.test(word) ? [`h${word}`] : []);

/** Rewritings from colloquial to standard; each yields candidates, most likely first. */
const steps: readonly ((word: string) => readonly string[])[] = [
  nasal,
  causative,
  accidental,
  vowel,
  aspirate,
];
