import { getDocumentProxy } from 'unpdf';
import { detectLanguage } from '../../text/language.ts';
import type { FoundArticle } from '../found.ts';
import type { ImportFailure } from '../failure.ts';
import { readWrittenDate } from '../written-date.ts';
import { linesOf, type PdfLine } from './lines.ts';
import { paragraphsOf, type Paragraph } from './paragraphs.ts';
import { hasBomb } from './unpacked.ts';

const mostPages = 300;
/** Headings are larger than the text by at least this share. */
const headingShare = 1.15;
/** In characters. */
const longestTitle = 250;

/** pdf.js's text item; its own types need the browser's. */
interface PdfTextItem {
  readonly str?: string;
  readonly transform?: readonly number[];
  readonly width?: number;
}

/** The part of pdf.js's interface used here. */
interface Pdf {
  readonly numPages: number;
  getPage(number: number): Promise<{ getTextContent(): Promise<{ readonly items: readonly PdfTextItem[] }> }>;
  getMetadata(): Promise<Metadata>;
}

interface Metadata {
  readonly info: Readonly<Record<string, unknown>>;
  readonly metadata: { get(name: string): unknown } | null;
}

/**
 * Reads a PDF as one article. Its creation date is not its publication date, and its creator is the author only if the text
 * names them.
 *
 * @param url of the PDF; `null` if unknown
 */
export async function readPdf(
  bytes: Uint8Array,
  url: string | null,
): Promise<{ readonly found: FoundArticle } | ImportFailure> {
  if (hasBomb(bytes)) return { reason: 'the PDF unpacks to too much data', code: 'unreadable' };
  try {
    // pdf.js takes the bytes for itself.
    const pdf = (await getDocumentProxy(new Uint8Array(bytes), {
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      verbosity: 0,
    })) as unknown as Pdf;
    if (pdf.numPages > mostPages)
      return { reason: `the PDF has more than ${mostPages} pages`, code: 'unreadable' };
    const pages: PdfLine[][] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(linesOf(items.map(pieceOf)));
    }
    const paragraphs = paragraphsOf(pages);
    if (paragraphs.length === 0)
      return { reason: 'the PDF has no text: its pages are scanned images', code: 'scan' };
    return { found: articleOf(paragraphs, await pdf.getMetadata(), url) };
  } catch (error) {
    const { name } = error as Error;
    if (name === 'PasswordException') return { reason: 'the PDF is password-protected', code: 'unreadable' };
    // Whatever else pdf.js throws is a fault of the file.
    return { reason: `the PDF is damaged: ${(error as Error).message.slice(0, 200)}`, code: 'damaged' };
  }
}

function pieceOf({ str = '', transform = [], width = 0 }: PdfTextItem) {
  const [, , skewed = 0, scaled = 0, x = 0, y = 0] = transform;
  return { text: str, x, y, width, size: Math.hypot(skewed, scaled) };
}

function articleOf(
  paragraphs: readonly Paragraph[],
  { info, metadata }: Metadata,
  url: string | null,
): FoundArticle {
  const stated = (name: string, further: string) => line(info[name]) ?? line(metadata?.get(further));
  const { title, rest } = titleOf(paragraphs, stated('Title', 'dc:title'));
  const text = rest.map((paragraph) => paragraph.text).join('\n\n');
  const author = stated('Author', 'dc:creator');
  const date = line(metadata?.get('prism:publicationdate')) ?? line(metadata?.get('dc:date'));
  return {
    title,
    url,
    publisher: line(metadata?.get('dc:publisher')),
    byline: author !== null && fold(text.slice(0, 3000)).includes(fold(author)) ? author : null,
    published: date === null ? null : readWrittenDate(date),
    updated: null,
    language: detectLanguage(text),
    tags: [],
    text,
  };
}

/** The stated title if it is near the beginning of the text too, else the first line in the largest font, else the stated one. */
function titleOf(
  paragraphs: readonly Paragraph[],
  stated: string | null,
): { readonly title: string; readonly rest: readonly Paragraph[] } {
  const head = paragraphs.slice(0, 8);
  const usual = usualSize(paragraphs);
  const written =
    (stated === null ? undefined : head.find(({ text }) => fold(text) === fold(stated))) ??
    head
      .filter(({ size, text }) => size >= headingShare * usual && text.length <= longestTitle)
      .toSorted((a, b) => b.size - a.size)[0];
  const rest = paragraphs.filter((paragraph) => paragraph !== written);
  if (written !== undefined && rest.length > 0) return { title: written.text, rest };
  return { title: stated !== null && !isFileName(stated) ? stated : '', rest: paragraphs };
}

const isFileName = (title: string) =>
  /^(?:microsoft (?:word|powerpoint) - |untitled|tanpa judul|document\d*$)|\.(?:docx?|pptx?|odt|indd|pdf|tex)$/i.test(
    title,
  );

/** The font size of most of the text, in points. */
function usualSize(paragraphs: readonly Paragraph[]): number {
  const characters = new Map<number, number>();
  for (const { size, text } of paragraphs) {
    const rounded = Math.round(size * 2) / 2;
    characters.set(rounded, (characters.get(rounded) ?? 0) + text.length);
  }
  return [...characters].toSorted((a, b) => b[1] - a[1])[0]![0];
}

function line(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first.replace(/\s+/g, ' ').trim() || null : null;
}

const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
