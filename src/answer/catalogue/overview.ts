import type { ArticleFacts } from '../../articles/article.ts';
import { dayOf } from '../../search/catalogue.ts';
import { addTo } from '../../search/figures.ts';
import type { IndexedArticle } from '../../search/indexed-article.ts';
import type { SearchIndex, VisibleIndex } from '../../search/search-index.ts';
import type { Filter } from '../answer.ts';
import { endOfTime, passing } from '../filter.ts';
import { passagesOf, stretchQuote } from '../passages.ts';

const dayMs = 86_400_000;
/** Most steps of the histogram; years may be more. */
const mostSteps = 62;
/** Outliers that are not drawn: at most a tenth of all, and at most this many. */
const mostOutside = 1000;
const fewestDrawn = 6;
/** Publishers counted individually; all others are summed. */
const mostPublishers = 5;

/** A histogram of publication dates by publisher. */
export interface ArticleCounts {
  readonly step: 'day' | 'week' | 'month' | 'year';
  /** The first day of each step (ISO 8601), empty steps included, from the oldest article to the newest without outliers. */
  readonly starts: readonly string[];
  /** One number per step; the publishers with most articles first, the sum of the others last. */
  readonly publishers: readonly {
    /** `null` if unknown. */
    readonly publisher: string | null;
    readonly isOthers: boolean;
    readonly counts: readonly number[];
  }[];
  /** Articles that pass the filter but have no date. */
  readonly undated: number;
  /** Outliers before the first step and after the last. */
  readonly earlier: number;
  readonly later: number;
}

/** A page of an article's passages. */
export interface Passages {
  readonly facts: ArticleFacts;
  readonly passages: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly total: number;
}

/** `server` as in `Filter`. */
interface PassageRequest {
  readonly id: string;
  readonly server?: string | null;
  readonly skip: number;
  readonly limit: number;
}

export function createOverview(index: SearchIndex) {
  return {
    /** Counts articles by the day they state. */
    counts({ filter = {} }: { filter?: Filter }): ArticleCounts {
      return chartOf(daysOf(index.seenOn(filter.server ?? null), filter));
    },

    /** `null` if there is no such article. */
    passages({ id, server = null, skip, limit }: PassageRequest): Passages | null {
      const entry = index.get(id);
      if (entry === undefined || !index.isSeen(entry, server)) return null;
      const all = passagesOf(entry);
      return {
        facts: entry.facts,
        passages: all.slice(skip, skip + limit).map((range) => {
          const { start, end, text } = stretchQuote(entry, range);
          return { start, end, text };
        }),
        total: all.length,
      };
    },
  };
}

/** Counts articles by the day they state, and by publisher. */
export function countsOf(all: readonly IndexedArticle[]): ArticleCounts {
  const byPublisher: DaysByPublisher = new Map();
  for (const entry of all) addDay(byPublisher, entry.facts.publisher, dayOf(entry), 1);
  return chartOf(byPublisher);
}

type DaysByPublisher = Map<string | null, Map<number | null, number>>;

function addDay(to: DaysByPublisher, publisher: string | null, day: number | null, by: number): void {
  const days = to.get(publisher) ?? new Map<number | null, number>();
  to.set(publisher, days);
  addTo(days, day, by);
}

function chartOf(byPublisher: DaysByPublisher): ArticleCounts {
  let undated = 0;
  const perDay = new Map<number, number>();
  for (const [day, articles] of [...byPublisher.values()].flatMap((days) => [...days])) {
    if (day === null) undated += articles;
    else addTo(perDay, day, articles);
  }
  const [oldest = 0, newest = -1] = drawnSpan(sortedDays(perDay));
  const step = stepFor(oldest, newest);
  const starts = startsOf(step, oldest, newest);
  const placeOf = new Map(starts.map((start, place) => [start, place]));
  const series = new Map<string | null, number[]>();
  let [earlier, later] = [0, 0];
  for (const [publisher, days] of byPublisher) {
    for (const [day, articles] of days) {
      if (day === null) continue;
      const place = placeOf.get(startOf(step, day));
      if (place === undefined) {
        if (day < oldest) earlier += articles;
        else later += articles;
        continue;
      }
      let counts = series.get(publisher);
      if (counts === undefined) series.set(publisher, (counts = starts.map(() => 0)));
      counts[place]! += articles;
    }
  }
  const sorted = [...series].sort((a, b) => sumOf(b[1]) - sumOf(a[1]));
  // One that is left over is counted by itself too.
  const shown = sorted.length === mostPublishers + 1 ? sorted : sorted.slice(0, mostPublishers);
  const rest = sorted.slice(shown.length);
  return {
    step,
    starts: starts.map((start) => new Date(start * dayMs).toISOString().slice(0, 10)),
    publishers: [
      ...shown.map(([publisher, counts]) => ({ publisher, isOthers: false, counts })),
      ...(rest.length === 0
        ? []
        : [
            {
              publisher: null,
              isOthers: true,
              counts: starts.map((_, place) => sumOf(rest.map(([, counts]) => counts[place]!))),
            },
          ]),
    ],
    undated,
    earlier,
    later,
  };
}

