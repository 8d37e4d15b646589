import { readFileSync, writeFileSync } from 'node:fs';
import { signalNames, signalsOf } from '../../src/answer/confidence.ts';
import { readArticles } from '../../src/articles/read.ts';
import { createQuery } from '../../src/search/query.ts';
import type { IndexedArticle } from '../../src/search/indexed-article.ts';
import { createSearchIndex, type SearchIndex } from '../../src/search/search-index.ts';
import { questionLanguage } from '../../src/text/question-language.ts';
import { holdsAnswer, isAskedUndated, readSet, type JudgedQuestion } from './sets.ts';

/** A question on an archive: its signals, and whether the archive answers it. */
interface Example {
  readonly signals: Float64Array;
  readonly answerable: boolean;
}

interface Asked extends Partial<Pick<JudgedQuestion, 'answers' | 'relevant' | 'strong'>> {
  readonly question: string;
  /** The day it is asked; left out: today. */
  readonly date?: string | undefined;
  readonly answerable: boolean;
  readonly language?: string;
  readonly tier?: string;
}

const epochs = 2000;
const rate = 0.05;
const l2 = 1e-4;
const folds = 5;
const strangersPerSet = 300;
/** Questions of a set that are asked of small archives, and how many articles these have, in turn. */
const smallPerSet = 240;
const few = [1, 2, 4, 8, 12, 16];
const weekMs = 7 * 86_400_000;
/** Share of the answerable questions that are to be answered. */
const kept = { normal: 0.92, strict: 0.8 };

/**
 * Learns how sure an answer is (logistic regression, every set and both kinds of question weigh the same), and the least
 * confidence at which enough answerable questions are answered. Prints, for questions that were left out, what share of
 * the unanswerable is refused there; then writes `src/answer/confidence-weights.ts`.
 */
export async function calibrate(
  folders: { readonly en: readonly string[]; readonly id: readonly string[] },
  write: boolean,
): Promise<void> {
  const tables: string[] = [];
  for (const language of ['en', 'id'] as const) {
    const samples = { name: 'knowledge', articles: 'knowledge', questions: sampleQuestions(language) };
    const archives: Archive[] = [
      samples,
      ...folders[language].map((folder) => questionsOf(folder, language)),
    ];
    const sets: Example[][] = [];
    const names: string[] = [];
    for (const archive of archives) {
      const strangers = archives
        .filter((other) => other !== archive)
        .flatMap(({ questions }) => strangersFrom(questions));
      const index = await indexOf(archive.articles);
      // Strangers may not be told by when they are asked.
      const dates = archive.questions.flatMap(({ date }) => date ?? []);
      const asked = strangers.map((one, at) => ({ ...one, date: dates[at % dates.length] }));
      sets.push(examples(index, archive.questions), examples(index, asked));
      names.push(archive.name, `strangers to ${archive.name}`);
      if (archive === samples) continue;
      sets.push(smallArchives(index, archive.questions));
      names.push(`few of ${archive.name}`);
    }
    report(language, names, sets);
    const weights = fit(sets);
    tables.push(
      `  ${language}: {\n${['bias', ...signalNames].map((name, at) => `    ${/^\w+$/.test(name) ? name : `'${name}'`}: ${weights[at]!.toFixed(2)},`).join('\n')}\n  },`,
    );
  }
  const source = `/** Weights of the confidence by the language of the question, learned by \`npm run bench -- calibrate\`. */
export const confidenceWeights = {
${tables.join('\n')}
};
`;
  if (write) writeFileSync(new URL('../../src/answer/confidence-weights.ts', import.meta.url), source);
}

interface Archive {
  readonly name: string;
  readonly articles: string;
  readonly questions: readonly Asked[];
}

function questionsOf(folder: string, language: string): Archive {
  const set = readSet(folder);
  // Of questions with tiers, those of tier C are hardly answered.
  const questions = set.questions
    .filter((asked) => asked.tier !== 'C' && (asked.language ?? language) === language)
    .map((asked) => ({ ...asked, date: isAskedUndated(set) ? undefined : asked.date }));
  return { name: set.name, articles: set.articles, questions };
}

