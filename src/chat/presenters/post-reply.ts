import type { Quote } from '../../answer/answer.ts';
import type { ShownQuote } from '../../answer/catalogue/browse.ts';
import { words } from '../../locales/words.ts';
import type { Reader } from '../contract/context.ts';
import type { Part, Reply } from '../contract/reply.ts';
import { quotePart } from './answer-reply.ts';
import { attribute } from './attribution.ts';
import { dayWords } from './dates.ts';

/** One article of a post. */
export interface PostItem {
  readonly quote: ShownQuote;
  /** A figure that has changed, in the words of the article before and of this one. */
  readonly figure: { readonly before: string; readonly after: string } | null;
  /** Whether it continues a story that was told before. */
  readonly isUpdate: boolean;
  /** For a digest: how much was written. */
  readonly coverage?: { readonly articles: number; readonly publishers: number };
}

/** What a post shows, besides the quotes as they are in their articles then. */
export interface PostFrame {
  readonly kind: 'news' | 'list' | 'answer' | 'digest' | 'announce';
  /** The topic or question; `null` for all that is new. */
  readonly about: string | null;
  readonly items: readonly PostItem[];
  /** For a digest: its period in milliseconds since 1970, and what is in it. */
  readonly period?: {
    readonly from: number;
    readonly until: number;
    readonly articles: number;
    readonly stories: number;
  };
}

type DrawnItem = Omit<PostItem, 'quote'> & { readonly quote: Quote };

/** What is posted by itself: no sentence of our own but headings and counts. */
export function postReply(
  { kind, about, period }: PostFrame,
  items: readonly DrawnItem[],
  reader: Reader,
): Reply {
  return { locale: reader.locale, tone: 'answer', private: false, parts: partsOf() };

  function periodWords(): string {
    const day = (at = 0) => dayWords(new Date(at), reader.locale, reader.timeZone);
    return [...new Set([day(period?.from), day(period?.until)])].join(' – ');
  }

  function partsOf(): Part[] {
    const t = words(reader.locale);
    switch (kind) {
      case 'news':
      case 'announce':
        return items.flatMap((item) => [
          ...(about === null
            ? []
            : [small(t(item.isUpdate ? 'follow.update' : 'follow.about', { topic: about }))]),
          ...figureParts(item, reader),
          quotePart(item.quote, reader),
        ]);
      case 'list':
        return [
          { kind: 'notice', text: listHeading(about, items.length, reader) },
          ...items.map(({ quote }): Part => ({
            kind: 'article',
            attribution: attribute(quote.article, reader),
          })),
        ];
      case 'answer':
        return [
          { kind: 'heading', text: about ?? '' },
          small(t(items[0]?.isUpdate === true ? 'follow.answerChanged' : 'follow.answered')),
          ...items.flatMap((item) => [...figureParts(item, reader), quotePart(item.quote, reader)]),
        ];
      case 'digest':
        return [
          {
            kind: 'heading',
            text: t('digest.heading', { period: periodWords() }),
          },
          ...items.flatMap((item, place): Part[] => [
            ...(place > 0 ? [{ kind: 'separator' as const }] : []),
            ...figureParts(item, reader),
            quotePart(item.quote, reader),
            small(coverageWords(item, reader)),
          ]),
          small(
            t('digest.footer', {
              articles: t('digest.articles', { count: period?.articles ?? 0 }),
              stories: t('digest.stories', { count: period?.stories ?? 0 }),
            }),
          ),
        ];
    }
  }
}

const small = (text: string): Part => ({ kind: 'small', text });

function figureParts({ figure }: DrawnItem, { locale }: Reader): Part[] {
  return figure === null ? [] : [{ kind: 'notice', text: words(locale)('follow.figure', figure) }];
}

function listHeading(topic: string | null, count: number, { locale }: Reader): string {
  const t = words(locale);
  return topic === null ? t('follow.listOfAll', { count }) : t('follow.list', { count, topic });
}

function coverageWords({ coverage, isUpdate }: DrawnItem, { locale }: Reader): string {
  const t = words(locale);
  return [
    t('digest.articles', { count: coverage?.articles ?? 1 }),
    t('digest.publishers', { count: coverage?.publishers ?? 1 }),
    ...(isUpdate ? [t('digest.continues')] : []),
  ].join(' · ');
}
