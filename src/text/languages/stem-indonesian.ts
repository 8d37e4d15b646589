import { FIXED, ROOTS, SAME } from '../words/roots-indonesian.ts';

/** Stems by known word. */
const wholeWords = new Map<string, string>();
/** Stems by known root; roots are also searched for under affixes. */
const roots = new Map<string, string>();

for (const word of FIXED.trim().split(/\s+/)) wholeWords.set(word, word);
for (const root of ROOTS.trim().split(/\s+/)) {
  wholeWords.set(root, root);
  roots.set(root, root);
}
for (const line of SAME.trim().split('\n')) {
  const [stem, ...forms] = line.split(/:? /) as [string, ...string[]];
  for (const form of [stem, ...forms]) {
    wholeWords.set(form, stem);
    roots.set(form, stem);
  }
}

/** Roots of one syllable take "menge-" and "penge-". */
const oneSyllable = new Set(
  'bom bor cap cat cek cor gas las lap lem pak pel pos pres rem sah set tes tren'.split(' '),
);

// Suffixes that may follow a root, as bits.
const NONE = 0;
const AN = 1;
const I = 2;
const KAN = 4;

/** Up to three prefixes stand before a root ("mempertanggungjawabkan", "keberpihakan"). */
const DEEPEST = 2;
/** Minimum length of what is left of an unknown word, in letters. */
const SHORTEST_GUESS = 4;

/**
 * Takes an Indonesian word to its stem: one string for all inflections and derivations of a root that mean much the same.
 * Made for retrieval: forms of one root meet, different words stay apart; the stem need not be a word.
 *
 * The order of affixes (particle, possessive, suffix, prefixes) and the prefixes and suffixes that never go together follow
 * the confix stripping of Nazief and Adriani (Adriani, Asian, Nazief, Tahaghoghi and Williams, "Stemming Indonesian: a
 * confix-stripping approach", ACM TALIP 6(4), 2007). Words under which no known root lies are cut by rules in the line of
 * Tala ("A study of stemming effects on information retrieval in Bahasa Indonesia", 2003), but only at prefixes, and at
 * suffixes that a prefix goes with, so that names and loanwords stay whole ("polisi", "organisasi", "kazakhstan").
 *
 * @param word lower case, without diacritics; may hold hyphens ("anak-anak" is "anak")
 */
export function stemIndonesian(word: string): string {
  if (word.includes('-')) return stemOfParts(word.split('-')) || word;
  if (word.length < SHORTEST_GUESS) return wholeWords.get(word) ?? word;
  const stem = known(word);
  if (stem !== undefined) return stem;
  const bare = withoutClitics(word);
  return bare === word ? guess(word) : (known(bare) ?? guess(bare));
}

/** Whether a known root lies under a word, with none or any of its affixes. */
export function isIndonesianWord(word: string): boolean {
  return (known(word) ?? known(withoutClitics(word))) !== undefined;
}

/** Cuts the particles -lah, -kah, -pun and the possessives -nya, -ku, -mu. */
function withoutClitics(word: string): string {
  let rest = word;
  if (/(?:lah|kah|pun)$/.test(word)) {
    const cut = word.slice(0, -3);
    if (known(cut) !== undefined) return cut;
    // "abdullah" and "mekkah" hold no particle.
    if (cut.length > SHORTEST_GUESS + 1 && !/[lk]$/.test(cut)) rest = cut;
  }
  if (rest.endsWith('nya') && rest.length >= 3 + SHORTEST_GUESS) return rest.slice(0, -3);
  // Too many words end in these two letters to cut them from an unknown one.
  if (/[km]u$/.test(rest) && known(rest.slice(0, -2)) !== undefined) return rest.slice(0, -2);
  return rest;
}

/** The stem of a word with a known root; `undefined` without one. */
function known(word: string): string | undefined {
  return wholeWords.get(word) ?? beforeSuffix(word, AN | I | KAN) ?? afterPrefix(word, NONE, 0);
}

/** The stem of a known root with none or one of the suffixes. The longest root wins: "masakan" is from "masak", not "masa". */
function beforeSuffix(word: string, suffixes: number): string | undefined {
  const stem = roots.get(word);
  if (stem !== undefined || suffixes === NONE) return stem;
  if (suffixes & I && word.endsWith('i')) return roots.get(word.slice(0, -1));
  if (!word.endsWith('an')) return undefined;
  const beforeAn = roots.get(word.slice(0, -2));
  if (suffixes & AN && beforeAn !== undefined) return beforeAn;
  if (!(suffixes & KAN) || !word.endsWith('kan')) return undefined;
  // "menunjukan" is a frequent slip for "menunjukkan".
  return roots.get(word.slice(0, -3)) ?? beforeAn;
}

