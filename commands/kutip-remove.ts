import { textOption, type Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { plainReply } from '../src/chat/presenters/plain-reply.ts';
import { suggestOwnArticle } from '../src/chat/suggestions.ts';
import { words } from '../src/locales/words.ts';

/** Takes an article that this server has added out of what can be quoted. */
export const kutipRemove: Command = {
  name: 'kutip remove',
  options: [{ name: 'article', type: 'string', required: true, maxLength: 200, suggest: suggestOwnArticle }],
  needs: 'addArticles',
  isPrivate: () => true,
  async run({ options, locale, place }, { importer, archive }) {
    const t = words(locale);
    const { server } = place;
    if (server === null) return errorReply(locale, t('settings.noServer'));
    const title = textOption(options, 'article') ?? '';
    const found = await archive.article({ wanted: title, place: 0, server });
    const isGone = found !== null && (await importer?.withdraw(found.facts.id, server)) === true;
    return isGone
      ? plainReply(locale, t('remove.done', { title: found.facts.title || t('article.untitled') }))
      : errorReply(locale, t('remove.none', { title }));
  },
};
