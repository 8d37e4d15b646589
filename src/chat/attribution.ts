import type { ArticleFacts } from '../articles/article.ts';
import { dateWords } from './dates.ts';
import type { Attribution } from './reply.ts';
import type { Reader } from './circumstances.ts';
import { words } from '../locales/words.ts';

/** Publishers of copies that are named. */
const mostNamed = 4;

/**
 * Puts into words where an article comes from, as the reader sees it.
 *
 * @param copies other articles that have the quoted sentence too: many publishers are one source when the story is one
 */
export function attribute(
  article: ArticleFacts,
  reader: Reader,
  copies: readonly ArticleFacts[] = [],
): Attribution {
  const t = words(reader.locale);
  const notes = [];
  const others = new Set(copies.map(({ publisher }) => publisher ?? t('article.publisherUnknown')));
  others.delete(article.publisher ?? t('article.publisherUnknown'));
  if (others.size > 0) {
    const named = [...others].slice(0, mostNamed);
    if (others.size > mostNamed) named.push('…');
    notes.push(t('article.copies', { count: others.size + 1, publishers: named }));
  }
  if (article.origin !== null) notes.push(t('article.origin', { origin: article.origin }));
  if (article.status === 'corrected') notes.push(t('article.corrected'));
  if (article.translation !== null) notes.push(t('article.translated', { how: article.translation }));
  return {
    publisher: article.publisher ?? t('article.publisherUnknown'),
    byline: article.byline,
    published: dateWords(article.published, reader),
    title: article.title || t('article.untitled'),
    url: article.url,
    linkUnknown: t('article.linkUnknown'),
    notes,
    basedOn: article.basedOn.length > 0 ? { label: t('article.basedOn'), links: article.basedOn } : null,
  };
}
