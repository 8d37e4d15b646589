import { z } from 'zod';
import { expectedDate, parseAskedAt } from '../chat/parse-asked-at.ts';

interface BatchQuestion {
  readonly id?: string | number;
  readonly question: string;
  /** The date in its line, if any. */
  readonly askedAt?: Date;
}

/** A line of a batch: a question, or what is wrong with it. Lines count from 1. */
export type BatchLine = { readonly line: number } & (
  { readonly asked: BatchQuestion } | { readonly problem: string }
);

const schema = z.object(
  {
    id: z.union([z.string(), z.number()], { error: 'expected a string or a number' }).nullish(),
    question: z.string({ error: 'expected a string' }),
    date: z
      .string({ error: expectedDate })
      .transform((written, context) => {
        const askedAt = parseAskedAt(written);
        if (askedAt === null) context.addIssue(`${expectedDate}, got "${written}"`);
        return askedAt ?? z.NEVER;
      })
      .nullish(),
  },
  { error: 'expected an object such as {"id":"1","question":"…"}' },
);

/**
 * Reads a batch of questions, JSON Lines of `{"id"?,"question","date"?}`; other keys and blank lines are passed over.
 */
export function readBatch(content: string): BatchLine[] {
  return content
    .split('\n')
    .flatMap((text, place) => (text.trim() === '' ? [] : [{ line: place + 1, ...readLine(text) }]));
}

function readLine(text: string): { readonly asked: BatchQuestion } | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problem: `not valid JSON: ${(error as SyntaxError).message}` };
  }
  const read = schema.safeParse(json);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => [...path.map(String), message].join(': '));
    return { problem: problems.join('; ') };
  }
  const { id, question, date } = read.data;
  return { asked: { question, ...(id != null && { id }), ...(date != null && { askedAt: date }) } };
}
