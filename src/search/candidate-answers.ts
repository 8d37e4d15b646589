import { WordClass, longCountryAt } from '../text/word-classes.ts';
import { fits, type CandidateKind } from './constants.ts';
import { Kind, type IndexedArticle } from './indexed-article.ts';
import type { Lexicon } from './lexicon.ts';
import type { Measure, AnswerKind } from './wanted.ts';

/** Most small words between a word that announces a reason and the reason. */
const mostBeforeReason = 4;

/** "On Thursday" tells less than "on 13 January". */
const weekdayAlone = 0.7;

/** Tokens that may be the answer: a number, date or name, or other words. */
export interface CandidateAnswer {
  /** Token indices in the entry: from `from`, up to but not including `to`. */
  readonly from: number;
  readonly to: number;
  /** How well its kind fits the question, 0 to 1. */
  readonly fit: number;
  /** Whether it is in the measure asked for. */
  readonly measured: boolean;
}

/**
 * Words of the question are never part of a candidate.
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

  /** The end of the run from `start` on for which the test holds. */
  const runFrom = (start: number, test: (place: number) => boolean) => {
    let end = start + 1;
    while (end < to && !(kinds[end]! & Kind.apart) && !asked(words[end]!) && test(end)) end++;
    return end;
  };

  const found: CandidateAnswer[] = [];
  let at = from;
  while (at < to) {
    const [end, kind] = next(at);
    if (kind !== null && fits[wanted][kind] > 0) {
      const fit = fits[wanted][kind] * (kind === 'date' && isWeekdayAlone(at, end) ? weekdayAlone : 1);
      found.push({ from: at, to: end, fit, measured: isIn(measure, at, end) });
    }
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
    return [end, isReason(start) ? 'reason' : 'words'];
  }

  function isWeekdayAlone(start: number, end: number): boolean {
    return end - start === 1 && !/[\d@]/.test(lexicon.textOf(lexicon.termOf(words[start]!)));
  }

  /** Whether a word that announces a reason comes before, ignoring small words. */
  function isReason(start: number): boolean {
    for (let place = start - 1; place >= from && place >= start - mostBeforeReason; place--) {
      // Who is ordered "to open fire" does not do it for that.
      if (isPurpose(place)) return place === from || Boolean(kinds[place]! & Kind.apart);
      if (classAt(place) & (WordClass.reasonMark | WordClass.reasonVerb)) return true;
      if (!(kinds[place]! & Kind.stop)) return false;
    }
    return false;
  }

  function isPurpose(place: number): boolean {
    return lexicon.formOf(words[place]!) === 'to';
  }

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
        return Boolean(classAt(end) & WordClass.timeUnit) && !isAge(start, end);
      case 'age':
        return Boolean(classAt(end) & WordClass.timeUnit) || isAge(start, end);
    }
  }

  /** "Berusia 57 tahun", "57 years old". */
  function isAge(start: number, end: number): boolean {
    return Boolean((classAt(start - 1) | classAt(end + 1)) & WordClass.ageMark);
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

  /** Whether a country's name begins at a place and ends before `end`. */
  function isCountryAt(place: number, end: number): boolean {
    if (classAt(place) & WordClass.country) return true;
    if (!(classAt(place) & WordClass.countryFirst)) return false;
    const length = longCountryAt((at) => (at < end ? lexicon.formOf(words[at]!) : undefined), place);
    return length > 0;
  }

  function nameKind(start: number, end: number): CandidateKind {
    const isExpanded =
      end - start > 1 && end < to && asked(words[end]!) && Boolean(kinds[end]! & Kind.acronym);
    if (isExpanded) return 'expansion';
    for (let place = start; place < end; place++) if (isCountryAt(place, end)) return 'country';
    if (end - start === 1 && classAt(start) & WordClass.demonym) return 'demonym';
    if (classAt(start - 1) & WordClass.placeMark) return 'place';
    if ((classAt(start - 1) | classAt(start) | classAt(end)) & WordClass.personMark) return 'person';
    return end - start > 1 ? 'longName' : 'name';
  }
}