/** Strips up to three prefixes. `suffixes` are those compatible with the prefix before. */
function afterPrefix(word: string, suffixes: number, depth: number): string | undefined {
  if (depth > DEEPEST || word.length < 5) return undefined;
  switch (word.slice(0, 2)) {
    case 'di':
      return inside(word.slice(2), suffixes | I | KAN, depth);
    case 'me':
      return afterNasal(word, suffixes | I | KAN, depth);
    case 'pe':
      return afterPe(word, suffixes | AN, depth);
    case 'be':
      return afterR(word, 'ber', suffixes | AN | KAN, depth);
    case 'te':
      return afterR(word, 'ter', suffixes | I | KAN, depth);
    case 'se':
      return inside(word.slice(2), suffixes | AN, depth);
    case 'ke':
      // Without -an, ke- makes ordinals ("kedua"), which are words of their own, and little else.
      return word.endsWith('an') ? inside(word.slice(2, -2), NONE, depth) : undefined;
    default:
      return undefined;
  }
}

function inside(rest: string, suffixes: number, depth: number): string | undefined {
  return beforeSuffix(rest, suffixes) ?? afterPrefix(rest, suffixes, depth + 1);
}

/** ber-, ter- and per- lose their r before a root in r ("berasa", "terasa") or with -er- in it ("bekerja", "tepercaya"). */
function afterR(word: string, prefix: string, suffixes: number, depth: number): string | undefined {
  if (!word.startsWith(prefix)) {
    return word.startsWith('er', 3) ? beforeSuffix(word.slice(2), suffixes) : undefined;
  }
  return beforeSuffix(word.slice(2), suffixes) ?? inside(word.slice(3), suffixes, depth);
}

function afterPe(word: string, suffixes: number, depth: number): string | undefined {
  if (word.startsWith('per')) return afterR(word, 'per', suffixes | I | KAN, depth);
  return afterNasal(word, suffixes, depth) ?? beforeSuffix(word.slice(2), suffixes);
}

/** me- and pe- grow a nasal that swallows p, t, s and k: "memukul" (pukul), "menulis" (tulis), "menyapu", "mengirim". */
function afterNasal(word: string, suffixes: number, depth: number): string | undefined {
  const start = nasalEnd(word);
  if (start < 0) return undefined;
  const rest = word.slice(start);
  if (start === 2 || !isVowel(rest)) return inside(rest, suffixes, depth);
  const nasal = word.slice(2, start);
  if (nasal === 'ng') {
    const short = rest.startsWith('e') ? shortRoot(rest, suffixes) : undefined;
    return (
      beforeSuffix(rest, suffixes) ??
      short ??
      beforeSuffix('k' + rest, suffixes) ??
      beforeSuffix('ng' + rest, suffixes) ??
      afterPrefix(rest, suffixes, depth + 1) ??
      afterPrefix('k' + rest, suffixes, depth + 1)
    );
  }
  const swallowed = nasal === 'm' ? 'p' : nasal === 'n' ? 't' : 's';
  return beforeSuffix(nasal + rest, suffixes) ?? inside(swallowed + rest, suffixes, depth);
}

/** "mengecat", "pengeboman". */
function shortRoot(rest: string, suffixes: number): string | undefined {
  for (const [suffix, bit] of shortRootSuffixes) {
    if ((suffixes & bit) === bit && rest.endsWith(suffix)) {
      const root = rest.slice(1, rest.length - suffix.length);
      if (oneSyllable.has(root)) return root;
    }
  }
  return undefined;
}
const shortRootSuffixes = [['', NONE], ['an', AN], ['i', I], ['kan', KAN]] as const; // prettier-ignore

/** Where the rest begins after me- or pe- with its nasal; -1 where the letters allow no nasal prefix. */
function nasalEnd(word: string): number {
  switch (word.charAt(2)) {
    case 'm':
      return 3;
    case 'n':
      return word.charAt(3) === 'g' || word.charAt(3) === 'y' ? 4 : 3;
    case 'l':
    case 'r':
    case 'w':
    case 'y':
      return 2;
    default:
      return -1;
  }
}

