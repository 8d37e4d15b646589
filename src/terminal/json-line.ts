import type { Archive } from '../chat/contract/services.ts';
import { visibleJson } from './visible-json.ts';

export type JsonAnswer = Awaited<ReturnType<Archive['ask']>>;

/** One line of `ask --json`. Its keys are an interface that other programs rely on. */
export function jsonLine(
  { id, question }: { readonly id?: string | number; readonly question: string },
  answer: JsonAnswer,
  tookMs: number,
): string {
  const quotes = answer.status === 'answered' ? answer.quotes : [];
  return visibleJson({
    ...(id !== undefined && { id }),
    question,
    status: answer.status,
    quotes: quotes.map(({ text, highlights, article, start, end, score }) => ({
      text,
      highlights,
      article: {
        id: article.id,
        title: article.title,
        url: article.url,
        publisher: article.publisher,
        byline: article.byline,
        published: article.published,
        language: article.language,
      },
      start,
      end,
      score,
    })),
    tookMs: Math.round(tookMs * 1000) / 1000,
  });
}
