import type { Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { feedWords } from '../src/chat/presenters/import-replies.ts';
import { paged } from '../src/chat/presenters/pages.ts';
import { words } from '../src/locales/words.ts';

const name = 'kutip feed list';
const perPage = 10;

/** Lists the feeds of this server, and how each of them is. */
export const kutipFeedList: Command = {
  name,
  options: [],
  needs: 'addArticles',
  isPrivate: () => true,
  ...paged(name, async ({ place, ...reader }, page, { feeds }) => {
    const { locale } = reader;
    const t = words(locale);
    if (place.server === null) return { reply: errorReply(locale, t('settings.noServer')), pages: 1 };
    const all = await feeds.of(place.server);
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
