import { readFileSync, writeFileSync } from 'node:fs';
import { readArticles } from '../../src/articles/read.ts';
import { spanOf } from '../../src/search/indexed-article.ts';
import { featureNames, type FeatureName } from '../../src/search/features.ts';
import { createQuery } from '../../src/search/query.ts';
import { createSearchIndex } from '../../src/search/search-index.ts';
import type { AnswerKind } from '../../src/search/wanted.ts';
import { questionLanguage } from '../../src/text/question-language.ts';
import { holdsAnswer, isRight, readSet } from './sets.ts';

/** A sentence that was judged: its features, in the order of `featureNames`, and whether it holds the answer itself. */
interface Example {
  readonly features: Float64Array;
  readonly right: boolean;
}

/** The sentences of one question, and what kind of answer it wants. */
interface Lesson {
  readonly wanted: AnswerKind;
  readonly examples: readonly Example[];
}

const epochs = 200;
const rate = 0.08;
const l2 = 3e-4;
/** The same for what is added for one kind of wanted answer: of each kind there are fewer questions. */
const l2OfAdjustments = 5e-4;
/**
 * What a further set of a language, and the sample articles, weigh against the first one. Encyclopaedias pull away from the
 * news: in English, right first on news left out were .515 without the further set, .502 at .05, .488 at .1, .465 at .2;
 * the samples and the further set lose as much or more without it.
 */
const further = { en: 0.05, id: 0.2 };
const samples = 0.1;
const folds = 5;
const weekMs = 7 * 86_400_000;

/** What no set can teach, since its articles are all in the language of its questions. */
const given: Partial<Record<FeatureName, number>> = { foreign: -5 };

/** What the Indonesian sets cannot teach, since their articles have no dates. */
const asInEnglish: ReadonlySet<FeatureName> = new Set(['recency', 'currentRecency', 'future']);

/** What may count against a sentence; evidence never does, even where few questions make it seem so. */
const mayBeNegative: ReadonlySet<FeatureName> = new Set([
  'missing', 'lead', 'position', 'length', 'question', 'fragment', 'currentRecency', 'future', 'foreign',
]); // prettier-ignore

/** Kinds of wanted answer with enough questions to adjust the weights; English has too few of each. */
const adjustedKinds: Readonly<Record<'en' | 'id', readonly AnswerKind[]>> = {
  en: [],
  id: ['any', 'country', 'date', 'definition', 'name', 'number', 'person', 'place'],
};

/**
 * Learns the weights of the ranking, one table per language and what is added to it for each kind of wanted answer: softmax regression over the sentences of each question (the
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
    featureNames.filter((name) => asInEnglish.has(name)).map((name) => [name, en.base[name]]),
  );
  const id = await learn('id', folders.id, { ...given, ...fixed });
  if (write) writeFileSync(new URL('../../src/search/weights.ts', import.meta.url), source({ en, id }));
}

type Weights = Record<FeatureName, number>;

/** The weights of every question, and what is added for those that want a certain kind of answer. */
interface Learned {
  readonly base: Weights;
  readonly adjustments: ReadonlyMap<AnswerKind, Weights>;
}

async function learn(
  language: 'en' | 'id',
  folders: readonly string[],
  fixed: Partial<Weights>,
): Promise<Learned> {
  const kinds = adjustedKinds[language];
  const sets: Lesson[][] = [];
  for (const folder of folders) sets.push(await lessonsOf(folder, language));
  sets.push(await sampleLessons(language));
  for (const [place, share] of crossValidate(sets, kinds, further[language], fixed).entries()) {
    console.log(
      `${language}, ${folders[place] ?? 'knowledge'}: right first for ${share.toFixed(3)} of ${sets[place]!.length} questions left out`,
    );
  }
  const table = fit(sets, kinds, further[language], fixed);
  const named = (weights: Float64Array) =>
    Object.fromEntries(featureNames.map((name, at) => [name, weights[at]!])) as Weights;
  return {
    base: named(table[0]!),
    adjustments: new Map(kinds.map((kind, at) => [kind, named(table[at + 1]!)])),
  };
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
  const seen = index.seenOn(null);
  const languages = seen.languages();
  return questions.map((asked) => {
    // Here the date gives nothing away: unanswerable questions are left out.
    const at = (asked.date === undefined ? new Date() : new Date(`${asked.date}T12:00:00Z`)).getTime();
    const query = createQuery(asked.question, questionLanguage(asked.question) ?? 'und', languages);
    const found = seen.search(
      query,
      at,
      ({ publishedAt }) => publishedAt === null || publishedAt <= at + weekMs,
    );
    const examples = found.hits.map((hit) => ({
      features: Float64Array.from(featureNames, (name) => hit.features[name]),
      right:
        mayBeRight(asked, hit.entry.facts.id) &&
        holdsAnswer(hit.entry.text.slice(...spanOf(hit.entry, hit.sentence)), asked.answers),
    }));
    return { wanted: query.wanted, examples };
  });
}

/** Share of the questions of every set whose first sentence is right with weights learned from the other folds. */
function crossValidate(
  sets: readonly Lesson[][],
  kinds: readonly AnswerKind[],
  further: number,
  fixed: Partial<Weights>,
): number[] {
  const right = sets.map(() => 0);
  for (let fold = 0; fold < folds; fold++) {
    const table = fit(
      sets.map((lessons) => lessons.filter((_, at) => at % folds !== fold)),
      kinds,
      further,
      fixed,
    );
    for (const [place, lessons] of sets.entries()) {
      for (const { wanted, examples } of lessons.filter((_, at) => at % folds === fold)) {
        const weights = weightsFor(table, kinds, wanted);
        let best: Example | undefined;
        for (const example of examples)
          if (!best || dot(weights, example) > dot(weights, best)) best = example;
        if (best?.right) right[place]!++;
      }
    }
  }
  return right.map((count, place) => count / sets[place]!.length);
}

