import { indexingWords, listedPart, readingParts } from '../src/chat/presenters/answer-reply.ts';
import { textOption, type Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { keptQuotes } from '../src/chat/kept-quotes.ts';
import { paged } from '../src/chat/presenters/pages.ts';
import { filterOptions, readFilter } from '../src/chat/period.ts';
import { dayWords } from '../src/chat/presenters/dates.ts';
import { suggestTopic } from '../src/chat/suggestions.ts';
import type { Development } from '../src/answer/catalogue/timeline.ts';
import { words, type Locale } from '../src/locales/words.ts';

/** Sentences per page. */
const shown = 5;

/** Tells how a topic developed: one sentence for each development, under the day of the event, the oldest first. */
export const timeline: Command = {
  name: 'timeline',
  options: [
    { name: 'topic', type: 'string', required: true, maxLength: 100, suggest: suggestTopic },
    filterOptions.since,
    filterOptions.until,
  ],
  isPrivate: () => false,
  ...paged('timeline', async ({ options, askedAt, place, ...reader }, page, { archive }) => {
    const { locale } = reader;
    const t = words(locale);
    const read = readFilter(options, { askedAt, locale, server: place.server });
    if ('problem' in read) return { reply: errorReply(locale, read.problem, 'date'), pages: 1 };
    const topic = textOption(options, 'topic') ?? '';
    const { items, total, reading, indexing } = await archive.timeline({
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
  }),
};

/** The day of a date, as it was written. */
const dayOf = (date: string | null) => date?.slice(0, 10) ?? null;

const isSameDay = (one: Development | undefined, other: Development | undefined) =>
  one !== undefined && other !== undefined && dayOf(one.date) === dayOf(other.date);

const dayIn = (day: string | null, locale: Locale) =>
  day === null ? words(locale)('timeline.undated') : dayWords(new Date(day), locale, null);
