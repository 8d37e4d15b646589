const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** Controls that make a renderer draw what follows in another order than it is written. */
const reordering = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Characters without a form of their own, apart from line breaks and tabs, and from joiners and variation selectors
 * where they shape the character before them: in an emoji, or in a script whose letters join.
 */
const invisible =
  /(?![\n\t]|(?<=(?:[^\p{ASCII}\p{DI}]|[\d#*])\ufe0f?)[\u200c\u200d\ufe00-\ufe0f])[\p{DI}\p{Cc}\ufff9-\ufffb]/gu;

/**
 * A text as a reader should see it: nothing hides and nothing is drawn out of order. Controls that reorder are shown by
 * their number; what has no form goes, and no character that could be seen changes.
 */
export function visible(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(lineBreaks, '\n')
    .replace(reordering, (control) => `[U+${control.charCodeAt(0).toString(16).toUpperCase()}]`)
    .replace(invisible, '');
}

/** The same on one line and at most `most` characters long, cut at a word and marked with "…" where it is longer. */
export function visibleLine(text: string, most: number): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${cutAtWord(line, most - 1)}…`;
}

/** A visible text on one line, whatever its length: it cannot look like a line of its own. */
export const safeLine = (text: string) => visibleLine(text, Infinity);

/** Scripts that do not part words by blanks. */
const unparted = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The longest beginning of a text that ends with a word and has at most `most` characters; empty when no word fits. */
export function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text;
  const blank = Math.max(text.slice(0, most + 1).search(/\s\S*$/), 0);
  if (!unparted.test(text.slice(blank, most + 1))) return text.slice(0, blank).trimEnd();
  const start = words.segment(text).containing(most)?.index ?? 0;
  return text.slice(0, Math.max(start, blank)).trimEnd();
}
