import { writeFileSync } from 'node:fs';
import { readArticles } from '../../src/articles/read.ts';
import { spanFeatureNames, spanKinds } from '../../src/search/span-features.ts';
import { spanOf } from '../../src/search/indexed-article.ts';
import { createQuery } from '../../src/search/query.ts';
import { createSearchIndex, type Hit } from '../../src/search/search-index.ts';
import type { AnswerKind } from '../../src/search/wanted.ts';
import { questionLanguage } from '../../src/text/question-language.ts';
import { holdsAnswer, isRight, overlap, readSet } from './sets.ts';

/** A sentence that holds the answer: its spans, as places of the features that are not 0, with their values. */
interface Lesson {
  readonly places: readonly Int16Array[];
  readonly values: readonly Float32Array[];
  /** How well each span fits the answer, exactly and by its words, 0 to 1. */
  readonly exact: Float64Array;
  readonly f1: Float64Array;
}

const wantedKinds: readonly AnswerKind[] = [
  'person', 'place', 'country', 'date', 'number', 'money', 'name', 'reason', 'definition', 'any',
]; // prettier-ignore
const kindsFrom = spanFeatureNames.length;
const size = kindsFrom + wantedKinds.length * spanKinds.length;
const epochs = 100;
const rate = 0.08;
const l2 = 3e-4;
const folds = 5;
/** What a further set of a language weighs against the first one. */
const further = 0.5;
/** Of a larger set, every second question. */
const mostQuestions = 2000;
/** Sentences among which the first right one is learned from. */
const lookedAt = 10;
const weekMs = 7 * 86_400_000;

/**
 * Learns which stretch of a sentence is the answer: softmax over its spans, which share the probability by how well they
 * fit. Prints how well the most probable span of questions that were left out fits, then writes
 * `src/search/answer-weights.ts`.
 */
export async function trainAnswers(
  folders: { readonly en: readonly string[]; readonly id: readonly string[] },
  write: boolean,
): Promise<void> {
  const tables: Record<string, Float64Array> = {};
  for (const language of ['en', 'id'] as const) {
    const sets: Lesson[][] = [];
    for (const folder of folders[language]) sets.push(await lessonsOf(folder, language));
    report(language, folders[language], sets);
    tables[language] = fit(sets);
  }
  if (write) writeFileSync(new URL('../../src/search/answer-weights.ts', import.meta.url), source(tables));
}

function report(language: string, folders: readonly string[], sets: readonly Lesson[][]): void {
  const best: { readonly lesson: Lesson; readonly span: number }[][] = sets.map(() => []);
  for (let fold = 0; fold < folds; fold++) {
    const weights = fit(sets.map((set) => set.filter((_, at) => at % folds !== fold)));
    for (const [place, set] of sets.entries())
      for (const lesson of set.filter((_, at) => at % folds === fold)) {
        const scores = scoresOf(lesson, weights);
        best[place]!.push({ lesson, span: scores.indexOf(Math.max(...scores)) });
      }
  }
  for (const [place, all] of best.entries()) {
    const mean = (of: (one: (typeof all)[number]) => number) =>
      (all.reduce((sum, one) => sum + of(one), 0) / all.length).toFixed(3);
    console.log(
      `${language}, ${folders[place]}: of ${all.length} sentences with the answer, marked exactly ${mean(({ lesson, span }) => lesson.exact[span]!)}, F1 ${mean(({ lesson, span }) => lesson.f1[span]!)}`,
    );
  }
}

async function lessonsOf(folder: string, language: string): Promise<Lesson[]> {
  const set = readSet(folder);
  const index = createSearchIndex();
  for await (const read of readArticles([set.articles])) if ('article' in read) index.put(read.article);
  const seen = index.seenOn(null);
  const languages = seen.languages();
  const every = set.questions.length > mostQuestions ? 2 : 1;
  const asked = set.questions.filter(
    (judged, at) => at % every === 0 && judged.answerable && (judged.language ?? language) === language,
  );
  return asked.flatMap((judged): Lesson[] => {
    const at = (judged.date === undefined ? new Date() : new Date(`${judged.date}T12:00:00Z`)).getTime();
    const query = createQuery(judged.question, questionLanguage(judged.question) ?? 'und', languages);
    const found = seen.search(
      query,
      at,
      ({ publishedAt }) => publishedAt === null || publishedAt <= at + weekMs,
    );
    const textOf = ({ entry, sentence }: Hit) => entry.text.slice(...spanOf(entry, sentence));
    const hit = found.hits
      .slice(0, lookedAt)
      .find((one) => isRight(judged, one.entry.facts.id) && holdsAnswer(textOf(one), judged.answers));
    if (hit === undefined) return [];
    const spans = found.spansIn(hit.entry, hit.sentence);
    const fits = spans.map(({ start, end }) => overlap(textOf(hit).slice(start, end), judged.answers));
    if (!fits.some(({ f1 }) => f1 > 0)) return [];
    const kindAt = kindsFrom + wantedKinds.indexOf(query.wanted) * spanKinds.length;
    const rows = spans.map(({ features, kind }) => {
      const places = [...features.keys()].filter((place) => features[place] !== 0);
      const values = places.map((place) => features[place]!);
      return { places: [...places, kindAt + spanKinds.indexOf(kind)], values: [...values, 1] };
    });
    return [
      {
        places: rows.map(({ places }) => Int16Array.from(places)),
        values: rows.map(({ values }) => Float32Array.from(values)),
        exact: Float64Array.from(fits, ({ exact }) => exact),
        f1: Float64Array.from(fits, ({ f1 }) => f1),
      },
    ];
  });
}

const worthOf = ({ exact, f1 }: Lesson, span: number) => (exact[span]! + f1[span]!) / 2;

function fit(sets: readonly Lesson[][]): Float64Array {
  const weights = new Float64Array(size);
  const [mean, variance] = [new Float64Array(size), new Float64Array(size)];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = weights.map((weight) => weight * l2);
    for (const [place, set] of sets.entries())
      for (const lesson of set) descend(lesson, weights, gradient, (place === 0 ? 1 : further) / set.length);
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

/** Adds the gradient of −log(expected worth). */
function descend(lesson: Lesson, weights: Float64Array, gradient: Float64Array, share: number): void {
  const scores = scoresOf(lesson, weights);
  const top = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const powers = scores.map((score) => Math.exp(score - top));
  const all = powers.reduce((sum, power) => sum + power, 0);
  const worth = powers.reduce((sum, power, at) => sum + power * worthOf(lesson, at), 0);
  for (let at = 0; at < powers.length; at++) {
    const pull = share * (powers[at]! / all - (powers[at]! * worthOf(lesson, at)) / worth);
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
  return `import type { SpanFeature, SpanKind } from './span-features.ts';
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
