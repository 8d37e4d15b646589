import { noteAct } from '../src/chat/audit.ts';
import { textOption, type Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { importedReply, progressReply } from '../src/chat/presenters/import-replies.ts';
import { factOptions, readFacts } from '../src/chat/fact-options.ts';
import { titleOf } from '../src/chat/presenters/own-article-replies.ts';
import { words } from '../src/locales/words.ts';

export const kutipAdd: Command = {
  name: 'kutip add',
  options: [
    { name: 'url', type: 'string', maxLength: 1000 },
    { name: 'file', type: 'file' },
    factOptions.title,
    factOptions.publisher,
    factOptions.date,
  ],
  needs: 'addArticles',
  isPrivate: () => true,
  async run({ options, progress, ...input }, { importer, ...services }) {
    const { locale, place } = input;
    const t = words(locale);
    const { server } = place;
    if (server === null) return errorReply(locale, t('settings.noServer'), 'noServer');
    if (importer === null) return errorReply(locale, t('error.nothingToAdd'));
    const [url, file] = [textOption(options, 'url'), textOption(options, 'file')];
    if (url === undefined && file === undefined) return errorReply(locale, t('add.none'), 'nothingAdded');
    const facts = readFacts(options, input);
    if ('problem' in facts) return errorReply(locale, facts.problem, 'input');
    const show = (done: number, of: number) => progress?.(progressReply(locale, done, of));
    const imported = [
      ...(url === undefined ? [] : await importer.add(url, server, show)),
      ...(file === undefined ? [] : await importer.addFile(file, server)),
    ];
    const [first, ...others] = imported.filter(({ outcome }) => outcome === 'added' || outcome === 'changed');
    if (first !== undefined) {
      const title = (others.length === 0 ? facts.title : undefined) ?? first.title ?? '';
      const act = first.outcome === 'changed' && others.length === 0 ? 'updated' : 'added';
      await noteAct(input, act, titleOf({ title }, input), services, others.length);
    }
    if (Object.keys(facts).length === 0) return importedReply(locale, imported);
    const [only, ...more] = imported;
    const isOne = only !== undefined && only.outcome !== 'refused' && more.length === 0;
    if (isOne) await importer.edit(only.id, server, facts);
    const notes = isOne || more.length === 0 ? [] : [{ kind: 'notice' as const, text: t('add.several') }];
    return importedReply(locale, isOne ? [{ ...only, title: facts.title ?? only.title }] : imported, notes);
  },
};
