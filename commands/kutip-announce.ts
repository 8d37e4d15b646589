import { textOption, type Command } from '../src/chat/contract/command.ts';
import { deleteAction } from '../src/chat/delete.ts';
import { readLimits, redrawPost, subscribe, subscriptionOptions } from '../src/chat/following/subscribe.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { feedName } from '../src/chat/presenters/import-replies.ts';
import { suggestFeed } from '../src/chat/suggestions.ts';
import { words } from '../src/locales/words.ts';

/** Posts every new article of a feed of this server, or of all that can be searched here. */
export const kutipAnnounce: Command = {
  name: 'kutip announce',
  options: [
    { ...subscriptionOptions.channel, required: true },
    { name: 'feed', type: 'string', maxLength: 1000, suggest: suggestFeed },
    subscriptionOptions.most,
    subscriptionOptions.quiet,
  ],
  needs: 'manageServer',
  isPrivate: () => true,
  async run(input, services) {
    const { options, locale, place } = input;
    const limits = readLimits(input);
    if ('problem' in limits) return errorReply(locale, limits.problem, 'input');
    const wanted = textOption(options, 'feed');
    const feed = (await services.feeds.of(place.server)).find(({ id, url, title }) =>
      [id, url, title].includes(wanted ?? ''),
    );
    if (wanted !== undefined && feed === undefined)
      return errorReply(locale, words(locale)('feed.unknown', { feed: wanted }), 'notFound');
    const of = feed === undefined ? {} : { feed: feed.id, feedName: feedName(feed) };
    return subscribe(input, { ...limits, topic: null, ...of }, { kind: 'announce' }, services);
  },
  redraw: redrawPost,
  actions: { delete: deleteAction },
};
