/** Words per shingle: with fewer, all texts of a language look alike; with more, every change hides a likeness. */
const shingleWords = 4;
const partBits = 7;
/** Bins of the hash range. The standard error of the resemblance is at most 0.5 / √128 = 0.044. */
const parts = 1 << partBits;

/** The least hash of all shingles in each bin: enough to compare two texts without having them. */
export type Signature = Uint32Array;

/** Marks a bin without a shingle. */
const empty = 0xffff_ffff;

/**
 * MinHash (Broder, "On the resemblance and containment of documents", 1997) over four-word shingles without case and
 * punctuation, with one hash function and bins instead of many functions (Li, Owen, Zhang, "One permutation hashing", 2012).
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

/** An estimate of the share of common shingles, 0 to 1. */
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

/** The finalizer of MurmurHash3: every input bit changes half of the output bits. */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
