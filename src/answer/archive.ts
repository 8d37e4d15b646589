import type { Article, ArticleFacts } from '../articles/article.ts';
import type { IndexedArticle } from '../search/indexed-article.ts';
import { createSearchIndex, type Hit } from '../search/search-index.ts';
import { abstainReason } from './abstain.ts';
import type { Answer, Indexing, Question } from './answer.ts';
import { createBrowsing } from './catalogue/browse.ts';
import { chooseHits, newerFirst, quotesOf, telling } from './choose-quotes.ts';
import { disagreement } from './disagreement.ts';
import { explain, type Explanation } from './explain.ts';
import { countedIn, passes } from './filter.ts';
import { createOverview } from './catalogue/overview.ts';
import { readQuestion } from './reading.ts';
import { createSuggestions } from './catalogue/suggestions.ts';

const dayMs = 86_400_000;
/** Quotes of an answer at most, unless the question says otherwise, and all that it can be asked for. */
const defaultQuotes = 3;
const mostQuotes = 9;
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
  const archive = {
    ...createBrowsing(index, indexing),
    ...createSuggestions(index),
    ...createOverview(index),

    apply(change: Change): void {
      if ('put' in change && change.put.status !== 'withdrawn') index.put(change.put);
      else index.remove('put' in change ? change.put.id : change.remove);
    },

    /** Answers a question with verbatim quotes, or abstains. */
    ask(question: Question): Answer {
      const { askedAt, strictness, filter = {}, most = defaultQuotes, skip = 0 } = question;
      const allowed = (entry: IndexedArticle) => passes(entry, filter, askedAt);
      const searched = { ...countedIn(index.entries(), allowed), indexing: indexing() };
      const { query, found, reading } = readQuestion(question, index, allowed);
      const reason = abstainReason(query, found, searched, strictness);
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
      const newest = chosen[0]?.hit.entry.facts.published;
      const age = newest ? (askedAt.getTime() - Date.parse(newest)) / dayMs : 0;
      const outdated = query.current && age > oldDays;
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
  return {
    ...archive,

    /** Tells why a question gets the answer that it gets. */
    explain(question: Question): Explanation {
      const allowed = (entry: IndexedArticle) => passes(entry, question.filter ?? {}, question.askedAt);
      const { query, found } = readQuestion(question, index, allowed);
      return explain(query, found, archive.ask(question), question);
    },
  };
}

function nearest(hits: readonly Hit[]): ArticleFacts[] {
  return [...new Map(hits.map(({ entry }) => [entry.facts.id, entry.facts])).values()].slice(0, maxNearest);
}
