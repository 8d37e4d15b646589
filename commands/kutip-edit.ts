import { noteAct, type FactChanges } from '../src/chat/audit.ts';
import { textOption, type Command } from '../src/chat/contract/command.ts';
import type { Reply } from '../src/chat/contract/reply.ts';
import { factOptions, readFacts } from '../src/chat/fact-options.ts';
import { ownArticles } from '../src/chat/own-article.ts';
import { attribute } from '../src/chat/presenters/attribution.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { factChangeWords } from '../src/chat/presenters/audit-words.ts';
import { failureWords } from '../src/chat/presenters/import-replies.ts';
import { titleOf } from '../src/chat/presenters/own-article-replies.ts';
import { suggestOwnArticle } from '../src/chat/suggestions.ts';
import { words } from '../src/locales/words.ts';

/** Sets facts of an article that the server added: from then on they stand, whatever its page says. */
export const kutipEdit: Command = {
  name: 'kutip edit',
  options: [
    { name: 'article', type: 'string', required: true, maxLength: 200, suggest: suggestOwnArticle },
    factOptions.title,
    factOptions.publisher,
    factOptions.date,
    factOptions.link,
    factOptions.language,
  ],
  needs: 'addArticles',
  isPrivate: () => true,
  async run({ options, ...input }, { importer, ...services }): Promise<Reply> {
    const { locale, place } = input;
    const t = words(locale);
    const { server } = place;
    if (server === null) return errorReply(locale, t('settings.noServer'), 'noServer');
    if (importer === null) return errorReply(locale, t('error.nothingToAdd'));
    const wanted = textOption(options, 'article') ?? '';
    const meant = await ownArticles(wanted, server, { ...services, importer });
    if (!('certain' in meant)) {
      const titles = meant.possible.slice(0, 5).map((facts) => titleOf(facts, input));
      return titles.length === 0
        ? errorReply(locale, t('remove.none', { title: wanted }), 'notFound')
        : errorReply(locale, t('edit.which', { title: wanted, titles }), 'input');
    }
    const facts = readFacts(options, input);
    if ('problem' in facts) return errorReply(locale, facts.problem, 'input');
    if (Object.keys(facts).length === 0) return errorReply(locale, t('edit.nothing'), 'input');
    const edited = await importer.edit(meant.certain.id, server, facts);
    if (edited === null) return errorReply(locale, t('remove.none', { title: wanted }), 'notFound');
    if ('reason' in edited) return errorReply(locale, failureWords(edited, locale), 'input');
    const { before, after } = edited;
    const changes: FactChanges = (Object.keys(facts) as (keyof typeof facts)[])
      .filter((fact) => before[fact] !== after[fact])
      .map((fact) => [fact, before[fact], after[fact]]);
    if (changes.length > 0) await noteAct(input, 'edited', titleOf(before, input), services, changes);
    return {
      locale,
      tone: 'plain',
      private: true,
      parts: [
        { kind: 'heading', text: t(changes.length > 0 ? 'edit.done' : 'edit.same') },
        ...(changes.length === 0
          ? []
          : [{ kind: 'list' as const, items: changes.map((change) => factChangeWords(change, input)) }]),
        { kind: 'article', attribution: attribute(after, input), isWhole: true },
        { kind: 'small', text: t('edit.lasting') },
      ],
    };
  },
};