/** The articles that pass a filter, by publisher and by the day they state. */
function daysOf(index: VisibleIndex, filter: Filter): DaysByPublisher {
  const all: DaysByPublisher = new Map();
  const { since, until, language, source } = filter;
  if ([since, until, language, source].every((one) => one === undefined))
    for (const { publishers } of index.catalogues)
      for (const [publisher, { days }] of publishers)
        for (const [day, articles] of days) addDay(all, publisher, day, articles);
  else
    for (const entry of passing(index, filter, endOfTime))
      addDay(all, entry.facts.publisher, dayOf(entry), 1);
  return all;
}

/** The day of each article, the oldest first. */
function sortedDays(perDay: ReadonlyMap<number, number>): Float64Array {
  const days = new Float64Array(sumOf([...perDay.values()]));
  let at = 0;
  for (const [day, articles] of [...perDay].sort(([a], [b]) => a - b)) {
    days.fill(day, at, at + articles);
    at += articles;
  }
  return days;
}

const steps = ['day', 'week', 'month', 'year'] as const;

const stepFor = (oldest: number, newest: number): ArticleCounts['step'] =>
  steps.find((one) => startsOf(one, oldest, newest).length <= mostSteps) ?? 'year';

/**
 * The first and last day drawn; `null` without articles. While the span is too long for daily steps, the fewest outliers whose
 * removal halves it are left out.
 */
function drawnSpan(sorted: Float64Array): readonly [number, number] | readonly [] {
  let [first, last] = [0, sorted.length - 1];
  if (last < 0) return [];
  let left = Math.min(mostOutside, Math.max(1, Math.floor(sorted.length / 10)));
  if (sorted.length < fewestDrawn) left = 0;
  while (stepFor(sorted[first]!, sorted[last]!) !== 'day') {
    const cut = fewestThatHalve(sorted, first, last, left);
    if (cut === null) break;
    const [before, after] = cut;
    first += before;
    last -= after;
    left -= before + after;
  }
  return [sorted[first]!, sorted[last]!];
}

/** How many to leave out at each end, `most` in total; `null` if that cannot halve the span. */
function fewestThatHalve(
  sorted: Float64Array,
  first: number,
  last: number,
  most: number,
): readonly [before: number, after: number] | null {
  const half = (sorted[last]! - sorted[first]!) / 2;
  const isHalf = (before: number, after: number) => sorted[last - after]! - sorted[first + before]! <= half;
  let fewest: readonly [before: number, after: number] | null = null;
  let out = most;
  // The more are left out before, the fewer need to be after.
  for (let [before, after] = [0, most]; before <= most; before++) {
    while (after > 0 && isHalf(before, after - 1)) after--;
    if (!isHalf(before, after) || before + after > out) continue;
    fewest = [before, after];
    out = before + after;
  }
  return fewest;
}

/** The first day of the step that contains a day. Weeks begin on Monday; day 0 was a Thursday. */
function startOf(step: ArticleCounts['step'], day: number): number {
  if (step === 'day') return day;
  if (step === 'week') return day - ((((day + 3) % 7) + 7) % 7);
  const date = new Date(day * dayMs);
  return Date.UTC(date.getUTCFullYear(), step === 'month' ? date.getUTCMonth() : 0) / dayMs;
}

function startsOf(step: ArticleCounts['step'], oldest: number, newest: number): number[] {
  const starts: number[] = [];
  // No step is longer than 366 days, so that the day after its longest length is in the next one.
  const length = { day: 1, week: 7, month: 31, year: 366 }[step];
  for (let start = startOf(step, oldest); start <= newest; start = startOf(step, start + length))
    starts.push(start);
  return starts;
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
