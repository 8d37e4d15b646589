import type { Quote } from '../answer/answer.ts';
import type { ArticleFacts } from '../articles/article.ts';
import type { KeptQuote } from '../store/store.ts';

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

/** Articles named without quoting their text, stored as empty quotes: only their removal matters. */
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
