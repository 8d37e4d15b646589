import { words } from '../../locales/words.ts';
import type { Owed } from '../../store/store.ts';
import type { Reader } from '../contract/context.ts';
import { dateWords } from './dates.ts';
import type { Part } from '../contract/reply.ts';

/** Articles that are named in one notice. */
const mostNamed = 3;

/** What has become of articles after they were quoted, a notice each, with the time at which that was seen. */
export function correctionParts({ at, articles }: Pick<Owed, 'at' | 'articles'>, reader: Reader): Part[] {
  const t = words(reader.locale);
  const time = dateWords(at.toISOString(), reader).absolute;
  return articles.slice(0, mostNamed).map(({ publisher, title, isGone }) => ({
    kind: 'notice',
    text: t(isGone ? 'correction.gone' : 'correction.changed', {
      time,
      publisher: publisher ?? t('article.publisherUnknown'),
      title: title === null || title === '' ? t('article.untitled') : title,
    }),
  }));
}

/** What a person is still to be told of earlier answers. What was answered in private is not named where all can see it. */
export function owedParts(owed: readonly Owed[], reader: Reader, isPrivate: boolean): Part[] {
  const t = words(reader.locale);
  const isHidden = (one: Owed) => one.private && !isPrivate;
  const hidden = owed.filter(isHidden).length;
  const parts = owed
    .filter((one) => !isHidden(one))
    .flatMap((one) => correctionParts(one, reader))
    .slice(0, mostNamed);
  return [
    ...(parts.length > 0 ? [{ kind: 'small' as const, text: t('correction.earlier') }, ...parts] : []),
    ...(hidden > 0 ? [{ kind: 'notice' as const, text: t('correction.hidden', { count: hidden }) }] : []),
    ...(parts.length + hidden > 0 ? [{ kind: 'separator' as const }] : []),
  ];
}
