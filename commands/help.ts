import { searchedUntil } from '../src/chat/presenters/answer-reply.ts';
import type { Command } from '../src/chat/contract/command.ts';
import { words } from '../src/locales/words.ts';

/** Explains how to ask, what is in the index, and what is kept about the asker. */
export const help: Command = {
  name: 'help',
  options: [],
  isPrivate: () => true,
  async run({ place, ...reader }, { archive }) {
    const { locale } = reader;
    const t = words(locale);
    const sources = await archive.sources({ server: place.server });
    const count = sources.reduce((sum, source) => sum + source.articles, 0);
    const { items } = await archive.latest({ limit: 1, server: place.server });
    return {
      locale,
      tone: 'plain',
      private: true,
      parts: [
        { kind: 'heading', text: t('help.heading') },
        { kind: 'text', text: t('help.what') },
        { kind: 'list', items: t('help.ways', { returnObjects: true }) },
        {
          kind: 'text',
          text: t('help.index', { count, until: searchedUntil(items[0]?.published ?? null, reader) }),
        },
        { kind: 'small', text: t('help.privacy') },
      ],
    };
  },
};
