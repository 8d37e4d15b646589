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

/** Properties of a token, as bits of `ArticleContent.kinds`. */
export const Kind = {
  capital: 1,
  number: 2,
  date: 4,
  acronym: 8,
  /** Stop word or question word: never searched for. */
  stop: 16,
  /** First token of its sentence, where a capital means nothing. */
  first: 32,
  /** Number after a currency. */
  money: 64,
  /** Separated from the token before by punctuation. */
  apart: 128,
} as const;

/** How a sentence ends, as bits beside where it does: a text is shorter. Ranking need not read the text for it. */
const Ending = { question: 1 << 24, letterOrDigit: 1 << 25 } as const;
const endBits = (1 << 24) - 1;

/** What an article says: its tokens as word numbers of the lexicon, and its text. */
export interface ArticleContent {
  /** Word number of every token. */
  readonly words: Uint32Array;
  /** Bits of `Kind` of every token. */
  readonly kinds: Uint8Array;
  /** Three numbers per sentence: first token, start in the text, and end there with the bits of `Ending`. */
  readonly sentences: Uint32Array;
  readonly stored: StoredText;
}

/** What is known of an article without reading it. */
export interface Heading {
  readonly facts: ArticleFacts;
  /** BCP 47: stated by the article, else detected; "und" if neither is possible. */
  readonly language: string;
  /** Milliseconds since 1970. */
  readonly publishedAt: number | null;
  /** Searchable words of the title. */
  readonly titleWords: readonly number[];
  /** Acronyms that the article expands. */
  readonly expansions: readonly ExpansionTerms[];
  /** Of two articles with one id, the higher one is the later; no other article has the same. */
  readonly order: number;
}

export interface IndexedArticle extends Heading, ArticleContent {
  /** Decoded on each access: read it once, not in a loop. */
  readonly text: string;
  /** The only server that may search it; `null` if shared. */
  readonly server: string | null;
}

/**
 * Its content is in memory, or is read when it is needed. A class, because objects with their own getters would each have a
 * different shape, and every question reads them all.
 */
export class SearchedEntry implements IndexedArticle {
  readonly facts: ArticleFacts;
  readonly language: string;
  readonly publishedAt: number | null;
  titleWords: readonly number[];
  readonly expansions: readonly ExpansionTerms[];
  readonly order: number;
  readonly server: string | null;
  /** `null`: it is read from its home, which keeps it here for a while. */
  content: ArticleContent | null = null;
  /** `null`: its content is in memory for good. */
  home: ContentHome | null = null;
  /** Which one it is there. */
  place = 0;

  constructor(heading: Heading) {
    this.facts = heading.facts;
    this.language = heading.language;
    this.publishedAt = heading.publishedAt;
    this.titleWords = heading.titleWords;
    this.expansions = heading.expansions;
    this.order = heading.order;
    this.server = serverOf(heading.facts.id);
  }

  get words(): Uint32Array {
    return (this.content ?? this.home!.read(this)).words;
  }
  get kinds(): Uint8Array {
    return (this.content ?? this.home!.read(this)).kinds;
  }
  get sentences(): Uint32Array {
    return (this.content ?? this.home!.read(this)).sentences;
  }
  get stored(): StoredText {
    return (this.content ?? this.home!.read(this)).stored;
  }
  get text(): string {
    return readText(this.stored);
  }
}

/** Where the contents of entries are read from. */
export interface ContentHome {
  read(entry: SearchedEntry): ArticleContent;
}

const partingMark = /[,;:()[\]“”"«»!?—–…]/;
const currency = /(?:[$€£¥]|Rp\.?|IDR|USD|US\$)\s?$/;

/** Longer "sentences" are cut: no real one has as many tokens, and judging takes time proportional to length. */
const mostTokens = 300;
const runOfLetters = /[\p{L}\p{M}\p{N}]+/gu;
/** Longest run of characters without a mark or space in any real script. */
const endless = 500;

/** A sentence with its terms; offsets are relative to the sentence. */
interface AnalyzedSentence extends TextSpan {
  readonly terms: readonly Term[];
}

/** The sentences of a text with their terms; endless ones are cut, after a mark if possible. */
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

/** Where to cut an endless sentence: the token at which the next piece begins. */
function cutIn(terms: readonly Term[], from: number, text: string, start: number): number {
  const most = Math.min(from + mostTokens, terms.length);
  if (most === terms.length) return most;
  for (let to = most; to > from + mostTokens / 2; to--) {
    if (partingMark.test(text.slice(start + terms[to - 1]!.end, start + terms[to]!.start))) return to;
  }
  return most;
}

/** Analyses an article for the index and adds its words to the lexicon. */
export function createEntry(article: Article, lexicon: Lexicon, order: number): SearchedEntry {
  const { text, ...facts } = article;
  const language = facts.language ?? detectLanguage(`${facts.title}\n${text}`) ?? 'und';
  const words: number[] = [];
  const kinds: number[] = [];
  const spans: number[] = [];
  for (const { start, end, terms } of analyzedSentences(text, language)) {
    spans.push(words.length, start, end | endingOf(text[end - 1]!));
    const sentence = text.slice(start, end);
    let before = 0;
    for (const term of terms) {
      words.push(lexicon.word(term, language));
      kinds.push(kindOf(term, sentence, before));
      before = term.end;
    }
  }
  const entry = new SearchedEntry({
    facts,
    language,
    publishedAt: facts.published === null ? null : parseDate(facts.published),
    order,
    titleWords: analyze(facts.title, language)
      .filter((term) => term.role === 'content')
      .map((term) => lexicon.word(term, language)),
    expansions: expansionsOf(text, language),
  });
  entry.content = {
    stored: storeText(text),
    words: Uint32Array.from(words),
    kinds: Uint8Array.from(kinds),
    sentences: Uint32Array.from(spans),
  };
  return entry;
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

function endingOf(last: string): number {
  if (last === '?') return Ending.question;
  return /[\p{L}\p{N}]/u.test(last) ? Ending.letterOrDigit : 0;
}

/** @param before end of the previous token; 0 for the first */
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

/** Tokens of a sentence: from the first number, up to but not including the second. */
export function tokensOf(entry: IndexedArticle, sentence: number): [from: number, to: number] {
  const from = entry.sentences[sentence * 3]!;
  const next = entry.sentences[sentence * 3 + 3];
  return [from, next ?? entry.words.length];
}

/** Offsets of a sentence in the text. */
export function spanOf(entry: IndexedArticle, sentence: number): [start: number, end: number] {
  return [entry.sentences[sentence * 3 + 1]!, entry.sentences[sentence * 3 + 2]! & endBits];
}

export const endsIn = (entry: IndexedArticle, sentence: number, ending: keyof typeof Ending) =>
  (entry.sentences[sentence * 3 + 2]! & Ending[ending]) !== 0;

export const sentenceCount = (entry: IndexedArticle) => entry.sentences.length / 3;
