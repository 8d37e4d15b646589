import type { Article, ArticleFacts } from '../articles/article.ts';
import { serverOf } from '../articles/scope.ts';
import type { Allowed } from '../search/first-stage.ts';
import { createSearchIndex, type Hit, type VisibleIndex } from '../search/search-index.ts';
import { abstainReason } from './abstain.ts';
import { questionLanguage } from '../text/question-language.ts';
import { requestIn } from '../text/request.ts';
import { smallTalk } from '../text/small-talk.ts';
import type { AbstainReason, Answer, Indexing, Question } from './answer.ts';
import { createBrowsing } from './catalogue/browse.ts';
import {
  exampleQuestions,
  isDescription,
  isToldOf,
  type TriesQuestion,
} from './catalogue/example-questions.ts';
import { chooseHits, newerFirst, quotesOf, telling } from './choose-quotes.ts';
import { disagreement } from './disagreement.ts';
import { evidenceFor } from './evidence.ts';
import { explain, type Explanation } from './explain.ts';
import { allowedBy, countedIn, passing } from './filter.ts';
import { createFollowing } from './catalogue/following.ts';
import { newsAbout } from './catalogue/news.ts';
import { createOverview } from './catalogue/overview.ts';
import { asWritten } from './reading.ts';
import { createSuggestions } from './catalogue/suggestions.ts';

const dayMs = 86_400_000;
/** Without `most`, and the largest `most` that is honoured. */
const defaultQuotes = 3;
const mostQuotes = 9;
const maxNearest = 3;
/** Example questions in an answer to small talk. */
const mostInTalk = 2;
/** Filters whose example questions are cached; the oldest is dropped. */
const mostExamples = 100;
/** From this age on, an article is outdated for a question about the present. */
const oldDays = 30;

export type Change = { readonly put: Article } | { readonly remove: string };

/**
 * All articles and everything that can be asked of them. Every change goes through `apply`.
 *
 * @param indexing progress of the indexing, reported with every answer
 * @param hasForgotten whether an article is no longer here only because of its age
 */
