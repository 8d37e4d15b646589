import type { Quote } from '../answer/answer.ts';
import type { ArticleFacts } from '../articles/article.ts';
import type { KeptQuote } from '../store/store.ts';

/** The quotes of a reply as they are kept. */
export function keptQuotes(quotes: readonly Quote[]): KeptQuote[] {
  return quotes.map(({ article: { id, publisher, title }, start, end, version, text }) => ({
    article: id,
    publisher,
    title,
    text,
    start,
    end,
    version,
  }));
}

/** Articles that a reply names without a word of their text, as they are kept: quotes of nothing, which only their removal concerns. */
export function keptMentions(articles: readonly ArticleFacts[]): KeptQuote[] {
  return articles.map(({ id, publisher, title }) => ({
    article: id,
    publisher,
    title,
    text: '',
    start: 0,
    end: 0,
    version: '',
  }));
}
