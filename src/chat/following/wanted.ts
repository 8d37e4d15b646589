import type { Json, Subscription } from '../../store/store.ts';
import type { Settings } from '../settings.ts';

/** What a subscription wants; stored with it. */
export interface Wanted {
  /** Words, a tag, a publisher or a question; `null` for all that is new. */
  readonly topic: string | null;
  readonly source?: string;
  readonly language?: string;
  /** Only articles of this feed, by its id. */
  readonly feed?: string;
  readonly feedName?: string;
  /** Posts an hour; what is more comes as a list. */
  readonly mostPerHour: number;
  /** Hours of the day in which nothing is posted: from, up to but not including. */
  readonly quiet: readonly [from: number, until: number] | null;
  /** For a digest: how often, and at which minute of the day. */
  readonly digest?: { readonly every: 'daily' | 'weekly'; readonly minute: number };
}

/** What was answered last to a question, and when its article was published, in milliseconds since 1970. */
export interface LastAnswer {
  readonly text: string;
  readonly article: string;
  readonly published: number | null;
}

/** What a digest told last: an article of each story. */
export interface LastDigest {
  readonly at: number;
  readonly stories: readonly string[];
}

export const wantedOf = ({ wanted }: Pick<Subscription, 'wanted'>) => wanted as unknown as Wanted;

/** The articles that a subscription may post. */
export function filterOf({ server, wanted }: Pick<Subscription, 'server' | 'wanted'>) {
  const { source, language } = wantedOf({ wanted });
  return { server, ...(source !== undefined && { source }), ...(language !== undefined && { language }) };
}

/** Whether two subscriptions would post the same, however much and when. */
export function isSameWanted(subscription: Pick<Subscription, 'wanted'>, wanted: Wanted): boolean {
  const ofWhat = ({ topic, source, language, feed, digest }: Wanted) =>
    JSON.stringify([topic?.trim(), source, language, feed, digest]).toLowerCase();
  return ofWhat(wantedOf(subscription)) === ofWhat(wanted);
}

export const asJson = (value: object) => value as Json;

/** Subscriptions of one server to its channels, and of one person to themselves. */
export const mostSubscriptions = { server: 50, person: 15 };

/** The zone of a subscription's hours: that of its server, else that of most who speak its language. */
export function zoneOf(
  { server, locale }: Pick<Subscription, 'server' | 'locale'>,
  settings: Pick<Settings, 'of'>,
): string {
  return settings.of(server).timeZone ?? (locale === 'id' ? 'Asia/Jakarta' : 'UTC');
}

/** Hours of the day as "22-6"; `null` if it is none, or nothing between them. */
export function readQuietHours(written: string): readonly [number, number] | null {
  const [, from, until] =
    /^\s*(\d{1,2})(?:[.:]00)?\s*(?:-|–|to|sampai|s\/d)\s*(\d{1,2})(?:[.:]00)?\s*$/i.exec(written) ?? [];
  const hours = [Number(from), Number(until) % 24] as const;
  return from === undefined || hours.some((hour) => hour > 23) || hours[0] === hours[1] ? null : hours;
}

/** A time of day such as "7", "07.30" or "18:00", as its minute; `null` if it is none. */
export function readMinute(written: string): number | null {
  const [, hour, minute = '0'] = /^\s*(\d{1,2})(?:[.:](\d\d))?\s*$/.exec(written) ?? [];
  return hour === undefined || Number(hour) > 23 || Number(minute) > 59
    ? null
    : Number(hour) * 60 + Number(minute);
}

/** The minute of the week in a zone, from Monday on. */
function minuteOfWeek(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday'));
  return (day * 24 + Number(part('hour'))) * 60 + Number(part('minute'));
} // prettier-ignore

export function isQuiet(quiet: Wanted['quiet'], at: Date, timeZone: string): boolean {
  if (quiet === null) return false;
  const hour = Math.floor(minuteOfWeek(at, timeZone) / 60) % 24;
  const [from, until] = quiet;
  return from < until ? hour >= from && hour < until : hour >= from || hour < until;
}

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** When a digest is due next; a weekly one on Mondays. */
export function nextDigest(
  { every, minute }: NonNullable<Wanted['digest']>,
  after: Date,
  timeZone: string,
): Date {
  const start = Math.floor(after.getTime() / minuteMs) * minuteMs;
  const length = every === 'daily' ? dayMinutes : 7 * dayMinutes;
  const away = (at: number) => (minute - (minuteOfWeek(new Date(at), timeZone) % length) + length) % length;
  const next = start + (away(start) || length) * minuteMs;
  // A change to or from summer time lies between; a minute that it skips is made up for after it.
  const off = away(next);
  const moved = next + (off > length / 2 ? off - length : off) * minuteMs;
  return new Date(away(moved) === 0 ? moved : next);
}
