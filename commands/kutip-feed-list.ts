import type { Command } from '../src/chat/contract/command.ts';
import { feedWords } from '../src/chat/presenters/import-replies.ts';
import { pagedOnServer } from '../src/chat/presenters/pages.ts';
import { words } from '../src/locales/words.ts';

const name = 'kutip feed list';
const perPage = 10;

export const kutipFeedList: Command = {
  name,
  options: [],
  needs: 'addArticles',
  isPrivate: () => true,
  ...pagedOnServer(name, async ({ server, ...reader }, page, { feeds }) => {
    const { locale } = reader;
    const t = words(locale);
    const all = await feeds.of(server);
    const items = all.slice(page * perPage, (page + 1) * perPage).map((feed) => feedWords(feed, reader));
    return {
      pages: Math.ceil(all.length / perPage),
      reply: {
        locale,
        tone: 'plain',
        private: true,
        parts: [
          { kind: 'heading', text: t('feed.heading') },
          items.length > 0 ? { kind: 'list', items } : { kind: 'text', text: t('feed.none') },
        ],
      },
    };
  }),
};
