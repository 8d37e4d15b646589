import { isUpdated, type ArticleFacts } from '../../articles/article.ts';
import { sentenceCount, spanOf, type IndexedArticle } from '../../search/indexed-article.ts';
import { analyze } from '../../text/analyzer.ts';
import { daysIn } from '../../text/days.ts';
import { isSameLanguage } from '../../text/language.ts';
import { leansBack } from '../../text/leaning.ts';
import type { Quote } from '../answer.ts';
import { excerpt } from './excerpt.ts';
import { leadOf } from './news.ts';
import type { Topic } from './topic.ts';

const dayMs = 86_400_000;
/** A day without a year is at most this many days after its article; otherwise it was the year before. */
const mostAhead = 60;
/** Share of the topic's words that a sentence must have. */
const leastShare = 0.5;
/** Minimum length of a sentence, in characters. */
const shortest = 40;

/**
 * Bonuses for an article on the topic, for being first, for reporting a past event and for being in the reader's
 * language; penalties for length and for beginning with a word that needs the sentence before.
 */
const worth = { onTopic: 0.6, lead: 0.3, reported: 1, language: 0.5, long: 0.3, leaning: 0.5 };

/** Sentences of an undated article at most. */
const mostUndated = 4;

/** A sentence on the topic. */
export interface Development {
  readonly quote: Quote;
  /** ISO 8601: the day the sentence names, else when the article was published or corrected; `null` if it has no date. */
  readonly date: string | null;
}

interface Telling {
  readonly entry: IndexedArticle;
  readonly sentence: number;
  readonly date: string;
  /** Whether the sentence itself names the day. */
  readonly isNamed: boolean;
  /** Whether it needs the sentence before. */
  readonly isLeaning: boolean;
  readonly score: number;
}

/**
 * One sentence per day that sentences name, plus one per article that names none; oldest first. Of undated articles, which come
 * last, the sentences that tell most, in their order.
 *
 * @param period of the days that are told, in milliseconds since 1970
 */
export function developmentsOf(
  { query, language, read, entries }: Topic,
  { since, until }: { readonly since?: number | undefined; readonly until?: number | undefined } = {},
): (() => Development)[] {
  const dated = entries.filter(({ publishedAt }) => publishedAt !== null);
  const byDay = new Map<string, Telling>();
  const others: Telling[] = [];
  /** Articles that only mention the topic. */
  const aside: Telling[] = [];
  for (const entry of dated) {
    const { title, sentences, shareOf } = read(entry);
    const isTitled = shareOf(title) >= leastShare;
    const opening = Math.max(...Array.from(sentences.subarray(0, 2), shareOf));
    // A title may name several topics; what an article is about, it opens with.
    const tellings = tellingsOf(entry, isTitled && opening >= leastShare);
    const named = tellings.filter(({ isNamed }) => isNamed);
    for (const telling of named)
      if (telling.score > (byDay.get(telling.date)?.score ?? -Infinity)) byDay.set(telling.date, telling);
    // One word alone is mentioned in passing; all words of a name together are what a sentence is about.
    const isAbout = isTitled || (query.terms.length > 1 && opening > 0.999);
    const clear = tellings.filter(({ isLeaning }) => !isLeaning);
    if (named.length === 0 && clear.length > 0)
      (isAbout ? others : aside).push(clear.reduce((a, b) => (b.score > a.score ? b : a)));
  }
  const telling = [...byDay.values(), ...others];
  const inOrder = (telling.length > 0 ? telling : aside)
    .filter(({ date }) => Date.parse(date) >= (since ?? -Infinity) && Date.parse(date) <= (until ?? Infinity))
    .sort((a, b) => Date.parse(a.date) - Date.parse(b.date));
  const undated =
    since === undefined && until === undefined
      ? entries.filter(({ publishedAt }) => publishedAt === null).flatMap(undatedOf)
      : [];
  return [...inOrder, ...undated].map(({ entry, sentence, date }) => () => ({
    quote: excerpt(entry, sentence, query),
    date,
  }));

  function undatedOf(
    entry: IndexedArticle,
  ): (Pick<Telling, 'entry' | 'sentence'> & { readonly date: null })[] {
    const { sentences, shareOf } = read(entry);
    const lead = leadOf(entry);
    return Array.from(sentences, (bits, sentence) => {
      const text = entry.text.slice(...spanOf(entry, sentence));
      const isLead = sentence === lead;
      const isClear = bits !== 0 && text.length >= shortest && !leansBack(text) && sentence >= lead;
      if (!isLead && !isClear) return { entry, sentence, date: null, score: 0 };
      const names = daysIn(text, analyze(text, entry.language)).some(({ days }) => days !== null);
      const score = shareOf(bits) + (isLead ? 1 : 0) + (names ? worth.lead : 0);
      return { entry, sentence, date: null, score };
    })
      .filter(({ score }) => score >= leastShare)
      .sort((a, b) => b.score - a.score)
      .slice(0, mostUndated)
      .sort((a, b) => a.sentence - b.sentence);
  }

  /** Sentences with enough of the topic's words; of an article on it, all that name a day. */
  function tellingsOf(entry: IndexedArticle, isOnTopic: boolean): Telling[] {
    const { sentences, shareOf } = read(entry);
    const { text, facts } = entry;
    const isOnlyTagged = sentences.every((bits) => bits === 0);
    const tellings: Telling[] = [];
    for (let sentence = 0; sentence < sentenceCount(entry); sentence++) {
      const share = shareOf(sentences[sentence]!);
      const [start, end] = spanOf(entry, sentence);
      const isLead = sentence < 2;
      if (end - start < shortest) continue;
      const told = text.slice(start, end);
      const isTold = share >= leastShare || (isLead && isOnlyTagged);
      // Looking for days takes an analysis of the sentence.
      if (!isTold && !isOnTopic) continue;
      const date = eventDay(told, entry.language, entry.publishedAt!);
      if (!isTold && date === null) continue;
      const isLeaning = leansBack(told);
      const isReported = date !== null && Date.parse(date) <= entry.publishedAt!;
      const score =
        share +
        (isOnTopic ? worth.onTopic : 0) +
        (isLead ? worth.lead : 0) +
        (isReported ? worth.reported : 0) +
        (isSameLanguage(entry.language, language) ? worth.language : 0) -
        (end - start > 350 ? worth.long : 0) -
        (isLeaning ? worth.leaning : 0);
      tellings.push({
        entry,
        sentence,
        date: date ?? saidAt(facts),
        isNamed: date !== null,
        isLeaning,
        score,
      });
    }
    return tellings;
  }
}

/** When an article said what it says; a corrected one did so at its correction. */
const saidAt = (facts: ArticleFacts) =>
  facts.status === 'corrected' && isUpdated(facts) ? facts.updated! : facts.published!;

/** The first day a sentence names, in full or in the year of its article (ISO 8601). */
function eventDay(text: string, language: string, publishedAt: number): string | null {
  const named = daysIn(text, analyze(text, language)).find(
    ({ days, month }) => days !== null && month !== null,
  );
  if (named === undefined) return null;
  const at = (year: number) => Date.UTC(year, named.month! - 1, named.days![0]);
  const published = new Date(publishedAt).getUTCFullYear();
  const year = named.year ?? (at(published) > publishedAt + mostAhead * dayMs ? published - 1 : published);
  const day = new Date(at(year));
  return day.getUTCMonth() === named.month! - 1 ? day.toISOString().slice(0, 10) : null;
}
