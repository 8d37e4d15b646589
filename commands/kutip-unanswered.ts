import { noteAct } from '../src/chat/audit.ts';
import type { Select } from '../src/chat/contract/reply.ts';
import type { Reader } from '../src/chat/contract/context.ts';
import type { Command } from '../src/chat/contract/command.ts';
import { dayWords } from '../src/chat/presenters/dates.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { pagedOnServer } from '../src/chat/presenters/pages.ts';
import { words, type Locale } from '../src/locales/words.ts';
import type { ProblemCounts, Unanswered } from '../src/chat/contract/services.ts';

const name = 'kutip unanswered';
const perPage = 10;

const pages = pagedOnServer(name, async ({ server, ...reader }, page, { reports }) => {
  const { locale } = reader;
  const t = words(locale);
  const { of, problems, rows } = await reports.unanswered(server, { skip: page * perPage, limit: perPage });
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
        ...(problems.size === 0
          ? []
          : [
              {
                kind: 'small' as const,
                text: t('unanswered.problems', { problems: problemWords(problems, locale) }),
              },
            ]),
        { kind: 'small', text: t('stats.privacy') },
        ...(rows.length === 0 ? [] : [{ kind: 'controls' as const, controls: [handling(rows, locale)] }]),
      ],
    },
  };
});

/** What is missing in the archive: questions without an answer, or with one that was voted down. */
export const kutipUnanswered: Command = {
  name,
  options: [],
  needs: 'manageServer',
  isPrivate: () => true,
  ...pages,
  actions: {
    ...pages.actions,
    /** Marks questions as handled; when they are asked again, they come back. */
    handle: {
      effect: 'replace',
      async run({ chosen, ...input }, services) {
        const { server } = input.place;
        if (server === null)
          return errorReply(input.locale, words(input.locale)('settings.noServer'), 'noServer');
        for (const reply of chosen) {
          const question = await services.reports.handle(server, reply);
          if (question !== null) await noteAct(input, 'handled', question, services);
        }
        return pages.run({ ...input, options: {} }, services);
      },
    },
  },
};

function handling(rows: readonly Unanswered[], locale: Locale): Select {
  return {
    kind: 'select',
    label: words(locale)('unanswered.handle'),
    from: rows.map(({ question, reply }) => ({ value: reply.id, label: question })),
    chosen: [],
    most: rows.length,
    call: { command: name, action: 'handle', args: [] },
  };
}

function rowWords(
  { question, times, at, votedDown, problems, reasons }: Unanswered,
  { locale, timeZone }: Reader,
): string {
  const t = words(locale);
  return [
    t('unanswered.question', { question }),
    t(votedDown ? 'unanswered.votedDown' : 'unanswered.refused'),
    ...(problems.size === 0 ? [] : [problemWords(problems, locale)]),
    ...reasons.map((reason) => t('unanswered.reason', { reason })),
    t('unanswered.asked', { count: times, day: dayWords(at, locale, timeZone) }),
  ].join(' · ');
}

/** For example "2 × wrong sentence, outdated". */
function problemWords(problems: ProblemCounts, locale: Locale): string {
  const t = words(locale);
  return [...problems]
    .map(([problem, count]) =>
      t('unanswered.problem', { count, problem: t(`unanswered.problemNames.${problem}`) }),
    )
    .join(', ');
}
