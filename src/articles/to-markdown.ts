import { stringify } from 'yaml';
import type { Article } from './article.ts';

/** What has a meaning in Markdown or HTML wherever it stands, and what makes a link of an address or a character of a name. */
const meaningful = /[\\`*_[\]<~|@]|:(?=\/\/)|&(?=[#\w])/g;

/** What has a meaning where a line begins. */
const beginning = /^[-+=#>:]/gm;

/** `1.` and `1)` begin a list, and so would `www.` a link. */
const numbered = /^(\d{1,9})([.)])/gm;
const address = /\b(www)\./gi;

/** White space that Markdown keeps as it is; a line end inside a paragraph needs a back slash. */
const kept: Readonly<Record<string, string>> = { ' ': ' ', '\u00a0': '\u00a0', '\n': '\\\n', '\n\n': '\n\n' };

/**
 * Writes an article as Markdown with front matter, which `readMarkdown` reads back with the same facts and
 * exactly the same text.
 *
 * @param article its text has LF and neither begins nor ends with white space
 */
export function toMarkdown({
  text,
  basedOn,
  copyOf,
  isSummary,
  archived,
  factCheck,
  ...facts
}: Omit<Article, 'id'>): string {
  const { title, url, publisher, byline, published, updated, language, tags, origin, translation, status } =
    facts;
  const stated = { title, url, publisher, byline, published, updated, language, tags, origin, translation };
  const fields = Object.entries({
    ...stated,
    based_on: basedOn,
    copy_of: copyOf,
    summary: isSummary ?? null,
    archived: archived ?? null,
    fact_check: factCheck ?? null,
    status,
  }).filter(
    ([name, value]) =>
      name === 'title' ||
      !(value === null || value === 'current' || (Array.isArray(value) && value.length === 0)),
  );
  return `---\n${stringify(Object.fromEntries(fields), { lineWidth: 0 })}---\n\n${escaped(text)}\n`;
}

function escaped(text: string): string {
  return text
    .replace(meaningful, '\\$&')
    .replace(beginning, '\\$&')
    .replace(numbered, '$1\\$2')
    .replace(address, '$1\\.')
    .replace(/\s+/g, (blank) => kept[blank] ?? blank.replace(/\s/g, (one) => `&#${one.charCodeAt(0)};`));
}
