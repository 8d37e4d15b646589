import { attribute } from '../src/chat/attribution.ts';
import { textOption, type Command } from '../src/chat/command.ts';
import { words } from '../src/locales/words.ts';

const shown = 10;

/** Lists the newest articles. */
export const latest: Command = {
  name: 'latest',
  options: [
    { name: 'source', type: 'string', maxLength: 100 },
    { name: 'topic', type: 'string', maxLength: 100 },
  ],
  isPrivate: () => false,
  async run({ options, locale, now }, { archive }) {
    const t = words(locale);
    const [source, topic] = [textOption(options, 'source'), textOption(options, 'topic')];
    const articles = await archive.latest({
      ...(source !== undefined && { source }),
      ...(topic !== undefined && { topic }),
      limit: shown,
    });
    return {
      locale,
      tone: 'plain',
      private: false,
      parts: [
        { kind: 'heading', text: t('latest.heading') },
        ...articles.map((article) => ({
          kind: 'article' as const,
          attribution: attribute(article, locale, now),
        })),
        ...(articles.length === 0 ? [{ kind: 'text' as const, text: t('latest.none') }] : []),
      ],
    };
  },
};
