import type { ArticleFacts } from '../../articles/article.ts';
import { articleKey } from '../../ingest/contract.ts';
import { words } from '../../locales/words.ts';
import type { KeptReply } from '../../store/store.ts';
import type { Reader } from '../contract/context.ts';
import type { Call, Part, Reply } from '../contract/reply.ts';
import { attribute } from './attribution.ts';
import { dateWords, dayWords } from './dates.ts';
import { errorReply } from './error-reply.ts';

/** Replies that quote an article, listed one by one at most. */
const mostQuoting = 5;

/** A title as a sentence names it. */
export const titleOf = ({ title }: Pick<ArticleFacts, 'title'>, { locale }: Pick<Reader, 'locale'>) =>
  title || words(locale)('article.untitled');

/**
 * Offers the articles that may be meant.
 *
 * @param call of the select, whose value is the key of the chosen one
 */
export function whichArticleReply(
  wanted: string,
  possible: readonly ArticleFacts[],
  call: Call,
  reader: Reader,
): Reply {
  const { locale } = reader;
  const t = words(locale);
  if (possible.length === 0) return errorReply(locale, t('remove.none', { title: wanted }), 'notFound');
  const from = possible.map((facts) => ({
    value: articleKey(facts.id),
    label: titleOf(facts, reader),
    description: [
      facts.publisher ?? t('article.publisherUnknown'),
      dateWords(facts.published, reader).absolute,
    ].join(' · '),
  }));
  return {
    locale,
    tone: 'plain',
    private: true,
    parts: [
      { kind: 'heading', text: t('remove.which', { title: wanted }) },
      {
        kind: 'controls',
        controls: [{ kind: 'select', label: t('remove.choose'), from, chosen: [], call }],
      },
    ],
  };
}

/** Asks whether an article is to be removed: which one, and what quotes it. */
export function confirmRemovalReply(
  facts: ArticleFacts,
  quoting: readonly KeptReply[],
  command: string,
  reader: Reader,
): Reply {
  const { locale } = reader;
  const t = words(locale);
  const call = (action: string) => ({ command, action, args: [articleKey(facts.id)] });
  return {
    locale,
    tone: 'plain',
    private: true,
    parts: [
      { kind: 'heading', text: t('remove.confirm') },
      { kind: 'article', attribution: attribute(facts, reader), isWhole: true },
      ...quotingParts(quoting, reader),
      { kind: 'small', text: t('remove.undoable') },
      {
        kind: 'controls',
        controls: [
          { kind: 'button', label: t('remove.yes'), style: 'danger', call: call('remove') },
          { kind: 'button', label: t('remove.no'), call: call('keep') },
        ],
      },
    ],
  };
}

/** The questions whose answers quote it; of what only one person sees, no more than that it is there. */
function quotingParts(quoting: readonly KeptReply[], { locale, timeZone }: Reader): Part[] {
  const t = words(locale);
  if (quoting.length === 0) return [{ kind: 'text', text: t('remove.quotedNowhere') }];
  const named = quoting.filter((one) => !one.private).slice(0, mostQuoting);
  const items = named.map((one) => {
    const { question, words: searched, topic, title } = one.options ?? {};
    const asked = [question, searched, topic, title].find((text) => typeof text === 'string');
    return [
      asked === undefined ? `/${one.command}` : `“${asked}”`,
      dayWords(one.askedAt, locale, timeZone),
    ].join(' · ');
  });
  if (quoting.length > named.length) items.push(t('remove.others', { count: quoting.length - named.length }));
  return [
    { kind: 'text', text: t('remove.quotedBy', { count: quoting.length }) },
    { kind: 'list', items },
  ];
}
