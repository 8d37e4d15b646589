/** Letters that languages write for one sound: "Tokayev" and "Tokajew", "Kazakhstan" and "Qazaqstan". */
const sameSound = ['fvw', 'iyj', 'ckq', 'sz', 'gj', 'td'];

/** A bit for each group of letters of one sound that a letter is in. */
const soundOf = new Map<number, number>();
for (const [bit, letters] of sameSound.entries()) {
  for (const letter of letters) {
    const code = letter.charCodeAt(0);
    soundOf.set(code, (soundOf.get(code) ?? 0) | (1 << bit));
  }
}

const silent = 'h'.charCodeAt(0);
const half = 0.5;

/**
 * How far apart two spellings are: the distance of Damerau and Levenshtein (optimal string alignment: insertions, deletions,
 * substitutions and swapped neighbours, each 1), where a letter of the same sound, an "h" and a doubled letter cost a half.
 *
 * @param limit from which on the exact distance does not matter
 * @returns the distance, or `Infinity` when it is greater than the limit
 */
export function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let above: number[] = [0];
  for (let j = 1; j <= b.length; j++) above.push(above[j - 1]! + gapCost(b, j - 1));
  for (let i = 1; i <= a.length; i++) {
    const row = [above[0]! + gapCost(a, i - 1)];
    let least = row[0]!;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(
        above[j]! + gapCost(a, i - 1),
        row[j - 1]! + gapCost(b, j - 1),
        above[j - 1]! + substitutionCost(a.charCodeAt(i - 1), b.charCodeAt(j - 1)),
      );
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    // A swap reaches over one row, at the cost of 1.
    if (least > limit && Math.min(...above) + 1 > limit) return Infinity;
    before = above;
    above = row;
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
  if (a === b) return 0;
  return ((soundOf.get(a) ?? 0) & (soundOf.get(b) ?? 0)) !== 0 ? half : 1;
}
