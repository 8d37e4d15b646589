import type { Quote } from '../../answer/answer.ts';
import type { TextChange } from '../../answer/catalogue/browse.ts';
import type { ArticleFacts } from '../../articles/article.ts';
import { words, type Locale } from '../../locales/words.ts';
import { attribute } from './attribution.ts';
import type { Reader } from '../contract/context.ts';
import { dateWords, inOneZone } from './dates.ts';
import type { Part, Reply } from '../contract/reply.ts';

/** Copies of a quoted sentence listed at most. */
const mostCopies = 5;

/** Changes of an article told at most, and characters of a sentence in them. */
const mostChanges = 3;
const longestSentence = 300;

/** When an article was changed, and its sentences before and after. */
export interface ArticleChange {
  readonly article: string;
  readonly at: Date;
  readonly changes: readonly TextChange[];
}

/** Details of the quoted articles, who else published the same text, and how it was changed. */
export function sourcesReply(
  quotes: readonly Quote[],
  history: readonly ArticleChange[],
  given: Reader,
): Reply {
  const reader = inOneZone(
    given,
    quotes.map(({ article }) => article.published),
  );
  const { locale } = reader;
  const t = words(locale);
  const copies = new Map<string, readonly ArticleFacts[]>();
  const articles = new Map<string, ArticleFacts>();
  for (const { article, copies: others } of quotes) {
    articles.set(article.id, article);
    copies.set(article.id, [...(copies.get(article.id) ?? []), ...others]);
  }
  const parts = [...articles.values()].flatMap((article, place): Part[] => {
    const others = [...new Map((copies.get(article.id) ?? []).map((one) => [one.id, one])).values()];
    return [
      ...(place > 0 ? [{ kind: 'separator' as const }] : []),
      { kind: 'article', attribution: attribute(article, reader), isWhole: true },
      { kind: 'list', items: factsOf(article, reader) },
      ...history
        .filter((change) => change.article === article.id)
        .slice(0, mostChanges)
        .flatMap((change) => changeParts(change, reader)),
      ...(others.length > 0 ? [{ kind: 'small' as const, text: t('facts.copies') }] : []),
      ...others
        .slice(0, mostCopies)
        .map((one) => ({ kind: 'article' as const, attribution: attribute(one, reader) })),
    ];
  });
  return {
    locale,
    tone: 'plain',
    private: true,
    parts: [{ kind: 'heading', text: t('facts.heading') }, ...parts],
  };
}

function changeParts({ at, changes }: ArticleChange, reader: Reader): Part[] {
  const t = words(reader.locale);
  const timeZone = reader.timeZone ?? 'UTC';
  const cut = (text: string) =>
    text.length <= longestSentence ? text : `${text.slice(0, longestSentence - 1).toWellFormed()}…`;
  return [
    { kind: 'notice', text: t('facts.changed', { date: dateWords(at.toISOString(), { ...reader, timeZone }).absolute }) },
    {
      kind: 'list',
      items: changes.flatMap(({ before, after }) => [
        ...(before === null ? [] : [t('correction.before', { text: cut(before) })]),
        after === null ? t('correction.dropped') : t(before === null ? 'facts.added' : 'correction.after', { text: cut(after) }),
      ]),
    },
  ];
} // prettier-ignore

/** Details besides the attribution, one per line; what is unknown is said to be unknown. */
export function factsOf(article: ArticleFacts, reader: Reader): string[] {
  const { locale } = reader;
  const t = words(locale);
  return [
    t('facts.byline', { byline: article.byline ?? t('facts.unknown') }),
    t('facts.updated', {
      date: article.updated === null ? t('facts.unknown') : dateWords(article.updated, reader).absolute,
    }),
    t('facts.language', {
      language: article.language === null ? t('facts.unknown') : languageName(article.language, locale),
    }),
    t('facts.origin', { origin: article.origin ?? t('facts.unknown') }),
    ...(article.tags.length > 0 ? [t('facts.tags', { tags: article.tags })] : []),
    t('facts.id', { id: article.id }),
  ];
}

/** The name of a language in another one, for a BCP 47 tag. */
export function languageName(tag: string, locale: Locale): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag; // an article may state something that is not a language tag
  }
}
