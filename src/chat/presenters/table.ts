import type { Quote } from '../../answer/answer.ts';
import type { ArticleFacts } from '../../articles/article.ts';

/** A row by the names of its columns, which are the same in all rows. */
export type TableRow = Readonly<Record<string, string | null>>;

/** What a journalist takes along of an article, with a sentence of it. */
export function articleRow(article: ArticleFacts, quote: Pick<Quote, 'text'> | null): TableRow {
  const { publisher, byline, published, updated, title, url, language, origin, id } = article;
  return {
    published,
    publisher,
    byline,
    title,
    quote: quote?.text ?? null,
    url,
    updated,
    language,
    origin,
    id,
  };
}

/** A table as CSV (RFC 4180) with its columns in the first line; what is unknown is empty. It begins with a byte order mark, without which Excel takes quotation marks for other letters. */
export function csvOf(rows: readonly TableRow[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return `\uFEFF${lines.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')}`;
}

/** A spreadsheet takes what begins with one of these for a formula, and an article may begin as it likes. */
const cellOf = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
