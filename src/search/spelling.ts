import { isIndonesianWord } from '../text/languages/stem-indonesian.ts';
import { WordClass, classOf } from '../text/word-classes.ts';
import { editDistance } from './edit-distance.ts';
import type { Lexicon } from './lexicon.ts';
import type { Query, QueryTerm } from './query.ts';

/** An unknown word of a question, and the archive's word searched for instead. */
export interface Correction {
  /** As it was written. */
  readonly written: string;
  /** Lower case, unless it was capitalised. */
  readonly corrected: string;
}

/** Spell checking against the words of the archive. */
export interface Spelling {
  /**
   * Corrections of a question's unknown words; those without a near word are left out.
   *
   * @param words the visible words and their frequencies
   */
  corrections(query: Query, words: VisibleWords): Correction[];
}

/** The words an asker may know of. */
export interface VisibleWords {
  /** Number of blocks of the archive with a term. */
  readonly frequencyOf: (term: number) => number;
  readonly usesOf: (word: number) => number;
}

/** Largest difference in length between two spellings of a word. */
const maxLengthDifference = 2;
/** Letters a to z, as a set, in which spellings two edits apart can differ. */
const maxLettersApart = 4;

/** Reads each word's spelling once; words added later are read on demand. */
export function createSpelling(lexicon: Lexicon): Spelling {
  let lengths = new Uint8Array(0);
  let letters = new Uint32Array(0);
  let read = 0;

  function readNewWords(): void {
    if (lengths.length < lexicon.words) {
      const room = Math.ceil(lexicon.words * 1.2);
      lengths = grown(lengths, new Uint8Array(room));
      letters = grown(letters, new Uint32Array(room));
    }
    for (const word of lexicon.reused()) if (word < read) readWord(word);
    for (; read < lexicon.words; read++) readWord(read);
  }

  function readWord(word: number): void {
    const form = lexicon.formOf(word);
    lengths[word] = /\p{N}/u.test(form) ? 0 : Math.min(form.length, 255);
    letters[word] = lettersOf(form);
  }

  /** The nearest word; the most frequent of equally near ones. */
  function nearest(term: QueryTerm, { frequencyOf, usesOf }: VisibleWords): string | undefined {
    const { form } = term;
    const own = lettersOf(form);
    let best: { form: string; distance: number; frequency: number } | undefined;
    for (let word = 0; word < read; word++) {
      if (Math.abs(lengths[word]! - form.length) > maxLengthDifference) continue;
      if (bitsIn(letters[word]! ^ own) > maxLettersApart) continue;
      if (usesOf(word) === 0) continue;
      const other = lexicon.formOf(word);
      if (other === form) return undefined; // the archive has it, in another language
      const limit = Math.min(maxDistance(term, other), best?.distance ?? Infinity);
      const distance = editDistance(form, other, limit);
      if (distance > limit) continue;
      const frequency = frequencyOf(lexicon.termOf(word));
      if (frequency === 0 || (distance === best?.distance && frequency <= best.frequency)) continue;
      best = { form: other, distance, frequency };
    }
    return best?.form;
  }

  return {
    corrections(query, words) {
      const unknown = query.terms.filter(
        (term) => mayBeMisspelt(term, query.language) && !isKnown(term, words) && !isInLexicon(term, query),
      );
      if (unknown.length === 0) return [];
      readNewWords();
      return unknown.flatMap((term) => {
        const found = nearest(term, words);
        return found === undefined
          ? []
          : [{ written: term.written, corrected: writtenLike(found, term.written) }];
      });
    },
  };

  function isKnown({ term, elsewhere }: QueryTerm, { frequencyOf }: VisibleWords): boolean {
    return [term, ...elsewhere].some((text) => {
      const number = lexicon.term(text);
      return number !== undefined && frequencyOf(number) > 0;
    });
  }
}

/**
 * Largest distance at which a word may replace another. Names have many spellings; other unknown words are more often correct
 * than not, and short ones are near too many others.
 */
function maxDistance({ form, name, written }: QueryTerm, other: string): number {
  const letters = Math.min(form.length, other.length);
  const sameStart = other.startsWith(form.slice(0, 1));
  if (written.length > 1 && written === written.toUpperCase()) return letters === 4 && sameStart ? 1 : 0;
  if (letters < 4) return 0;
  if (!name) return sameStart ? maxDistanceOfWords(form, other) : 0;
  if (!sameStart) return letters >= 6 ? 1 : 0;
  return letters >= 8 ? 2 : letters >= 6 ? 1.5 : 1;
}

/** Short words that differ in one letter are different words ("stage" and "state"); an added or missing letter is a slip. */
function maxDistanceOfWords(form: string, other: string): number {
  const letters = Math.min(form.length, other.length);
  if (letters < 5) return 0;
  if (letters >= 7) return 1;
  if (!other.endsWith(form.slice(-1))) return 0;
  return form.length !== other.length || lettersOf(form) === lettersOf(other) ? 1 : 0.5;
}

/** Whether it is in the bilingual lexicon, alone or in a phrase; the archive may use other words for it. */
function isInLexicon({ term }: QueryTerm, { alternatives, translations, ofBorrowed }: Query): boolean {
  return [alternatives, translations, ofBorrowed].some((all) => all.some(({ of }) => of.includes(term)));
}

/** Whether it is neither a number nor a correct word, known to the archive or not. */
function mayBeMisspelt({ form, name, number }: QueryTerm, language: string): boolean {
  if (number || form.length < 4 || !/^\p{L}+$/u.test(form)) return false;
  if (classOf(form) & (WordClass.country | WordClass.countryFirst)) return false;
  return name || language !== 'id' || !isIndonesianWord(form);
}

function writtenLike(form: string, written: string): string {
  if (written.length > 1 && written === written.toUpperCase()) return form.toUpperCase();
  return /^\p{Lu}/u.test(written) ? form[0]!.toUpperCase() + form.slice(1) : form;
}

function lettersOf(form: string): number {
  let bits = 0;
  for (let at = 0; at < form.length; at++) {
    const letter = form.charCodeAt(at) - 97;
    bits |= 1 << (letter >= 0 && letter < 26 ? letter : 26);
  }
  return bits >>> 0;
}

/** Population count (Warren, "Hacker's Delight", 5–1). */
function bitsIn(number: number): number {
  let bits = number - ((number >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function grown<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
