import { noteAct } from '../src/chat/audit.ts';
import { textOption, type Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import {
  feedChoiceReply,
  feedName,
  importedReply,
  progressReply,
  failureWords,
} from '../src/chat/presenters/import-replies.ts';
import { words } from '../src/locales/words.ts';

/** Reads the feed right away, and then whenever it is due. */
export const kutipFeedAdd: Command = {
  name: 'kutip feed add',
  options: [{ name: 'url', type: 'string', required: true, maxLength: 1000 }],
  needs: 'addArticles',
  isPrivate: () => true,
  async run({ options, progress, ...input }, { importer, ...services }) {
    const { locale, place, now } = input;
    const t = words(locale);
    const { server, channel } = place;
    if (server === null) return errorReply(locale, t('settings.noServer'), 'noServer');
    if (importer === null) return errorReply(locale, t('error.nothingToAdd'));
    const url = textOption(options, 'url') ?? '';
    const subscribed = await importer.subscribe({ server, url, channel, locale, addedAt: now }, (done, of) =>
      progress?.(progressReply(locale, done, of)),
    );
    switch (subscribed.outcome) {
      case 'known':
        return errorReply(locale, t('feed.known'), 'nothingAdded');
      case 'too many':
        return errorReply(locale, t('feed.tooMany'), 'nothingAdded');
      case 'choice':
        return feedChoiceReply(locale, url, subscribed.feeds);
      case 'refused':
        return errorReply(locale, failureWords(subscribed, locale), 'nothingAdded');
      case 'subscribed': {
        await noteAct(input, 'feed added', feedName(subscribed.feed), services);
        const text = t('feed.followed', { feed: feedName(subscribed.feed) });
        return { ...importedReply(locale, subscribed.imported, [{ kind: 'text', text }]), tone: 'plain' };
      }
    }
  },
};
