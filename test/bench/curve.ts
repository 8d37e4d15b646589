import { share } from './score.ts';
import type { JudgedQuestion } from './sets.ts';
import { table } from './table.ts';
import type { Trace } from './trace.ts';

/** A question with how sure its answer is, and whether the first quote is right. */
export interface Sureness extends Pick<Trace, 'confidence' | 'abstains'> {
  readonly judged: JudgedQuestion;
  readonly right: boolean;
}

const thresholds = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9];

/** Wrong answers against refusals: what each least confidence lets through, and the operating points that can be set. */
export function curve(asked: readonly Sureness[]): string {
  const rows = [
    ...thresholds.map((least) => row(least.toFixed(2), asked, ({ confidence }) => confidence >= least)),
    ...(['normal', 'strict'] as const).map((strictness) =>
      row(strictness, asked, ({ abstains }) => !abstains(strictness)),
    ),
  ];
  return table(
    [
      'least confidence',
      'answerable that are answered',
      'of these right',
      'unanswerable that are refused',
      'wrong of all answers',
    ],
    rows,
  );
}

function row(
  name: string,
  asked: readonly Sureness[],
  isAnswered: (one: Sureness) => boolean,
): (string | null)[] {
  const answerable = asked.filter(({ judged }) => judged.answerable);
  const unanswerable = asked.filter(({ judged }) => !judged.answerable);
  const shares = [
    share(answerable, isAnswered),
    share(answerable.filter(isAnswered), ({ right }) => right),
    share(unanswerable, (one) => !isAnswered(one)),
    share(asked.filter(isAnswered), ({ right }) => !right),
  ];
  return [name, ...shares.map((value) => value?.toFixed(3) ?? null)];
}