/** @returns the weights of every question, then what is added for each of the kinds */
function fit(
  sets: readonly Lesson[][],
  kinds: readonly AnswerKind[],
  further: number,
  fixed: Partial<Weights>,
): Float64Array[] {
  const rows = [null, ...kinds];
  const zeros = () => rows.map(() => new Float64Array(featureNames.length));
  const table = zeros();
  for (const [at, name] of featureNames.entries()) table[0]![at] = fixed[name] ?? 0;
  const [mean, variance] = [zeros(), zeros()];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = table.map((weights, row) =>
      weights.map((weight) => weight * (row === 0 ? l2 : l2OfAdjustments)),
    );
    const byKind = new Map([...new Set(sets.flat().map(({ wanted }) => wanted))].map((kind) => [kind, weightsFor(table, kinds, kind)])); // prettier-ignore
    for (const [place, lessons] of sets.entries()) {
      const share = (place === 0 ? 1 : place < sets.length - 1 ? further : samples) / lessons.length;
      for (const { wanted, examples } of lessons) {
        const own = gradient[rows.indexOf(wanted)];
        descend(examples, byKind.get(wanted)!, [gradient[0]!, ...(own ? [own] : [])], share);
      }
    }
    for (const row of rows.keys()) {
      for (const [at, name] of featureNames.entries()) {
        if (name in fixed) continue;
        const slope = gradient[row]![at]!;
        mean[row]![at] = 0.9 * mean[row]![at]! + 0.1 * slope;
        variance[row]![at] = 0.999 * variance[row]![at]! + 0.001 * slope ** 2;
        const step =
          (rate * mean[row]![at]) /
          (1 - 0.9 ** epoch) /
          (Math.sqrt(variance[row]![at] / (1 - 0.999 ** epoch)) + 1e-9);
        const moved = table[row]![at]! - step;
        table[row]![at] = row > 0 || mayBeNegative.has(name) ? moved : Math.max(0, moved);
      }
    }
  }
  if (!table.every((row) => row.every(Number.isFinite)))
    throw new Error('The weights are no numbers: a feature is not finite.');
  return table;
}

function weightsFor(
  table: readonly Float64Array[],
  kinds: readonly AnswerKind[],
  wanted: AnswerKind,
): Float64Array {
  const adjustment = table[kinds.indexOf(wanted) + 1];
  return kinds.includes(wanted) ? table[0]!.map((weight, at) => weight + adjustment![at]!) : table[0]!;
}

/** Adds the gradient of −log(probability of the right sentences). */
function descend(
  examples: readonly Example[],
  weights: Float64Array,
  gradients: readonly Float64Array[],
  share: number,
): void {
  const scores = examples.map((example) => dot(weights, example));
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const all = powers.reduce((sum, power) => sum + power, 0);
  const right = powers.reduce((sum, power, at) => sum + (examples[at]!.right ? power : 0), 0);
  if (right === 0 || right === all) return;
  for (const [at, { features, right: isRight }] of examples.entries()) {
    const pull = share * (powers[at]! / all - (isRight ? powers[at]! / right : 0));
    if (Math.abs(pull) < 1e-12) continue;
    for (const gradient of gradients)
      for (let place = 0; place < features.length; place++) gradient[place]! += pull * features[place]!;
  }
}

function dot(weights: Float64Array, { features }: Example): number {
  let sum = 0;
  for (let at = 0; at < features.length; at++) sum += weights[at]! * features[at]!;
  return sum;
}

function source(tables: Readonly<Record<'en' | 'id', Learned>>): string {
  const named = Object.entries(tables);
  const base = named.map(([language, { base }]) => {
    const rows = featureNames.map((name) => `    ${name}: ${base[name].toFixed(2)},`);
    return `  ${language}: {\n${rows.join('\n')}\n  },`;
  });
  const added = named.map(([language, { adjustments }]) => {
    const rows = [...adjustments].map(([kind, weights]) => {
      const shown = featureNames.filter((name) => weights[name].toFixed(2) !== '0.00' && weights[name].toFixed(2) !== '-0.00'); // prettier-ignore
      return `    ${kind}: { ${shown.map((name) => `${name}: ${weights[name].toFixed(2)}`).join(', ')} },`;
    });
    return `  ${language}: {\n${rows.join('\n')}\n  },`;
  });
  const languages = named.map(([language]) => `'${language}'`).join(' | ');
  return `import type { FeatureName } from './features.ts';
import type { AnswerKind } from './wanted.ts';

type Weights = Readonly<Record<FeatureName, number>>;

/** The weights of the linear score by the language of the question, learned by \`npm run bench -- train\`. */
export const weights: Readonly<Record<${languages}, Weights>> = {
${base.join('\n')}
};

/** What is added to them for questions that want a certain kind of answer. */
export const adjustments: Readonly<Record<${languages}, Readonly<Partial<Record<AnswerKind, Readonly<Partial<Weights>>>>>>> = {
${added.join('\n')}
}; // prettier-ignore
`;
}
