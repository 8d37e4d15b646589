import { indexingWords, listedPart, readingParts } from '../src/chat/presenters/answer-reply.ts';
import { attribute } from '../src/chat/presenters/attribution.ts';
import { textOption, type Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { keptMentions, keptQuotes } from '../src/chat/kept-quotes.ts';
import { paged } from '../src/chat/presenters/pages.ts';
import { articleRow } from '../src/chat/presenters/table.ts';
import { filterOptions, readFilter } from '../src/chat/period.ts';
import { words } from '../src/locales/words.ts';

/** Articles per page. */
const shown = 5;
/** Articles in a file. */
const mostRows = 300;

/** Lists the articles that have some words, each with a sentence that has one of them at least. */
export const search: Command = {
  name: 'search',
  options: [
    { name: 'words', type: 'string', required: true, maxLength: 200 },
    filterOptions.source,
    filterOptions.since,
    filterOptions.until,
    filterOptions.language,
  ],
  isPrivate: () => false,
  ...paged(
    'search',
    async ({ options, askedAt, place, ...reader }, page, { archive }) => {
      const { locale } = reader;
      const t = words(locale);
      const read = readFilter(options, { askedAt, locale, server: place.server });
      if ('problem' in read) return { reply: errorReply(locale, read.problem, 'date'), pages: 1 };
      const wanted = textOption(options, 'words') ?? '';
      const { items, total, reading, indexing } = await archive.search({
        words: wanted,
        askedAt,
        filter: read.filter,
        skip: page * shown,
        limit: shown,
      });
      const parts = [
        { kind: 'heading' as const, text: t('search.heading', { words: wanted }) },
        ...readingParts(reading, locale),
        ...items.map(({ article, excerpt }) =>
          excerpt === null
            ? { kind: 'article' as const, attribution: attribute(article, reader) }
            : listedPart(excerpt, reader),
        ),
        ...(total === 0 ? [{ kind: 'text' as const, text: t('search.none') }] : []),
        {
          kind: 'small' as const,
          text: `${t('search.found', { count: total })}${indexingWords(indexing, locale)}`,
        },
      ];
      return {
        reply: { locale, tone: 'plain', private: false, parts },
        pages: Math.ceil(total / shown),
        quotes: items.flatMap(({ article, excerpt }) =>
          excerpt === null ? keptMentions([article]) : keptQuotes([excerpt]),
        ),
      };
    },
    async ({ options, askedAt, place, locale }, { archive }) => {
      const read = readFilter(options, { askedAt, locale, server: place.server });
      if ('problem' in read) return [];
      const wanted = textOption(options, 'words') ?? '';
      const { items } = await archive.search({
        words: wanted,
        askedAt,
        filter: read.filter,
        skip: 0,
        limit: mostRows,
      });
      return items.map(({ article, excerpt }) => articleRow(article, excerpt));
    },
  ),
};
