import { writeFileSync } from 'node:fs';
import { quoteOf } from '../../src/answer/quotes.ts';
import { readArticles } from '../../src/articles/read.ts';
import { featureNames, type FeatureName } from '../../src/search/features.ts';
import { createQuery } from '../../src/search/query.ts';
import { createSearchIndex } from '../../src/search/search-index.ts';
import { detectLanguage } from '../../src/text/language.ts';
import { askedAt, holdsAnswer, isRight, readSet } from './sets.ts';

/** A sentence that was judged: its features, in the order of `featureNames`, and whether its quote answers. */
interface Example {
  readonly features: Float64Array;
  readonly right: boolean;
}

/** The sentences of one question. */
type Lesson = readonly Example[];

const epochs = 200;
const rate = 0.08;
const folds = 5;
const weekMs = 7 * 86_400_000;

/**
 * Learns the weights of the ranking, one column per language: softmax regression over the sentences of each question (the
 * right ones share the probability), by Adam with L2. Every set weighs the same. Prints what the first sentence of
 * questions that were left out is worth (5 folds), then writes `src/search/weights.ts`.
 *
 * @param columns folders of evaluation sets by language
 */
export async function train(columns: Readonly<Record<string, readonly string[]>>, write: boolean): Promise<void> {
  const learned: Record<string, Float64Array> = {};
  for (const [language, folders] of Object.entries(columns)) {
    const sets = [];
    for (const folder of folders) sets.push(await lessonsOf(folder));
    // Few questions want more restraint.
    const l2 = Math.min(1e-3, 0.3 / sets.flat().length);
    for (const [place, folder] of folders.entries()) {
      console.log(`${language}, ${folder}: right first ${crossValidate(sets, place, l2).toFixed(3)} of questions left out`);
    }
    learned[language] = fit(sets, l2);
  }
  if (write) writeFileSync(new URL('../../src/search/weights.ts', import.meta.url), table(learned));
}

async function lessonsOf(folder: string): Promise<Lesson[]> {
  const set = readSet(folder);
  const index = createSearchIndex();
  for await (const read of readArticles([set.articles])) if ('article' in read) index.put(read.article);
  const languages = index.languages();
  return set.questions
    .filter(({ answerable }) => answerable)
    .map((judged) => {
      const at = askedAt(set, judged).getTime();
      const query = createQuery(judged.question, detectLanguage(judged.question) ?? 'und', languages);
      const found = index.search(query, at, ({ publishedAt }) => publishedAt === null || publishedAt <= at + weekMs);
      return found.hits.map((hit) => ({
        features: Float64Array.from(featureNames, (name) => hit.features[name]),
        right: isRight(judged, hit.entry.facts.id) && holdsAnswer(quoteOf(hit, found).text, judged.answers),
      }));
    });
}

function crossValidate(sets: readonly Lesson[][], measured: number, l2: number): number {
  let right = 0;
  for (let fold = 0; fold < folds; fold++) {
    const weights = fit(sets.map((lessons) => lessons.filter((_, at) => at % folds !== fold)), l2);
    for (const lesson of sets[measured]!.filter((_, at) => at % folds === fold)) {
      let best: Example | undefined;
      for (const example of lesson) if (!best || dot(weights, example) > dot(weights, best)) best = example;
      if (best?.right) right++;
    }
  }
  return right / sets[measured]!.length;
}

function fit(sets: readonly Lesson[][], l2: number): Float64Array {
  const size = featureNames.length;
  const [weights, mean, variance] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = weights.map((weight) => weight * l2);
    for (const lessons of sets) for (const lesson of lessons) descend(lesson, weights, gradient, 1 / lessons.length / sets.length);
    for (let at = 0; at < size; at++) {
      mean[at] = 0.9 * mean[at]! + 0.1 * gradient[at]!;
      variance[at] = 0.999 * variance[at]! + 0.001 * gradient[at]! ** 2;
      weights[at]! -= (rate * mean[at]!) / (1 - 0.9 ** epoch) / (Math.sqrt(variance[at]! / (1 - 0.999 ** epoch)) + 1e-9);
    }
  }
  return weights;
}

/** Adds the gradient of −log(probability of the right sentences). */
function descend(lesson: Lesson, weights: Float64Array, gradient: Float64Array, share: number): void {
  const scores = lesson.map((example) => dot(weights, example));
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const all = powers.reduce((sum, power) => sum + power, 0);
  const right = powers.reduce((sum, power, at) => sum + (lesson[at]!.right ? power : 0), 0);
  if (right === 0 || right === all) return;
  for (const [at, { features, right: isRight }] of lesson.entries()) {
    const pull = powers[at]! / all - (isRight ? powers[at]! / right : 0);
    for (let place = 0; place < features.length; place++) gradient[place]! += share * pull * features[place]!;
  }
}

function dot(weights: Float64Array, { features }: Example): number {
  let sum = 0;
  for (let at = 0; at < features.length; at++) sum += weights[at]! * features[at]!;
  return sum;
}

/** What no set can teach, since its articles are all in the language of its questions. */
const given: Partial<Record<FeatureName, number>> = { foreign: -1 };

function table(learned: Readonly<Record<string, Float64Array>>): string {
  const columns = Object.entries(learned).map(([language, weights]) => {
    const rows = featureNames.map((name, at) => `    ${name}: ${(given[name] ?? weights[at]!).toFixed(2)},`);
    return `  ${language}: {\n${rows.join('\n')}\n  },`;
  });
  return `import type { FeatureName } from './features.ts';

/** The weights of the linear score by the language of the question, learned by \`npm run bench -- train\`. */
export const weights: Readonly<Record<'${Object.keys(learned).join("' | '")}', Readonly<Record<FeatureName, number>>>> = {
${columns.join('\n')}
};
`;
}
