import type { Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { words } from '../src/locales/words.ts';

const shownDays = 30;
const dayMs = 86_400_000;

/** Tells what became of the questions of this server in the last 30 days. */
export const kutipStats: Command = {
  name: 'kutip stats',
  options: [],
  needs: 'manageServer',
  isPrivate: () => true,
  async run({ locale, now, place }, { reports }) {
    const t = words(locale);
    if (place.server === null) return errorReply(locale, t('settings.noServer'));
    const since = new Date(now.getTime() - shownDays * dayMs);
    const { answered, abstained, votes, publishers } = await reports.statistics(place.server, since);
    return {
      locale,
      tone: 'plain',
      private: true,
      parts: [
        { kind: 'heading', text: t('stats.heading', { days: shownDays }) },
        {
          kind: 'list',
          items: [
            t('stats.questions', { count: answered + abstained }),
            t('stats.answered', { count: answered }),
            t('stats.abstained', { count: abstained }),
            t('stats.votes', { ...votes }),
          ],
        },
        ...(publishers.length === 0
          ? []
          : [
              { kind: 'text' as const, text: t('stats.publishers') },
              {
                kind: 'list' as const,
                items: publishers.map(({ publisher, quotes }) =>
                  t('stats.publisher', {
                    publisher: publisher ?? t('article.publisherUnknown'),
                    count: quotes,
                  }),
                ),
              },
            ]),
        { kind: 'small', text: t('stats.privacy') },
      ],
    };
  },
};
