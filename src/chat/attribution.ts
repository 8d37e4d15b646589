import type { ArticleFacts } from '../articles/article.ts';
import { dateWords } from './dates.ts';
import type { Attribution } from './reply.ts';
import { words, type Locale } from '../locales/words.ts';

/** Puts into words where an article comes from, as seen at `now`. */
export function attribute(article: ArticleFacts, locale: Locale, now: Date): Attribution {
  const t = words(locale);
  const notes = [];
  if (article.status === 'corrected') notes.push(t('article.corrected'));
  if (article.translation !== null) notes.push(t('article.translated', { how: article.translation }));
  return {
    publisher: article.publisher ?? t('article.publisherUnknown'),
    byline: article.byline,
    published: dateWords(article.published, locale, now),
    title: article.title || t('article.untitled'),
    url: article.url,
    linkUnknown: t('article.linkUnknown'),
    notes,
    basedOn: article.basedOn.length > 0 ? { label: t('article.basedOn'), links: article.basedOn } : null,
  };
}
