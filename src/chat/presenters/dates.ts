import { parseDate, zoneOf } from '../../articles/date.ts';
import { relativeTime } from '../../locales/relative-time.ts';
import { words, type Locale } from '../../locales/words.ts';
import type { Reader } from '../contract/context.ts';
import type { DateWords } from '../contract/reply.ts';

const dayMs = 86_400_000;

/** Indonesia's zones by minutes east of UTC. */
const indonesianZones = new Map([
  [420, 'WIB'],
  [480, 'WITA'],
  [540, 'WIT'],
]);

const indonesianCities = new Map([
  ['Asia/Jakarta', 'WIB'],
  ['Asia/Pontianak', 'WIB'],
  ['Asia/Makassar', 'WITA'],
  ['Asia/Jayapura', 'WIT'],
]);

/**
 * An article's date in the reader's time zone, else in the zone it was written with. A date without a time
 * is the same in every zone.
 *
 * @param written as in `ArticleFacts.published`
 * @param reader the relative age is counted from its `now`
 */
export function dateWords(written: string | null, { locale, now, timeZone }: Reader): DateWords {
  const t = words(locale);
  const at = written === null ? null : parseDate(written);
  if (written === null || at === null) return { absolute: t('date.unknown'), relative: null, at: null };
  const writtenZone = zoneOf(written);
  const zone = writtenZone === null || timeZone === null ? writtenZone : minutesEast(timeZone, at);
  const local = new Date(at + (zone ?? 0) * 60_000);
  const day = dayWords(local, locale, null);
  const absolute =
    zone === null
      ? t('date.timeUnknown', { day })
      : `${day}, ${dateFormat(languageTag(locale), { timeStyle: 'short', timeZone: 'UTC' }).format(local)} ${zoneName(zone, locale)}`;
  return { absolute, relative: age(at, locale, now), at };
}

/**
 * The same reader with one zone for all dates of a reply: their own, else the first one that the dates were written with.
 *
 * @param written as in `ArticleFacts.published`
 */
export function inOneZone<Of extends Reader>(reader: Of, written: readonly (string | null)[]): Of {
  const zones = written.flatMap((date) => (date === null ? [] : (zoneOf(date) ?? [])));
  return { ...reader, timeZone: reader.timeZone ?? (zones[0] === undefined ? null : offsetOf(zones[0])) };
}

/** "+07:00" */
function offsetOf(minutes: number): string {
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
}

/** A time zone to choose: "WIB – Jakarta (UTC+7)", with its offset at `now`. */
export function timeZoneWords(timeZone: string, now: Date): string {
  const offset = zoneName(minutesEast(timeZone, now.getTime()), 'en');
  const city = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  if (city === 'UTC') return city;
  const indonesian = indonesianCities.get(timeZone);
  return `${indonesian === undefined ? '' : `${indonesian} – `}${city} (${offset})`;
}

/** What a zone is called at a time: "WIB", "UTC+5:30". */
export const zoneWords = (timeZone: string, at: Date, locale: Locale) =>
  zoneName(minutesEast(timeZone, at.getTime()), locale);

/** A zone's offset from UTC at a time, in minutes; of one that is an offset itself, that. */
function minutesEast(timeZone: string, at: number): number {
  const [, east, ...offset] = /^([+-])(\d\d):(\d\d)$/.exec(timeZone) ?? [];
  if (east !== undefined) return (east === '-' ? -1 : 1) * (Number(offset[0]) * 60 + Number(offset[1]));
  const parts = dateFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const written = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(written) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** "13 Jan 2022" */
export function dayWords(at: Date, locale: Locale, timeZone: string | null): string {
  const east = timeZone === null ? 0 : minutesEast(timeZone, at.getTime());
  const local = at.getTime() + east * 60_000;
  return dateFormat(languageTag(locale), { dateStyle: 'medium', timeZone: 'UTC' }).format(local);
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Cached (one per time zone in use), because each holds 30 KB that the garbage collector does not see. */
function dateFormat(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([tag, options]);
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(tag, options);
  dateFormats.set(key, format);
  return format;
}

function languageTag(locale: Locale): string {
  return locale === 'en' ? 'en-GB' : 'id';
}

function zoneName(minutes: number, locale: Locale): string {
  const indonesian = locale === 'id' ? indonesianZones.get(minutes) : undefined;
  if (indonesian !== undefined) return indonesian;
  if (minutes === 0) return 'UTC';
  const hours = Math.trunc(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

/** "4 years ago", in the largest unit that fits; whole days at least, since many dates have no time. */
function age(at: number, locale: Locale, now: Date): string {
  const days = Math.round((at - now.getTime()) / dayMs);
  if (Math.abs(days) < 14) return relativeTime(locale, days, 'day');
  if (Math.abs(days) < 61) return relativeTime(locale, Math.trunc(days / 7), 'week');
  if (Math.abs(days) < 730) return relativeTime(locale, Math.trunc(days / 30.44), 'month');
  return relativeTime(locale, Math.trunc(days / 365.25), 'year');
}

const units: Readonly<Record<string, number>> = {
  hari: 1, day: 1, days: 1,
  minggu: 7, pekan: 7, week: 7, weeks: 7,
  bulan: 30, month: 30, months: 30,
  tahun: 365, year: 365, years: 365,
}; // prettier-ignore

/**
 * Reads a day as users write it: an ISO date, or words in both languages ("kemarin", "3 hari lalu", "last
 * week").
 *
 * @returns the midnight, in UTC, that begins the day; `null` when it cannot be read
 */
export function readDay(written: string, now: Date): number | null {
  const text = written.trim().toLowerCase().replace(/\s+/g, ' ');
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return parseDate(text);
  const figures = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (figures !== null) return dayInFigures(Number(figures[1]), Number(figures[2]), Number(figures[3]));
  if (/^\d{4}-\d{2}$/.test(text)) return parseDate(`${text}-01`);
  if (/^\d{4}$/.test(text)) return parseDate(`${text}-01-01`);
  if (['hari ini', 'today', 'sekarang', 'now'].includes(text)) return today;
  if (['kemarin', 'yesterday'].includes(text)) return today - dayMs;
  const ago =
    /^(?:(\d{1,4}|a|an|se) ?)?(hari|minggu|pekan|bulan|tahun|days?|weeks?|months?|years?) (?:yang )?(?:lalu|ago)$/.exec(
      text,
    ) ?? /^last ()(day|week|month|year)$/.exec(text);
  const unit = units[ago?.[2] ?? ''];
  if (ago === null || unit === undefined) return null;
  const count = /^\d+$/.test(ago[1] ?? '') ? Number(ago[1]) : 1;
  return today - count * unit * dayMs;
}

/** The day comes first, as in most of the world; the month, where the second number can only be a day. */
function dayInFigures(first: number, second: number, year: number): number | null {
  const [day, month] = second > 12 ? [second, first] : [first, second];
  const two = (number: number) => String(number).padStart(2, '0');
  return parseDate(`${year}-${two(month)}-${two(day)}`);
}

/** The last millisecond of the day that begins at `midnight`. */
export const endOfDay = (midnight: number) => midnight + dayMs - 1;
