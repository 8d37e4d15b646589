import { readFileSync, writeFileSync } from 'node:fs';
import { readArticles } from '../../src/articles/read.ts';
import { spanFeatureNames, spanKinds } from '../../src/search/answer-spans.ts';
import { spanOf } from '../../src/search/indexed-article.ts';
import { createQuery } from '../../src/search/query.ts';
import { createSearchIndex } from '../../src/search/search-index.ts';
import type { AnswerKind } from '../../src/search/wanted.ts';
import { questionLanguage } from '../../src/text/question-language.ts';
import { holdsAnswer, isRight, overlap, readSet } from './sets.ts';

/** A sentence that holds the answer: its spans, as places of the features that are not 0 with their values. */
interface Lesson {
  readonly wanted: AnswerKind;
  readonly places: readonly Int16Array[];
  readonly values: readonly Float32Array[];
  /** How well each span fits the answer, 0 to 1. */
  readonly worth: Float64Array;
  readonly exact: Uint8Array;
  readonly f1: Float64Array;
  readonly texts?: string[];
  question?: string;
  answers?: readonly string[];
}

const wantedKinds: readonly AnswerKind[] = [
  'person',
  'place',
  'country',
  'date',
  'number',
  'money',
  'name',
  'reason',
  'definition',
  'any',
];
const groupOf: Record<AnswerKind, number> = {
  date: 0,
  number: 0,
  money: 0,
  person: 1,
  place: 1,
  country: 1,
  name: 1,
  reason: 2,
  definition: 2,
  any: 2,
};
const groups = process.env.GROUPS === '0' ? 0 : 3;
const kindsFrom = spanFeatureNames.length * (1 + groups);
const size = kindsFrom + wantedKinds.length * spanKinds.length;
const epochs = Number(process.env.EPOCHS ?? 150);
const rate = 0.08;
const l2 = Number(process.env.L2 ?? 3e-4);
const folds = 5;
const lookedAt = 10;
const weekMs = 7 * 86_400_000;

export async function trainAnswers(
  folders: { readonly en: readonly string[]; readonly id: readonly string[] },
  write: boolean,
): Promise<void> {
  const tables: Record<string, Float64Array> = {};
  for (const language of ['en', 'id'] as const) {
    const sets: Lesson[][] = [];
    for (const folder of folders[language]) sets.push(await lessonsOf(folder, language));
    if (sets.length === 0) continue;
    const weightsOf = sets.map((_, at) => (at === 0 ? 1 : Number(process.env.FURTHER ?? 0.5)));
    const totals = sets.map(() => ({ exact: 0, f1: 0, best: 0, n: 0 }));
    for (let fold = 0; fold < folds; fold++) {
      const w = fit(
        sets.map((set) => set.filter((_, at) => at % folds !== fold)),
        weightsOf,
      );
      for (const [place, set] of sets.entries())
        for (const lesson of set.filter((_, at) => at % folds === fold)) {
          const best = argmax(lesson, w);
          const t = totals[place]!;
          t.n++;
          t.exact += lesson.exact[best]!;
          t.f1 += lesson.f1[best]!;
          t.best += Math.max(...lesson.f1);
          if (process.env.SHOW && fold === 0 && place === 0 && lesson.f1[best]! < 1)
            console.log(lesson.wanted, '|', lesson.question, '|', lesson.answers, '=>', lesson.texts![best]);
        }
    }
    for (const [place, t] of totals.entries())
      console.log(
        language,
        folders[language][place],
        t.n,
        'exact',
        (t.exact / t.n).toFixed(3),
        'f1',
        (t.f1 / t.n).toFixed(3),
        'reachable',
        (t.best / t.n).toFixed(3),
      );
    tables[language] = fit(sets, weightsOf);
  }
  if (write) writeFileSync(new URL('../../src/search/answer-weights.ts', import.meta.url), source(tables));
}

