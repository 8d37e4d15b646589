/**
 * Words for numbers in Indonesian and English, folded. Written for this project from general knowledge, in the spelling of KBBI
 * with the older one beside it ("milyar"), and the short scale in English (a billion is 10⁹).
 */

const numbered = (words: string) => words.split(' ').map((word, value) => [word, value] as const);

/** Numbers of one word, from 0. */
export const smallNumbers = {
  id: new Map(numbered('nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas')),
  en: new Map(
    numbered('zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'),
  ),
} as const; // prettier-ignore

/** 20 to 90. */
export const tens: ReadonlyMap<string, number> = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, place) => [word, (place + 2) * 10]),
);

/** "Dua belas" is 12, "dua puluh" is 20. */
export const belas = 'belas';
export const puluh = 'puluh';

export const hundred = { id: 'ratus', en: 'hundred' } as const;

/** Words that multiply the whole number before them. */
export const multipliers = {
  id: new Map([['ribu', 1e3], ['juta', 1e6], ['miliar', 1e9], ['milyar', 1e9], ['triliun', 1e12], ['trilyun', 1e12]]),
  en: new Map([['thousand', 1e3], ['million', 1e6], ['billion', 1e9], ['trillion', 1e12]]),
} as const; // prettier-ignore

/** Words that are a whole number on their own. */
export const wholeNumbers: ReadonlyMap<string, number> = new Map([
  ['seratus', 100], ['seribu', 1e3], ['sejuta', 1e6], ['selusin', 12], ['sepasang', 2], ['dozen', 12],
]); // prettier-ignore

export const halves: ReadonlySet<string> = new Set(['setengah', 'half']);

/** Amounts that are named by their size alone: the least and the most that they mean. */
export const vagueNumbers: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['belasan', [11, 19]], ['puluhan', [20, 99]], ['ratusan', [100, 999]], ['ribuan', [1000, 9999]], ['jutaan', [1e6, 9.99e6]],
  ['tens', [20, 99]], ['dozens', [24, 99]], ['hundreds', [100, 999]], ['thousands', [1000, 9999]], ['millions', [1e6, 9.99e6]],
]); // prettier-ignore
