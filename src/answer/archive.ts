import type { Article, ArticleFacts } from '../articles/article.ts';
import { spanOf, type IndexedArticle } from '../search/indexed-article.ts';
import { createSearchIndex, type SearchResult, type Hit, type VisibleIndex } from '../search/search-index.ts';
import { abstainReason } from './abstain.ts';
import { requestIn } from '../text/request.ts';
import { smallTalk } from '../text/small-talk.ts';
import type { AbstainReason, Answer, Indexing, Question, Quote } from './answer.ts';
import { createBrowsing } from './catalogue/browse.ts';
import { exampleQuestions } from './catalogue/example-questions.ts';
import { copiesAmong, earliest, type Copies } from './copies.ts';
import { disagreement } from './disagreement.ts';
import { explain, type Explanation } from './explain.ts';
import { countedIn, passes } from './filter.ts';
import { newsAbout } from './catalogue/news.ts';
import { createOverview } from './catalogue/overview.ts';
import type { TextRange } from './passages.ts';
import { quoteOf, verbatim } from './quotes.ts';
import { asWritten, readQuestion } from './reading.ts';
import { createSuggestions } from './catalogue/suggestions.ts';

const dayMs = 86_400_000;
/** Quotes of an answer at most, unless the question says otherwise, and all that it can be asked for. */
const defaultQuotes = 3;
const mostQuotes = 9;
/** What a further quote of the same article counts less, in the score of the ranking. */
const sameArticle = 1.5;
/** Articles offered when there is no answer. */
const maxNearest = 3;
/** Days after which an article is old for a question about the present. */
const oldDays = 30;

/** A change of what can be searched. */
export type Change = { readonly put: Article } | { readonly remove: string };

/**
 * The articles with everything that is asked of them. One writer: every change goes through `apply`.
 *
 * @param indexing how far the indexing is, for the answers that are given meanwhile
 */
export function createArchive(index = createSearchIndex(), indexing: () => Indexing | null = () => null) {
  const examples = new Map<string, Record<'id' | 'en', readonly string[]>>();
  const archive = {
    ...createBrowsing(index, indexing),
    ...createSuggestions(index),
    ...createOverview(index),

    apply(change: Change): void {
      examples.clear();
      if ('put' in change && change.put.status !== 'withdrawn') index.put(change.put);
      else index.remove('put' in change ? change.put.id : change.remove);
    },

    /** Answers a question with verbatim quotes, or abstains. */
    ask(question: Question): Answer {
      const { askedAt, strictness, filter = {}, most = defaultQuotes, skip = 0 } = question;
      const allowed = (entry: IndexedArticle) => passes(entry, filter, askedAt);
      const seen = index.seenOn(filter.server ?? null);
      const searched = { ...countedIn(seen.entries(), allowed), indexing: indexing() };
      const talk = smallTalk(question.text, seen.isKnown);
      if (talk !== null) {
        const reason = { kind: 'small talk', talk, questions: examplesFor(question) } as const;
        return { status: 'abstained', reason, nearest: [], reading: asWritten, searched };
      }
      const request = requestIn(question.text);
      const news =
        request?.kind === 'latest'
          ? newsAbout(request.topic, seen, { askedAt, allowed }, Math.min(skip + most, mostQuotes)).slice(
              skip,
            )
          : [];
      if (news.length > 0) {
        const outdated = isOld(news[0]!.article.published, askedAt);
        const plain = { more: false, differing: false, reading: asWritten, searched };
        return { status: 'answered', quotes: news, outdated, ...plain };
      }
      const text = request?.kind === 'timeline' && request.topic !== '' ? request.topic : question.text;
      const { query, found, reading } = readQuestion({ ...question, text }, seen, allowed);
      const reason = checked(abstainReason(query, found, searched, strictness), seen, allowed);
      if (reason !== null) {
        return { status: 'abstained', reason, nearest: nearest(found.hits), reading, searched };
      }
      const differing = disagreement(query, found.hits);
      const chosen = chooseQuotes(found, differing ?? [], Math.min(skip + most, mostQuotes) + 1);
      const quotes = chosen.slice(skip, Math.min(skip + most, mostQuotes));
      const outdated = query.current && isOld(chosen[0]?.article.published ?? null, askedAt);
      return {
        status: 'answered',
        quotes,
        more: skip + quotes.length < Math.min(chosen.length, mostQuotes),
        outdated,
        differing: differing !== null,
        reading,
        searched,
      };
    },
  };

  /** Questions of which the archive itself has shown that it answers them, until its articles change. */
  function examplesFor({ askedAt, filter = {} }: Question): Record<'id' | 'en', readonly string[]> {
    const key = JSON.stringify(filter);
    const known = examples.get(key);
    if (known !== undefined) return known;
    const allowed = [...index.seenOn(filter.server ?? null).entries()].filter((entry) =>
      passes(entry, filter, askedAt),
    );
    const isAnswered = (text: string, subject: string) => {
      const answer = archive.ask({ text, askedAt, filter, strictness: 'strict', most: 1 });
      return answer.status === 'answered' && answer.quotes[0]!.text.includes(subject);
    };
    const found = {
      id: exampleQuestions(allowed, 'id', isAnswered),
      en: exampleQuestions(allowed, 'en', isAnswered),
    };
    examples.set(key, found);
    return found;
  }

  /** Says of no word that no article has it before texts and titles were looked into. */
  function checked(
    reason: AbstainReason | null,
    seen: VisibleIndex,
    allowed: (entry: IndexedArticle) => boolean,
  ): AbstainReason | null {
    if (reason?.kind !== 'unknown words') return reason;
    const words = reason.words.filter((word) => !seen.isMentioned(word, allowed));
    return words.length > 0 ? { ...reason, words } : { kind: 'weak evidence' };
  }

  return {
    ...archive,

    /** Tells why a question gets the answer that it gets. */
    explain(question: Question): Explanation {
      const allowed = (entry: IndexedArticle) => passes(entry, question.filter ?? {}, question.askedAt);
      const seen = index.seenOn(question.filter?.server ?? null);
      const { query, found } = readQuestion(question, seen, allowed);
      return explain(query, found, archive.ask(question), question);
    },
  };
}

