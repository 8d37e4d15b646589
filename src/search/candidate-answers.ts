import { WordClass } from '../text/word-classes.ts';
import { fits, type CandidateKind } from './constants.ts';
import { Kind, type IndexedArticle } from './indexed-article.ts';
import type { Lexicon } from './lexicon.ts';
import type { Measure, AnswerKind } from './wanted.ts';

/** A stretch of tokens that may be the answer: a number, a date, a name, or words that nothing tells apart. */
export interface CandidateAnswer {
  /** Tokens of the entry: from `from`, up to but not including `to`. */
  readonly from: number;
  readonly to: number;
  /** How well it fits what the question wants, 0 to 1. */
  readonly fit: number;
  /** Whether it is in the measure that the question asks for. */
  readonly measured: boolean;
}

/**
 * Finds the candidate answers among tokens of an entry. Words of the question are never part of one.
 *
 * @param asked whether a word of the lexicon is in the question
 */
export function candidateAnswers(
  { words, kinds }: IndexedArticle,
  [from, to]: readonly [number, number],
  wanted: AnswerKind,
  measure: Measure | null,
  lexicon: Lexicon,
  asked: (word: number) => boolean,
): CandidateAnswer[] {
  const classAt = (place: number) => (place >= from && place < to ? lexicon.classOf(words[place]!) : 0);
  const isDate = (place: number) =>
    Boolean(kinds[place]! & Kind.date) ||
    (Boolean(kinds[place]! & Kind.number) && Boolean(classAt(place) & WordClass.year));
  const isNumber = (place: number) =>
    Boolean(kinds[place]! & Kind.number) || Boolean(classAt(place) & WordClass.multiplier);
  const isCapital = (place: number) => Boolean(kinds[place]! & (Kind.capital | Kind.acronym));
  const isPlain = (place: number) =>
    !(kinds[place]! & (Kind.stop | Kind.number | Kind.date)) && !isCapital(place);

  /** The place after the last token from `start` on for which the test holds. */
  const runFrom = (start: number, test: (place: number) => boolean) => {
    let end = start + 1;
    while (end < to && !(kinds[end]! & Kind.apart) && !asked(words[end]!) && test(end)) end++;
    return end;
  };

  const found: CandidateAnswer[] = [];
  let at = from;
  while (at < to) {
    const [end, kind] = next(at);
    if (kind !== null && fits[wanted][kind] > 0)
      found.push({ from: at, to: end, fit: fits[wanted][kind], measured: isIn(measure, at, end) });
    at = end;
  }
  return found;

  function next(start: number): [end: number, kind: CandidateKind | null] {
    if (asked(words[start]!)) return [start + 1, null];
    if (isDate(start)) return [runFrom(start, isDate), 'date'];
    if (kinds[start]! & Kind.number) {
      const kind = kinds[start]!;
      return [runFrom(start, isNumber), kind & Kind.money ? 'money' : 'number'];
    }
    if (kinds[start]! & Kind.stop) return [start + 1, null];
    if (startsName(start)) {
      const end = runFrom(start, (place) => isCapital(place) && !isDate(place));
      return [end, nameKind(start, end)];
    }
    const end = runFrom(start, isPlain);
    return [end, classAt(start - 1) & WordClass.reasonMark ? 'reason' : 'words'];
  }

  /** Whether a number or date is in a measure. */
  function isIn(measure: Measure | null, start: number, end: number): boolean {
    const has = (bit: number) => {
      for (let place = start; place < end; place++) if (classAt(place) & bit) return true;
      return false;
    };
    switch (measure) {
      case null:
        return false;
      case 'year':
        return has(WordClass.year);
      case 'day':
        return isDate(start) && lexicon.textOf(lexicon.termOf(words[start]!)).includes('@');
      case 'time':
        return (
          Boolean(classAt(start - 1) & WordClass.timeMark) ||
          (isNumberAt(start) && /^\d{1,2}\.\d\d$/.test(lexicon.formOf(words[start]!)))
        );
      case 'share':
        return Boolean(classAt(end) & WordClass.percent);
      case 'duration':
        return Boolean(classAt(end) & WordClass.timeUnit);
    }
  }

  function isNumberAt(place: number): boolean {
    return Boolean(kinds[place]! & Kind.number);
  }

  function startsName(place: number): boolean {
    if (!isCapital(place)) return false;
    // The first word of a sentence has a capital anyway; it begins a name if the next one has a capital too.
    return (
      !(kinds[place]! & Kind.first) ||
      Boolean(kinds[place]! & Kind.acronym) ||
      (place + 1 < to && isCapital(place + 1))
    );
  }

  function nameKind(start: number, end: number): CandidateKind {
    const isExpanded =
      end - start > 1 && end < to && asked(words[end]!) && Boolean(kinds[end]! & Kind.acronym);
    if (isExpanded) return 'expansion';
    for (let place = start; place < end; place++) if (classAt(place) & WordClass.country) return 'country';
    if (classAt(start - 1) & WordClass.placeMark) return 'place';
    if ((classAt(start - 1) | classAt(start) | classAt(end)) & WordClass.personMark) return 'person';
    return end - start > 1 ? 'longName' : 'name';
  }
}

