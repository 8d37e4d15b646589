import type { Locale } from './words.ts';

/** "yesterday", "4 years ago", "2 hari lalu" */
export function relativeTime(locale: Locale, value: number, unit: Intl.RelativeTimeFormatUnit): string {
  // "auto" has a word for the day before yesterday in Indonesian, "kemarin dulu", which newsrooms do not use.
  const numeric = Math.abs(value) < 2 ? 'auto' : 'always';
  const words = new Intl.RelativeTimeFormat(locale === 'en' ? 'en-GB' : locale, { numeric }).format(
    value,
    unit,
  );
  return locale === 'id' ? words.replace(' yang lalu', ' lalu') : words;
}
