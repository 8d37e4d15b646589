import { localeOf } from '../locales/words.ts';
import { isTimeZone, type ServerSettings } from './settings.ts';

/** In the order shown. */
export const settingNames = [
  'channels',
  'adders',
  'language',
  'timeZone',
  'mentions',
  'quotes',
  'strictness',
] as const satisfies readonly (keyof ServerSettings)[];

/** Indonesia's, then from east to west. With "auto", as many as Discord allows in a select. */
const zones = [
  'Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Pacific/Auckland', 'Australia/Sydney', 'Asia/Tokyo', 'Asia/Singapore',
  'Asia/Shanghai', 'Asia/Bangkok', 'Asia/Kolkata', 'Asia/Almaty', 'Asia/Dubai', 'Asia/Riyadh', 'Europe/Istanbul',
  'Africa/Nairobi', 'Europe/Berlin', 'Africa/Lagos', 'Europe/London', 'UTC', 'America/Sao_Paulo', 'America/New_York',
  'America/Chicago', 'America/Denver', 'America/Los_Angeles',
] as const; // prettier-ignore

/** A zone that was set by other means replaces the last choice. */
export function shownZones(set: string | null): readonly string[] {
  const isOther = set !== null && !zones.some((zone) => zone === set);
  return ['auto', ...(isOther ? [...zones.slice(0, -1), set] : zones)];
}

/** The change a choice stands for; `null` if it is not a valid choice. */
export function readSetting(setting: string, chosen: readonly string[]): Partial<ServerSettings> | null {
  const [one = ''] = chosen;
  const ids = chosen.every((id) => /^\d{1,20}$/.test(id)) ? chosen : null;
  switch (setting) {
    case 'channels':
      return ids && { channels: ids };
    case 'adders':
      return ids && { adders: ids };
    case 'language':
      return one === 'auto' ? { language: null } : { language: localeOf(one) ?? null };
    case 'timeZone':
      if (one === 'auto') return { timeZone: null };
      return isTimeZone(one) ? { timeZone: one } : null;
    case 'mentions':
      return { mentions: one !== 'off' };
    case 'quotes':
      return one === '1' || one === '2' || one === '3' ? { quotes: Number(one) as 1 | 2 | 3 } : null;
    case 'strictness':
      return one === 'normal' || one === 'strict' ? { strictness: one } : null;
    default:
      return null;
  }
}