/** Words after a number that are shown with it, at most: "million US dollars", "square kilometres". */
const mostUnits = 2;

/** Small words within a name: "Johannes van den Bosch". */
const particles = new Set(
  'van von den der de del la le di da do dos du bin binti ibn al el ter ten y'.split(' '),
);

/** Words of the question that are shown with the answer beside them, at most, on each side. */
const mostAsked = 2;

/**
 * The tokens that a reader would call the answer: with the words of the question that belong to it ("University of
 * *Virginia*" when a university is asked for), the unit of a number, and the rest of a name that small words join. Nothing
 * beyond a punctuation mark belongs to it.
 *
 * @param range the tokens of the sentence
 */
export function extentOf(
  { words, kinds }: IndexedArticle,
  { from, to }: CandidateAnswer,
  [first, end]: readonly [number, number],
  wanted: AnswerKind,
  lexicon: Lexicon,
  asked: (word: number) => boolean,
): readonly [from: number, to: number] {
  const has = (at: number, kind: number) => at >= first && at < end && Boolean(kinds[at]! & kind);
  const isName = (at: number) => has(at, Kind.capital | Kind.acronym);
  const isPart = (at: number) => isName(at) || has(at, Kind.number);
  const isSmall = (at: number) => has(at, Kind.stop) && !isName(at);
  const isAsked = (at: number) => at >= first && at < end && asked(words[at]!) && !isSmall(at);
  /** Whether no mark parts the tokens from `one` to `other`. */
  const isJoined = (one: number, other: number) => {
    for (let at = one + 1; at <= other; at++) if (has(at, Kind.apart)) return false;
    return true;
  };
  let [left, right] = [from, to];
  const isUnit = (at: number) => at < end && !isSmall(at) && !has(at, Kind.number) && isJoined(at - 1, at);
  if (has(from, Kind.number) && !has(from, Kind.date))
    for (let count = 0; count < mostUnits && isUnit(right); count++) right++;
  if (isName(from)) {
    while (isPart(left - 1) && !isAsked(left - 1) && isJoined(left - 1, left)) left--;
    while (isPart(right) && !isAsked(right) && isJoined(right - 1, right)) right++;
    const isParticle = (at: number) => at < end && particles.has(lexicon.formOf(words[at]!)) && !isName(at);
    let joint = right;
    while (isParticle(joint)) joint++;
    if (joint === right && isSmall(right)) joint++;
    if (joint > right && isName(joint) && !isAsked(joint) && isJoined(right - 1, joint)) {
      right = joint + 1;
      while (isName(right) && !isAsked(right) && isJoined(right - 1, right)) right++;
    }
  }
  if (wanted === 'person') return [left, right];
  if (wanted !== 'date' && isName(from) && isSmall(left - 1) && isAsked(left - 2) && isJoined(left - 2, left))
    left -= 2;
  for (let count = 0; count < mostAsked && isAsked(left - 1) && isJoined(left - 1, left); count++) left--;
  for (let count = 0; count < mostAsked && isAsked(right) && isJoined(right - 1, right); count++) right++;
  return [left, right];
}

/** Kinds of answer that may be what a sentence is about. */
const named: ReadonlySet<AnswerKind> = new Set(['person', 'place', 'country', 'name', 'any']);

/**
 * The tokens in which a sentence says what something is, or why: from the word after "is" or "because" to the sentence's
 * end; or, where what is asked for stands after the "is", those before it ("*Sicily* is the largest island of …"). `null`
 * where it says neither, or the question wants something else.
 *
 * @param range the tokens of the sentence
 * @param described whether the question names a thing and wants to be told of it
 */
export function statedIn(
  { words, kinds }: IndexedArticle,
  [first, end]: readonly [number, number],
  wanted: AnswerKind,
  described: boolean,
  lexicon: Lexicon,
  asked: (word: number) => boolean,
): readonly [from: number, to: number] | null {
  const isMark = (at: number, mark: number) => Boolean(lexicon.classOf(words[at]!) & mark);
  const isAsked = (at: number) => !(kinds[at]! & Kind.stop) && asked(words[at]!);
  const placeOf = (test: (at: number) => boolean, from = first) => {
    for (let at = from; at < end; at++) if (test(at)) return at;
    return -1;
  };
  const firstAsked = placeOf(isAsked);
  if (firstAsked === -1) return null;
  const mark = wanted === 'reason' ? WordClass.reasonMark : WordClass.copula;
  const at = placeOf((at) => isMark(at, mark), wanted === 'reason' ? first : firstAsked);
  const isStated = wanted === 'reason' || described;
  if (isStated && at !== -1 && at + 1 < end) return [at + 1, end];
  const is = placeOf((at) => isMark(at, WordClass.copula));
  if (!named.has(wanted) || is === -1 || is > firstAsked) return null;
  const subjectEnd = placeOf(
    (at) => Boolean(kinds[at]! & (Kind.apart | Kind.stop)) || isMark(at, WordClass.copula),
    first + 1,
  );
  return kinds[first]! & Kind.stop ? null : [first, subjectEnd];
}
