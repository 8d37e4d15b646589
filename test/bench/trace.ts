import { abstainReason } from '../../src/answer/abstain.ts';
import type { Strictness } from '../../src/answer/answer.ts';
import { confidence } from '../../src/answer/confidence.ts';
import { readQuestion } from '../../src/answer/reading.ts';
import type { Entry } from '../../src/search/entry.ts';
import type { Query } from '../../src/search/query.ts';
import type { Found, SearchIndex } from '../../src/search/search-index.ts';

const weekMs = 7 * 86_400_000;

/** What stands behind an answer. */
export interface Trace {
  readonly query: Query;
  readonly found: Found;
  /** 0 to 1. */
  readonly confidence: number;
  /** Whether an archive abstains. */
  abstains(strictness: Strictness): boolean;
}

/** Reads and searches a question as an archive does, but keeps what it is decided from. */
export function traceOf(index: SearchIndex, text: string, askedAt: Date): Trace {
  const allowed = allowedAt(askedAt);
  let articles = 0;
  for (const entry of index.entries()) if (allowed(entry)) articles++;
  const { query, found } = readQuestion({ text, askedAt, strictness: 'never' }, index, allowed);
  return {
    query,
    found,
    confidence: confidence(query, found, articles),
    abstains: (strictness) => abstainReason(query, found, { articles }, strictness) !== null,
  };
}

/** Which articles an archive quotes on a day. */
export function allowedAt(askedAt: Date): (entry: Entry) => boolean {
  const latest = askedAt.getTime() + weekMs;
  return ({ publishedAt }) => publishedAt === null || publishedAt <= latest;
}
