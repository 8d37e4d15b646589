import { agencyOf } from '../agency.ts';
import { correctionNotice } from '../../text/correction.ts';
import type { Incoming } from './article-path.ts';

/** The longest that is kept, in characters, and the most tags. */
const longest = { title: 300, publisher: 100, byline: 200, url: 2048, tag: 50, text: 300_000 };
const mostTags = 30;

const line = (words: string, most: number) => {
  const whole = words
    .slice(0, 10 * most)
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return whole.length <= most ? whole : `${whole.slice(0, most - 1).trimEnd()}…`.toWellFormed();
};

/** A text that is too long ends with a whole paragraph. */
function bounded(text: string): string {
  if (text.length <= longest.text) return text;
  const end = text.lastIndexOf('\n\n', longest.text);
  return text.slice(0, end > 0 ? end : longest.text).toWellFormed();
}

/** Takes out what no reader sees and no file of text holds, and what is too long; the origin and a correction are read from what it says. */
export function cleaned(found: Incoming): Incoming {
  const known = (words: string | null, most: number) => (words === null ? null : line(words, most) || null);
  const text = bounded(
    found.text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .trim(),
  );
  return {
    ...found,
    title: line(found.title, longest.title),
    url: found.url !== null && found.url.length > longest.url ? null : found.url,
    publisher: known(found.publisher, longest.publisher),
    byline: known(found.byline, longest.byline),
    tags: found.tags
      .map((tag) => line(tag, longest.tag))
      .filter((tag) => tag !== '')
      .slice(0, mostTags),
    origin: found.origin ?? agencyOf({ byline: found.byline, text }),
    status:
      found.status === 'withdrawn' || correctionNotice(text) === null
        ? (found.status ?? 'current')
        : 'corrected',
    text,
  };
}
