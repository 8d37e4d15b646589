import { sentenceCount, spanOf, type IndexedArticle } from '../../search/indexed-article.ts';
import { agree, amountsIn, type Amount } from '../../text/amounts.ts';
import { analyze, type Term } from '../../text/analyzer.ts';
import { countedConcept, fateConcept, isAnyone } from '../../text/concepts.ts';

/** Sentences of an article that are searched for figures. */
const mostSentences = 12;
/** Tokens around an amount that say what it is of. */
const around = 5;

/** A figure as two articles on one story state it, in their own words. */
export interface ChangedFigure {
  readonly before: string;
  readonly after: string;
}

interface StatedFigure {
  readonly sentence: number;
  readonly amount: Amount;
  /** As it is written, without and with what is counted. */
  readonly text: string;
  readonly whole: string;
  /** What is counted, and what happened to it. */
  readonly counted: string | null;
  readonly fates: ReadonlySet<string>;
}

/** The first figure of a later article that contradicts the same figure of an earlier one. */
export function changedFigure(
  before: IndexedArticle,
  after: IndexedArticle,
): { readonly sentence: number; readonly changed: ChangedFigure } | null {
  if (before.language !== after.language) return null;
  const old = figuresOf(before);
  const now = figuresOf(after);
  for (const figure of now) {
    const same = old.filter((one) => isOfSame(one, figure));
    // What the earlier article already said in another sentence is not new.
    if (same.length === 0 || same.some((one) => agree(one.amount, figure.amount))) continue;
    // And where the later one repeats the old figure, both stand beside each other in it.
    const known = same[0]!;
    return { sentence: figure.sentence, changed: { before: known.text, after: figure.whole } };
  }
  return null;
}

function isOfSame(one: StatedFigure, other: StatedFigure): boolean {
  if (one.amount.unit !== other.amount.unit || one.counted === null || other.counted === null) return false;
  const isSameThing = one.counted === other.counted || (isAnyone(one.counted) && isAnyone(other.counted));
  if (!isSameThing) return false;
  // People are told apart by what happened to them.
  if (one.fates.size + other.fates.size === 0) return !isAnyone(one.counted);
  return [...one.fates].some((fate) => other.fates.has(fate));
}

function figuresOf(entry: IndexedArticle): StatedFigure[] {
  const figures: StatedFigure[] = [];
  for (let sentence = 0; sentence < Math.min(mostSentences, sentenceCount(entry)); sentence++) {
    const text = entry.text.slice(...spanOf(entry, sentence));
    const terms = analyze(text, entry.language);
    for (const amount of amountsIn(text, terms)) {
      const next = terms[amount.to];
      const counted =
        amount.unit !== '' ? (previousContent(terms, amount.from)?.term ?? null) : countedOf(next);
      const near = terms.slice(Math.max(0, amount.from - around), amount.to + around);
      figures.push({
        sentence,
        amount,
        text: text.slice(terms[amount.from]!.start, terms[amount.to - 1]!.end),
        whole: text.slice(
          terms[amount.from]!.start,
          amount.unit === '' && next !== undefined ? next.end : terms[amount.to - 1]!.end,
        ),
        counted,
        fates: new Set(near.flatMap((term) => fateConcept(term) ?? [])),
      });
    }
  }
  return figures;
}

const countedOf = (term: Term | undefined) =>
  term?.role === 'content' ? (countedConcept(term) ?? term.term) : null;

const previousContent = (terms: readonly Term[], at: number) =>
  terms.slice(0, at).findLast(({ role, kind }) => role === 'content' && kind !== 'number');
