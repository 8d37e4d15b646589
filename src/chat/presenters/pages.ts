import { words } from '../../locales/words.ts';
import type { KeptQuote, NewReply, Pseudonym } from '../../store/store.ts';
import type { OptionValues, Reader } from '../contract/context.ts';
import type { Action, Command } from '../contract/command.ts';
import { usableReply } from '../kept-reply.ts';
import { deleteAction, deleteButton } from '../delete.ts';
import type { Reply } from '../contract/reply.ts';
import { errorReply, staleReply } from './error-reply.ts';
import type { Services } from '../contract/services.ts';
import { csvOf, type TableRow } from './table.ts';

/** Everything needed to draw any page later. */
export interface AskedFor extends Reader {
  readonly options: OptionValues;
  readonly askedAt: Date;
  readonly place: NewReply['place'];
}

/** Draws a page, counted from 0, and returns the number of pages. */
type Draw = (
  asked: AskedFor,
  page: number,
  services: Services,
) => Promise<{
  readonly reply: Reply;
  readonly pages: number;
  /** The quotes shown, so that they can be corrected; left out if there never are any. */
  readonly quotes?: readonly KeptQuote[];
}>;

/** `paged` for what belongs to a server; elsewhere, the user is told that there is none. */
export const pagedOnServer = (
  command: string,
  draw: (asked: AskedFor & { readonly server: string }, page: number, services: Services) => ReturnType<Draw>,
) =>
  paged(command, async (asked, page, services) => {
    const { locale, place } = asked;
    return place.server === null
      ? { reply: errorReply(locale, words(locale)('settings.noServer'), 'noServer'), pages: 1 }
      : draw({ ...asked, server: place.server }, page, services);
  });

/** All that is on the pages, as rows of a table, up to a number. */
type RowsOf = (asked: AskedFor, services: Services) => Promise<readonly TableRow[]>;

/**
 * Run and actions of a command with pages: show the first page, turn pages in place, delete.
 *
 * @param rowsOf what its files hold; without it, there are none
 */
export function paged(
  command: string,
  draw: Draw,
  rowsOf?: RowsOf,
): Pick<Command, 'run' | 'redraw'> & { actions: Readonly<Record<string, Action>> } {
  const hasFiles = rowsOf !== undefined;
  return {
    async run({ options, locale, now, timeZone, person, place }, services) {
      const {
        reply,
        pages,
        quotes = [],
      } = await draw({ options, locale, askedAt: now, place, now, timeZone }, 0, services);
      if (pages < 2 && quotes.length === 0)
        return withControls(reply, { command, id: '', asker: person.id, page: 0, pages, hasFiles: false });
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
        quotes,
        answer: null,
      });
      // A reply that is not stored has no further pages.
      const shown = withControls(reply, {
        command,
        id,
        asker: person.id,
        page: 0,
        pages: id === '' ? 1 : pages,
        hasFiles: hasFiles && id !== '' && quotes.length > 0,
      });
      return { ...shown, ...(id !== '' && { keptAs: id }) };
    },
    async redraw(kept, services, now) {
      const { timeZone } = services.settings.of(kept.place.server);
      const { reply, pages, quotes = [] } = await draw({ ...kept, now, timeZone }, 0, services);
      const isFull = hasFiles && quotes.length > 0;
      return {
        reply: withControls(reply, { ...kept, command, page: 0, pages, hasFiles: isFull }),
        quotes,
        answer: null,
      };
    },
    actions: {
      page: {
        effect: 'replace',
        async run({ args: [id = '', written = ''], locale, person, place, now, timeZone }, services) {
          const kept = await usableReply(id, { person, place }, services);
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
          const { reply, pages, quotes = [] } = await draw(asked, page, services);
          // Articles may have been removed since.
          if (page >= pages) return staleReply(locale);
          await services.replies.requote(id, quotes, null);
          return withControls(reply, { command, id, asker: kept.asker, page, pages, hasFiles });
        },
      },
      ...(rowsOf && {
        file: {
          effect: 'add' as const,
          isPrivate: () => true,
          async run({ args: [id = '', format], locale, person, place, now, timeZone }, services) {
            const kept = await usableReply(id, { person, place }, services);
            if (kept?.command !== command || kept.options === null) return staleReply(locale);
            const rows = await rowsOf({ ...kept, options: kept.options, place, now, timeZone }, services);
            const name = `${command}-${now.toISOString().slice(0, 10)}`;
            const t = words(locale);
            return {
              locale,
              tone: 'plain',
              private: true,
              parts: [
                { kind: 'text', text: t('pages.file', { count: rows.length }) },
                format === 'json'
                  ? { kind: 'file', name: `${name}.json`, content: JSON.stringify(rows, null, 2) }
                  : { kind: 'file', name: `${name}.csv`, content: csvOf(rows) },
              ],
            };
          },
        },
      }),
      delete: deleteAction,
    },
  };
}

interface ShownPage {
  readonly command: string;
  /** The stored reply's id; empty if there is only one page. */
  readonly id: string;
  readonly asker: Pseudonym | null;
  readonly page: number;
  readonly pages: number;
  /** Whether all of it can be had as a file. */
  readonly hasFiles: boolean;
}

/** Adds buttons to turn pages, if there are several, and to delete a public reply. */
function withControls(reply: Reply, { command, id, asker, page, pages, hasFiles }: ShownPage): Reply {
  const t = words(reply.locale);
  const turn = (label: string, emoji: string, to: number) => ({
    kind: 'button' as const,
    label,
    emoji,
    disabled: to < 0 || to >= pages,
    call: { command, action: 'page', args: [id, String(to)] },
  });
  const turning =
    pages > 1 ? [turn(t('pages.previous'), '◀️', page - 1), turn(t('pages.next'), '▶️', page + 1)] : [];
  const file = (label: string, format: string) => ({
    kind: 'button' as const,
    label,
    call: { command, action: 'file', args: [id, format] },
  });
  const files = hasFiles ? [file('CSV', 'csv'), file('JSON', 'json')] : [];
  const controls = [...turning, ...files, ...(reply.private ? [] : [deleteButton(command, { id, asker })])];
  const place = t('pages.place', { page: page + 1, pages });
  return {
    ...reply,
    parts: [
      ...reply.parts,
      ...(pages > 1 ? [{ kind: 'small' as const, text: place }] : []),
      ...(controls.length > 0 ? [{ kind: 'controls' as const, controls }] : []),
    ],
  };
}
