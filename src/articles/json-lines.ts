import { z } from 'zod';
import type { Article } from './article.ts';
import { limits } from './limits.ts';
import { readFacts, textProblem } from './facts.ts';

const entry = z.looseObject({
  id: z.union([z.string().max(limits.line), z.number()]).nullish(),
  source: z.string().nullish(),
  publisher: z.string().nullish(),
  text: z.string({ error: 'expected a string' }),
});

/**
 * Reads one line of a JSON Lines file: an article whose `text` is taken as it is.
 *
 * @param fallbackId the id of an entry that states none
 * @returns the article, or the reason why it is none
 */
export function readJsonLine(fallbackId: string, line: string): Article | { readonly reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    return { reason: `not valid JSON: ${(error as SyntaxError).message}` };
  }
  const read = entry.safeParse(json);
  if (!read.success) {
    return {
      reason: read.error.issues
        .map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`)
        .join('; '),
    };
  }
  const { id, source, publisher, text, ...rest } = read.data;
  const facts = readFacts(String(id ?? fallbackId), { ...rest, publisher: publisher ?? source });
  if ('reason' in facts) return facts;
  const problem = text.trim() === '' ? 'no text' : textProblem(text);
  return problem === null ? { ...facts, text } : { reason: problem };
}
