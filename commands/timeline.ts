import { indexingWords, listedPart, readingParts } from '../src/chat/presenters/answer-reply.ts';
import { textOption, type Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { keptQuotes } from '../src/chat/kept-quotes.ts';
import { paged } from '../src/chat/presenters/pages.ts';
import { articleRow } from '../src/chat/presenters/table.ts';
import { filterOptions, readFilter } from '../src/chat/period.ts';
import type { Reader } from '../src/chat/contract/context.ts';
import type { Part } from '../src/chat/contract/reply.ts';
import type { ArticleCounts } from '../src/chat/contract/services.ts';
import { dayWords } from '../src/chat/presenters/dates.ts';
import { suggestTopic } from '../src/chat/suggestions.ts';
import { words, type Locale } from '../src/locales/words.ts';

/** Sentences per page. */
const shown = 5;
/** Sentences in a file. */
const mostRows = 300;

/** Tells how a topic developed: one sentence for each development, under the day of the event, the oldest first. */
export const timeline: Command = {
  name: 'timeline',
  options: [
    { name: 'topic', type: 'string', required: true, maxLength: 100, suggest: suggestTopic },
    filterOptions.since,
    filterOptions.until,
  ],
  isPrivate: () => false,
  ...paged(
    'timeline',
    async ({ options, askedAt, place, ...reader }, page, { archive }) => {
      const { locale } = reader;
      const t = words(locale);
      const read = readFilter(options, { askedAt, locale, server: place.server });
      if ('problem' in read) return { reply: errorReply(locale, read.problem, 'date'), pages: 1 };
      const topic = textOption(options, 'topic') ?? '';
      const { items, total, reading, indexing, counts } = await archive.timeline({
        words: topic,
        askedAt,
        readIn: locale,
        filter: read.filter,
        skip: page * shown,
        limit: shown,
      });
      const parts = [
        { kind: 'heading' as const, text: t('timeline.heading', { topic }) },
        ...readingParts(reading, locale),
        ...(page === 0 ? countParts(counts, reader) : []),
        ...items.flatMap(({ quote, date }, at) => [
          ...(isSameDay(items[at - 1], items[at])
            ? []
            : [{ kind: 'notice' as const, text: dayIn(dayOf(date), locale) }]),
          {
            ...listedPart(quote, reader),
            isContinued:
              isSameDay(items[at], items[at + 1]) && items[at + 1]?.quote.article.id === quote.article.id,
          },
        ]),
        ...(total === 0 ? [{ kind: 'text' as const, text: t('timeline.none') }] : []),
        {
          kind: 'small' as const,
          text: `${t('timeline.found', { count: total })}${indexingWords(indexing, locale)}`,
        },
      ];
      return {
        reply: { locale, tone: 'plain', private: false, parts },
        pages: Math.ceil(total / shown),
        quotes: keptQuotes(items.map(({ quote }) => quote)),
      };
    },
    async ({ options, askedAt, place, locale }, { archive }) => {
      const read = readFilter(options, { askedAt, locale, server: place.server });
      if ('problem' in read) return [];
      const topic = textOption(options, 'topic') ?? '';
      const { items } = await archive.timeline({
        words: topic,
        askedAt,
        readIn: locale,
        filter: read.filter,
        skip: 0,
        limit: mostRows,
      });
      return items.map(({ quote, date }) => ({ date, ...articleRow(quote.article, quote) }));
    },
  ),
};

/** With fewer articles or steps, there is nothing to see. */
const fewest = { articles: 4, steps: 3 };

/** How much was written, and when: a small picture, and the same in words. */
function countParts({ publishers, starts, step }: ArticleCounts, reader: Reader): Part[] {
  const { locale } = reader;
  const t = words(locale);
  const heights = starts.map((_, place) => publishers.reduce((sum, { counts }) => sum + counts[place]!, 0));
  const count = heights.reduce((sum, height) => sum + height, 0);
  if (count < fewest.articles || heights.length < fewest.steps) return [];
  const most = Math.max(...heights);
  const day = (at: number) => stepWords(new Date(starts[at]!), step, locale);
  const description = t('timeline.counts', {
    count,
    step: t(`knowledge.step.${step}`),
    first: day(0),
    last: day(starts.length - 1),
    most,
    when: day(heights.indexOf(most)),
  });
  return [
    { kind: 'bars', heights, description },
    { kind: 'small', text: description },
  ];
}

/** A day, the month that begins with it, or the year. */
function stepWords(start: Date, step: ArticleCounts['step'], locale: Locale): string {
  if (step === 'day' || step === 'week') return dayWords(start, locale, null);
  const month = step === 'month' ? ({ month: 'short' } as const) : {};
  return new Intl.DateTimeFormat(locale, { year: 'numeric', ...month, timeZone: 'UTC' }).format(start);
}

/** The day of a date, as it was written. */
const dayOf = (date: string | null) => date?.slice(0, 10) ?? null;

interface Dated {
  readonly date: string | null;
}

const isSameDay = (one: Dated | undefined, other: Dated | undefined) =>
  one !== undefined && other !== undefined && dayOf(one.date) === dayOf(other.date);

const dayIn = (day: string | null, locale: Locale) =>
  day === null ? words(locale)('timeline.undated') : dayWords(new Date(day), locale, null);