/** The questions on the sample articles: a small archive, where few words are known. */
function sampleQuestions(language: string): Asked[] {
  return readFileSync(new URL('../fixtures/knowledge-questions.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { language: string; question: string; answer: string | null })
    .filter((asked) => asked.language === language)
    .map(({ question, answer }) => ({ question, answerable: answer !== null }));
}

/** Some of the questions that another archive answers: on this one they have no topic at all. */
function strangersFrom(questions: readonly Asked[]): Asked[] {
  const answerable = questions.filter(({ answerable }) => answerable);
  const every = Math.ceil(answerable.length / strangersPerSet);
  return answerable
    .filter((_, at) => at % every === 0)
    .map(({ question }) => ({ question, answerable: false }));
}

async function indexOf(articles: string): Promise<SearchIndex> {
  const index = createSearchIndex();
  for await (const read of readArticles([articles])) if ('article' in read) index.put(read.article);
  return index;
}

function examples(index: SearchIndex, questions: readonly Asked[]): Example[] {
  const searched = [...index.entries()].length;
  return questions.flatMap((asked) => {
    const { query, found } = searchFor(asked, index);
    const signals = signalsOf(query, found, searched);
    return signals === null
      ? []
      : [
          {
            signals: Float64Array.from([1, ...signalNames.map((name) => signals[name])]),
            answerable: asked.answerable,
          },
        ];
  });
}

function searchFor({ question, date }: Asked, index: SearchIndex) {
  const seen = index.seenOn(null);
  const query = createQuery(question, questionLanguage(question) ?? 'und', seen.languages());
  const at = date === undefined ? Date.now() : Date.parse(`${date}T12:00:00Z`);
  return {
    query,
    found: seen.search(query, at, ({ publishedAt }) => publishedAt === null || publishedAt <= at + weekMs),
  };
}

/**
 * The state of every new server: the articles nearest to a question, with those that answer it and without. Each question is
 * asked of both.
 */
function smallArchives(index: SearchIndex, questions: readonly Asked[]): Example[] {
  const answerable = questions.filter((asked) => asked.answerable);
  const every = Math.ceil(answerable.length / smallPerSet);
  return answerable
    .filter((_, at) => at % every === 0)
    .flatMap((asked, at) => {
      const near = searchFor(asked, index)
        .found.articles.toSorted((one, other) => other.score - one.score)
        .map(({ entry }) => entry);
      const isRight = ({ facts: { id } }: IndexedArticle) =>
        asked.relevant?.includes(id) === true || asked.strong?.includes(id) === true;
      const strangers = near.filter(
        (entry) => !isRight(entry) && !holdsAnswer(entry.text, asked.answers ?? []),
      );
      const others = strangers.slice(0, few[at % few.length]);
      return [
        ...examples(indexWith([...near.filter(isRight).slice(0, 1), ...others.slice(1)]), [asked]),
        ...examples(indexWith(others), [{ ...asked, answerable: false }]),
      ];
    });
}

function indexWith(entries: readonly IndexedArticle[]): SearchIndex {
  const index = createSearchIndex();
  for (const { facts, text } of entries) index.put({ ...facts, text });
  return index;
}

function report(language: string, names: readonly string[], sets: readonly Example[][]): void {
  const scores: { set: number; answerable: boolean; confidence: number }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const weights = fit(sets.map((set) => set.filter((_, at) => at % folds !== fold)));
    for (const [set, all] of sets.entries()) {
      for (const { signals, answerable } of all.filter((_, at) => at % folds === fold)) {
        scores.push({ set, answerable, confidence: logistic(weights, signals) });
      }
    }
  }
  for (const [level, share] of Object.entries(kept)) {
    const least = sets.map((_, set) =>
      quantile(
        scores.filter((score) => score.set === set && score.answerable),
        1 - share,
      ),
    );
    console.log(
      language,
      level,
      'least confidence that keeps',
      share,
      'of each set',
      least.map((value) => value.toFixed(3)).join(' '),
    );
  }
  for (const least of [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7]) {
    const row = names.map((name, set) => {
      const of = (kind: boolean) => scores.filter((score) => score.set === set && score.answerable === kind);
      const refused = (list: typeof scores) =>
        (list.filter(({ confidence }) => confidence < least).length / list.length).toFixed(2);
      return `${name.split('/').at(-1)!}: kept ${of(true).length > 0 ? (1 - Number(refused(of(true)))).toFixed(2) : '–'} refused ${refused(of(false))}`;
    });
    console.log(language, least, row.join(' | '));
  }
}

function quantile(scores: readonly { confidence: number }[], share: number): number {
  const sorted = scores.map(({ confidence }) => confidence).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

function fit(sets: readonly Example[][]): Float64Array {
  const size = signalNames.length + 1;
  const [weights, mean, variance] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const groups = sets
    .flatMap((set) => [true, false].map((kind) => set.filter(({ answerable }) => answerable === kind)))
    .filter((group) => group.length > 0);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = weights.map((weight, at) => (at === 0 ? 0 : weight * l2));
    for (const group of groups) {
      for (const { signals, answerable } of group) {
        const pull = (logistic(weights, signals) - (answerable ? 1 : 0)) / group.length / groups.length;
        for (let at = 0; at < size; at++) gradient[at]! += pull * signals[at]!;
      }
    }
    for (let at = 0; at < size; at++) {
      mean[at] = 0.9 * mean[at]! + 0.1 * gradient[at]!;
      variance[at] = 0.999 * variance[at]! + 0.001 * gradient[at]! ** 2;
      const step =
        (rate * mean[at]!) / (1 - 0.9 ** epoch) / (Math.sqrt(variance[at]! / (1 - 0.999 ** epoch)) + 1e-9);
      weights[at]! -= step;
    }
  }
  if (!weights.every(Number.isFinite))
    throw new Error('The weights are no numbers: a feature is not finite.');
  return weights;
}

function logistic(weights: Float64Array, signals: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < signals.length; at++) sum += weights[at]! * signals[at]!;
  return 1 / (1 + Math.exp(-sum));
}
