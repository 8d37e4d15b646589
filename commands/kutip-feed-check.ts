import { textOption, type Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { previewedWords } from '../src/chat/presenters/import-replies.ts';
import { words } from '../src/locales/words.ts';

/** Tells what would become of a page or a feed, and at which stage it stops. */
export const kutipFeedCheck: Command = {
  name: 'kutip feed check',
  options: [{ name: 'url', type: 'string', required: true, maxLength: 1000 }],
  needs: 'addArticles',
  isPrivate: () => true,
  async run({ options, place, ...reader }, { importer }) {
    const { locale } = reader;
    const t = words(locale);
    if (place.server === null) return errorReply(locale, t('settings.noServer'));
    if (importer === null) return errorReply(locale, t('error.nothingToAdd'));
    const { kind, entries, items } = await importer.preview(textOption(options, 'url') ?? '', place.server);
    const isArticle = items.some(({ outcome }) => outcome !== 'refused');
    return {
      locale,
      tone: 'plain',
      private: true,
      parts: [
        { kind: 'heading', text: t('check.heading') },
        ...(kind === 'feed'
          ? [{ kind: 'text' as const, text: t('check.feed', { count: entries }) }]
          : isArticle
            ? [{ kind: 'text' as const, text: t('check.page') }]
            : []),
        { kind: 'list', items: items.map((one) => previewedWords(one, reader)) },
        { kind: 'small', text: t('check.nothing') },
      ],
    };
  },
};
