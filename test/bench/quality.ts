import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Quote } from '../../src/answer/answer.ts';
import type { SearchIndex } from '../../src/search/search-index.ts';
import { accept, difference, lastAccepted } from './accepted.ts';
import { searchable } from './archive.ts';
import { curve, type Sureness } from './curve.ts';
import { plainMiniSearch, windowOf } from './plain-minisearch.ts';
import { hitScores, mrr10, placesOf, score, type Places, type Reply, type Scores } from './score.ts';
import { askedAt, readSet, type EvaluationSet, type JudgedQuestion } from './sets.ts';
import { placesByStage, stageNames } from './stages.ts';
import { table } from './table.ts';
import { traceOf } from './trace.ts';

interface QualityOptions {
  readonly split: string;
  /** Where to write the replies, none of which abstains. */
  readonly out?: string;
  /** How many articles MiniSearch holds at most; default all. The others are in segments. */
  readonly hot?: number;
  /** Whether MiniSearch as it comes is asked too, which takes longer than all the rest. */
  readonly minisearch: boolean;
  /** Whether the measures are written as the accepted ones. */
  readonly accept: boolean;
}

type FullReply = Reply & { readonly quotes: readonly Quote[] };

/**
 * Asks every question of a set. Prints the measures beside those that were last accepted, what each stage of the ranking adds
 * beside MiniSearch as it comes, and wrong answers against refusals.
 */
export async function quality(folder: string, options: QualityOptions): Promise<void> {
  const set = readSet(folder, options.split);
  const { index, archive } = await searchable([set.articles], options.hot);
  const replies = set.questions.map((judged): FullReply => {
    const startedAt = performance.now();
    const question = { text: judged.question, askedAt: askedAt(set, judged), strictness: 'never' } as const;
    const answer = archive.ask(question);
    const tookMs = performance.now() - startedAt;
    return {
      judged,
      status: answer.status,
      quotes: answer.status === 'answered' ? answer.quotes : [],
      tookMs,
    };
  });
  const { sureness, byStage } = traceAll(set, index, replies);

  const name = `${set.name}/${options.split}`;
  const measures = measuresOf(set, index, replies, sureness);
  const answerable = set.questions.filter((judged) => judged.answerable);
  console.log(`${name}: ${set.questions.length} questions, ${answerable.length} of them answerable\n`);
  printMeasures(name, measures);
  const stages: Record<string, Places[]> = {
    ...(options.minisearch && (await plainPlaces(set, answerable))),
    ...Object.fromEntries(stageNames.map((stage, at) => [stage, byStage.map((places) => places[at]!)])),
  };
  const chosen = replies
    .filter(({ judged }) => judged.answerable)
    .map(({ judged, quotes }) => placesOf(judged, quotes));
  printStages(answerable, stages, chosen);
  console.log(`\n${curve(sureness)}`);
  if (options.out !== undefined) await writeReplies(options.out, replies);
  if (options.accept) accept(name, measures);
}

function traceAll(set: EvaluationSet, index: SearchIndex, replies: readonly Reply[]) {
  const byStage: Places[][] = [];
  const sureness = replies.map(({ judged, quotes }): Sureness => {
    const trace = traceOf(index, judged.question, askedAt(set, judged));
    if (judged.answerable) byStage.push(placesByStage(judged, trace));
    const right = judged.answerable && placesOf(judged, quotes).quote === 0;
    const refused = { normal: trace.abstains('normal'), strict: trace.abstains('strict'), never: trace.abstains('never') };
    return { judged, right, confidence: trace.confidence, abstains: (strictness) => refused[strictness] };
  }); // prettier-ignore
  return { sureness, byStage };
}

