import type { Article } from '../articles/article.ts';

/** An article as it was found outside: it has no id yet. Its text is empty where a feed gives none. */
export type FoundArticle = Pick<
  Article,
  'title' | 'url' | 'publisher' | 'byline' | 'published' | 'updated' | 'language' | 'tags' | 'text'
>;
