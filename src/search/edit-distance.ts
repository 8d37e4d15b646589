/** Letters for one sound in different languages: "Tokayev" and "Tokajew", "Kazakhstan" and "Qazaqstan". */
const sameSound = ['fvw', 'iyj', 'ckq', 'sz', 'gj', 'td'];

/** For each letter, the groups it is in, as bits. */
const soundOf = new Map<number, number>();
for (const [bit, letters] of sameSound.entries()) {
  for (const letter of letters) {
    const code = letter.charCodeAt(0);
    soundOf.set(code, (soundOf.get(code) ?? 0) | (1 << bit));
  }
}

const silent = 'h'.charCodeAt(0);
const half = 0.5;

/** Longer words are not compared. */
const longest = 64;
// Kept from call to call: a search for one word compares it with thousands.
const rows = [new Float64Array(longest), new Float64Array(longest), new Float64Array(longest)] as const;

/**
 * Damerau–Levenshtein distance (optimal string alignment: insertions, deletions, substitutions and adjacent transpositions cost
 * 1 each), where a letter of the same sound, an "h" and a doubled letter cost one half.
 *
 * @param limit distances above it need not be exact
 * @returns the distance, or `Infinity` above the limit
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.max(a.length, b.length) >= longest) return Infinity;
  let [before, above, row] = rows;
  above[0] = 0;
  for (let j = 1; j <= b.length; j++) above[j] = above[j - 1]! + gapCost(b, j - 1);
  let leastAbove = 0;
  for (let i = 1; i <= a.length; i++) {
    const gap = gapCost(a, i - 1);
    const code = a.charCodeAt(i - 1);
    let least = (row[0] = above[0]! + gap);
    for (let j = 1; j <= b.length; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = above[j - 1]! + (code === other ? 0 : substitutionCost(code, other));
      cost = Math.min(cost, above[j]! + gap, row[j - 1]! + gapCost(b, j - 1));
      const swapped = i > 1 && j > 1 && code === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other;
      if (swapped) cost = Math.min(cost, before[j - 2]! + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    // A swap reaches over one row, at the cost of 1.
    if (least > limit && leastAbove + 1 > limit) return Infinity;
    leastAbove = least;
    [before, above, row] = [above, row, before];
  }
  const distance = above[b.length]!;
  return distance > limit ? Infinity : distance;
}

/** Cost of a letter that one spelling has and the other lacks. */
function gapCost(word: string, at: number): number {
  const code = word.charCodeAt(at);
  return (code === silent && at > 0) || code === word.charCodeAt(at - 1) ? half : 1;
}

function substitutionCost(a: number, b: number): number {
  return ((soundOf.get(a) ?? 0) & (soundOf.get(b) ?? 0)) !== 0 ? half : 1;
}
