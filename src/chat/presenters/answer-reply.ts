import type { AbstainReason, Answer, Figure, Indexing, Quote, QuestionReading } from '../../answer/answer.ts';
import type { QuoteContext } from '../../answer/passages.ts';
import { words, type Locale } from '../../locales/words.ts';
import { attribute } from './attribution.ts';
import type { Reader } from '../contract/context.ts';
import { dateWords } from './dates.ts';
import type { Part, QuotePart, Reply } from '../contract/reply.ts';

interface Drawing extends Reader {
  readonly private: boolean;
  /** The context of each quote, where it is to be shown. */
  readonly contexts?: readonly (QuoteContext | null)[];
}

/** Puts an answer into words: the quotes with their attribution, or why there is none and what was searched. */
export function answerReply(
  question: string,
  answer: Answer,
  { private: isPrivate, contexts = [], ...reader }: Drawing,
): Reply {
  const { locale } = reader;
  const t = words(locale);
  const until = searchedUntil(answer.searched.newest, reader);
  const count = answer.searched.articles;
  const indexing = indexingWords(answer.searched.indexing, locale);
  const heading: Part = { kind: 'heading', text: question };
  if (answer.status === 'abstained' && answer.reason.kind === 'small talk') {
    const { talk, questions } = answer.reason;
    return {
      locale,
      tone: 'plain',
      private: isPrivate,
      parts: [
        { kind: 'text', text: t(`talk.${talk}`) },
        ...(questions[locale].length === 0
          ? []
          : [
              { kind: 'text' as const, text: t('talk.try') },
              { kind: 'list' as const, items: questions[locale] },
            ]),
      ],
    };
  }
  if (answer.status === 'abstained') {
    const nearest: Part[] = answer.nearest.map((article) => ({
      kind: 'article',
      attribution: attribute(article, reader),
    }));
    return {
      locale,
      tone: 'abstention',
      private: isPrivate,
      parts: [
        ...(question === '' ? [] : [heading]),
        ...readingParts(answer.reading, locale),
        { kind: 'notice', text: t('abstained.heading') },
        { kind: 'text', text: reasonWords(answer.reason, answer.searched.indexing, locale) },
        ...(nearest.length > 0 ? [{ kind: 'text' as const, text: t('abstained.nearest') }, ...nearest] : []),
        { kind: 'small', text: `${t('abstained.searched', { count, until })}${indexing}` },
      ],
    };
  }
  const quotes = answer.quotes.flatMap((quote, place): Part[] => [
    ...(place > 0 ? [{ kind: 'separator' as const }] : []),
    quotePart(quote, reader, contexts[place] ?? null),
  ]);
  const used = new Set(answer.quotes.map((quote) => quote.article.id)).size;
  return {
    locale,
    tone: 'answer',
    private: isPrivate,
    parts: [
      heading,
      ...readingParts(answer.reading, locale),
      ...(answer.differing ? differingParts(answer.figures, reader) : []),
      ...(answer.outdated ? [{ kind: 'notice' as const, text: t('ask.outdated') }] : []),
      ...quotes,
      { kind: 'small', text: `${t('ask.footer', { count, used, until })}${indexing}` },
    ],
  };
}

/** That articles differ, and what each of them states. */
function differingParts(figures: readonly Figure[], reader: Reader): Part[] {
  const t = words(reader.locale);
  const items = figures.map(({ text, article: { publisher, published } }) =>
    [text, publisher ?? t('article.publisherUnknown'), dateWords(published, reader).absolute].join(' · '),
  );
  return [
    { kind: 'notice', text: t('ask.differing') },
    { kind: 'list', items },
  ];
}

/** A quote with its attribution, and its context where that is to be shown. */
export function quotePart(quote: Quote, reader: Reader, context: QuoteContext | null = null): QuotePart {
  return {
    kind: 'quote',
    text: quote.text,
    highlights: quote.highlights,
    omitted: context?.omitted ?? quote.omitted,
    ...(context !== null && { context: { before: context.before, after: context.after } }),
    attribution: attribute(quote.article, reader, quote.copies, quote.correction, quote.otherLanguage),
    source: { article: quote.article.id, start: quote.start, end: quote.end },
  };
}

/** Up to which date the articles go, in words. */
export function searchedUntil(newest: string | null, reader: Reader): string {
  const t = words(reader.locale);
  return newest === null ? t('ask.noDates') : t('ask.newest', { date: dateWords(newest, reader).absolute });
}

/** Says with what the question was read besides its words, so that a misreading can be seen. */
export function readingParts({ previous, corrections }: QuestionReading, locale: Locale): Part[] {
  const t = words(locale);
  return [
    ...corrections.map(({ written, corrected }) => t('ask.corrected', { written, corrected })),
    ...(previous === null ? [] : [t('ask.readWith', { question: previous })]),
  ].map((text) => ({ kind: 'small', text }));
}

/** That articles are still missing, to stand at the end of what was searched; nothing when all are there. */
export function indexingWords(indexing: Indexing | null, locale: Locale): string {
  if (indexing === null) return '';
  const { done, of } = indexing;
  const t = words(locale);
  return ` · ${of === null ? t('ask.indexing', { done }) : t('ask.indexingOf', { done, of })}`;
}

/** Why there is no answer. */
export function reasonWords(reason: AbstainReason, indexing: Indexing | null, locale: Locale): string {
  const t = words(locale);
  switch (reason.kind) {
    case 'small talk':
      return t(`talk.${reason.talk}`);
    case 'no words':
      return t('abstained.noWords');
    case 'nothing to search':
      return t(indexing === null ? 'abstained.nothingToSearch' : 'abstained.nothingYet');
    case 'unknown words':
      return t('abstained.unknownWords', { words: reason.words });
    case 'missing names':
      return t('abstained.missingNames', { words: reason.words });
    case 'weak evidence':
      return t('abstained.weakEvidence');
  }
}
