import { noteAct } from '../src/chat/audit.ts';
import { textOption, type ActionInput, type Command } from '../src/chat/contract/command.ts';
import type { Context } from '../src/chat/contract/context.ts';
import type { Reply } from '../src/chat/contract/reply.ts';
import type { ArticleFacts, Importer, Services } from '../src/chat/contract/services.ts';
import { ownArticle, ownArticles } from '../src/chat/own-article.ts';
import { errorReply, staleReply } from '../src/chat/presenters/error-reply.ts';
import {
  confirmRemovalReply,
  titleOf,
  whichArticleReply,
} from '../src/chat/presenters/own-article-replies.ts';
import { plainReply } from '../src/chat/presenters/plain-reply.ts';
import { suggestOwnArticle } from '../src/chat/suggestions.ts';
import { words } from '../src/locales/words.ts';

const name = 'kutip remove';

/** Asks before it removes anything, and can be undone. */
export const kutipRemove: Command = {
  name,
  options: [{ name: 'article', type: 'string', required: true, maxLength: 200, suggest: suggestOwnArticle }],
  needs: 'addArticles',
  isPrivate: () => true,
  async run({ options, ...input }, { importer, ...services }) {
    const { server } = input.place;
    const t = words(input.locale);
    if (server === null) return errorReply(input.locale, t('settings.noServer'), 'noServer');
    if (importer === null) return errorReply(input.locale, t('error.nothingToAdd'));
    const wanted = textOption(options, 'article') ?? '';
    const meant = await ownArticles(wanted, server, { ...services, importer });
    return 'certain' in meant
      ? confirmed(meant.certain, server, services, input)
      : whichArticleReply(wanted, meant.possible, { command: name, action: 'choose', args: [] }, input);
  },
  actions: {
    choose: {
      effect: 'replace',
      run: (input, services) =>
        withArticle(input.chosen[0], input, services, (facts, _, server) =>
          confirmed(facts, server, services, input),
        ),
    },
    remove: {
      effect: 'replace',
      run: (input, services) =>
        withArticle(input.args[0], input, services, async (facts, importer, server) => {
          const quoting = await quotingOn(server, facts.id, services);
          if (!(await importer.remove(facts.id, server))) return staleReply(input.locale);
          const title = titleOf(facts, input);
          await noteAct(input, 'removed', title, services);
          const t = words(input.locale);
          const done = plainReply(input.locale, t('remove.done', { title, count: quoting.length }));
          const call = { command: name, action: 'restore', args: [...input.args] };
          const undo = { kind: 'button' as const, label: t('remove.undo'), emoji: '↩️', call };
          return { ...done, parts: [...done.parts, { kind: 'controls', controls: [undo] }] };
        }),
    },
    keep: {
      effect: 'replace',
      run: ({ locale }) => Promise.resolve(plainReply(locale, words(locale)('remove.kept'))),
    },
    restore: { effect: 'replace', run: (input, services) => restore(input.args[0], input, services) },
  },
};

/** Brings back an article that can be quoted no longer, by its key. */
export async function restore(key: string | undefined, input: Context, services: Services): Promise<Reply> {
  const { server } = input.place;
  const { importer, archive } = services;
  const id = server === null ? null : ((await importer?.restore(key ?? '', server)) ?? null);
  const found = id === null ? null : await archive.article({ wanted: id, place: 0, server });
  if (found === null) return staleReply(input.locale);
  const title = titleOf(found.facts, input);
  await noteAct(input, 'restored', title, services);
  return plainReply(input.locale, words(input.locale)('remove.restored', { title }));
}

async function confirmed(
  facts: ArticleFacts,
  server: string,
  services: Pick<Services, 'replies'>,
  reader: Context,
): Promise<Reply> {
  return confirmRemovalReply(facts, await quotingOn(server, facts.id, services), name, reader);
}

const quotingOn = async (server: string, id: string, { replies }: Pick<Services, 'replies'>) =>
  (await replies.quoting(id)).filter(({ place }) => place.server === server);

/** Does something with an article of the server, by its key; where it is gone by now, the control has expired. */
async function withArticle(
  key: string | undefined,
  input: ActionInput,
  { importer, ...services }: Services,
  run: (facts: ArticleFacts, importer: Importer, server: string) => Promise<Reply>,
): Promise<Reply> {
  const { server } = input.place;
  const facts =
    server === null || importer === null
      ? null
      : await ownArticle(key ?? '', server, { ...services, importer });
  return facts === null ? staleReply(input.locale) : run(facts, importer!, server!);
}
