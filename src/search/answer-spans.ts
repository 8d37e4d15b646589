import { analyze } from '../text/analyzer.ts';
import { WordClass } from '../text/word-classes.ts';
import { answerWeights } from './answer-weights.ts';
import { secondStage } from './constants.ts';
import { Kind, sentenceCount, spanOf, tokensOf, type IndexedArticle } from './indexed-article.ts';
import type { Lexicon } from './lexicon.ts';
import { matchesIn, type Match, type BoundQuery } from './bound-query.ts';
import type { Measure } from './wanted.ts';

/** What stretches of tokens are told apart by, each 0 to 1. */
export const spanFeatureNames = [
  /** How densely the question's terms stand around it, over 18 and over 3.5 tokens; names and numbers alone, over 3.5. */
  'density',
  'tight',
  'tightNames',
  /** The same of the terms before it and after it. */
  'tightBefore',
  'tightAfter',
  /** Whether the noun beside the question word stands within three tokens, or in it. */
  'head',
  'headInside',
  /** Whether it is in the measure that the question asks for. */
  'measured',
  /** What stands right before and right after it: a mark or the border of the sentence, a small word, a word of the question. */
  'afterMark',
  'beforeMark',
  'afterSmall',
  'beforeSmall',
  'afterAsked',
  'beforeAsked',
  /** Whether it cuts a name, a number from what is counted, or a phrase of plain words. */
  'cutsNameBefore',
  'cutsNameAfter',
  'cutsNumberBefore',
  'cutsNumberAfter',
  'cutsPhraseBefore',
  'cutsPhraseAfter',
  /** Classes of the word before it. */
  'afterPlaceMark',
  'afterPersonMark',
  'afterReasonMark',
  'afterTimeMark',
  'afterCopula',
  'beforeCopula',
  /** What it begins with, and what is in it. */
  'startsSmall',
  'startsTitle',
  'startsAsked',
  'endsAsked',
  'asked',
  'small',
  'marks',
  'year',
  'percent',
  'timeUnit',
  'country',
  'acronym',
  /** Share of its tokens that are names (numbers). */
  'names',
  'numbers',
  /** Whether it is the first of the sentence, and how far in the sentence it begins. */
  'first',
  'position',
  /** Whether its last word is in the title, and elsewhere in the article. */
  'titled',
  'again',
  /** How long it is. */
  /** Whether a bracket or a quotation mark opens or closes in it alone. */
  'unbalanced',
  /** Whether it stands in brackets or quotation marks of its own. */
  'enclosed',
  /** Whether it ends or begins at a hyphen or a slash. */
  'torn',
  /** Plain words before its first name or number, and after its last number. */
  'wordBeforeNumber',
  'wordAfterNumber',
  'wordAfterDate',
  'wordBeforeName',
  'wordAfterName',
  'one',
  'two',
  'three',
  'four',
  'upTo6',
  'upTo9',
  'long',
] as const;

export type SpanFeature = (typeof spanFeatureNames)[number];

/** What a stretch of tokens is, by its kind. */
export const spanKinds = [
  'date', 'number', 'money', 'country', 'place', 'person', 'longName', 'name', 'reason', 'mixed', 'words',
] as const; // prettier-ignore
export type SpanKind = (typeof spanKinds)[number];

/** Tokens of the entry that may be the answer: from `from`, up to but not including `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly kind: SpanKind;
  /** Where it stands in the text of its sentence. */
  readonly start: number;
  readonly end: number;
  readonly features: Float64Array;
}

/** A span with how probable it is that it is the answer, if one of its sentence's is. */
export interface LikelySpan extends Span {
  readonly probability: number;
}

/** Tokens of a span at most; and of one that ends a clause. */
const mostTokens = 9;
const mostClauseTokens = 32;
const mostMarks = 2;

/** The spans of a sentence, the most probable answer first. */
export function likelySpans(
  entry: IndexedArticle,
  sentence: number,
  probe: BoundQuery,
  lexicon: Lexicon,
): LikelySpan[] {
  const spans = spansOf(entry, sentence, probe, lexicon);
  const weights = answerWeights[probe.query.language === 'id' ? 'id' : 'en'];
  const scores = spans.map(({ kind, features }) => {
    let score = weights.kinds[probe.query.wanted][kind];
    for (const [at, name] of spanFeatureNames.entries()) score += weights.features[name] * features[at]!;
    return score;
  });
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const all = powers.reduce((sum, power) => sum + power, 0);
  return spans
    .map((span, at) => ({ ...span, probability: powers[at]! / all }))
    .sort((a, b) => b.probability - a.probability);
}

