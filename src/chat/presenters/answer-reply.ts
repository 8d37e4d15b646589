import type { AbstainReason, Answer, Figure, Indexing, Quote, QuestionReading } from '../../answer/answer.ts';
import type { QuoteContext } from '../../answer/passages.ts';
import { words, type Locale } from '../../locales/words.ts';
import { attribute } from './attribution.ts';
import type { Reader } from '../contract/context.ts';
import { dateWords, inOneZone } from './dates.ts';
import type { Attribution, Part, QuotePart, Reply } from '../contract/reply.ts';

interface Drawing extends Reader {
  readonly private: boolean;
  /** The context of each quote, if it is to be shown. */
  readonly contexts?: readonly (QuoteContext | null)[];
  /** Whether there is a control that shows the details of the sources. */
  readonly hasSources?: boolean;
}

/**
 * The quotes with their attribution, or why there are none and what was searched.
 *
 * @param question empty where the reader sees it anyway
 */
export function answerReply(
  question: string,
  answer: Answer,
  { private: isPrivate, contexts = [], hasSources = false, ...given }: Drawing,
): Reply {
  const { locale } = given;
  const told = answer.status === 'answered' ? answer.quotes.map(({ article }) => article) : answer.nearest;
  const reader = inOneZone(given, [...told.map(({ published }) => published), answer.searched.newest]);
  const t = words(locale);
  const until = searchedUntil(answer.searched.newest, reader);
  const count = answer.searched.articles;
  const indexing = indexingWords(answer.searched.indexing, locale);
  const heading: Part[] = question === '' ? [] : [{ kind: 'heading', text: question }];
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
      attribution: { ...attribute(article, reader), linkUnknown: '', basedOn: null },
    }));
    return {
      locale,
      tone: 'abstention',
      private: isPrivate,
      parts: [
        ...heading,
        ...readingParts(answer.reading, locale),
        { kind: 'notice', text: t('abstained.heading') },
        { kind: 'text', text: reasonWords(answer.reason, answer.searched.indexing, locale) },
        ...(nearest.length > 0 ? [{ kind: 'text' as const, text: t('abstained.nearest') }, ...nearest] : []),
        ...(count > 0
          ? [{ kind: 'small' as const, text: `${t('abstained.searched', { count, until })}${indexing}` }]
          : []),
      ],
    };
  }
  const quotes = withoutRepeats(
    answer.quotes.map((quote, place) => quotePart(quote, reader, contexts[place] ?? null)),
    hasSources,
  ).flatMap((part, place, all): Part[] =>
    place === 0 || all[place - 1]!.isContinued ? [part] : [{ kind: 'separator' }, part],
  );
  const used = new Set(answer.quotes.map((quote) => quote.article.id)).size;
  return {
    locale,
    tone: 'answer',
    private: isPrivate,
    parts: [
      ...heading,
      ...readingParts(answer.reading, locale),
      ...(answer.differing ? differingParts(answer.figures, reader) : []),
      ...(answer.outdated ? [{ kind: 'notice' as const, text: t('ask.outdated') }] : []),
      ...quotes,
      { kind: 'small', text: `${t('ask.footer', { count, used, until })}${indexing}` },
    ],
  };
}

/** Says of neighbouring quotes once whose they are, and what is known of their sources once, or not where a control tells it. */
function withoutRepeats(quotes: readonly QuotePart[], hasSources: boolean): QuotePart[] {
  const said = new Set<string>();
  const isNew = (words: string) => !hasSources && !said.has(words) && said.add(words).size > 0;
  return quotes.map((quote, place) => {
    if (isSameSource(quote, quotes[place + 1])) return { ...quote, isContinued: true };
    const { linkUnknown, basedOn } = quote.attribution;
    const attribution: Attribution = {
      ...quote.attribution,
      linkUnknown: quote.attribution.url === null && isNew(linkUnknown) ? linkUnknown : '',
      basedOn: basedOn !== null && isNew(basedOn.links.join(' ')) ? basedOn : null,
    };
    return { ...quote, attribution };
  });
}

/** Whether the same stands below both: what is known of copies or a correction may be of one quote alone. */
const isSameSource = (quote: QuotePart, next: QuotePart | undefined) =>
  quote.source?.article === next?.source?.article &&
  quote.attribution.notes.join() === next?.attribution.notes.join();

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

/** A quote in a list, where the links that an article is based on would repeat themselves; `/article` has them. */
export function listedPart(quote: Quote, reader: Reader): QuotePart {
  const part = quotePart(quote, reader);
  return { ...part, attribution: { ...part.attribution, linkUnknown: '', basedOn: null } };
}

export function searchedUntil(newest: string | null, reader: Reader): string {
  const t = words(reader.locale);
  return newest === null ? t('ask.noDates') : t('ask.newest', { date: dateWords(newest, reader).absolute });
}

/** Shows corrections and the previous question that were used, so that a misreading can be noticed. */
export function readingParts({ previous, corrections }: QuestionReading, locale: Locale): Part[] {
  const t = words(locale);
  return [
    ...corrections.map(({ written, corrected }) => t('ask.corrected', { written, corrected })),
    ...(previous === null ? [] : [t('ask.readWith', { question: previous })]),
  ].map((text) => ({ kind: 'small', text }));
}

/** To append to what was searched; empty once all articles are indexed. */
export function indexingWords(indexing: Indexing | null, locale: Locale): string {
  if (indexing === null) return '';
  const { done, of } = indexing;
  const t = words(locale);
  return ` · ${of === null ? t('ask.indexing', { done }) : t('ask.indexingOf', { done, of })}`;
}

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
