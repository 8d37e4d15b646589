import { words } from '../locales/words.ts';
import type { OptionValues, Place, Reader } from './circumstances.ts';
import type { Action, Command } from './command.ts';
import type { Part, Reply } from './reply.ts';
import { staleReply } from './run.ts';
import type { Services } from './services.ts';

/** What was asked for, so that any page of it can be drawn at any time. */
export interface AskedFor extends Reader {
  readonly options: OptionValues;
  readonly askedAt: Date;
  readonly place: Place;
}

/** Draws a page of a reply, from 0, and says how many there are. */
type Draw = (
  asked: AskedFor,
  page: number,
  services: Services,
) => Promise<{ readonly reply: Reply; readonly pages: number }>;

/** The parts of a command whose reply has pages: its first page, and an action that turns to another one in place. */
export function paged(command: string, draw: Draw): Pick<Command, 'run'> & { actions: { page: Action } } {
  return {
    async run({ options, locale, now, timeZone, person, place }, services) {
      const { reply, pages } = await draw(
        { options, locale, askedAt: now, place, now, timeZone },
        0,
        services,
      );
      if (pages < 2) return reply;
      const id = await services.replies.keep({
        command,
        options,
        previous: null,
        askedAt: now,
        asker: person.id,
        place,
        locale,
        private: reply.private,
        status: null,
        quotes: [],
      });
      return withPages(reply, { command, id, page: 0, pages });
    },
    actions: {
      page: {
        effect: 'replace',
        async run({ args: [id = '', written = ''], locale, place, now, timeZone }, services) {
          const kept = await services.replies.find(id);
          if (kept?.command !== command || kept.options === null || !/^\d{1,4}$/.test(written))
            return staleReply(locale);
          const page = Number(written);
          const asked = {
            options: kept.options,
            locale: kept.locale,
            askedAt: kept.askedAt,
            place,
            now,
            timeZone,
          };
          const { reply, pages } = await draw(asked, page, services);
          // Articles may have gone since.
          return page < pages ? withPages(reply, { command, id, page, pages }) : staleReply(locale);
        },
      },
    },
  };
}

function withPages(
  reply: Reply,
  { command, id, page, pages }: { command: string; id: string; page: number; pages: number },
): Reply {
  const t = words(reply.locale);
  const turn = (label: string, emoji: string, to: number) => ({
    kind: 'button' as const,
    label,
    emoji,
    disabled: to < 0 || to >= pages,
    call: { command, action: 'page', args: [id, String(to)] },
  });
  const parts: Part[] = [
    { kind: 'small', text: t('pages.place', { page: page + 1, pages }) },
    {
      kind: 'controls',
      controls: [turn(t('pages.previous'), '◀️', page - 1), turn(t('pages.next'), '▶️', page + 1)],
    },
  ];
  return { ...reply, parts: [...reply.parts, ...parts] };
}
