import { words } from '../../locales/words.ts';
import type { Owed } from '../../store/store.ts';
import type { Reader } from '../contract/context.ts';
import { dateWords } from './dates.ts';
import type { Part } from '../contract/reply.ts';

/** Articles named at most in one notice. */
const mostNamed = 3;

/**
 * One notice per changed article, with the time at which the change was noticed.
 *
 * @param question whose answer quoted them; `null` where the notice stands above that answer
 */
export function correctionParts(
  { at, articles }: Pick<Owed, 'at' | 'articles'>,
  reader: Reader,
  question: string | null = null,
): Part[] {
  const t = words(reader.locale);
  const time = dateWords(at.toISOString(), reader).absolute;
  return articles.slice(0, mostNamed).map(({ publisher, title, isGone }) => {
    const what = {
      time,
      publisher: publisher ?? t('article.publisherUnknown'),
      title: title === null || title === '' ? t('article.untitled') : title,
    };
    const text =
      question === null
        ? t(isGone ? 'correction.gone' : 'correction.changed', what)
        : t(isGone ? 'correction.goneEarlier' : 'correction.changedEarlier', { ...what, question });
    return { kind: 'notice', text };
  });
}

/** Corrections of earlier answers that the asker has not seen yet. A private answer is not named where others can see it. */
export function owedParts(owed: readonly Owed[], reader: Reader, isPrivate: boolean): Part[] {
  const t = words(reader.locale);
  const isHidden = (one: Owed) => one.private && !isPrivate;
  const hidden = owed.filter(isHidden).length;
  const parts = owed
    .filter((one) => !isHidden(one))
    .flatMap((one) => correctionParts(one, reader, one.question))
    .slice(0, mostNamed);
  return [
    ...(parts.length > 0 ? [{ kind: 'small' as const, text: t('correction.earlier') }, ...parts] : []),
    ...(hidden > 0 ? [{ kind: 'notice' as const, text: t('correction.hidden', { count: hidden }) }] : []),
    ...(parts.length + hidden > 0 ? [{ kind: 'separator' as const }] : []),
  ];
}
