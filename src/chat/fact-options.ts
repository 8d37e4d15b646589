import { parseDate } from '../articles/date.ts';
import { limits } from '../articles/limits.ts';
import type { EditedFacts } from '../ingest/contract.ts';
import { words } from '../locales/words.ts';
import { textOption, type Option } from './contract/command.ts';
import type { OptionValues, Reader } from './contract/context.ts';
import { readDay } from './presenters/dates.ts';
import { suggestLanguage } from './suggestions.ts';

/** Facts of an article that somebody can state. */
export const factOptions = {
  title: { name: 'title', type: 'string', maxLength: limits.title },
  publisher: { name: 'publisher', type: 'string', maxLength: limits.publisher },
  date: { name: 'date', type: 'string', maxLength: 40 },
  link: { name: 'link', type: 'string', maxLength: 1000 },
  language: { name: 'language', type: 'string', maxLength: 35, suggest: suggestLanguage },
} satisfies Record<string, Option>;

/** Says that a fact is not known. */
const unknown = '-';

/** The facts that these options state, or what is wrong with one of them. */
export function readFacts(
  options: OptionValues,
  { locale, now }: Reader,
): EditedFacts | { readonly problem: string } {
  const t = words(locale);
  const given = (name: string) => textOption(options, name);
  const orNull = (text: string) => (text === unknown ? null : text);
  const [title, publisher, date, link, language] = [
    given('title'),
    given('publisher'),
    given('date'),
    given('link'),
    given('language'),
  ];
  if (title === unknown) return { problem: t('edit.noTitle') };
  const published = date === undefined || date === unknown ? null : dateOf(date, now);
  if (date !== undefined && date !== unknown && published === null)
    return { problem: t('error.day', { written: date }) };
  if (link !== undefined && link !== unknown && !isAddress(link))
    return { problem: t('edit.link', { written: link }) };
  if (language !== undefined && language !== unknown && !isLanguage(language))
    return { problem: t('edit.language', { written: language }) };
  return {
    ...(title !== undefined && { title }),
    ...(publisher !== undefined && { publisher: orNull(publisher) }),
    ...(date !== undefined && { published }),
    ...(link !== undefined && { url: link === unknown ? null : new URL(link).href }),
    ...(language !== undefined && { language: orNull(language) }),
  };
}

/** ISO 8601: a moment with its zone as it was written, else a day. */
function dateOf(written: string, now: Date): string | null {
  if (written.length > 10 && parseDate(written) !== null) return written;
  const day = readDay(written, now);
  return day === null ? null : new Date(day).toISOString().slice(0, 10);
}

const isAddress = (written: string) =>
  URL.canParse(written) && /^https?:$/.test(new URL(written).protocol) && written.length <= limits.url;

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
