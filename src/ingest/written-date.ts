import { monthNamed } from './month-names.ts';

/** Minutes east of UTC. Names that several countries share (IST, CST, AMT) have the meaning that news in English gives them. */
const zones: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  ut: 0,
  gmt: 0,
  wib: 420,
  wita: 480,
  wit: 540,
  bst: 60,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  ist: 330,
  sgt: 480,
  myt: 480,
  hkt: 480,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
  wat: 60,
  sast: 120,
  eat: 180,
};

const clock =
  /(?<!\d)(\d{1,2})\s?[:.h]\s?(\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(a\.?m\.?|p\.?m\.?)?\s*\(?((?:gmt|utc)?\s?[+-−]\d{1,2}(?::?\d{2})?\b|[a-z]{1,4}\b)?/giu;
/** "13 Januari 2022", "13th of January, 2022", "13. ledna 2022", "13 de enero de 2022"; after RFC 822, "13 Jan 22 14:05". */
const dayFirst =
  /(?<![\p{L}\p{N}])(\d{1,2})(?:st|nd|rd|th|er|[.ºª])?[\s./-]{0,3}(?:(?:of|de|del|di)\s|d[’'])?(\p{L}[\p{L}\p{M}’']{1,20})[\s,./-]{0,3}(?:(?:de|del)\s)?(\d{4}(?!\d)|\d{2}(?=\s+\d{1,2}:\d{2}))/giu;
const monthFirst =
  /(?<![\p{L}\p{N}])(\p{L}[\p{L}\p{M}]{1,20})\.?[\s./-]{0,3}(\d{1,2})(?:st|nd|rd|th)?[\s,./-]{1,3}(\d{4})(?!\d)/giu;
/** Chinese, Japanese, Korean: "2022年1月13日"; Vietnamese: "13 tháng 1, 2022". */
const eastAsian = /((?:19|20)\d{2})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/u;
const vietnamese = /(?<!\d)(\d{1,2})\s+th[áa]ng\s+(\d{1,2}),?\s+(?:năm\s+)?((?:19|20)\d{2})/iu;
const yearFirst = /\b((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/u;
const figures =
  /(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d{2}(?!\d)|\d{2}(?=$|[\s,|]+\d{1,2}[:.]\d{2}))/u;
const packed = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?$/u;
const epoch = /^\d{10}(?:\d{3})?$/u;

interface FoundDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Where the date ends in the text. */
  readonly end: number;
  readonly start: number;
}

/**
 * Reads a date as a machine or a person writes it: ISO 8601, RFC 822, "Kamis, 13 Jan 2022 14:05 WIB", "November 19, 2019 | 4:10pm",
 * "13/01/2022". Where the time has no zone, nobody knows the moment, and the day alone is returned.
 *
 * @param dayBeforeMonth how to read 03/04/2022, where both ways are possible; `null` refuses it
 * @returns a day (`2022-01-13`) or a moment with its zone (`2022-01-13T14:05:00+07:00`); `null` when there is no date, or one that
 *   cannot be true
 */
export function readWrittenDate(written: string, dayBeforeMonth: boolean | null = null): string | null {
  const text = written.trim().slice(0, 200);
  if (epoch.test(text)) {
    const moment = new Date(Number(text) * (text.length === 10 ? 1000 : 1));
    return isPlausible(moment) ? moment.toISOString().replace(/\.\d+Z$/, 'Z') : null;
  }
  const short = packed.exec(text);
  if (short) {
    const [, year, month, day, hour, minute, second, zone] = short;
    return readWrittenDate(
      `${year}-${month}-${day}${hour === undefined ? '' : ` ${hour}:${minute}:${second ?? '00'}${zone ?? ''}`}`,
    );
  }
  const found = dayIn(text, dayBeforeMonth);
  if (found === null) return null;
  const { year, month, day } = found;
  const iso = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  if (!isPlausible(midnight) || midnight.toISOString().slice(0, 10) !== iso) return null;
  const time = timeIn(text.slice(found.end)) ?? timeIn(text.slice(0, found.start));
  return time?.zone ? `${iso}T${time.clock}${time.zone}` : iso;
}

/** A year from now on, a date is a fault of the program that wrote it. */
const latestAfterMs = 366 * 86_400_000;

/** Programs write the beginning of their count, 1 January 1970, and dates far ahead where they know none. */
function isPlausible(day: Date): boolean {
  const isEpoch = Math.abs(day.getTime()) <= 86_400_000;
  return day.getUTCFullYear() >= 1900 && !isEpoch && day.getTime() < Date.now() + latestAfterMs;
}

/** A year of two figures: of this century, unless that is still to come. */
function yearOf(written: string): number {
  if (written.length === 4) return Number(written);
  const year = 2000 + Number(written);
  return year > new Date().getUTCFullYear() + 1 ? year - 100 : year;
}

function dayIn(text: string, dayBeforeMonth: boolean | null): FoundDate | null {
  const at = (match: RegExpExecArray, year: string, month: number, day: string): FoundDate => ({
    year: yearOf(year),
    month,
    day: Number(day),
    start: match.index,
    end: match.index + match[0].length,
  });
  let match = yearFirst.exec(text);
  if (match) return at(match, match[1]!, Number(match[3]), match[4]!);
  for (const one of text.matchAll(dayFirst)) {
    const month = monthNamed(one[2]!);
    if (month !== null) return at(one, one[3]!, month, one[1]!);
  }
  for (const one of text.matchAll(monthFirst)) {
    const month = monthNamed(one[1]!);
    if (month !== null) return at(one, one[3]!, month, one[2]!);
  }
  match = eastAsian.exec(text);
  if (match) return at(match, match[1]!, Number(match[2]), match[3]!);
  match = vietnamese.exec(text);
  if (match) return at(match, match[3]!, Number(match[2]), match[1]!);
  match = figures.exec(text);
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[3])];
  // Only slashes are used both ways: with dots and hyphens the day comes first everywhere.
  const isDayFirst =
    match[2] !== '/' || first > 12 ? true : second > 12 ? false : first === second || dayBeforeMonth;
  if (isDayFirst === null) return null;
  return isDayFirst ? at(match, match[4]!, second, match[1]!) : at(match, match[4]!, first, match[3]!);
}

function timeIn(text: string): { readonly clock: string; readonly zone: string | null } | null {
  for (const [, hour, minute, second, half, zone] of text.matchAll(clock)) {
    const isPm = half !== undefined && /^p/i.test(half);
    const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isPm ? 12 : 0);
    if (hours > 24 || Number(minute) > 59 || Number(second ?? 0) > 60) continue;
    return { clock: `${pad(hours % 24)}:${minute}:${pad(Number(second ?? 0))}`, zone: zoneOf(zone) };
  }
  return null;
}

function zoneOf(written: string | undefined): string | null {
  if (written === undefined) return null;
  const offset = /([+-−])(\d{1,2}):?(\d{2})?$/u.exec(written);
  const named = zones[written.toLowerCase().trim()];
  if (offset === null && named === undefined) return null;
  const east =
    offset === null
      ? named!
      : (offset[1] === '+' ? 1 : -1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0));
  if (Math.abs(east) > 14 * 60) return null;
  const minutes = Math.abs(east);
  return `${east < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0');
