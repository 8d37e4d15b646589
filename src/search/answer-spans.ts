import { analyze } from '../text/analyzer.ts';
import { expansionsIn } from '../text/expansions.ts';
import { fold } from '../text/tokens.ts';
import { WordClass, longCountryAt } from '../text/word-classes.ts';
import { answerWeights } from './answer-weights.ts';
import { spanFeatureNames, type SpanFeature, type SpanKind } from './span-features.ts';
import { fits, secondStage } from './constants.ts';
import { decay } from './decay.ts';
import { Kind, sentenceCount, spanOf, tokensOf, type IndexedArticle } from './indexed-article.ts';
import type { Lexicon } from './lexicon.ts';
import { matchesIn, type Match, type BoundQuery } from './bound-query.ts';
import type { Query } from './query.ts';
import { deniedIn } from './rules.ts';
import type { AnswerKind, Measure } from './wanted.ts';

const densityAt = decay(secondStage.densityTokens);
const tightAt = decay(secondStage.tightTokens);

/** Where each feature stands among those of a span. */
const is = Object.fromEntries(spanFeatureNames.map((name, at) => [name, at])) as Record<SpanFeature, number>;

/** Tokens of the entry that may be the answer: from `from`, up to but not including `to`. */
export interface AnswerSpan {
  readonly from: number;
  readonly to: number;
  readonly kind: SpanKind;
  /** Where it stands in the text of its sentence. */
  readonly start: number;
  readonly end: number;
  readonly features: Float64Array;
}

/** What is within a span, counted by tokens; kinds and classes as bits. */
interface Inside {
  asked: number;
  small: number;
  names: number;
  numbers: number;
  dates: number;
  marks: number;
  heads: number;
  kinds: number;
  classes: number;
}

/** An answer in the text of its sentence, with how probable it is if one of the sentence's spans is. */
export interface LikelyAnswer extends Pick<AnswerSpan, 'start' | 'end'> {
  readonly probability: number;
}

/** Tokens of a span at most; and of one that ends a clause. */
const mostTokens = 9;
const mostClauseTokens = 32;
const mostMarks = 2;

/** What is added for wants of which no set has enough questions, or in whose sentences a date stands nearer to their words. */
const added: Readonly<Partial<Record<AnswerKind, Readonly<Partial<Record<SpanKind, number>>>>>> = {
  reason: {
    date: -4, number: -4, money: -4, country: -4, place: -4, person: -4, longName: -4, name: -4, reason: 3,
  },
  number: { date: -2 },
  money: { date: -2, number: -1 },
}; // prettier-ignore

/** What is added, for what no set asks often. */
const addedFor = {
  /** A country alone, where it stands before a name: "Presiden Kazakhstan Kassym-Jomart Tokayev". */
  country: 3,
  /** What an acronym stands for, and what something is said to be. */
  expansion: 6,
  definition: 5,
  /** What something no longer is: "dari Nur-Sultan menjadi Astana". */
  former: -7,
};

const inOrder = ({ features }: (typeof answerWeights)['id']) =>
  Float64Array.from(spanFeatureNames, (name) => features[name]);
const weightsOf = { en: inOrder(answerWeights.en), id: inOrder(answerWeights.id) };

/** The spans of a sentence, the most probable answer first. */
export function likelySpans(
  entry: IndexedArticle,
  sentence: number,
  probe: BoundQuery,
  lexicon: Lexicon,
): LikelyAnswer[] {
  const spans = spansOf(entry, sentence, probe, lexicon);
  const language = probe.query.language === 'id' ? 'id' : 'en';
  const kinds = answerWeights[language].kinds[probe.query.wanted];
  const weights = weightsOf[language];
  const points = pointsIn(entry, sentence, probe, lexicon);
  const scores = spans.map((span) => {
    const { kind, features } = span;
    let score = kinds[kind] + (added[probe.query.wanted]?.[kind] ?? 0) + points(span);
    for (let at = 0; at < features.length; at++) score += weights[at]! * features[at]!;
    return score;
  });
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const all = powers.reduce((sum, power) => sum + power, 0);
  return spans
    .map(({ start, end }, at) => ({ start, end, probability: powers[at]! / all }))
    .sort((a, b) => b.probability - a.probability);
}

const former = /(?<=(?:^|\s)(?:dari|from)\s+)\S+(?: \S+){0,3}?(?=\s(?:menjadi|to)\s)/i;