/** The stretches of a sentence that may be the answer, each with its features. */
export function spansOf(
  entry: IndexedArticle,
  sentence: number,
  probe: BoundQuery,
  lexicon: Lexicon,
): Span[] {
  const { words, kinds } = entry;
  const { query } = probe;
  const [first, end] = tokensOf(entry, sentence);
  const size = end - first;
  const text = entry.text.slice(...spanOf(entry, sentence));
  const terms = analyze(text, entry.language);
  const startOf = (at: number) => terms[at - first]!.start;
  const endOf = (at: number) => terms[at - first]!.end;
  const has = (at: number, bits: number) => at >= first && at < end && (kinds[at]! & bits) !== 0;
  const classAt = (at: number) => (at >= first && at < end ? lexicon.classOf(words[at]!) : 0);
  const isAsked = (at: number) => {
    if (at < first || at >= end || has(at, Kind.stop)) return false;
    const place = probe.placeOf[words[at]!]!;
    return place !== -1 && place < probe.asked;
  };
  const isNumber = (at: number) => has(at, Kind.number) || (classAt(at) & WordClass.multiplier) !== 0;
  const isDate = (at: number) =>
    has(at, Kind.date) || (has(at, Kind.number) && (classAt(at) & WordClass.year) !== 0);
  /** The first word of a sentence has a capital anyway. */
  const isName = (at: number) =>
    has(at, Kind.acronym) || (has(at, Kind.capital) && (!has(at, Kind.first) || has(at + 1, Kind.capital)));
  const isSmall = (at: number) => has(at, Kind.stop) && !isName(at);
  const isPlain = (at: number) =>
    at >= first && at < end && !isSmall(at) && !isName(at) && !isNumber(at) && !isDate(at);
  const isParted = (at: number) => at <= first || at >= end || has(at, Kind.apart);

  const [aroundFrom] = tokensOf(entry, Math.max(0, sentence - 1));
  const [, aroundTo] = tokensOf(entry, Math.min(sentenceCount(entry) - 1, sentence + 1));
  const matches = matchesIn(entry, [aroundFrom, aroundTo], probe);
  const found: Span[] = [];
  for (let from = first; from < end; from++) {
    let marks = 0;
    let content = false;
    const opens =
      from === first ||
      isParted(from) ||
      (classAt(from - 1) & (WordClass.copula | WordClass.reasonMark)) !== 0;
    for (let to = from + 1; to <= end; to++) {
      if (to - 1 > from && has(to - 1, Kind.apart)) marks++;
      if (!isSmall(to - 1) && !isAsked(to - 1)) content = true;
      const tokens = to - from;
      if (tokens > mostClauseTokens) break;
      const isClause = opens && isParted(to);
      if ((tokens > mostTokens || marks > mostMarks) && !opens) break;
      if ((tokens > mostTokens || marks > mostMarks) && !isClause) continue;
      if (!content || isSmall(to - 1)) continue;
      found.push(span(from, to, marks));
    }
  }
  return found;

  function span(from: number, to: number, marks: number): Span {
    let [asked, small, names, numbers, bits] = [0, 0, 0, 0, 0];
    let hasAcronym = false;
    let headInside = false;
    for (let at = from; at < to; at++) {
      if (isAsked(at)) asked++;
      if (isSmall(at)) small++;
      if (isName(at)) names++;
      if (isNumber(at) || isDate(at)) numbers++;
      if (has(at, Kind.acronym)) hasAcronym = true;
      if (query.heads.includes(probe.placeOf[words[at]!]!)) headInside = true;
      bits |= classAt(at);
    }
    const tokens = to - from;
    const isNumeric = (at: number) => isNumber(at) || isDate(at);
    const [start, stop] = [withCurrency(text, startOf(from)), endOf(to - 1)];
    const inside = text.slice(start, stop);
    const [charBefore, charAfter] = [text[start - 1] ?? ' ', text[stop] ?? ' '];
    const joinedBefore = !isParted(from);
    const joinedAfter = !isParted(to);
    const near = nearness(from, to, matches, [first, end], probe);
    const before = classAt(from - 1);
    const kind = kindOf(from, to, names, numbers, small, bits);
    const values: Readonly<Record<SpanFeature, number>> = {
      ...near,
      headInside: headInside ? 1 : 0,
      measured: isIn(query.measure, from, to, bits) ? 1 : 0,
      afterMark: joinedBefore ? 0 : 1,
      beforeMark: joinedAfter ? 0 : 1,
      afterSmall: joinedBefore && isSmall(from - 1) ? 1 : 0,
      beforeSmall: joinedAfter && isSmall(to) ? 1 : 0,
      afterAsked: isAsked(from - 1) ? 1 : 0,
      beforeAsked: isAsked(to) ? 1 : 0,
      cutsNameBefore: joinedBefore && isName(from) && isName(from - 1) ? 1 : 0,
      cutsNameAfter: joinedAfter && isName(to - 1) && isName(to) ? 1 : 0,
      cutsNumberBefore: joinedBefore && (isNumber(from - 1) || isDate(from - 1)) ? 1 : 0,
      cutsNumberAfter: joinedAfter && (isNumber(to - 1) || isDate(to - 1)) && !isSmall(to) ? 1 : 0,
      cutsPhraseBefore: joinedBefore && isPlain(from) && isPlain(from - 1) ? 1 : 0,
      cutsPhraseAfter: joinedAfter && isPlain(to - 1) && isPlain(to) ? 1 : 0,
      afterPlaceMark: before & WordClass.placeMark ? 1 : 0,
      afterPersonMark: before & WordClass.personMark ? 1 : 0,
      afterReasonMark: before & WordClass.reasonMark ? 1 : 0,
      afterTimeMark: before & WordClass.timeMark ? 1 : 0,
      afterCopula: before & WordClass.copula ? 1 : 0,
      beforeCopula: classAt(to) & WordClass.copula ? 1 : 0,
      startsSmall: isSmall(from) ? 1 : 0,
      startsTitle: classAt(from) & WordClass.personMark ? 1 : 0,
      startsAsked: isAsked(from) ? 1 : 0,
      endsAsked: isAsked(to - 1) ? 1 : 0,
      asked: asked / tokens,
      small: small / tokens,
      marks: marks / mostMarks,
      year: bits & WordClass.year ? 1 : 0,
      percent: bits & WordClass.percent ? 1 : 0,
      timeUnit: bits & WordClass.timeUnit ? 1 : 0,
      country: bits & WordClass.country ? 1 : 0,
      acronym: hasAcronym ? 1 : 0,
      names: names / tokens,
      numbers: numbers / tokens,
      first: from === first ? 1 : 0,
      position: (from - first) / size,
      titled: entry.titleWords.includes(words[to - 1]!) ? 1 : 0,
      again: isAgain(words[to - 1]!) ? 1 : 0,
      unbalanced: isUnbalanced(inside) ? 1 : 0,
      enclosed: closing[charBefore] !== undefined && closing[charBefore] === charAfter ? 1 : 0,
      torn: '-/–'.includes(charBefore) || '-/–'.includes(charAfter) ? 1 : 0,
      wordBeforeNumber: numbers > 0 && isPlain(from) ? 1 : 0,
      wordAfterNumber: kind === 'number' && isPlain(to - 1) ? 1 : 0,
      wordAfterDate: kind === 'date' && !isNumeric(to - 1) ? 1 : 0,
      wordBeforeName: names > 0 && isPlain(from) ? 1 : 0,
      wordAfterName: names > 0 && isPlain(to - 1) ? 1 : 0,
      one: tokens === 1 ? 1 : 0,
      two: tokens === 2 ? 1 : 0,
      three: tokens === 3 ? 1 : 0,
      four: tokens === 4 ? 1 : 0,
      upTo6: tokens > 4 && tokens <= 6 ? 1 : 0,
      upTo9: tokens > 6 && tokens <= 9 ? 1 : 0,
      long: tokens > 9 ? 1 : 0,
    };
    return {
      from,
      to,
      kind,
      start,
      end: stop,
      features: Float64Array.from(spanFeatureNames, (name) => values[name]),
    };
  }

  function isAgain(word: number): boolean {
    const at = words.indexOf(word);
    return (at !== -1 && at < first) || words.includes(word, end);
  }

  function kindOf(
    from: number,
    to: number,
    names: number,
    numbers: number,
    small: number,
    bits: number,
  ): SpanKind {
    const content = to - from - small;
    if (numbers > 0 && names === 0) {
      for (let at = from; at < to; at++) if (has(at, Kind.money)) return 'money';
      for (let at = from; at < to; at++) if (isDate(at)) return 'date';
      return 'number';
    }
    for (let at = from; at < to; at++) if (has(at, Kind.date)) return 'date';
    if (names === content && names > 0) {
      if (bits & WordClass.country) return 'country';
      if (classAt(from - 1) & WordClass.placeMark) return 'place';
      if ((classAt(from - 1) | classAt(from) | classAt(to)) & WordClass.personMark) return 'person';
      return names > 1 ? 'longName' : 'name';
    }
    if (classAt(from - 1) & WordClass.reasonMark) return 'reason';
    return names > 0 || numbers > 0 ? 'mixed' : 'words';
  }

  function isIn(measure: Measure | null, from: number, to: number, bits: number): boolean {
    switch (measure) {
      case null:
        return false;
      case 'year':
        return (bits & WordClass.year) !== 0;
      case 'day':
        for (let at = from; at < to; at++)
          if (isDate(at) && lexicon.textOf(lexicon.termOf(words[at]!)).includes('@')) return true;
        return false;
      case 'time':
        return (classAt(from - 1) & WordClass.timeMark) !== 0 && isNumber(from);
      case 'share':
        return ((bits | classAt(to)) & WordClass.percent) !== 0;
      case 'duration':
        return ((bits | classAt(to)) & WordClass.timeUnit) !== 0;
    }
  }
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '"': '"', '“': '”', '‘': '’' };

