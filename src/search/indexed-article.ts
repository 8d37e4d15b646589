import type { Article, ArticleFacts } from '../articles/article.ts';
import { parseDate } from '../articles/date.ts';
import { serverOf } from '../articles/scope.ts';
import { analyze, type Term } from '../text/analyzer.ts';
import { detectLanguage } from '../text/language.ts';
import { sentences, type TextSpan } from '../text/sentences.ts';
import { expansionsIn } from '../text/expansions.ts';
import type { ExpansionTerms } from './expansions.ts';
import type { Lexicon } from './lexicon.ts';
import { readText, storeText, type StoredText } from './stored-text.ts';

/** What kind of token stands at a position, as bits of `Entry.kinds`. */
export const Kind = {
  capital: 1,
  number: 2,
  date: 4,
  acronym: 8,
  /** A stop word or a question word: never searched for. */
  stop: 16,
  /** The first token of its sentence, whose capital says nothing. */
  first: 32,
  /** A number with a currency before it. */
  money: 64,
  /** Parted from the token before it by a punctuation mark. */
  apart: 128,
} as const;

/** An article as it is kept: its tokens as numbers of the lexicon, in order. */
export interface StoredArticle {
  readonly facts: ArticleFacts;
  readonly stored: StoredText;
  /** BCP 47: what the article states, else what its text tells; "und" when neither does. */
  readonly language: string;
  /** Milliseconds since 1970. */
  readonly publishedAt: number | null;
  /** A word of the lexicon for every token. */
  readonly words: Uint32Array;
  /** Bits of `Kind` for every token. */
  readonly kinds: Uint8Array;
  /** Three numbers for every sentence: its first token, and its start and end in the text. */
  readonly sentences: Uint32Array;
  /** The words of the title that are searched for. */
  readonly titleWords: readonly number[];
  /** What the article says that acronyms stand for. */
  readonly expansions: readonly ExpansionTerms[];
}

/** An article as it is searched. */
export interface IndexedArticle extends StoredArticle {
  /** Decoded when it is read: mention it once rather than in a loop. */
  readonly text: string;
  /** The server on which alone it may be searched; `null` for one that all share. */
  readonly server: string | null;
}

/** A class, since entries with a getter of their own would each have another shape, and every question reads them all. */
class SearchedEntry implements IndexedArticle {
  readonly facts: ArticleFacts;
  readonly stored: StoredText;
  readonly language: string;
  readonly publishedAt: number | null;
  readonly words: Uint32Array;
  readonly kinds: Uint8Array;
  readonly sentences: Uint32Array;
  readonly titleWords: readonly number[];
  readonly expansions: readonly ExpansionTerms[];
  readonly server: string | null;

  constructor(kept: StoredArticle) {
    this.facts = kept.facts;
    this.stored = kept.stored;
    this.language = kept.language;
    this.publishedAt = kept.publishedAt;
    this.words = kept.words;
    this.kinds = kept.kinds;
    this.sentences = kept.sentences;
    this.titleWords = kept.titleWords;
    this.expansions = kept.expansions;
    this.server = serverOf(kept.facts.id);
  }

  get text(): string {
    return readText(this.stored);
  }
}

export const entryOf = (kept: StoredArticle): IndexedArticle => new SearchedEntry(kept);

