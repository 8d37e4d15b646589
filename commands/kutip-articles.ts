import { textOption, type Command } from '../src/chat/contract/command.ts';
import type { Reader } from '../src/chat/contract/context.ts';
import type { Part } from '../src/chat/contract/reply.ts';
import type { ArticleFacts, Services } from '../src/chat/contract/services.ts';
import { dateWords, dayWords } from '../src/chat/presenters/dates.ts';
import { titleOf } from '../src/chat/presenters/own-article-replies.ts';
import { pagedOnServer } from '../src/chat/presenters/pages.ts';
import { words } from '../src/locales/words.ts';
import { restore } from './kutip-remove.ts';

const name = 'kutip articles';
const perPage = 10;
const kinds = ['all', 'summaries', 'removed'] as const;

const pages = pagedOnServer(name, async ({ options, server, ...reader }, page, services) => {
  const { locale } = reader;
  const t = words(locale);
  const kind = kinds.find((one) => one === textOption(options, 'show')) ?? 'all';
  const range = [page * perPage, (page + 1) * perPage] as const;
  const { of, parts } =
    kind === 'removed'
      ? await removedParts(server, range, services, reader)
      : await heldParts(server, kind, range, services, reader);
  return {
    pages: Math.ceil(of / perPage),
    reply: {
      locale,
      tone: 'plain',
      private: true,
      parts: [
        { kind: 'heading', text: t(`articles.heading.${kind}`, { count: of }) },
        ...(of === 0 ? [{ kind: 'text' as const, text: t(`articles.none.${kind}`) }] : parts),
      ],
    },
  };
});

/** The articles that this server has of its own: all, those of which only a summary could be had, or those removed. */
export const kutipArticles: Command = {
  name,
  options: [{ name: 'show', type: 'string', choices: kinds }],
  needs: 'addArticles',
  isPrivate: () => true,
  ...pages,
  actions: {
    ...pages.actions,
    restore: {
      effect: 'add',
      isPrivate: () => true,
      run: (input, services) => restore(input.chosen[0], input, services),
    },
  },
};

type Parts = Promise<{ readonly of: number; readonly parts: readonly Part[] }>;

async function heldParts(
  server: string,
  kind: 'all' | 'summaries',
  range: readonly [number, number],
  { archive }: Services,
  reader: Reader,
): Parts {
  const all = await archive.suggestArticles({ written: '', limit: Infinity, server, isOwn: true });
  const shown = kind === 'all' ? all : all.filter(({ isSummary }) => isSummary === true);
  const items = shown.slice(...range).map((facts) => articleWords(facts, reader));
  return { of: shown.length, parts: [{ kind: 'list', items }] };
}

async function removedParts(
  server: string,
  range: readonly [number, number],
  { importer }: Services,
  reader: Reader,
): Parts {
  const { locale, timeZone } = reader;
  const t = words(locale);
  const all = (await importer?.removed(server)) ?? [];
  const shown = all.slice(...range);
  const title = ({ article }: (typeof all)[number]) => titleOf(article ?? { title: '' }, reader);
  const items = shown.map((one) =>
    t(`articles.removed.${one.by}`, { title: title(one), day: dayWords(one.at, locale, timeZone) }),
  );
  const from = shown.map((one) => ({ value: one.identity, label: title(one) }));
  const call = { command: name, action: 'restore', args: [] };
  return {
    of: all.length,
    parts: [
      { kind: 'list', items },
      {
        kind: 'controls',
        controls: [{ kind: 'select', label: t('articles.restore'), from, chosen: [], call }],
      },
    ],
  };
}

function articleWords(facts: ArticleFacts, reader: Reader): string {
  const t = words(reader.locale);
  return [
    titleOf(facts, reader),
    facts.publisher ?? t('article.publisherUnknown'),
    dateWords(facts.published, reader).absolute,
    ...(facts.isSummary === true ? [t('add.summary')] : []),
  ].join(' · ');
}
