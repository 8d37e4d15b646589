import { noteAct } from '../src/chat/audit.ts';
import { textOption, type Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { feedName } from '../src/chat/presenters/import-replies.ts';
import { plainReply } from '../src/chat/presenters/plain-reply.ts';
import { suggestFeed } from '../src/chat/suggestions.ts';
import { words } from '../src/locales/words.ts';

export const kutipFeedRemove: Command = {
  name: 'kutip feed remove',
  options: [{ name: 'feed', type: 'string', required: true, maxLength: 1000, suggest: suggestFeed }],
  needs: 'addArticles',
  isPrivate: () => true,
  async run({ options, ...input }, { feeds, audit }) {
    const { locale, place } = input;
    const t = words(locale);
    const { server } = place;
    if (server === null) return errorReply(locale, t('settings.noServer'), 'noServer');
    const wanted = textOption(options, 'feed') ?? '';
    const feed = (await feeds.of(server)).find(({ id, url, title }) => [id, url, title].includes(wanted));
    if (feed === undefined || !(await feeds.remove(feed.id, server)))
      return errorReply(locale, t('feed.unknown', { feed: wanted }), 'notFound');
    await noteAct(input, 'feed removed', feedName(feed), { audit });
    return plainReply(locale, t('feed.removed', { feed: feedName(feed) }));
  },
};
