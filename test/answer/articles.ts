import { createArchive } from '../../src/answer/archive.ts';
import type { Article } from '../../src/articles/article.ts';

export type Written = Pick<Article, 'title' | 'text'> & Partial<Article>;

/** An archive of a few articles, called "0", "1" and so on. */
export function archiveOf(...written: readonly Written[]) {
  const archive = createArchive();
  for (const [place, article] of written.entries()) {
    archive.apply({
      put: {
        id: String(place), url: null, publisher: `Publisher ${place}`, byline: null, published: '2024-02-05', updated: null,
        language: 'id', tags: [], origin: null, translation: null, basedOn: [], copyOf: null, status: 'current', ...article,
      },
    }); // prettier-ignore
  }
  const ask = (text: string, previous?: string) =>
    archive.ask({
      text,
      askedAt: new Date('2024-02-06T12:00:00Z'),
      strictness: 'never',
      ...(previous !== undefined && { previous }),
    });
  return { archive, ask };
}
