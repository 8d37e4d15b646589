import { isUpdated, type ArticleFacts } from '../../articles/article.ts';
import { sentenceCount, spanOf, type IndexedArticle } from '../../search/indexed-article.ts';
import { analyze } from '../../text/analyzer.ts';
import { daysIn } from '../../text/days.ts';
import type { Quote } from '../answer.ts';
import { excerpt } from './excerpt.ts';
import type { Topic } from './topic.ts';

const dayMs = 86_400_000;
/** A day without a year is at most this many days after its article; otherwise it was the year before. */
const mostAhead = 60;
/** Share of the topic's words that a sentence must have. */
const leastShare = 0.5;
/** Minimum length of a sentence, in characters. */
const shortest = 40;

/** Bonuses for being first, reporting a past event and being in the reader's language; penalty for length. */
const worth = { lead: 0.3, reported: 0.2, language: 0.4, long: 0.3 };

/** A dated sentence on the topic. */
export interface Development {
  readonly quote: Quote;
  /** ISO 8601: the day the sentence names, else when the article was published or corrected. */
  readonly date: string;
}

interface Telling {
  readonly entry: IndexedArticle;
  readonly sentence: number;
  readonly date: string;
  /** Whether the sentence itself names the day. */
  readonly isNamed: boolean;
  readonly score: number;
}

/** One sentence per day that sentences name, plus one per article that names none; oldest first. */
export function developmentsOf({ query, read, entries }: Topic): (() => Development)[] {
  const dated = entries.filter(({ publishedAt }) => publishedAt !== null);
  const byDay = new Map<string, Telling>();
  const others: Telling[] = [];
  /** Articles that only mention the topic. */
  const aside: Telling[] = [];
  for (const entry of dated) {
    const tellings = tellingsOf(entry);
    const named = tellings.filter(({ isNamed }) => isNamed);
    for (const telling of named)
      if (telling.score > (byDay.get(telling.date)?.score ?? -Infinity)) byDay.set(telling.date, telling);
    const { title, sentences, shareOf } = read(entry);
    // One word alone is mentioned in passing; all words of a name together are what a sentence is about.
    const isAbout =
      shareOf(title) >= leastShare ||
      (query.terms.length > 1 && sentences.some((bits) => shareOf(bits) > 0.999));
    if (named.length === 0 && tellings.length > 0)
      (isAbout ? others : aside).push(tellings.reduce((a, b) => (b.score > a.score ? b : a)));
  }
  const telling = [...byDay.values(), ...others];
  return (telling.length > 0 ? telling : aside)
    .sort((a, b) => Date.parse(a.date) - Date.parse(b.date))
    .map(({ entry, sentence, date }) => () => ({ quote: excerpt(entry, sentence, query), date }));

  function tellingsOf(entry: IndexedArticle): Telling[] {
    const { sentences, shareOf } = read(entry);
    const { text, language, facts } = entry;
    const isOnlyTagged = sentences.every((bits) => bits === 0);
    const tellings: Telling[] = [];
    for (let sentence = 0; sentence < sentenceCount(entry); sentence++) {
      const share = shareOf(sentences[sentence]!);
      const [start, end] = spanOf(entry, sentence);
      const isLead = sentence < 2;
      if (end - start < shortest || (share < leastShare && !(isLead && isOnlyTagged))) continue;
      const date = eventDay(text.slice(start, end), language, entry.publishedAt!);
      const isReported = date !== null && Date.parse(date) <= entry.publishedAt! + dayMs;
      const score =
        share +
        (isLead ? worth.lead : 0) +
        (isReported ? worth.reported : 0) +
        (language === query.language ? worth.language : 0) -
        (end - start > 350 ? worth.long : 0);
      tellings.push({ entry, sentence, date: date ?? saidAt(facts), isNamed: date !== null, score });
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
