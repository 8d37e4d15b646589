const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\p{Emoji_Presentation}]/u;
const narrowOnly = /^[\u0020-\u02ff]*$/;

/** A range of a text: from `start`, up to but not including `end`. */
export interface Line {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts text into lines, after blanks where it can, inside words that alone are too long. The lines together are the
 * whole text: blanks and line breaks stay at the end of their line.
 *
 * @param width columns of the terminal; `Infinity` cuts at line breaks alone
 */
export function wrap(text: string, width: number): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let at = 0;
  let column = 0;
  const endLine = (end: number) => {
    lines.push({ start, end });
    start = end;
    column = 0;
  };
  for (const [word] of text.matchAll(/[^ \n]* *\n?/g)) {
    const columns = columnsOf(word);
    if (columns > width) {
      for (const { segment, index } of graphemes.segment(word)) {
        const needed = columnsOf(segment);
        if (column > 0 && column + needed > width) endLine(at + index);
        column += needed;
      }
    } else {
      if (column > 0 && column + columns > width) endLine(at);
      column += columns;
    }
    at += word.length;
    if (word.endsWith('\n')) endLine(at);
  }
  if (start < text.length || lines.length === 0) endLine(text.length);
  return lines;
}

/** Width in terminal columns; line breaks count as none. */
function columnsOf(text: string): number {
  if (narrowOnly.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of graphemes.segment(text))
    columns += segment === '\n' ? 0 : wide.test(segment) ? 2 : 1;
  return columns;
}
