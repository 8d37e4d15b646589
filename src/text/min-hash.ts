/** Words in a row that are compared as one: fewer find likeness in every text of one language, more lose it at every change. */
const shingleWords = 4;
const partBits = 7;
/** Parts of the range of the hash. The resemblance is told with a standard error of at most 0.5 / √128 = 0.044. */
const parts = 1 << partBits;

/** What tells how alike two texts are without having them: the least hash of all shingles in each part of the range. */
export type Signature = Uint32Array;

/** A part into which no shingle fell. */
const empty = 0xffff_ffff;

/**
 * The signature of a text by MinHash (Broder, "On the resemblance and containment of documents", 1997) over runs of four words,
 * without case and marks; with one hash function, whose range is parted, in place of many (Li, Owen, Zhang, "One permutation
 * hashing", 2012).
 */
export function signatureOf(text: string): Signature {
  const words = (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).map(hashOf);
  const signature = new Uint32Array(parts).fill(empty);
  for (let at = 0; at < Math.max(1, words.length - shingleWords + 1); at++) {
    let shingle = 0;
    for (let word = at; word < at + shingleWords; word++)
      shingle = Math.imul(shingle ^ (words[word] ?? 0), 0x9e37_79b1);
    const hash = mixed(shingle);
    const part = hash & (parts - 1);
    const value = hash >>> partBits;
    if (value < signature[part]!) signature[part] = value;
  }
  return signature;
}

/** An estimate of how many of the shingles of two texts are in both, from 0 to 1. */
export function resemblance(one: Signature, other: Signature): number {
  let same = 0;
  let filled = 0;
  for (let at = 0; at < parts; at++) {
    if (one[at] === empty && other[at] === empty) continue;
    filled++;
    if (one[at] === other[at]) same++;
  }
  return same / filled;
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
