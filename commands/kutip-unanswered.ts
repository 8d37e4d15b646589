import type { Reader } from '../src/chat/contract/context.ts';
import type { Command } from '../src/chat/contract/command.ts';
import { dayWords } from '../src/chat/presenters/dates.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { paged } from '../src/chat/presenters/pages.ts';
import { words } from '../src/locales/words.ts';
import type { Unanswered } from '../src/chat/contract/services.ts';

const name = 'kutip unanswered';
const perPage = 10;

/** Lists the questions of this server that got no answer, or one that was voted down: what is missing in the archive. */
export const kutipUnanswered: Command = {
  name,
  options: [],
  needs: 'manageServer',
  isPrivate: () => true,
  ...paged(name, async ({ place, ...reader }, page, { reports }) => {
    const { locale } = reader;
    const t = words(locale);
    if (place.server === null) return { reply: errorReply(locale, t('settings.noServer')), pages: 1 };
    const { of, rows } = await reports.unanswered(place.server, { skip: page * perPage, limit: perPage });
    return {
      pages: Math.ceil(of / perPage),
      reply: {
        locale,
        tone: 'plain',
        private: true,
        parts: [
          { kind: 'heading', text: t('unanswered.heading', { count: of }) },
          rows.length === 0
            ? { kind: 'text', text: t('unanswered.none') }
            : { kind: 'list', items: rows.map((row) => rowWords(row, reader)) },
          { kind: 'small', text: t('stats.privacy') },
        ],
      },
    };
  }),
};

function rowWords(
  { question, times, at, votedDown, reasons }: Unanswered,
  { locale, timeZone }: Reader,
): string {
  const t = words(locale);
  return [
    t('unanswered.question', { question }),
    t(votedDown ? 'unanswered.votedDown' : 'unanswered.refused'),
    ...reasons.map((reason) => t('unanswered.reason', { reason })),
    t('unanswered.asked', { count: times, day: dayWords(at, locale, timeZone) }),
  ].join(' · ');
}
