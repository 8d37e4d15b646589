import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createArchive } from '../../src/answer/archive.ts';
import { readArticles } from '../../src/articles/read.ts';

const seed = '../shared/seed/000_3ca83ad621e748b6.txt';

interface Case {
  readonly language: string;
  readonly question: string;
  readonly answer: string | null;
  /** What the seed says where it differs from the sample articles; `null` where it does not answer. */
  readonly seedAnswer?: string | null;
}

it.skipIf(!existsSync(seed))(
  'most questions on the seed get its sentence with the answer first (skipped without ../shared)',
  async () => {
    const archive = createArchive();
    for await (const read of readArticles([seed]))
      if ('article' in read) archive.apply({ put: read.article });
    const asked = readFileSync('test/fixtures/knowledge-questions.jsonl', 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Case)
      .filter(({ language, answer }) => language === 'id' && answer !== null)
      .map(({ question, answer, seedAnswer }) => ({
        question,
        wanted: seedAnswer === undefined ? answer : seedAnswer,
      }))
      .filter(({ wanted }) => wanted !== null);
    const missed = asked.filter(({ question, wanted }) => {
      const answer = archive.ask({ text: question, askedAt: new Date(), strictness: 'normal' });
      return answer.status === 'abstained' || !answer.quotes[0]!.text.includes(wanted!);
    });
    expect(
      1 - missed.length / asked.length,
      missed.map(({ question }) => question).join('\n'),
    ).toBeGreaterThan(0.65);
  },
);
