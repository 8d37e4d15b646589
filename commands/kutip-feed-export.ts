import type { Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { words } from '../src/locales/words.ts';

export const kutipFeedExport: Command = {
  name: 'kutip feed export',
  options: [],
  needs: 'addArticles',
  isPrivate: () => true,
  async run({ locale, place }, { feeds, importer }) {
    const t = words(locale);
    if (place.server === null) return errorReply(locale, t('settings.noServer'), 'noServer');
    if (importer === null) return errorReply(locale, t('error.nothingToAdd'));
    const all = await feeds.of(place.server);
    if (all.length === 0) return errorReply(locale, t('feed.none'), 'notFound');
    return {
      locale,
      tone: 'plain',
      private: true,
      parts: [
        { kind: 'text', text: t('feed.exported', { count: all.length }) },
        { kind: 'file', name: 'feeds.opml', content: importer.opmlOf(all) },
      ],
    };
  },
};
