import type { PdfLine } from './lines.ts';

export interface Paragraph {
  readonly text: string;
  readonly size: number;
}

/** A wider line gap, in line heights, begins a paragraph, unless all gaps are that wide. */
const gapInLines = 1.3;
/** A larger difference in font size begins a paragraph. */
const otherSize = 0.12;
/** A line that ends this share of the width early is the last of its paragraph. */
const shortShare = 0.15;
/** Lines at the top or bottom of this share of pages are headers or footers. */
const runningShare = 0.5;

/** Joins the lines of all pages into paragraphs, without headers, footers and page numbers. */
export function paragraphsOf(pages: readonly (readonly PdfLine[])[]): Paragraph[] {
  const running = runningLines(pages);
  const paragraphs: Paragraph[] = [];
  for (const page of pages) {
    const isEdge = edgesOf(page);
    const lines = page.filter((line) => !(isEdge(line) && running.has(keyOf(line))));
    const usual = usualGap(lines);
    let before: PdfLine | null = null;
    for (const line of lines) {
      const last = paragraphs.at(-1);
      const isNew: boolean =
        last === undefined ||
        (before === null ? !continues(last, line) : beginsParagraph(before, line, usual, lines));
      if (isNew) paragraphs.push({ text: line.text, size: line.size });
      else paragraphs[paragraphs.length - 1] = { text: joined(last!.text, line.text), size: last!.size };
      before = line;
    }
  }
  return paragraphs;
}

function beginsParagraph(before: PdfLine, line: PdfLine, usual: number, all: readonly PdfLine[]): boolean {
  if (Math.abs(before.size - line.size) > otherSize * before.size) return true;
  const gap = before.y - line.y;
  // Upwards: the next column, in which a sentence may go on.
  if (gap < 0) return !isOpen(before.text, line.text);
  if (gap > gapInLines * usual) return true;
  const sameColumn = all.filter(({ left }) => Math.abs(left - before.left) < 4 * before.size);
  const width = Math.max(...sameColumn.map(({ right }) => right)) - before.left;
  const isShort = before.left + width - before.right > shortShare * width;
  const isIndented = line.left - before.left > line.size * 0.8;
  return (isShort || isIndented) && isEnd(before.text);
}

const isEnd = (text: string) => /[.!?…:]["'”’»)\]]*$/.test(text);
const isOpen = (text: string, next: string) => !isEnd(text) && /^[\p{Ll}\p{N}"“‘(]/u.test(next);

/** Whether a paragraph continues on the next page. */
const continues = (last: Paragraph, line: PdfLine) =>
  Math.abs(last.size - line.size) <= otherSize * last.size && isOpen(last.text, line.text);

/** The most common line distance, in points. */
function usualGap(lines: readonly PdfLine[]): number {
  const gaps = lines
    .slice(1)
    .map((line, at) => lines[at]!.y - line.y)
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? Infinity;
}

/** Joins two lines: a hyphenated word becomes whole, a reduplicated one ("anak-anak") keeps its hyphen. */
function joined(text: string, line: string): string {
  const parted = /(\p{L}+)[-\u00ad]$/u.exec(text);
  const next = /^\p{Ll}+/u.exec(line)?.[0];
  if (parted === null || next === undefined) return `${text} ${line}`;
  const isDoubled = next.startsWith(parted[1]!.toLowerCase());
  return text.endsWith('-') && isDoubled ? text + line : text.slice(0, -1) + line;
}

/** Whether a line is at the top or bottom of its page, in any column. */
function edgesOf(page: readonly PdfLine[]): (line: PdfLine) => boolean {
  const heights = [...new Set(page.map(({ y }) => Math.round(y)))].sort((a, b) => a - b);
  const [foot, top] = [heights[1] ?? Infinity, heights.at(-2) ?? -Infinity];
  return ({ y }) => Math.round(y) <= foot || Math.round(y) >= top;
}
/** Page numbers differ only in their digits. */
const keyOf = ({ text }: PdfLine) => text.replace(/\d+/g, '#');

function runningLines(pages: readonly (readonly PdfLine[])[]): Set<string> {
  const counts = new Map<string, number>();
  for (const page of pages) {
    const keys = new Set(page.filter(edgesOf(page)).map(keyOf));
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = [...counts].filter(([, count]) => count > 1 && count >= runningShare * pages.length);
  // A number alone is that of a page, also where there is one.
  return new Set([...most.map(([key]) => key), '#', '- # -', '– # –']);
}