/**
 * The best quotes, those of certain hits among them, rather from different articles than from one. A sentence of which several
 * articles have copies is quoted once, from the earliest of them.
 */
function chooseQuotes(found: SearchResult, needed: readonly Hit[], most: number): Quote[] {
  const best = new Set([...found.hits.slice(0, 1), ...needed]);
  const rest = copiesAmong(found.hits);
  const chosen: Quote[] = [];
  /** Where the words of the chosen quotes stand, in copies too: the neighbours of another sentence would bring them again. */
  const shown: TextRange[] = [];
  while (chosen.length < most && rest.length > 0) {
    const worth = ({ hits }: Copies) =>
      (hits.some((hit) => best.has(hit)) ? Infinity : hits[0].score) -
      (chosen.some(({ article }) => article.id === earliest(hits).entry.facts.id) ? sameArticle : 0);
    const next = rest.reduce((most, next) => (worth(next) > worth(most) ? next : most));
    rest.splice(rest.indexOf(next), 1);
    const hit = earliest(next.hits);
    const quote = quoteOf(hit, found);
    if (
      shown.some((one) => one.article === quote.article.id && one.start < quote.end && quote.start < one.end)
    )
      continue;
    shown.push({ article: quote.article.id, start: quote.start, end: quote.end });
    for (const { entry, sentence } of next.hits) {
      const [start, end] = spanOf(entry, sentence);
      shown.push({ article: entry.facts.id, start, end });
    }
    const others = new Map(next.hits.map(({ entry }) => [entry.facts.id, entry.facts]));
    others.delete(quote.article.id);
    chosen.push(verbatim({ ...quote, copies: [...others.values()] }, hit.entry.text));
  }
  return chosen;
}

const isOld = (published: string | null, askedAt: Date) =>
  published !== null && (askedAt.getTime() - Date.parse(published)) / dayMs > oldDays;

function nearest(hits: readonly Hit[]): ArticleFacts[] {
  return [...new Map(hits.map(({ entry }) => [entry.facts.id, entry.facts])).values()].slice(0, maxNearest);
}
