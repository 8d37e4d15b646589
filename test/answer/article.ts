import type { Article } from '../../src/articles/article.ts';

/** An article of which nothing is known but what is said. */
export function articleOf(id: string, text: string, facts: Partial<Article> = {}): Article {
  return {
    id,
    title: '',
    url: null,
    publisher: null,
    byline: null,
    published: null,
    updated: null,
    language: null,
    tags: [],
    origin: null,
    translation: null,
    basedOn: [],
    copyOf: null,
    status: 'current',
    ...facts,
    text,
  };
}
