import { abstainReason } from '../../src/answer/abstain.ts';
import type { Strictness } from '../../src/answer/answer.ts';
import { confidence } from '../../src/answer/confidence.ts';
import { countedIn, passes } from '../../src/answer/filter.ts';
import { evidenceFor } from '../../src/answer/evidence.ts';
import type { IndexedArticle } from '../../src/search/indexed-article.ts';
import type { Query } from '../../src/search/query.ts';
import type { SearchResult, SearchIndex } from '../../src/search/search-index.ts';

/** What stands behind an answer. */
export interface Trace {
  readonly query: Query;
  readonly found: SearchResult;
  /** 0 to 1. */
  readonly confidence: number;
  /** Whether an archive abstains. */
  abstains(strictness: Strictness): boolean;
}

/** Reads and searches a question as an archive does, but keeps what it is decided from. */
export function traceOf(index: SearchIndex, text: string, askedAt: Date): Trace {
  const allowed = (entry: IndexedArticle) => passes(entry, {}, askedAt);
  const searched = countedIn(index.seenOn(null), {}, askedAt);
  const { query, found } = evidenceFor(
    { text, askedAt, strictness: 'never' },
    index.seenOn(null),
    allowed,
    searched.articles,
  );
  return {
    query,
    found,
    confidence: confidence(query, found, searched.articles),
    abstains: (strictness) => abstainReason(query, found, searched, strictness) !== null,
  };
}
