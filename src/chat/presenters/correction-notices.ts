import { words } from '../../locales/words.ts';
import type { Owed } from '../../store/store.ts';
import type { Reader } from '../contract/context.ts';
import { dateWords } from './dates.ts';
import type { Part } from '../contract/reply.ts';

/** Articles named at most in one notice. */
const mostNamed = 3;

/** Characters of a quote in a notice. */
const longestQuote = 240;

/** One notice per changed article: when that was noticed, whose answer quoted it and when, and the words before and after. */
export function correctionParts(
  { at, articles, question, askedAt }: Omit<Owed, 'private'>,
  reader: Reader,
): Part[] {
  const t = words(reader.locale);
  const time = (date: Date) =>
    dateWords(date.toISOString(), { ...reader, timeZone: reader.timeZone ?? 'UTC' }).absolute;
  return articles.slice(0, mostNamed).flatMap((article): Part[] => {
    const { publisher, title, isGone, isRemoved = false, before, after } = article;
    const what = {
      time: time(at),
      publisher: publisher ?? t('article.publisherUnknown'),
      title: title === null || title === '' ? t('article.untitled') : title,
      asked: time(askedAt),
    };
    const how = isRemoved ? 'removed' : isGone ? 'gone' : 'changed';
    const text =
      question === null
        ? t(`correction.${how}`, what)
        : t(`correction.${how}Answer`, { ...what, question: shortened(question) });
    const changed = before === undefined ? [] : [t('correction.before', { text: shortened(before) })];
    if (before !== undefined)
      changed.push(
        after === undefined || after === null
          ? t('correction.dropped')
          : t('correction.after', { text: shortened(after) }),
      );
    return [
      { kind: 'notice', text },
      ...(changed.length > 0 ? [{ kind: 'list' as const, items: changed }] : []),
    ];
  });
}

const shortened = (text: string) =>
  text.length <= longestQuote ? text : `${text.slice(0, longestQuote - 1).toWellFormed()}…`;

/** Corrections of earlier answers that the asker has not seen yet. A private answer is not named where others can see it. */
export function owedParts(owed: readonly Owed[], reader: Reader, isPrivate: boolean): Part[] {
  const t = words(reader.locale);
  const isHidden = (one: Owed) => one.private && !isPrivate;
  const hidden = owed.filter(isHidden).length;
  const parts = once(owed.filter((one) => !isHidden(one)))
    .slice(0, mostNamed)
    .flatMap((one) => correctionParts(one, reader));
  return [
    ...(parts.length > 0 ? [{ kind: 'small' as const, text: t('correction.earlier') }, ...parts] : []),
    ...(hidden > 0 ? [{ kind: 'notice' as const, text: t('correction.hidden', { count: hidden }) }] : []),
    ...(parts.length + hidden > 0 ? [{ kind: 'separator' as const }] : []),
  ];
}

/** Of one question, asked again and again, the last answer alone: its correction is one. */
const once = (owed: readonly Owed[]) => [
  ...new Map(owed.map((one) => [JSON.stringify([one.question, one.articles]), one])).values(),
];
