import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { searchable } from './archive.ts';
import { traceOf } from './trace.ts';

test('the bench decides as the archive does, on questions about the sample articles', async () => {
  const { index, archive } = await searchable(['knowledge']);
  const askedAt = new Date('2024-07-01T12:00:00Z');
  const questions = readFileSync('test/fixtures/knowledge-questions.jsonl', 'utf8').trim().split('\n');
  for (const line of questions.filter((_, at) => at % 5 === 0)) {
    const { question: text } = JSON.parse(line) as { question: string };
    const trace = traceOf(index, text, askedAt);
    for (const strictness of ['never', 'normal', 'strict'] as const) {
      const { status } = archive.ask({ text, askedAt, strictness });
      expect({ text, strictness, abstains: trace.abstains(strictness) }).toEqual({
        text, strictness, abstains: status === 'abstained',
      }); // prettier-ignore
    }
  }
});