/** Points of the spans of a sentence besides what is learned. */
function pointsIn(
  entry: IndexedArticle,
  sentence: number,
  { query }: BoundQuery,
  lexicon: Lexicon,
): (span: AnswerSpan) => number {
  const text = entry.text.slice(...spanOf(entry, sentence));
  if (query.wanted === 'country') {
    const formAt = (at: number) => lexicon.formOf(entry.words[at]!);
    const isCountry = ({ from, to }: AnswerSpan) =>
      to - from === 1
        ? (lexicon.classOf(entry.words[from]!) & WordClass.country) !== 0
        : longCountryAt((at) => (at < to ? formAt(at) : undefined), from) === to - from;
    return (span) => (isCountry(span) ? addedFor.country : 0);
  }
  if (query.wanted === 'definition') {
    const forms = new Set(query.terms.map(({ form }) => form));
    const asked = expansionsIn(text).filter(({ short }) => forms.has(fold(short)));
    const isAsked = ({ start, end }: AnswerSpan) => asked.some(({ long }) => text.slice(start, end) === long);
    const isSaid = ({ from }: AnswerSpan) =>
      (lexicon.classOf(entry.words[from - 1] ?? 0) & WordClass.copula) !== 0;
    const endsClause = ({ end }: AnswerSpan) => /^(?:[,.;:]|$)/.test(text.slice(end));
    return (span) =>
      (isAsked(span) ? addedFor.expansion : 0) + (isSaid(span) && endsClause(span) ? addedFor.definition : 0);
  }
  if (!query.current) return () => 0;
  const value = former.exec(text);
  if (value === null) return () => 0;
  return ({ start, end }) =>
    start < value.index + value[0].length && value.index < end ? addedFor.former : 0;
}

/** What a sentence denies of a yes-or-no question. */
export function deniedSpans(
  entry: IndexedArticle,
  sentence: number,
  query: Query,
  lexicon: Lexicon,
): LikelyAnswer[] {
  const denied = deniedIn(entry, sentence, query, lexicon);
  return denied === null ? [] : [certain(entry, sentence, denied)];
}

/** Where a sentence first has what is asked about, for a word or two that ask nothing of it. */
export function namedSpans(entry: IndexedArticle, sentence: number, { placeOf }: BoundQuery): LikelyAnswer[] {
  const [from, to] = tokensOf(entry, sentence);
  const isNamed = (at: number) => at < to && placeOf[entry.words[at]!]! !== -1;
  let first = from;
  while (first < to && !isNamed(first)) first++;
  let end = first;
  while (isNamed(end)) end++;
  return end === first ? [] : [certain(entry, sentence, [first, end])];
}

function certain(
  entry: IndexedArticle,
  sentence: number,
  [from, to]: readonly [from: number, to: number],
): LikelyAnswer {
  const [first] = tokensOf(entry, sentence);
  const terms = analyze(entry.text.slice(...spanOf(entry, sentence)), entry.language);
  return { start: terms[from - first]!.start, end: terms[to - 1 - first]!.end, probability: 1 };
}