/** The stem of a word without a known root, by rule. */
function guess(word: string): string {
  switch (word.slice(0, 2)) {
    case 'di':
      return cut(word, word.slice(2), I | KAN);
    case 'me':
      return cut(word, guessNasal(word), I | KAN);
    case 'pe':
      if (word.startsWith('per')) return word.endsWith('an') ? cut(word, word.slice(3, -2), NONE) : word;
      return cut(word, guessNasal(word), AN);
    case 'be':
      return word.startsWith('ber') ? cut(word, word.slice(3), KAN) : word;
    case 'te':
      return word.startsWith('ter') ? cut(word, word.slice(3), NONE) : word;
    case 'ke': {
      if (!word.endsWith('an')) return word;
      const base = cut(word, word.slice(2, -2), NONE);
      return base.startsWith('ber') || base.startsWith('ter') ? guess(base) : base;
    }
    default:
      return word;
  }
}

/** `rest` without its suffix if that may be a root, else the whole word. */
function cut(word: string, rest: string, suffixes: number): string {
  if (rest.length < SHORTEST_GUESS || !possibleStart.test(rest)) return word;
  let root = rest;
  if (suffixes & KAN && rest.endsWith('kan')) root = rest.slice(0, -3);
  else if (suffixes & AN && rest.endsWith('an')) root = rest.slice(0, -2);
  // "-si" and a vowel before -i belong to the root ("mengevaluasi", "menyuplai").
  else if (suffixes & I && /[^aeious]i$/.test(rest)) root = rest.slice(0, -1);
  if (root.length < 3) root = rest;
  // "memper-" and "diper-".
  if (suffixes & KAN && root.startsWith('per') && root.length >= 3 + SHORTEST_GUESS) root = root.slice(3);
  return possibleEnd.test(root) ? root : word;
}

function guessNasal(word: string): string {
  const start = nasalEnd(word);
  if (start < 0) return '';
  const rest = word.slice(start);
  if (start === 2) return rest.length > SHORTEST_GUESS && isVowel(rest.slice(1)) ? rest : '';
  if (rest.length < SHORTEST_GUESS) return '';
  const nasal = word.slice(2, start);
  if (!isVowel(rest)) return afterThatNasal.get(nasal)?.test(rest) === true ? rest : '';
  if (nasal === 'm') return 'p' + rest;
  if (nasal === 'n') return 't' + rest;
  if (nasal === 'ny') return 's' + rest;
  // "mengonversi", "mengomposisi": loanwords in kon- and kom- are many, in on- and om- few.
  return /^o[nm]/.test(rest) ? 'k' + rest : rest;
}

/** Consonants that stay after a nasal. */
const afterThatNasal = new Map([
  ['m', /^[bfpv]/],
  ['n', /^(?:[cdjz]|sy|[st][rlkpt])/],
  ['ng', /^[ghkq]/],
]);

const possibleStart =
  /^(?:[bcdfghjklmnpqrstvwyz]?|[bcdfgkpst][lr]|kh|ng|ny|sy|s[kptw]|str|sk[rl]|sp[rl]|[dk]w)[aeiou]/;
const possibleEnd = /(?:[aeiou][bcdfghjklmnpqrstvwyz]?|ng|ns|ks|rs|nk|ft|kh|sy)$/;

const isVowel = (rest: string): boolean => /^[aeiou]/.test(rest);

/** "anak-anak", "kekanak-kanakan", "tolong-menolong", "warna-warni"; other compounds keep all their stems. */
function stemOfParts(parts: readonly string[]): string {
  const stems = parts.filter((part) => part !== '' && part !== 'se' && part !== 'ke').map(stemIndonesian);
  const [first, second] = stems;
  if (stems.length !== 2 || first === undefined || second === undefined) return stems.join('-');
  if (first === 'ke' + second) return second;
  if (!isEcho(first, second)) return stems.join('-');
  return roots.has(second) && !roots.has(first) ? second : first;
}

/** Whether two parts are equal, or differ only in vowels or the first letter. */
function isEcho(first: string, second: string): boolean {
  return first === second || first.slice(1) === second.slice(1) || consonants(first) === consonants(second);
}

const consonants = (word: string): string => word.replace(/[aeiou]/g, '');
