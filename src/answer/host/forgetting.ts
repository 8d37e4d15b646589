import type { Article } from '../../articles/article.ts';
import { parseDate } from '../../articles/date.ts';
import { serverOf } from '../../articles/scope.ts';
import type { SearchIndex } from '../../search/search-index.ts';

/** How many of the shared articles are searched; what is not given has no limit. */
export interface ForgetLimits {
  /** Days since their publication. */
  readonly days?: number | undefined;
  /** Bytes of their files, the newest first; undated articles count as the oldest. */
  readonly bytes?: number | undefined;
  /** In this folder, the files of forgotten articles are deleted too. */
  readonly deleteIn?: string | undefined;
}

/** Which shared articles are too old to be searched. The samples, and those of servers, are never. */
export interface Forgetting {
  isTooOld(article: Article): boolean;
  /** The ids of articles that are searched, and are to be forgotten. */
  due(bytesOf: (id: string) => number): string[];
  /** Keeps in mind that an article was forgotten: nobody has withdrawn it. */
  forget(id: string): void;
  /** It is back. */
  recall(id: string): void;
  readonly hasForgotten: (id: string) => boolean;
}

const dayMs = 86_400_000;

export function createForgetting(index: SearchIndex, { days, bytes }: ForgetLimits): Forgetting {
  const forgotten = new Set<string>();
  const oldest = () => (days === undefined ? -Infinity : Date.now() - days * dayMs);
  return {
    isTooOld({ id, published }) {
      const publishedAt = published === null ? null : parseDate(published);
      const isShared = serverOf(id) === null && index.scopeOf({ id }) === 'shared';
      return isShared && publishedAt !== null && publishedAt < oldest();
    },
    due(bytesOf) {
      if (days === undefined && bytes === undefined) return [];
      const newest = index.catalogueOf('shared')?.newest.all() ?? [];
      let sum = 0;
      const isDue = newest.map(({ facts, publishedAt }) => {
        sum += bytes === undefined ? 0 : bytesOf(facts.id);
        return (publishedAt !== null && publishedAt < oldest()) || sum > (bytes ?? Infinity);
      });
      return newest.filter((_, at) => isDue[at]).map(({ facts }) => facts.id);
    },
    forget: (id) => void forgotten.add(id),
    recall: (id) => void forgotten.delete(id),
    hasForgotten: (id) => forgotten.has(id),
  };
}
