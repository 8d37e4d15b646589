const day = /^(\d{4})-(\d{2})-(\d{2})$/;
const moment = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Reads the date of an article.
 *
 * @param written a day (`2022-01-13`) or a moment with its zone (`2022-01-13T14:05+07:00`, ISO 8601)
 * @returns milliseconds since 1970 (a day counts from its midnight in UTC), or `null` when it is neither or does not exist
 */
export function parseDate(written: string): number | null {
  const parts = day.exec(written.slice(0, 10));
  if (!parts || (written.length > 10 && !moment.test(written))) return null;
  const midnight = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  // Date.UTC rolls 31 February over into March; the text then says another day than the date.
  if (new Date(midnight).toISOString().slice(0, 10) !== parts[0]) return null;
  if (written.length === 10) return midnight;
  const time = Date.parse(written.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(time) ? null : time;
}

/** Minutes east of UTC that the date was written with; `null` for a day, which has no zone. */
export function zoneOf(written: string): number | null {
  const zone = moment.exec(written)?.[2];
  if (zone === undefined) return null;
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
