import { quotePart } from '../src/chat/presenters/answer-reply.ts';
import { textOption, type Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { keptQuotes } from '../src/chat/kept-quotes.ts';
import { paged } from '../src/chat/presenters/pages.ts';
import { factsOf } from '../src/chat/presenters/sources-reply.ts';
import { suggestArticle } from '../src/chat/suggestions.ts';
import { words } from '../src/locales/words.ts';

/** Shows what is known of an article, and its text passage by passage. */
export const article: Command = {
  name: 'article',
  options: [{ name: 'title', type: 'string', required: true, maxLength: 200, suggest: suggestArticle }],
  isPrivate: () => false,
  ...paged('article', async ({ options, place, ...reader }, page, { archive }) => {
    const { locale } = reader;
    const t = words(locale);
    const wanted = textOption(options, 'title') ?? '';
    const found = await archive.article({ wanted, place: page, server: place.server });
    if (found === null) return { reply: errorReply(locale, t('article.none', { title: wanted })), pages: 1 };
    const { facts, passage, passages } = found;
    const parts = [
      { kind: 'heading' as const, text: facts.title || t('article.untitled') },
      ...(page === 0 ? [{ kind: 'list' as const, items: factsOf(facts, reader) }] : []),
      ...(passage === null ? [] : [quotePart(passage, reader)]),
    ];
    return {
      reply: { locale, tone: 'plain', private: false, parts },
      pages: passages,
      quotes: passage === null ? [] : keptQuotes([passage]),
    };
  }),
};
