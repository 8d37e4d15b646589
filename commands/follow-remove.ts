import { noteAct } from '../src/chat/audit.ts';
import { textOption, type Command } from '../src/chat/contract/command.ts';
import { subscriptionsFor } from '../src/chat/following/subscribe.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { plainReply } from '../src/chat/presenters/plain-reply.ts';
import { whatIsFollowed } from '../src/chat/presenters/subscription-replies.ts';
import { suggestSubscription } from '../src/chat/suggestions.ts';
import { words } from '../src/locales/words.ts';

export const followRemove: Command = {
  name: 'follow remove',
  options: [{ name: 'topic', type: 'string', required: true, maxLength: 200, suggest: suggestSubscription }],
  isPrivate: () => true,
  async run(input, services) {
    const { locale, options } = input;
    const t = words(locale);
    const wanted = textOption(options, 'topic') ?? '';
    const isMeant = (text: string) => text.replace(/[“”]/g, '').toLowerCase() === wanted.toLowerCase();
    const found = (await subscriptionsFor(input, services)).find(
      (one) => one.id === wanted || isMeant(whatIsFollowed(one, locale)),
    );
    if (found === undefined || !(await services.subscriptions.remove(found.id)))
      return errorReply(locale, t('follow.unknown', { what: wanted }), 'notFound');
    if (found.channel !== null) await noteAct(input, 'unfollowed', whatIsFollowed(found, locale), services);
    return plainReply(locale, t('follow.removed', { what: whatIsFollowed(found, locale) }));
  },
};
