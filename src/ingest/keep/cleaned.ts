import { limits } from '../../articles/limits.ts';
import { agencyOf } from '../agency.ts';
import { correctionNotice } from '../../text/correction.ts';
import type { Incoming } from './article-path.ts';

const line = (words: string, most: number) => {
  const whole = words
    .slice(0, 10 * most)
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return whole.length <= most ? whole : `${whole.slice(0, most - 1).trimEnd()}…`.toWellFormed();
};

/** Removes invisible and overlong content, and reads origin and correction notice from the text. */
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

/** Without what is read from the text; enough to recognise duplicates. */
export function cleanedFacts(found: Incoming): Incoming {
  const known = (words: string | null, most: number) => (words === null ? null : line(words, most) || null);
  return {
    ...found,
    title: line(found.title, limits.title),
    url: found.url !== null && found.url.length > limits.url ? null : found.url,
    publisher: known(found.publisher, limits.publisher),
    byline: known(found.byline, limits.byline),
    tags: found.tags
      .map((tag) => line(tag, limits.tag))
      .filter((tag) => tag !== '')
      .slice(0, limits.tags),
    ...(found.factCheck && {
      factCheck: {
        claim: line(found.factCheck.claim, limits.line),
        verdict: line(found.factCheck.verdict, limits.line),
        author: known(found.factCheck.author, limits.publisher),
      },
    }),
    text: found.text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .trim(),
  };
}
