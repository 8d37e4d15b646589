import type { Feed } from '../store/store.ts';
import type { Chat } from './contract/chat.ts';
import type { Notifier } from './contract/notifier.ts';
import type { Turns } from '../answer/host/turns.ts';
import { loggedError } from './logged-error.ts';
import { correctAllReplies, correctReplies } from './corrections.ts';
import { feedFailsReply } from './presenters/import-replies.ts';

/** What is said without a question. */
export interface Notices {
  /** Corrects the replies that quoted these articles. A fault is logged; the next start tries again. */
  correct(articles: readonly string[]): Promise<void>;
  /** Corrects all replies, for what has changed unnoticed. */
  correctAll(): Promise<void>;
  feedFails(feed: Feed): Promise<void>;
}

/** Nothing is said before a surface has lent its notifier. */
export const noNotices: Notices = {
  correct: () => Promise.resolve(),
  correctAll: () => Promise.resolve(),
  feedFails: () => Promise.resolve(),
};

/** @param turns the lanes are servers, so that the many replies of one keep no other's waiting */
export function createNotices(chat: Chat, notifier: Notifier, turns: Turns): Notices {
  const failed = (error: unknown) => {
    chat.log.error(
      loggedError(error),
      'could not correct replies; the next start tries again, or the next process that leads',
    );
  };
  return {
    correct: (articles) => correctReplies(articles, chat, notifier, new Date(), turns).catch(failed),
    correctAll: () => correctAllReplies(chat, notifier, new Date(), turns).catch(failed),
    async feedFails(feed) {
      if (feed.channel === null) return;
      const { timeZone } = chat.services.settings.of(feed.server);
      await notifier.say(
        feed.channel,
        feedFailsReply(feed, { locale: feed.locale, now: new Date(), timeZone }),
      );
    },
  };
}
