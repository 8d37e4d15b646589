import { noteAct } from '../src/chat/audit.ts';
import {
  filesIn,
  textOption,
  type ActionInput,
  type Command,
  type Input,
} from '../src/chat/contract/command.ts';
import type { Importer, Services } from '../src/chat/contract/services.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import {
  importedFilesReply,
  importedReply,
  progressReply,
  type ImportedFile,
} from '../src/chat/presenters/import-replies.ts';
import { factOptions, readFacts } from '../src/chat/fact-options.ts';
import { titleOf } from '../src/chat/presenters/own-article-replies.ts';
import { words } from '../src/locales/words.ts';

const fileTypes = ['.pdf', '.html', '.htm', '.md', '.txt', '.json', '.jsonl', '.gz', '.xml', '.rss'];
/** Discord's limit of files in a form. */
const mostFiles = 10;

export const kutipAdd: Command = {
  name: 'kutip add',
  options: [
    { name: 'url', type: 'string', maxLength: 1000 },
    { name: 'file', type: 'file', fileTypes },
    factOptions.title,
    factOptions.publisher,
    factOptions.date,
  ],
  needs: 'addArticles',
  isPrivate: () => true,
  asksInForm: ({ options, place }, { importer }) =>
    Object.keys(options).length === 0 && place.server !== null && importer !== null ? 'files' : null,
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
    await noteAdded(imported, input, services, facts.title);
    if (Object.keys(facts).length === 0) return importedReply(locale, imported);
    const [only, ...more] = imported;
    const isOne = only !== undefined && only.outcome !== 'refused' && more.length === 0;
    if (isOne) await importer.edit(only.id, server, facts);
    const notes = isOne || more.length === 0 ? [] : [{ kind: 'notice' as const, text: t('add.several') }];
    return importedReply(locale, isOne ? [{ ...only, title: facts.title ?? only.title }] : imported, notes);
  },
  actions: {
    /** Asks for several files at once. */
    files: {
      effect: 'add',
      isPrivate: () => true,
      form: (_, locale) => ({
        title: words(locale)('add.form'),
        fields: [
          {
            kind: 'files',
            name: 'files',
            label: words(locale)('add.files', { max: mostFiles }),
            hint: words(locale)('commands.kutip add.options.file.description'),
            required: true,
            most: mostFiles,
            types: fileTypes,
          },
        ],
      }),
      run: addFiles,
    },
  },
};

async function addFiles({ filled, progress, ...input }: ActionInput, { importer, ...services }: Services) {
  const { locale, place } = input;
  const { server } = place;
  if (server === null) return errorReply(locale, words(locale)('settings.noServer'), 'noServer');
  if (importer === null) return errorReply(locale, words(locale)('error.nothingToAdd'));
  const files = filesIn(filled, 'files');
  const imported: ImportedFile[] = [];
  for (const file of files) {
    imported.push({ file, articles: await importer.addFile(file, server) });
    progress?.(progressReply(locale, imported.length, files.length));
  }
  await noteAdded(
    imported.flatMap(({ articles }) => articles),
    input,
    services,
  );
  return importedFilesReply(locale, imported);
}

/** Notes in the audit list what came of it, by its first article. */
async function noteAdded(
  imported: Awaited<ReturnType<Importer['add']>>,
  input: Omit<Input, 'options'>,
  services: Omit<Services, 'importer'>,
  stated?: string,
): Promise<void> {
  const [first, ...others] = imported.filter(({ outcome }) => outcome === 'added' || outcome === 'changed');
  if (first === undefined) return;
  const title = (others.length === 0 ? stated : undefined) ?? first.title ?? '';
  const act = first.outcome === 'changed' && others.length === 0 ? 'updated' : 'added';
  await noteAct(input, act, titleOf({ title }, input), services, others.length);
}