/** The stretches of a sentence that may be the answer, each with its features. */
export function spansOf(
  entry: IndexedArticle,
  sentence: number,
  probe: BoundQuery,
  lexicon: Lexicon,
): AnswerSpan[] {
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

  /** Where names of countries of several words begin, by the place of their last word. */
  const longCountries = new Map<number, number>();
  for (let at = first; at < end; at++) {
    if (!(classAt(at) & WordClass.countryFirst)) continue;
    const length = longCountryAt((place) => (place < end ? lexicon.formOf(words[place]!) : undefined), at);
    if (length > 0) longCountries.set(at + length - 1, at);
  }
  const againIn = wordsElsewhere(entry, first, end);
  const hasPairs = /[()[\]"“”]/.test(text);
  const [aroundFrom] = tokensOf(entry, Math.max(0, sentence - 1));
  const [, aroundTo] = tokensOf(entry, Math.min(sentenceCount(entry) - 1, sentence + 1));
  const matches = matchesIn(entry, [aroundFrom, aroundTo], probe);
  const found: AnswerSpan[] = [];
  for (let from = first; from < end; from++) {
    const inside: Inside = {
      asked: 0,
      small: 0,
      names: 0,
      numbers: 0,
      marks: 0,
      kinds: 0,
      classes: 0,
      heads: 0,
      dates: 0,
    };
    const opens =
      from === first ||
      isParted(from) ||
      (classAt(from - 1) & (WordClass.copula | WordClass.reasonMark)) !== 0;
    for (let to = from + 1; to <= Math.min(end, from + mostClauseTokens); to++) {
      add(to - 1, from, inside);
      const isShort = to - from <= mostTokens && inside.marks <= mostMarks;
      if (!isShort && !opens) break;
      if (!isShort && !isParted(to)) continue;
      if (inside.asked + inside.small === to - from || isSmall(to - 1)) continue;
      found.push(span(from, to, inside));
    }
  }
  return found;

  function add(at: number, from: number, inside: Inside): void {
    if (at > from && has(at, Kind.apart)) inside.marks++;
    if (isAsked(at)) inside.asked++;
    if (isSmall(at)) inside.small++;
    if (isName(at)) inside.names++;
    if (isDate(at)) inside.dates++;
    if (isNumber(at) || isDate(at)) inside.numbers++;
    if (query.heads.includes(probe.placeOf[words[at]!]!)) inside.heads++;
    inside.kinds |= kinds[at]!;
    inside.classes |= classAt(at);
    if ((longCountries.get(at) ?? -1) >= from) inside.classes |= WordClass.country;
  }

  function span(from: number, to: number, inside: Inside): AnswerSpan {
    const { asked, small, names, numbers, marks, classes } = inside;
    const tokens = to - from;
    const isNumeric = (at: number) => isNumber(at) || isDate(at);
    const [start, stop] = [withCurrency(text, startOf(from)), endOf(to - 1)];
    const [charBefore, charAfter] = [text[start - 1] ?? ' ', text[stop] ?? ' '];
    const joinedBefore = !isParted(from);
    const joinedAfter = !isParted(to);
    const before = classAt(from - 1);
    const kind = kindOf(from, to, inside);
    const features = new Float64Array(spanFeatureNames.length);
    addNearness(features, from, to, matches, [first, end], probe);
    features[is.fit] = fits[query.wanted][kind === 'mixed' ? 'words' : kind];
    if (inside.heads > 0) features[is.headInside] = 1;
    if (isIn(query.measure, from, to, classes)) features[is.measured] = 1;
    if (!joinedBefore) features[is.afterMark] = 1;
    if (!joinedAfter) features[is.beforeMark] = 1;
    if (joinedBefore && isSmall(from - 1)) features[is.afterSmall] = 1;
    if (joinedAfter && isSmall(to)) features[is.beforeSmall] = 1;
    if (isAsked(from - 1)) features[is.afterAsked] = 1;
    if (isAsked(to)) features[is.beforeAsked] = 1;
    if (joinedBefore && isName(from) && isName(from - 1)) features[is.cutsNameBefore] = 1;
    if (joinedAfter && isName(to - 1) && isName(to)) features[is.cutsNameAfter] = 1;
    if (joinedBefore && (isNumber(from - 1) || isDate(from - 1))) features[is.cutsNumberBefore] = 1;
    if (joinedAfter && (isNumber(to - 1) || isDate(to - 1)) && !isSmall(to)) features[is.cutsNumberAfter] = 1;
    if (joinedBefore && isPlain(from) && isPlain(from - 1)) features[is.cutsPhraseBefore] = 1;
    if (joinedAfter && isPlain(to - 1) && isPlain(to)) features[is.cutsPhraseAfter] = 1;
    if (before & WordClass.placeMark) features[is.afterPlaceMark] = 1;
    if (before & WordClass.personMark) features[is.afterPersonMark] = 1;
    if (before & WordClass.reasonMark) features[is.afterReasonMark] = 1;
    if (before & WordClass.timeMark) features[is.afterTimeMark] = 1;
    if (before & WordClass.copula) features[is.afterCopula] = 1;
    if (classAt(to) & WordClass.copula) features[is.beforeCopula] = 1;
    if (isSmall(from)) features[is.startsSmall] = 1;
    if (classAt(from) & WordClass.personMark) features[is.startsTitle] = 1;
    if (isAsked(from)) features[is.startsAsked] = 1;
    if (isAsked(to - 1)) features[is.endsAsked] = 1;
    features[is.asked] = asked / tokens;
    features[is.small] = small / tokens;
    features[is.marks] = marks / mostMarks;
    if (classes & WordClass.year) features[is.year] = 1;
    if (classes & WordClass.percent) features[is.percent] = 1;
    if (classes & WordClass.timeUnit) features[is.timeUnit] = 1;
    if (classes & WordClass.country) features[is.country] = 1;
    if (inside.kinds & Kind.acronym) features[is.acronym] = 1;
    features[is.names] = names / tokens;
    features[is.numbers] = numbers / tokens;
    if (from === first) features[is.first] = 1;
    features[is.position] = (from - first) / size;
    if (entry.titleWords.includes(words[to - 1]!)) features[is.titled] = 1;
    if (againIn.has(words[to - 1]!)) features[is.again] = 1;
    if (hasPairs && isUnbalanced(text.slice(start, stop))) features[is.unbalanced] = 1;
    if (closing[charBefore] !== undefined && closing[charBefore] === charAfter) features[is.enclosed] = 1;
    if ('-/–'.includes(charBefore) || '-/–'.includes(charAfter)) features[is.torn] = 1;
    if (numbers > 0 && isPlain(from)) features[is.wordBeforeNumber] = 1;
    if (kind === 'number' && isPlain(to - 1)) features[is.wordAfterNumber] = 1;
    if (kind === 'date' && !isNumeric(to - 1)) features[is.wordAfterDate] = 1;
    if (names > 0 && isPlain(from)) features[is.wordBeforeName] = 1;
    if (names > 0 && isPlain(to - 1)) features[is.wordAfterName] = 1;
    if (tokens === 1) features[is.one] = 1;
    if (tokens === 2) features[is.two] = 1;
    if (tokens === 3) features[is.three] = 1;
    if (tokens === 4) features[is.four] = 1;
    if (tokens > 4 && tokens <= 6) features[is.upTo6] = 1;
    if (tokens > 6 && tokens <= 9) features[is.upTo9] = 1;
    if (tokens > 9) features[is.long] = 1;
    return { from, to, kind, start, end: stop, features };
  }

  function kindOf(
    from: number,
    to: number,
    { small, names, numbers, dates, kinds, classes }: Inside,
  ): SpanKind {
    const content = to - from - small;
    if (numbers > 0 && names === 0) return kinds & Kind.money ? 'money' : dates > 0 ? 'date' : 'number';
    if (kinds & Kind.date) return 'date';
    if (names === content && names > 0) {
      if (classes & WordClass.country) return 'country';
      if (classAt(from - 1) & WordClass.placeMark) return 'place';
      if ((classAt(from - 1) | classAt(from) | classAt(to)) & WordClass.personMark) return 'person';
      return names > 1 ? 'longName' : 'name';
    }
    if (classAt(from - 1) & WordClass.reasonMark) return 'reason';
    return names > 0 || numbers > 0 ? 'mixed' : 'words';
  }

  function isAge(from: number, to: number): boolean {
    return ((classAt(from - 1) | classAt(to) | classAt(to + 1)) & WordClass.ageMark) !== 0;
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
        return ((bits | classAt(to)) & WordClass.timeUnit) !== 0 && !isAge(from, to);
      case 'age':
        return ((bits | classAt(to)) & WordClass.timeUnit) !== 0 || isAge(from, to);
    }
  }
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '"': '"', '“': '”', '‘': '’' };

