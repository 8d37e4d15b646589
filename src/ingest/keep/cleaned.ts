import { agencyOf } from '../agency.ts';
import { correctionNotice } from '../../text/correction.ts';
import type { Incoming } from './article-path.ts';

const line = (words: string) =>
  words
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** Takes out what no reader sees and no file of text holds; the origin and a correction are read from what it says. */
export function cleaned(found: Incoming): Incoming {
  const clean = cleanedFacts(found);
  const { text } = clean;
  return {
    ...clean,
    origin: found.origin ?? agencyOf({ byline: found.byline, text }),
    status:
      found.status === 'withdrawn' || correctionNotice(text) === null
        ? (found.status ?? 'current')
        : 'corrected',
  };
}

/** The same without what must be read from it; what tells an article from others needs no more. */
export function cleanedFacts(found: Incoming): Incoming {
  const known = (words: string | null) => (words === null ? null : line(words) || null);
  return {
    ...found,
    title: line(found.title),
    publisher: known(found.publisher),
    byline: known(found.byline),
    tags: found.tags.map(line).filter((tag) => tag !== ''),
    text: found.text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .trim(),
  };
}
