import type { Article } from './article.ts';
import { readFacts, textProblem } from './facts.ts';

/**
 * Reads an article in plain text: the first line that is not empty is the title, the rest the text.
 *
 * @returns the article, or the reason why it is none
 */
export function readPlainText(id: string, source: string): Article | { readonly reason: string } {
  const [title = '', ...rest] = source.trim().split('\n');
  const facts = readFacts(id, { title });
  if ('reason' in facts) return facts;
  const text = rest.join('\n').trim();
  const problem = text === '' ? 'no text after the title in the first line' : textProblem(text);
  return problem === null ? { ...facts, text } : { reason: problem };
}
