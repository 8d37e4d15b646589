import type { Command } from '../src/chat/contract/command.ts';
import { dateWords } from '../src/chat/presenters/dates.ts';
import { feedWords } from '../src/chat/presenters/import-replies.ts';
import { words } from '../src/locales/words.ts';

const shown = 20;

/** Lists the publishers that can be quoted, with counts, languages and the newest date. */
export const sources: Command = {
  name: 'sources',
  options: [],
  isPrivate: () => true,
  async run({ place, ...reader }, { archive, feeds }) {
    const { locale } = reader;
    const t = words(locale);
    const all = await archive.sources({ server: place.server });
    const names = new Intl.DisplayNames(locale, { type: 'language' });
    const rows = all.slice(0, shown).map((source) =>
      t('sources.row', {
        count: source.articles,
        publisher: source.publisher ?? t('article.publisherUnknown'),
        languages:
          source.languages.map((tag) => names.of(tag) ?? tag).join(', ') || t('sources.languageUnknown'),
        newest: dateWords(source.newest, reader).absolute,
      }),
    );
    if (all.length > shown) rows.push(t('sources.more', { count: all.length - shown }));
    const own = place.server === null ? [] : await feeds.of(place.server);
    const failing = [...own, ...(await feeds.of(null))].filter(({ state }) => state.problem !== null);
    const total = all.reduce((sum, source) => sum + source.articles, 0);
    return {
      locale,
      tone: 'plain',
      private: true,
      parts: [
        { kind: 'heading', text: t('sources.heading') },
        rows.length > 0 ? { kind: 'list', items: rows } : { kind: 'text', text: t('sources.none') },
        ...(failing.length > 0
          ? [
              { kind: 'text' as const, text: t('sources.feeds') },
              {
                kind: 'list' as const,
                items: failing.slice(0, shown).map((feed) => feedWords(feed, reader)),
              },
            ]
          : []),
        { kind: 'small', text: t('sources.total', { count: total }) },
      ],
    };
  },
};