const partingMark = /[,;:()[\]“”"«»!?—–…]/;
const currency = /(?:[$€£¥]|Rp\.?|IDR|USD|US\$)\s?$/;

/** Tokens of a sentence at most: the longest real ones have fewer, and what is judged of one grows with them. */
const mostTokens = 300;
const runOfLetters = /[\p{L}\p{M}\p{N}]+/gu;
/** Characters of a run as no script has it between two marks or blanks. */
const endless = 500;

/** A sentence with its terms, whose offsets are those in it. */
interface AnalyzedSentence extends TextSpan {
  readonly terms: readonly Term[];
}

/** The sentences of a text with their terms; what goes on without an end is cut, after a mark where there is one. */
function* analyzedSentences(text: string, language: string): Generator<AnalyzedSentence> {
  for (const { start, end } of sentences(text, language)) {
    let from = start;
    if (end - start > mostTokens) {
      // Before they are analysed, since the segmentation of scripts without blanks would be done twice.
      for (const { index, 0: run } of text.slice(start, end).matchAll(runOfLetters)) {
        for (let cut = endless; cut <= run.length; cut += endless) {
          const to = start + index + cut;
          yield* shortEnough(text, { start: from, end: to }, language);
          from = to + (/^\s*/.exec(text.slice(to, end))?.[0].length ?? 0);
        }
      }
    }
    if (from < end) yield* shortEnough(text, { start: from, end }, language);
  }
}

function* shortEnough(text: string, { start, end }: TextSpan, language: string): Generator<AnalyzedSentence> {
  const terms = analyze(text.slice(start, end), language);
  if (terms.length <= mostTokens) {
    yield { start, end, terms };
    return;
  }
  const isApart = (at: number) => at === terms.length || terms[at]!.start > (terms[at - 1]?.end ?? -1);
  for (let from = 0; from < terms.length;) {
    const to = cutIn(terms, from, text, start);
    const begin = from === 0 ? 0 : terms[from]!.start;
    const piece = { start: start + begin, end: to === terms.length ? end : start + terms[to - 1]!.end };
    // It must have the same terms whenever it is analysed, which a run of kanji has not once it is cut.
    yield isApart(from) && isApart(to)
      ? { ...piece, terms: terms.slice(from, to).map((term) => moved(term, -begin)) }
      : { ...piece, terms: analyze(text.slice(piece.start, piece.end), language) };
    from = to;
  }
}

const moved = (term: Term, by: number): Term => ({ ...term, start: term.start + by, end: term.end + by });

/** The place of the token with which the piece after the one from `from` on begins. */
function cutIn(terms: readonly Term[], from: number, text: string, start: number): number {
  const most = Math.min(from + mostTokens, terms.length);
  if (most === terms.length) return most;
  for (let to = most; to > from + mostTokens / 2; to--) {
    if (partingMark.test(text.slice(start + terms[to - 1]!.end, start + terms[to]!.start))) return to;
  }
  return most;
}

/** Analyses an article for the index; its words are taken up in the lexicon. */
export function createEntry(article: Article, lexicon: Lexicon): IndexedArticle {
  const { text, ...facts } = article;
  const language = facts.language ?? detectLanguage(`${facts.title}\n${text}`) ?? 'und';
  const words: number[] = [];
  const kinds: number[] = [];
  const spans: number[] = [];
  for (const { start, end, terms } of analyzedSentences(text, language)) {
    spans.push(words.length, start, end);
    const sentence = text.slice(start, end);
    let before = 0;
    for (const term of terms) {
      words.push(lexicon.word(term, language));
      kinds.push(kindOf(term, sentence, before));
      before = term.end;
    }
  }
  return entryOf({
    facts,
    stored: storeText(text),
    language,
    publishedAt: facts.published === null ? null : parseDate(facts.published),
    words: Uint32Array.from(words),
    kinds: Uint8Array.from(kinds),
    sentences: Uint32Array.from(spans),
    titleWords: analyze(facts.title, language)
      .filter((term) => term.role === 'content')
      .map((term) => lexicon.word(term, language)),
    expansions: expansionsOf(text, language),
  });
}

function expansionsOf(text: string, language: string): ExpansionTerms[] {
  const contentOf = (written: string) =>
    analyze(written, language).flatMap(({ role, term }) => (role === 'content' ? [term] : []));
  const all = expansionsIn(text).map(({ short, long }) => ({
    short: contentOf(short).join(' '),
    long: contentOf(long),
  }));
  const known = all.filter(
    ({ short, long }) => /^\S+$/.test(short) && long.length > 1 && !long.includes(short),
  );
  return [...new Map(known.map((expansion) => [JSON.stringify(expansion), expansion])).values()];
}

/** @param before where the token before it ends; 0 for the first */
function kindOf(term: Term, sentence: string, before: number): number {
  let kind = 0;
  if (term.capital) kind |= Kind.capital;
  if (term.kind === 'acronym') kind |= Kind.acronym;
  if (term.date) kind |= Kind.date;
  if (term.role !== 'content') kind |= Kind.stop;
  if (before === 0) kind |= Kind.first;
  if (partingMark.test(sentence.slice(before, term.start))) kind |= Kind.apart;
  if (term.kind === 'number') {
    kind |= Kind.number;
    if (currency.test(sentence.slice(Math.max(0, term.start - 5), term.start))) kind |= Kind.money;
  }
  return kind;
}

/** Tokens of a sentence: from the first, up to but not including the second number. */
export function tokensOf(entry: IndexedArticle, sentence: number): [from: number, to: number] {
  const from = entry.sentences[sentence * 3]!;
  const next = entry.sentences[sentence * 3 + 3];
  return [from, next ?? entry.words.length];
}

/** Where a sentence stands in the text. */
export function spanOf(entry: IndexedArticle, sentence: number): [start: number, end: number] {
  return [entry.sentences[sentence * 3 + 1]!, entry.sentences[sentence * 3 + 2]!];
}

export const sentenceCount = (entry: IndexedArticle) => entry.sentences.length / 3;
