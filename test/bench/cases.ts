import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, Quote } from '../../src/answer/answer.ts';
import { archiveOf } from './archive.ts';
import { holdsAnswer } from './sets.ts';

const folder = fileURLToPath(new URL('cases', import.meta.url));
const knowledge = fileURLToPath(new URL('../../knowledge', import.meta.url));
const askedAt = new Date('2024-07-01T12:00:00Z');

interface Case {
  readonly id: string;
  readonly language: 'id' | 'en';
  readonly question: string;
}

/** A question after another one. */
interface FollowUpCase extends Case {
  readonly previous: string;
  /** Whether it must be read together with the one before it. */
  readonly leans: boolean;
  /** The first quote must hold one of them. */
  readonly answers: readonly string[];
}

/** A question that several articles answer. */
interface DisagreementCase extends Case {
  readonly differing: boolean;
  /** Quotes of different articles must hold them, where they differ. */
  readonly values: readonly string[];
}

interface SpellingCase extends Case {
  /** What each misspelt word is meant to be; no other word may be corrected. */
  readonly corrections: Readonly<Record<string, string>>;
}

/** How a case went wrong; `null` when it went right. */
type Fault = string | null;

type Ask = (text: string, previous?: string) => Answer;

/** Asks the cases of follow-ups, disagreements and spelling, and prints the share that is right with every wrong one. */
export async function cases(): Promise<void> {
  const archive = await archiveOf(join(folder, 'articles.jsonl'), knowledge);
  const ask: Ask = (text, previous) =>
    archive.ask({ text, askedAt, strictness: 'normal', ...(previous !== undefined && { previous }) });
  report('follow-ups', read('follow-ups') as FollowUpCase[], (one) => followUpFault(one, ask));
  report('disagreements', read('disagreements') as DisagreementCase[], (one) => disagreementFault(one, ask));
  report('spelling', read('spelling') as SpellingCase[], (one) => spellingFault(one, ask));
}

function read(kind: string): unknown[] {
  const lines = readFileSync(join(folder, `${kind}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as unknown);
}

function report<OfKind extends Case>(
  kind: string,
  all: readonly OfKind[],
  faultOf: (one: OfKind) => Fault,
): void {
  const wrong = all.flatMap((one) => {
    const fault = faultOf(one);
    return fault === null ? [] : [`  ${one.id} ${one.question}\n      ${fault}`];
  });
  const share = (100 * (all.length - wrong.length)) / all.length;
  console.log([`${kind}: ${share.toFixed(1)} % of ${all.length} right`, ...wrong].join('\n'));
}

function followUpFault({ question, previous, leans, answers }: FollowUpCase, ask: Ask): Fault {
  const answer = ask(question, previous);
  const leant = answer.reading.previous !== null;
  if (leant !== leans)
    return leant ? 'was read with the question before' : 'was not read with the one before';
  const [first] = quotesOf(answer);
  return first !== undefined && holdsAnswer(first.text, answers) ? null : `answered: ${shown(first)}`;
}

function disagreementFault({ question, differing, values }: DisagreementCase, ask: Ask): Fault {
  const answer = ask(question);
  const marked = answer.status === 'answered' && answer.differing;
  const quotes = quotesOf(answer);
  if (marked !== differing) return `marked ${marked}: ${quotes.map(shown).join(' | ')}`;
  const holding = values.map((value) => quotes.filter(({ text }) => holdsAnswer(text, [value])));
  const articles = new Set(holding.flat().map(({ article }) => article.id));
  return holding.every(({ length }) => length > 0) && articles.size >= values.length
    ? null
    : `shown: ${quotes.map(shown).join(' | ')}`;
}

function spellingFault({ question, corrections }: SpellingCase, ask: Ask): Fault {
  const made = ask(question).reading.corrections;
  const isRight = ({ written, corrected }: (typeof made)[number]) => corrections[written] === corrected;
  return made.length === Object.keys(corrections).length && made.every(isRight)
    ? null
    : `corrected: ${made.map(({ written, corrected }) => `${written} to ${corrected}`).join(', ') || 'nothing'}`;
}

const quotesOf = (answer: Answer): readonly Quote[] => (answer.status === 'answered' ? answer.quotes : []);

const shown = (quote: Quote | undefined) =>
  quote === undefined ? 'nothing' : `${quote.article.id}: ${quote.text.replace(/\s+/g, ' ')}`;
