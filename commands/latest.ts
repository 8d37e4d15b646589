import { indexingWords, listedPart } from '../src/chat/presenters/answer-reply.ts';
import { attribute } from '../src/chat/presenters/attribution.ts';
import { textOption, type Command } from '../src/chat/contract/command.ts';
import { keptMentions, keptQuotes } from '../src/chat/kept-quotes.ts';
import { paged } from '../src/chat/presenters/pages.ts';
import { filterOptions } from '../src/chat/period.ts';
import { suggestTopic } from '../src/chat/suggestions.ts';
import { words } from '../src/locales/words.ts';

/** Per page. */
const shown = { articles: 10, quotes: 5 };

/** Lists the newest articles, or what the newest ones on a topic say about it. */
export const latest: Command = {
  name: 'latest',
  options: [filterOptions.source, { name: 'topic', type: 'string', maxLength: 100, suggest: suggestTopic }],
  isPrivate: () => false,
  ...paged('latest', async ({ options, askedAt, place, ...reader }, page, { archive }) => {
    const { locale } = reader;
    const t = words(locale);
    const [source, topic] = [textOption(options, 'source'), textOption(options, 'topic')];
    const { server } = place;
    const { items, total, indexing } =
      topic === undefined
        ? await archive.latest({
            ...(source !== undefined && { source }),
            server,
            skip: page * shown.articles,
            limit: shown.articles,
          })
        : await archive.news({
            words: topic,
            askedAt,
            readIn: locale,
            filter: { server, ...(source !== undefined && { source }) },
            skip: page * shown.quotes,
            limit: shown.quotes,
          });
    const parts = [
      {
        kind: 'heading' as const,
        text: topic === undefined ? t('latest.heading') : t('latest.about', { topic }),
      },
      ...items.map((item) =>
        'text' in item
          ? listedPart(item, reader)
          : { kind: 'article' as const, attribution: attribute(item, reader) },
      ),
      ...(total === 0 ? [{ kind: 'text' as const, text: t('latest.none') }] : []),
      {
        kind: 'small' as const,
        text: `${t('latest.found', { count: total })}${indexingWords(indexing, locale)}`,
      },
    ];
    return {
      reply: { locale, tone: 'plain', private: false, parts },
      pages: Math.ceil(total / (topic === undefined ? shown.articles : shown.quotes)),
      quotes: items.flatMap((item) => ('text' in item ? keptQuotes([item]) : keptMentions([item]))),
    };
  }),
};
