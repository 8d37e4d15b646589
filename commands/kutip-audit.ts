import type { Command } from '../src/chat/contract/command.ts';
import { auditPart } from '../src/chat/presenters/audit-words.ts';
import { pagedOnServer } from '../src/chat/presenters/pages.ts';
import { words } from '../src/locales/words.ts';

const name = 'kutip audit';
const perPage = 10;

/** Who added, removed and edited what on this server. */
export const kutipAudit: Command = {
  name,
  options: [],
  needs: 'manageServer',
  isPrivate: () => true,
  ...pagedOnServer(name, async ({ server, ...reader }, page, { audit }) => {
    const { locale } = reader;
    const t = words(locale);
    const { of, rows } = await audit.of(server, { skip: page * perPage, limit: perPage });
    return {
      pages: Math.ceil(of / perPage),
      reply: {
        locale,
        tone: 'plain',
        private: true,
        parts: [
          { kind: 'heading', text: t('audit.heading') },
          ...(rows.length === 0 ? [{ kind: 'text' as const, text: t('audit.none') }] : []),
          ...rows.map((entry) => auditPart(entry, reader)),
          { kind: 'small', text: t('audit.privacy') },
        ],
      },
    };
  }),
};
