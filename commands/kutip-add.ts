import { textOption, type Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { importedReply, progressReply } from '../src/chat/presenters/import-replies.ts';
import { words } from '../src/locales/words.ts';

/** Adds the article of a page, the entries of a feed, or the articles of a file to this server. */
export const kutipAdd: Command = {
  name: 'kutip add',
  options: [
    { name: 'url', type: 'string', maxLength: 1000 },
    { name: 'file', type: 'file' },
  ],
  needs: 'addArticles',
  isPrivate: () => true,
  async run({ options, locale, place, progress }, { importer }) {
    const t = words(locale);
    const { server } = place;
    if (server === null) return errorReply(locale, t('settings.noServer'));
    if (importer === null) return errorReply(locale, t('error.nothingToAdd'));
    const [url, file] = [textOption(options, 'url'), textOption(options, 'file')];
    if (url === undefined && file === undefined) return errorReply(locale, t('add.none'));
    const show = (done: number, of: number) => progress?.(progressReply(locale, done, of));
    return importedReply(locale, [
      ...(url === undefined ? [] : await importer.add(url, server, show)),
      ...(file === undefined ? [] : await importer.addFile(file, server)),
    ]);
  },
};