/** Of the words of some tokens, those that the article has elsewhere too. */
function wordsElsewhere({ words }: IndexedArticle, first: number, end: number): ReadonlySet<number> {
  const own = new Set(words.subarray(first, end));
  const again = new Set<number>();
  for (let at = 0; at < words.length; at++) {
    if (at === first) at = end;
    const word = words[at];
    if (word !== undefined && own.has(word)) again.add(word);
  }
  return again;
}

function isUnbalanced(text: string): boolean {
  let [round, square, curly, straight] = [0, 0, 0, 0];
  for (const character of text) {
    if (character === '(') round++;
    else if (character === ')') round--;
    else if (character === '[') square++;
    else if (character === ']') square--;
    else if (character === '“') curly++;
    else if (character === '”') curly--;
    else if (character === '"') straight++;
  }
  return round !== 0 || square !== 0 || curly !== 0 || straight % 2 === 1;
}

/** Where an amount begins with its currency. */
function withCurrency(text: string, start: number): number {
  if (!/\d/.test(text[start] ?? '')) return start;
  return start - (/(?:(?:Rp\.?|US\$|[$€£¥])\s?)?$/.exec(text.slice(0, start))?.[0].length ?? 0);
}

/** For every term of a question; there are at most 32. */
const scratch = [new Float64Array(32), new Float64Array(32), new Float64Array(32)] as const;

/** Adds how near the terms of the question stand to a span; those within it count for nothing. */
function addNearness(
  features: Float64Array,
  from: number,
  to: number,
  matches: readonly Match[],
  [first, end]: readonly [number, number],
  { query, weights, total }: BoundQuery,
): void {
  const [far, before, after] = scratch;
  for (const array of scratch) array.fill(0);
  for (const { at, place } of matches) {
    if (at >= from && at < to) continue;
    const distance = at < from ? from - at : at - to + 1;
    const inside = at >= first && at < end;
    far[place] = Math.max(far[place]!, densityAt(distance) * (inside ? 1 : 0.5));
    if (!inside) continue;
    const side = at < from ? before : after;
    side[place] = Math.max(side[place]!, tightAt(distance));
    if (distance <= 3 && query.heads.includes(place)) features[is.head] = 1;
  }
  for (let at = 0; at < weights.length; at++) {
    const share = weights[at]! / total;
    const near = share * Math.max(before[at]!, after[at]!);
    features[is.density]! += share * far[at]!;
    features[is.tight]! += near;
    features[is.tightBefore]! += share * before[at]!;
    features[is.tightAfter]! += share * after[at]!;
    const term = query.terms[at];
    if (term !== undefined && (term.name || term.number)) features[is.tightNames]! += near;
  }
}