async function lessonsOf(folder: string, language: string): Promise<Lesson[]> {
  const set = readSet(folder);
  const index = createSearchIndex();
  for await (const read of readArticles([set.articles])) if ('article' in read) index.put(read.article);
  const seen = index.seenOn(null);
  const languages = seen.languages();
  return set.questions.flatMap((judged): Lesson[] => {
    if (!judged.answerable || (judged.language ?? language) !== language) return [];
    const at = (judged.date === undefined ? new Date() : new Date(`${judged.date}T12:00:00Z`)).getTime();
    const query = createQuery(judged.question, questionLanguage(judged.question) ?? 'und', languages);
    const found = seen.search(
      query,
      at,
      ({ publishedAt }) => publishedAt === null || publishedAt <= at + weekMs,
    );
    const hit = found.hits
      .slice(0, lookedAt)
      .find(
        ({ entry, sentence }) =>
          isRight(judged, entry.facts.id) &&
          holdsAnswer(entry.text.slice(...spanOf(entry, sentence)), judged.answers),
      );
    if (hit === undefined) return [];
    const { entry, sentence } = hit;
    const spans = found.spansIn(entry, sentence);
    const text = entry.text.slice(...spanOf(entry, sentence));
    const texts = spans.map(({ start, end }) => text.slice(start, end));
    const scores = texts.map((one) => overlap(one, judged.answers));
    if (!scores.some(({ f1 }) => f1 > 0)) return [];
    const kindAt = kindsFrom + wantedKinds.indexOf(query.wanted) * spanKinds.length;
    const rows = spans.map(({ features, kind }) => {
      const places = [...features.keys()].filter((place) => features[place] !== 0);
      const values = places.map((place) => features[place]!);
      const shift = spanFeatureNames.length * (1 + groupOf[query.wanted]);
      return groups === 0
        ? { places: [...places, kindAt + spanKinds.indexOf(kind)], values: [...values, 1] }
        : {
            places: [...places, ...places.map((place) => place + shift), kindAt + spanKinds.indexOf(kind)],
            values: [...values, ...values, 1],
          };
    });
    return [
      {
        wanted: query.wanted,
        places: rows.map(({ places }) => Int16Array.from(places)),
        values: rows.map(({ values }) => Float32Array.from(values)),
        worth: Float64Array.from(scores, ({ exact, f1 }) => (exact + f1) / 2),
        exact: Uint8Array.from(scores, ({ exact }) => exact),
        f1: Float64Array.from(scores, ({ f1 }) => f1),
        texts,
        question: judged.question,
        answers: judged.answers,
      },
    ];
  });
}

function fit(sets: readonly Lesson[][], shares: readonly number[]): Float64Array {
  const weights = new Float64Array(size);
  const [mean, variance] = [new Float64Array(size), new Float64Array(size)];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = weights.map((weight) => weight * l2);
    for (const [place, set] of sets.entries())
      for (const lesson of set) descend(lesson, weights, gradient, shares[place]! / set.length);
    for (let at = 0; at < size; at++) {
      mean[at] = 0.9 * mean[at]! + 0.1 * gradient[at]!;
      variance[at] = 0.999 * variance[at]! + 0.001 * gradient[at]! ** 2;
      weights[at]! -=
        (rate * mean[at]!) / (1 - 0.9 ** epoch) / (Math.sqrt(variance[at]! / (1 - 0.999 ** epoch)) + 1e-9);
    }
  }
  return weights;
}

function scoresOf({ places, values }: Lesson, weights: Float64Array): Float64Array {
  return Float64Array.from(places, (row, at) => {
    let sum = 0;
    const given = values[at]!;
    for (let k = 0; k < row.length; k++) sum += weights[row[k]!]! * given[k]!;
    return sum;
  });
}

function argmax(lesson: Lesson, weights: Float64Array): number {
  const scores = scoresOf(lesson, weights);
  return scores.reduce((best, score, at) => (score > scores[best]! ? at : best), 0);
}

/** Adds the gradient of −log(expected worth). */
function descend(lesson: Lesson, weights: Float64Array, gradient: Float64Array, share: number): void {
  const scores = scoresOf(lesson, weights);
  const top = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const powers = scores.map((score) => Math.exp(score - top));
  const all = powers.reduce((sum, power) => sum + power, 0);
  const worth = powers.reduce((sum, power, at) => sum + power * lesson.worth[at]!, 0);
  for (let at = 0; at < powers.length; at++) {
    const pull = share * (powers[at]! / all - (powers[at]! * lesson.worth[at]!) / worth);
    if (Math.abs(pull) < 1e-10) continue;
    const row = lesson.places[at]!;
    const given = lesson.values[at]!;
    for (let k = 0; k < row.length; k++) gradient[row[k]!]! += pull * given[k]!;
  }
}

function source(tables: Readonly<Record<string, Float64Array>>): string {
  const parts = Object.entries(tables).map(([language, weights]) => {
    const features = spanFeatureNames
      .map((name, at) => `      ${name}: ${weights[at]!.toFixed(2)},`)
      .join('\n');
    const kinds = wantedKinds
      .map((wanted, row) => {
        const cells = spanKinds.map(
          (kind, at) =>
            `${kind}: ${weights[spanFeatureNames.length + row * spanKinds.length + at]!.toFixed(2)}`,
        );
        return `      ${wanted}: { ${cells.join(', ')} },`;
      })
      .join('\n');
    return `  ${language}: {\n    features: {\n${features}\n    },\n    kinds: {\n${kinds}\n    }, // prettier-ignore\n  },`;
  });
  return `import type { SpanFeature, SpanKind } from './answer-spans.ts';
import type { AnswerKind } from './wanted.ts';

interface AnswerWeights {
  readonly features: Readonly<Record<SpanFeature, number>>;
  readonly kinds: Readonly<Record<AnswerKind, Readonly<Record<SpanKind, number>>>>;
}

/** The weights of the answering words by the language of the question, learned by \`npm run bench -- train-answers\`. */
export const answerWeights: Readonly<Record<'en' | 'id', AnswerWeights>> = {
${parts.join('\n')}
}; // prettier-ignore
`;
}
if (process.argv[1]?.endsWith('train-answers.ts'))
  await trainAnswers(
    { id: process.env.ID?.split(' ') ?? [], en: process.env.EN?.split(' ') ?? [] },
    process.env.WRITE === '1',
  );
