import { isUpdated, type ArticleFacts } from '../../articles/article.ts';
import { dateWords } from './dates.ts';
import type { Attribution } from '../contract/reply.ts';
import type { Reader } from '../contract/context.ts';
import { words } from '../../locales/words.ts';

/** Maximum length of a correction notice, in characters. */
const longestNotice = 220;

/** Publishers of copies named at most. */
const mostNamed = 4;

/**
 * The attribution as the reader sees it.
 *
 * @param correction what the article itself says of having been corrected
 * @param otherLanguage the article's language (BCP 47), where the reader asked in another
 * @param copies other articles that have the quoted sentence too: many publishers are one source when the story is one
 */
export function attribute(
  article: ArticleFacts,
  reader: Reader,
  copies: readonly ArticleFacts[] = [],
  correction: string | null = null,
  otherLanguage: string | null = null,
): Attribution {
  const t = words(reader.locale);
  const notes = [];
  if (otherLanguage !== null) {
    const names = new Intl.DisplayNames(reader.locale, { type: 'language' });
    notes.push(t('article.otherLanguage', { language: names.of(otherLanguage) ?? otherLanguage }));
  }
  const others = new Set(copies.map(({ publisher }) => publisher ?? t('article.publisherUnknown')));
  others.delete(article.publisher ?? t('article.publisherUnknown'));
  if (others.size > 0) {
    const named = [...others].slice(0, mostNamed);
    if (others.size > mostNamed) named.push('…');
    notes.push(t('article.copies', { count: others.size + 1, publishers: named }));
  }
  if (article.origin !== null) notes.push(t('article.origin', { origin: article.origin }));
  if (correction !== null) notes.push(t('article.correctionNotice', { notice: shortened(correction) }));
  else if (article.status === 'corrected') notes.push(t('article.corrected'));
  if (article.isSummary === true) notes.push(t('add.summary'));
  if (article.factCheck !== undefined) {
    const { claim, verdict, author } = article.factCheck;
    const by = author ?? article.publisher ?? t('article.publisherUnknown');
    notes.push(t('article.factCheck', { author: by, claim: shortened(claim), verdict }));
  }
  if (article.translation !== null) {
    const isByMachine = article.translation === 'machine';
    notes.push(
      isByMachine ? t('article.machineTranslated') : t('article.translated', { how: article.translation }),
    );
  }
  return {
    publisher: article.publisher ?? t('article.publisherUnknown'),
    byline: article.byline,
    published: dateWords(article.published, reader),
    ...(isUpdated(article) && {
      updated: t('article.updated', { date: dateWords(article.updated, reader).absolute }),
    }),
    title: article.title || t('article.untitled'),
    url: article.url,
    linkUnknown: t('article.linkUnknown'),
    notes,
    basedOn: article.basedOn.length > 0 ? { label: t('article.basedOn'), links: article.basedOn } : null,
  };
}

/** Cut between words and marked. */
function shortened(text: string): string {
  if (text.length <= longestNotice) return text;
  const cut = text.slice(0, longestNotice);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestNotice / 2))} […]`;
}
