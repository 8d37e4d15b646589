/** Words in a row that are compared as one: fewer find likeness in every text of one language, more lose it at every change. */
const shingleWords = 4;
/** Hash functions. The resemblance is told with a standard error of at most 0.5 / √64 = 0.063. */
const functions = 64;

/** What tells how alike two texts are without having them: for each hash function the least value of all shingles. */
export type Signature = Uint32Array;

/**
 * The signature of a text by MinHash (Broder, "On the resemblance and containment of documents", 1997) over runs of four words,
 * without case and marks.
 */
export function signatureOf(text: string): Signature {
  const words = (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).map(hashOf);
  const signature = new Uint32Array(functions).fill(0xffff_ffff);
  const shingles = new Set<number>();
  for (let at = 0; at < Math.max(1, words.length - shingleWords + 1); at++) {
    let shingle = 0;
    for (let word = at; word < at + shingleWords; word++)
      shingle = Math.imul(shingle ^ (words[word] ?? 0), 0x9e37_79b1);
    shingles.add(shingle);
  }
  for (const shingle of shingles) {
    for (let at = 0; at < functions; at++) {
      const value = mixed(shingle ^ seeds[at]!);
      if (value < signature[at]!) signature[at] = value;
    }
  }
  return signature;
}

/** An estimate of how many of the shingles of two texts are in both, from 0 to 1. */
export function resemblance(one: Signature, other: Signature): number {
  let same = 0;
  for (let at = 0; at < functions; at++) if (one[at] === other[at]) same++;
  return same / functions;
}

/** FNV-1a over UTF-16 units. */
function hashOf(word: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x0100_0193);
  return hash;
}

/** The finalizer of MurmurHash3: every bit that comes in changes half of those that go out. */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const seeds = Array.from({ length: functions }, (_, at) => mixed(at + 1));
