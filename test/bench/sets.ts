import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A question of an evaluation set, with its judgments. */
export interface JudgedQuestion {
  readonly id: string;
  readonly question: string;
  /** Any of them counts. */
  readonly answers: readonly string[];
  readonly relevant: readonly string[];
  readonly strong?: readonly string[];
  readonly answerable: boolean;
  /** The day it was asked. */
  readonly date?: string;
  /** A is sure, C is weak. */
  readonly tier?: 'A' | 'B' | 'C';
  readonly language?: string;
  /** How tempting the archive is for an unanswerable question, 0 to 1. */
  readonly lure?: number;
}

export interface EvaluationSet {
  readonly name: string;
  readonly articles: string;
  readonly questions: readonly JudgedQuestion[];
}

/** Reads an evaluation set: a folder with `articles.jsonl[.gz]` and `queries.<split>.jsonl`. */
export function readSet(folder: string, split = 'dev'): EvaluationSet {
  const articles = ['articles.jsonl.gz', 'articles.jsonl'].map((name) => join(folder, name)).find(existsSync);
  const queries = join(folder, `queries.${split}.jsonl`);
  if (articles === undefined || !existsSync(queries)) {
    throw new Error(
      `"${folder}" is no evaluation set: expected articles.jsonl[.gz] and queries.${split}.jsonl in it.`,
    );
  }
  const questions = readFileSync(queries, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JudgedQuestion);
  return { name: folder.replace(/\/+$/, '').split('/').at(-1)!, articles, questions };
}

export const isAskedUndated = ({ questions }: EvaluationSet) =>
  questions.some(({ answerable }) => !answerable);

/**
 * When a question is asked: at noon of its day, or now. A set with unanswerable questions is asked without dates, since
 * theirs are younger than the archive and would give them away.
 */
export function askedAt(set: EvaluationSet, question: JudgedQuestion): Date {
  return !isAskedUndated(set) && question.date !== undefined
    ? new Date(`${question.date}T12:00:00Z`)
    : new Date();
}

/** Whether an article is right for a question. */
export function isRight(question: JudgedQuestion, article: string): boolean {
  return question.relevant.includes(article) || (question.strong?.includes(article) ?? false);
}

/** Each of their characters is a word of its own. */
const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** NFKC and lower case, everything but letters, marks and digits turned into single spaces, with one at each end. */
function plain(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replace(withoutSpaces, ' $& ');
  return ` ${words.replace(/ +/g, ' ').trim()} `;
}

/** Exact match and token F1 of a text with the answer that fits best (Rajpurkar and others 2016). */
export function overlap(
  text: string,
  answers: readonly string[],
): { readonly exact: number; readonly f1: number } {
  const tokensOf = (one: string) => plain(one).trim().split(' ').filter((token) => token !== ''); // prettier-ignore
  const given = tokensOf(text);
  let best = { exact: 0, f1: 0 };
  for (const answer of answers) {
    const wanted = tokensOf(answer);
    const left = new Map<string, number>();
    for (const token of wanted) left.set(token, (left.get(token) ?? 0) + 1);
    let common = 0;
    for (const token of given) {
      const count = left.get(token) ?? 0;
      if (count > 0) common++;
      left.set(token, count - 1);
    }
    const f1 = common === 0 ? 0 : (2 * common) / (given.length + wanted.length);
    const exact = common > 0 && given.join(' ') === wanted.join(' ') ? 1 : 0;
    best = { exact: Math.max(exact, best.exact), f1: Math.max(f1, best.f1) };
  }
  return best;
}

/** Whether a text holds one of the answers, at word boundaries. An answer of nothing but signs must stand there as it is. */
export function holdsAnswer(text: string, answers: readonly string[]): boolean {
  const searched = plain(text);
  return answers.some((answer) => {
    const wanted = plain(answer);
    return wanted.trim() === '' ? text.includes(answer) : searched.includes(wanted);
  });
}