function isUnbalanced(text: string): boolean {
  const count = (mark: string) => text.split(mark).length - 1;
  return Object.entries(closing).some(([open, close]) =>
    open === close ? count(open) % 2 === 1 : open !== '‘' && count(open) !== count(close),
  );
}

/** Where an amount begins with its currency. */
function withCurrency(text: string, start: number): number {
  if (!/\d/.test(text[start] ?? '')) return start;
  return start - (/(?:(?:Rp\.?|US\$|[$€£¥])\s?)?$/.exec(text.slice(0, start))?.[0].length ?? 0);
}

type Nearness = Pick<
  Record<SpanFeature, number>,
  'density' | 'tight' | 'tightNames' | 'tightBefore' | 'tightAfter' | 'head'
>;

/** How near the terms of the question stand to a span; those within it count for nothing. */
function nearness(
  from: number,
  to: number,
  matches: readonly Match[],
  [first, end]: readonly [number, number],
  { query, weights, total }: BoundQuery,
): Nearness {
  const far = new Float64Array(weights.length);
  const before = new Float64Array(weights.length);
  const after = new Float64Array(weights.length);
  let head = 0;
  for (const { at, place } of matches) {
    if (at >= from && at < to) continue;
    const distance = at < from ? from - at : at - to + 1;
    const inside = at >= first && at < end;
    far[place] = Math.max(far[place]!, Math.exp(-distance / secondStage.densityTokens) * (inside ? 1 : 0.5));
    if (!inside) continue;
    const side = at < from ? before : after;
    side[place] = Math.max(side[place]!, Math.exp(-distance / secondStage.tightTokens));
    if (distance <= 3 && query.heads.includes(place)) head = 1;
  }
  let [density, tight, tightNames, tightBefore, tightAfter] = [0, 0, 0, 0, 0];
  for (const [place, weight] of weights.entries()) {
    density += weight * far[place]!;
    const near = Math.max(before[place]!, after[place]!);
    tight += weight * near;
    tightBefore += weight * before[place]!;
    tightAfter += weight * after[place]!;
    const term = query.terms[place];
    if (term !== undefined && (term.name || term.number)) tightNames += weight * near;
  }
  return {
    density: density / total,
    tight: tight / total,
    tightNames: tightNames / total,
    tightBefore: tightBefore / total,
    tightAfter: tightAfter / total,
    head,
  };
}