/** The measures without abstention and at the default operating point; of sets with tiers, those of tier A too. */
function measuresOf(
  set: EvaluationSet,
  index: SearchIndex,
  replies: readonly Reply[],
  sureness: readonly Sureness[],
): Record<string, Scores> {
  const entries = new Map(Array.from(index.entries(), (entry) => [entry.facts.id, entry]));
  const textOf = (article: string) => entries.get(article)?.text;
  const normal = replies.map((reply, at): Reply =>
    sureness[at]!.abstains('normal') ? { ...reply, status: 'abstained', quotes: [] } : reply,
  );
  const tierA = (all: readonly Reply[]) => all.filter(({ judged }) => judged.tier === 'A');
  return {
    'never abstaining': score(replies, textOf),
    normal: score(normal, textOf),
    ...(set.questions.some(({ tier }) => tier === 'A') && {
      'tier A, never abstaining': score(tierA(replies), textOf),
      'tier A, normal': score(tierA(normal), textOf),
    }),
  };
}

function printMeasures(name: string, measures: Readonly<Record<string, Scores>>): void {
  const accepted = lastAccepted(name);
  const runs = Object.entries(measures);
  const rows = Object.keys(runs[0]![1]).map((measure) => [
    measure,
    ...runs.flatMap(([run, scores]) => {
      const value = scores[measure] ?? null;
      const shown = value?.toFixed(/^(?:chars|ms|read|effort)/.test(measure) ? 1 : 4) ?? null;
      return accepted ? [shown, difference(value, accepted.measures[run]?.[measure])] : [shown];
    }),
  ]);
  const head = runs.flatMap(([run]) => (accepted ? [run, `since ${accepted.date}`] : [run]));
  const measured = rows.filter(([, ...values]) => values.some((value) => value !== null));
  console.log(table(['', ...head], measured));
  if (!accepted) console.log(`\nNo figures of ${name} are accepted yet: --accept keeps these.`);
}

/** The ten best passages of MiniSearch as it comes, whole and as windows. */
async function plainPlaces(
  set: EvaluationSet,
  answerable: readonly JudgedQuestion[],
): Promise<Record<string, Places[]>> {
  const plain = await plainMiniSearch(set.articles);
  const [whole, windows]: [Places[], Places[]] = [[], []];
  for (const judged of answerable) {
    const best = plain.best(judged.question, 10).map(({ article, text }) => ({ article, text }));
    whole.push(placesOf(judged, best));
    windows.push(
      placesOf(
        judged,
        best.map((passage) => windowOf(passage, judged.question)),
      ),
    );
  }
  return {
    [`MiniSearch as it comes, ${plain.passages} whole passages`]: whole,
    'MiniSearch as it comes, best window': windows,
  };
}

/** @param chosen the replies themselves: they have three quotes at most, so that there is no place among ten */
function printStages(
  answerable: readonly JudgedQuestion[],
  stages: Readonly<Record<string, readonly Places[]>>,
  chosen: readonly Places[],
): void {
  const isTierA = (_: Places, at: number) => answerable[at]!.tier === 'A';
  const tiers = answerable.some(({ tier }) => tier === 'A');
  const columns = (places: readonly Places[], mrr: number | null) => {
    const tierA = hitScores(places.filter(isTierA));
    const all = { ...hitScores(places), 'mrr@10': mrr };
    const more = { 'tier A, quote@1': tierA['quote@1']!, 'tier A, quote@3': tierA['quote@3']! };
    return Object.entries({ ...all, ...(tiers && more) });
  };
  const rows = [
    ...Object.entries(stages).map(([stage, places]) => [stage, columns(places, mrr10(places))] as const),
    ['+ choice of three quotes: the reply', columns(chosen, null)] as const,
  ];
  const head = ['stage', ...rows[0]![1].map(([measure]) => measure)];
  const cells = rows.map(([stage, row]) => [stage, ...row.map(([, value]) => value?.toFixed(4) ?? null)]);
  console.log(`\n${table(head, cells)}`);
}

/** Writes replies in the form of `ask --json`. */
async function writeReplies(path: string, replies: readonly FullReply[]): Promise<void> {
  const file = createWriteStream(path);
  for (const { judged, status, quotes, tookMs } of replies) {
    const line = { id: judged.id, question: judged.question, status, quotes, tookMs };
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}
