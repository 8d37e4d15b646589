import { readFileSync, writeFileSync } from 'node:fs';
import { quoteOf } from '../../src/answer/quotes.ts';
import { readArticles } from '../../src/articles/read.ts';
import { featureNames, type FeatureName } from '../../src/search/features.ts';
import { createQuery } from '../../src/search/query.ts';
import { createSearchIndex } from '../../src/search/search-index.ts';
import { questionLanguage } from '../../src/text/question-language.ts';
import { holdsAnswer, isRight, readSet } from './sets.ts';

/** A sentence that was judged: its features, in the order of `featureNames`, and whether its quote answers. */
interface Example {
  readonly features: Float64Array;
  readonly right: boolean;
}

/** The sentences of one question. */
type Lesson = readonly Example[];

const epochs = 120;
const rate = 0.08;
const l2 = 3e-4;
/** What a question of a further set, and one of the sample articles, weighs against one of the first set. */
const further = 0.3;
const samples = 0.1;
const folds = 5;
const weekMs = 7 * 86_400_000;

/** What no set can teach, since its articles are all in the language of its questions. */
const given: Partial<Record<FeatureName, number>> = { foreign: -3 };

/** What the Indonesian sets cannot teach, since their articles have no dates. */
const asInEnglish: ReadonlySet<FeatureName> = new Set(['recency', 'currentRecency', 'future']);

/** What may count against a sentence; evidence never does, even where few questions make it seem so. */
const mayBeNegative: ReadonlySet<FeatureName> = new Set([
  'lead', 'position', 'length', 'question', 'fragment', 'currentRecency', 'future', 'foreign',
]); // prettier-ignore

/**
 * Learns the weights of the ranking, one table per language: softmax regression over the sentences of each question (the
 * right ones share the probability), by Adam with L2. The first set of a language
 * is the nearest to the purpose and weighs most. Prints what the first sentence of
 * questions that were left out is worth (5 folds), then writes `src/search/weights.ts`.
 *
 * @param folders evaluation sets by language
 */
export async function train(
  folders: { readonly en: readonly string[]; readonly id: readonly string[] },
  write: boolean,
): Promise<void> {
  const en = await learn('en', folders.en, given);
  const fixed = Object.fromEntries(
    featureNames.filter((name) => asInEnglish.has(name)).map((name) => [name, en[name]]),
  );
  const id = await learn('id', folders.id, { ...given, ...fixed });
  if (write) writeFileSync(new URL('../../src/search/weights.ts', import.meta.url), source({ en, id }));
}

type Weights = Record<FeatureName, number>;

async function learn(
  language: string,
  folders: readonly string[],
  fixed: Partial<Weights>,
): Promise<Weights> {
  const sets: Lesson[][] = [];
  for (const folder of folders) sets.push(await lessonsOf(folder, language));
  sets.push(await sampleLessons(language));
  for (const [place, share] of crossValidate(sets, fixed).entries()) {
    console.log(
      `${language}, ${folders[place] ?? 'knowledge'}: right first for ${share.toFixed(3)} of ${sets[place]!.length} questions left out`,
    );
  }
  const weights = fit(sets, fixed);
  return Object.fromEntries(featureNames.map((name, at) => [name, weights[at]!])) as Weights;
}

async function lessonsOf(folder: string, language: string): Promise<Lesson[]> {
  const set = readSet(folder);
  const questions = set.questions.filter(
    (judged) => judged.answerable && (judged.language ?? language) === language,
  );
  return lessons(set.articles, questions, isRight);
}

/** The sample articles, longer than those of the Indonesian sets and with titles. Whatever article answers is right. */
async function sampleLessons(language: string): Promise<Lesson[]> {
  const asked = readFileSync(new URL('../fixtures/knowledge-questions.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { language: string; question: string; answer: string | null })
    .filter((asked) => asked.language === language && asked.answer !== null)
    .map(({ question, answer }) => ({ question, answers: [answer!] }));
  return lessons('knowledge', asked, () => true);
}

async function lessons<
  Q extends { readonly question: string; readonly answers: readonly string[]; readonly date?: string },
>(
  articles: string,
  questions: readonly Q[],
  mayBeRight: (question: Q, article: string) => boolean,
): Promise<Lesson[]> {
  const index = createSearchIndex();
  for await (const read of readArticles([articles])) if ('article' in read) index.put(read.article);
  const languages = index.languages();
  return questions.map((asked) => {
    // Here the date gives nothing away: unanswerable questions are left out.
    const at = (asked.date === undefined ? new Date() : new Date(`${asked.date}T12:00:00Z`)).getTime();
    const query = createQuery(asked.question, questionLanguage(asked.question) ?? 'und', languages);
    const found = index.search(
      query,
      at,
      ({ publishedAt }) => publishedAt === null || publishedAt <= at + weekMs,
    );
    return found.hits.map((hit) => ({
      features: Float64Array.from(featureNames, (name) => hit.features[name]),
      right: mayBeRight(asked, hit.entry.facts.id) && holdsAnswer(quoteOf(hit, found).text, asked.answers),
    }));
  });
}

/** Share of the questions of every set whose first sentence is right with weights learned from the other folds. */
function crossValidate(sets: readonly Lesson[][], fixed: Partial<Weights>): number[] {
  const right = sets.map(() => 0);
  for (let fold = 0; fold < folds; fold++) {
    const weights = fit(
      sets.map((lessons) => lessons.filter((_, at) => at % folds !== fold)),
      fixed,
    );
    for (const [place, lessons] of sets.entries()) {
      for (const lesson of lessons.filter((_, at) => at % folds === fold)) {
        let best: Example | undefined;
        for (const example of lesson) if (!best || dot(weights, example) > dot(weights, best)) best = example;
        if (best?.right) right[place]!++;
      }
    }
  }
  return right.map((count, place) => count / sets[place]!.length);
}

function fit(sets: readonly Lesson[][], fixed: Partial<Weights>): Float64Array {
  const size = featureNames.length;
  const weights = Float64Array.from(featureNames, (name) => fixed[name] ?? 0);
  const [mean, variance] = [new Float64Array(size), new Float64Array(size)];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = weights.map((weight) => weight * l2);
    for (const [place, lessons] of sets.entries()) {
      const share = (place === 0 ? 1 : place < sets.length - 1 ? further : samples) / lessons.length;
      for (const lesson of lessons) descend(lesson, weights, gradient, share);
    }
    for (const [at, name] of featureNames.entries()) {
      if (name in fixed) continue;
      mean[at] = 0.9 * mean[at]! + 0.1 * gradient[at]!;
      variance[at] = 0.999 * variance[at]! + 0.001 * gradient[at]! ** 2;
      const step =
        (rate * mean[at]) / (1 - 0.9 ** epoch) / (Math.sqrt(variance[at] / (1 - 0.999 ** epoch)) + 1e-9);
      weights[at] = mayBeNegative.has(name) ? weights[at]! - step : Math.max(0, weights[at]! - step);
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

function source(tables: Readonly<Record<string, Weights>>): string {
  const columns = Object.entries(tables).map(([language, weights]) => {
    const rows = featureNames.map((name) => `    ${name}: ${weights[name].toFixed(2)},`);
    return `  ${language}: {\n${rows.join('\n')}\n  },`;
  });
  return `import type { FeatureName } from './features.ts';

/** The weights of the linear score by the language of the question, learned by \`npm run bench -- train\`. */
export const weights: Readonly<Record<'${Object.keys(tables).join("' | '")}', Readonly<Record<FeatureName, number>>>> = {
${columns.join('\n')}
};
`;
}
