/** A piece of text at its position; in points (1/72 inch) from the lower left corner. */
export interface PdfPiece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Font size. */
  readonly size: number;
}

export interface PdfLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

/** Gutters are wider than this many font sizes, spaces between words narrower. */
const gutterInSizes = 0.9;
/** Minimum lines of a column, and characters per line on average: table cells have fewer. */
const column = { lines: 2, characters: 18 };
/** Pages with more rows are read without looking for columns. */
const mostRows = 1500;

/**
 * Joins the pieces of a page into lines in reading order: column by column, each from top to bottom, whatever the order in the
 * file (recursive X-Y cut: Nagy, Seth, Viswanathan, "A prototype document image analysis system", 1992).
 */
export function linesOf(pieces: readonly PdfPiece[]): PdfLine[] {
  const rows = rowsOf(pieces.filter(({ text }) => text.trim() !== ''));
  return rows.length > mostRows ? rows.map(joinedRow) : inOrder(rows);
}

/** The text at one height from left to right, split at wide gaps. */
type LineOfParts = readonly PdfLine[];

function rowsOf(pieces: readonly PdfPiece[]): LineOfParts[] {
  const byHeight: { readonly y: number; readonly size: number; readonly pieces: PdfPiece[] }[] = [];
  for (const piece of pieces.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const row = byHeight.at(-1);
    if (row !== undefined && row.y - piece.y < Math.min(row.size, piece.size) / 2) row.pieces.push(piece);
    else byHeight.push({ y: piece.y, size: piece.size, pieces: [piece] });
  }
  return byHeight.map((row) => partsOf(row.pieces.toSorted((a, b) => a.x - b.x)));
}

function partsOf(pieces: readonly PdfPiece[]): PdfLine[] {
  const parts: PdfLine[] = [];
  for (const { text, x, y, width, size } of pieces) {
    const part = parts.at(-1);
    const gap = part === undefined ? Infinity : x - part.right;
    if (part === undefined || gap > gutterInSizes * size) {
      parts.push({ text, left: x, right: x + width, y, size });
      continue;
    }
    // Many programs write no blank between words, and leave room instead.
    const blank = gap > size * 0.15 && !/\s$/.test(part.text) && !/^\s/.test(text) ? ' ' : '';
    parts[parts.length - 1] = {
      ...part,
      text: part.text + blank + text,
      right: Math.max(part.right, x + width),
      size: Math.max(part.size, size),
    };
  }
  return parts.map((part) => ({ ...part, text: part.text.replace(/\s+/g, ' ').trim() }));
}

function joinedRow(row: LineOfParts): PdfLine {
  return {
    ...row[0]!,
    text: row.map(({ text }) => text).join(' '),
    right: Math.max(...row.map(({ right }) => right)),
    size: Math.max(...row.map(({ size }) => size)),
  };
}

/** Reading order of some rows: those above the first columns, the columns one by one, those below. */
function inOrder(rows: readonly LineOfParts[]): PdfLine[] {
  const lines: PdfLine[] = [];
  let at = 0;
  while (at < rows.length) {
    const end = endOfColumns(rows, at);
    const gutter = end === null ? null : gutterOf(rows.slice(at, end));
    if (end === null || gutter === null) {
      lines.push(joinedRow(rows[at]!));
      at++;
      continue;
    }
    const some = rows.slice(at, end);
    const side = (isIn: (part: PdfLine) => boolean) =>
      some.map((row) => row.filter(isIn)).filter((row) => row.length > 0);
    lines.push(
      ...inOrder(side((part) => part.right <= gutter)),
      ...inOrder(side((part) => part.right > gutter)),
    );
    at = end;
  }
  return lines;
}

/** The row at which the columns that begin at a row end; `null` without columns. */
function endOfColumns(rows: readonly LineOfParts[], at: number): number | null {
  let gaps: readonly Gutter[] = gapsOf(rows[at]!);
  let end: number | null = null;
  for (let below = at; below < rows.length && gaps.length > 0; below++) {
    if (below > at) gaps = narrowed(gaps, rows[below]!);
    if (gaps.some(isInner)) end = below + 1;
  }
  return end;
}

interface Gutter {
  readonly left: number;
  readonly right: number;
}

const isInner = ({ left, right }: Gutter) => Number.isFinite(left) && Number.isFinite(right);

/** Gaps beside and between the parts of a row. */
function gapsOf(row: LineOfParts): Gutter[] {
  const edges = [-Infinity, ...row.map(({ right }) => right)];
  return edges.map((left, at) => ({ left, right: row[at]?.left ?? Infinity }));
}

/** What remains of the gaps next to another row. */
function narrowed(gaps: readonly Gutter[], row: LineOfParts): Gutter[] {
  const size = Math.max(...row.map((part) => part.size));
  return gaps
    .flatMap((gap) =>
      gapsOf(row).map((other) => ({
        left: Math.max(gap.left, other.left),
        right: Math.min(gap.right, other.right),
      })),
    )
    .filter(({ left, right }) => right - left > gutterInSizes * size);
}

/** The position at which rows split into two columns of text; `null` if they do not. */
function gutterOf(rows: readonly LineOfParts[]): number | null {
  let gaps: readonly Gutter[] = gapsOf(rows[0]!);
  for (const row of rows.slice(1)) gaps = narrowed(gaps, row);
  const inner = gaps.filter(isInner);
  const widest = inner.toSorted((a, b) => b.right - b.left - (a.right - a.left))[0];
  if (widest === undefined) return null;
  const middle = (widest.left + widest.right) / 2;
  const parts = rows.flat();
  const [before, after] = [
    parts.filter(({ right }) => right <= middle),
    parts.filter(({ left }) => left >= middle),
  ];
  return isColumn(before) && isColumn(after) ? middle : null;
}

const isColumn = (parts: readonly PdfLine[]) =>
  parts.length >= column.lines &&
  parts.reduce((sum, { text }) => sum + text.length, 0) >= column.characters * parts.length;
