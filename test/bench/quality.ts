import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Strictness } from '../../src/answer/answer.ts';
import { archiveOf } from './archive.ts';
import { score, type Reply } from './score.ts';
import { askedAt, readSet } from './sets.ts';

/** Asks every question of a set and prints the measures; for sets with tiers also those of tier A. */
export async function quality(
  folder: string,
  { split, out }: { split: string; out: string | undefined },
): Promise<void> {
  const set = readSet(folder, split);
  const archive = await archiveOf(set.articles);
  const ask = (strictness: Strictness): Reply[] =>
    set.questions.map((judged) => {
      const startedAt = performance.now();
      const answer = archive.ask({ text: judged.question, askedAt: askedAt(set, judged), strictness });
      return { judged, answer, tookMs: performance.now() - startedAt };
    });
  const always = ask('never');
  const normal = ask('normal');
  const rows = {
    'never abstaining': score(always),
    normal: score(normal),
    ...(set.questions.some(({ tier }) => tier !== undefined) && {
      'tier A, never abstaining': score(always.filter(({ judged }) => judged.tier === 'A')),
    }),
  };
  console.log(`${set.name}, ${split}: ${set.questions.length} questions`);
  console.table(
    Object.fromEntries(
      Object.entries(rows).map(([name, scores]) => [
        name,
        Object.fromEntries(
          Object.entries(scores).map(([measure, value]) => [
            measure,
            value === null ? '–' : Number((value as number).toFixed(3)),
          ]),
        ),
      ]),
    ),
  );
  if (out !== undefined) await writeReplies(out, always);
}

/** Writes replies in the form of `ask --json`. */
async function writeReplies(path: string, replies: readonly Reply[]): Promise<void> {
  const file = createWriteStream(path);
  for (const { judged, answer, tookMs } of replies) {
    const quotes = answer.status === 'answered' ? answer.quotes : [];
    const line = { id: judged.id, question: judged.question, status: answer.status, quotes, tookMs };
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}
