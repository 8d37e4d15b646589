import { indexingWords } from '../src/chat/presenters/answer-reply.ts';
import { attribute } from '../src/chat/presenters/attribution.ts';
import { textOption, type Command } from '../src/chat/contract/command.ts';
import { keptMentions } from '../src/chat/kept-quotes.ts';
import { paged } from '../src/chat/presenters/pages.ts';
import { filterOptions } from '../src/chat/period.ts';
import { suggestTopic } from '../src/chat/suggestions.ts';
import { words } from '../src/locales/words.ts';

/** Articles of a page. */
const shown = 10;

/** Lists the newest articles. */
export const latest: Command = {
  name: 'latest',
  options: [filterOptions.source, { name: 'topic', type: 'string', maxLength: 100, suggest: suggestTopic }],
  isPrivate: () => false,
  ...paged('latest', async ({ options, place, ...reader }, page, { archive }) => {
    const { locale } = reader;
    const t = words(locale);
    const [source, topic] = [textOption(options, 'source'), textOption(options, 'topic')];
    const { items, total, indexing } = await archive.latest({
      ...(source !== undefined && { source }),
      ...(topic !== undefined && { topic }),
      server: place.server,
      skip: page * shown,
      limit: shown,
    });
    const parts = [
      { kind: 'heading' as const, text: t('latest.heading') },
      ...items.map((article) => ({ kind: 'article' as const, attribution: attribute(article, reader) })),
      ...(total === 0 ? [{ kind: 'text' as const, text: t('latest.none') }] : []),
      {
        kind: 'small' as const,
        text: `${t('latest.found', { count: total })}${indexingWords(indexing, locale)}`,
      },
    ];
    return {
      reply: { locale, tone: 'plain', private: false, parts },
      pages: Math.ceil(total / shown),
      quotes: keptMentions(items),
    };
  }),
};