export function createArchive(
  index = createSearchIndex(),
  indexing: () => Indexing | null = () => null,
  hasForgotten: (id: string) => boolean = () => false,
) {
  const examples = new Map<
    string,
    { readonly server: string | null; readonly found: Record<'id' | 'en', readonly string[]> }
  >();
  const archive = {
    ...createBrowsing(index, indexing, hasForgotten),
    ...createSuggestions(index),
    ...createOverview(index),
    ...createFollowing(index),

    apply(change: Change): void {
      const server = serverOf('put' in change ? change.put.id : change.remove);
      for (const [key, known] of examples)
        if (server === null || known.server === server) examples.delete(key);
      if ('put' in change && change.put.status !== 'withdrawn') index.put(change.put);
      else index.remove('put' in change ? change.put.id : change.remove);
    },

    /** Answers with verbatim quotes, or abstains. */
    ask(question: Question): Answer {
      const { askedAt, strictness, filter = {}, most = defaultQuotes, skip = 0 } = question;
      const seen = index.seenOn(filter.server ?? null);
      const allowed = allowedBy(filter, askedAt, seen);
      const searched = { ...countedIn(seen, filter, askedAt), indexing: indexing() };
      const talk = smallTalk(question.text, seen.isKnown);
      if (talk !== null) {
        const found = examplesFor(question);
        const questions = { id: found.id.slice(0, mostInTalk), en: found.en.slice(0, mostInTalk) };
        const reason = { kind: 'small talk', talk, questions } as const;
        return { status: 'abstained', reason, nearest: [], reading: asWritten, searched };
      }
      const request = requestIn(question.text);
      const news =
        request?.kind === 'latest'
          ? newsAbout(request.topic, seen, { askedAt, allowed })
              .slice(skip, Math.min(skip + most, mostQuotes))
              .map((make) => make())
          : [];
      if (news.length > 0) {
        const outdated = isOld(news[0]!.article.published, askedAt);
        const plain = { more: false, differing: false, figures: [], reading: asWritten, searched };
        return { status: 'answered', quotes: news, outdated, ...plain };
      }
      const text = request?.kind === 'timeline' && request.topic !== '' ? request.topic : question.text;
      const { query, found, reading } = evidenceFor({ ...question, text }, seen, allowed, searched.articles);
      const reason = checked(abstainReason(query, found, searched, strictness), seen, allowed);
      if (reason !== null) {
        return { status: 'abstained', reason, nearest: nearest(found.hits), reading, searched };
      }
      const differing = disagreement(query, found.hits);
      const needed = differing?.hits ?? [];
      const last = Math.min(skip + most, mostQuotes);
      const chosen = newerFirst(chooseHits(found, needed, last + 1), needed);
      const quotes =
        skip === 0
          ? telling(chosen.slice(0, last), found, query.language, needed)
          : quotesOf(chosen.slice(skip, last), found);
      const outdated = query.current && isOld(chosen[0]?.hit.entry.facts.published ?? null, askedAt);
      return {
        status: 'answered',
        quotes,
        more: skip + quotes.length < Math.min(chosen.length, mostQuotes),
        outdated,
        differing: differing !== null,
        figures: differing?.figures ?? [],
        reading,
        searched,
      };
    },
  };

  /** Example questions that the archive has just been shown to answer; cached until its articles change. */
  function examplesFor({
    askedAt,
    filter = {},
  }: Pick<Question, 'askedAt' | 'filter'>): Record<'id' | 'en', readonly string[]> {
    const key = JSON.stringify(filter);
    const known = examples.get(key);
    if (known !== undefined) return known.found;
    const server = filter.server ?? null;
    const allowed = () => passing(index.seenOn(server), filter, askedAt);
    const isAnswered: TriesQuestion = (text, subject, kind) => {
      const answer = archive.ask({ text, askedAt, filter, strictness: 'strict', most: 1 });
      if (answer.status !== 'answered') return false;
      const { text: quoted, highlights } = answer.quotes[0]!;
      const marked = highlights.map((range) => quoted.slice(...range)).join(' ');
      return kind === 'place' ? isToldOf(subject, quoted) : quoted.includes(subject) && isDescription(marked);
    };
    const found = {
      id: exampleQuestions(allowed(), 'id', isAnswered),
      en: exampleQuestions(allowed(), 'en', isAnswered),
    };
    const [oldest] = examples.keys();
    if (examples.size === mostExamples) examples.delete(oldest!);
    examples.set(key, { server, found });
    return found;
  }

  /** Makes sure that a word is reported as unknown only after texts and titles were searched for it. */
  function checked(reason: AbstainReason | null, seen: VisibleIndex, allowed: Allowed): AbstainReason | null {
    if (reason?.kind !== 'unknown words') return reason;
    const words = reason.words.filter((word) => !seen.isMentioned(word, allowed));
    return words.length > 0 ? { ...reason, words } : { kind: 'weak evidence' };
  }

  return {
    ...archive,

    /** As `questionLanguage`: the statistics of languages take memory, which one thread has for all. */
    languageOf: questionLanguage,
    /** Up to three questions for each language of the interface that the articles answer well. */
    examples: ({ server, askedAt }: { readonly server: string | null; readonly askedAt: Date }) =>
      examplesFor({ askedAt, filter: { server } }),

    explain(question: Question): Explanation {
      const seen = index.seenOn(question.filter?.server ?? null);
      const allowed = allowedBy(question.filter ?? {}, question.askedAt, seen);
      const answer = archive.ask(question);
      const { query, found } = evidenceFor(question, seen, allowed, answer.searched.articles);
      return explain(query, found, answer, question);
    },
  };
}

const isOld = (published: string | null, askedAt: Date) =>
  published !== null && (askedAt.getTime() - Date.parse(published)) / dayMs > oldDays;

function nearest(hits: readonly Hit[]): ArticleFacts[] {
  return [...new Map(hits.map(({ entry }) => [entry.facts.id, entry.facts])).values()].slice(0, maxNearest);
}
