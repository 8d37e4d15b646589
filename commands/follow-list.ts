import type { Command } from '../src/chat/contract/command.ts';
import { subscriptionsFor } from '../src/chat/following/subscribe.ts';
import { subscriptionParts } from '../src/chat/presenters/subscription-replies.ts';
import { words } from '../src/locales/words.ts';

/** Subscriptions in a reply, which has room for no more. */
const mostShown = 15;

/** What is followed: by the one who asks, and for moderators in the channels of their server. */
export const followList: Command = {
  name: 'follow list',
  options: [],
  isPrivate: () => true,
  async run(input, services) {
    const { locale } = input;
    const t = words(locale);
    const all = await subscriptionsFor(input, services);
    const left = all.length - mostShown;
    return {
      locale,
      tone: 'plain',
      private: true,
      parts: [
        { kind: 'heading', text: t('follow.heading') },
        ...(all.length === 0 ? [{ kind: 'text' as const, text: t('follow.none') }] : []),
        ...subscriptionParts(all.slice(0, mostShown), input, services.settings),
        ...(left > 0 ? [{ kind: 'small' as const, text: t('follow.more', { count: left }) }] : []),
      ],
    };
  },
};
