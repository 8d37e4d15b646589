import type { Filter } from '../answer/answer.ts';
import { words, type Locale } from '../locales/words.ts';
import type { OptionValues } from './contract/context.ts';
import { textOption, type Option } from './contract/command.ts';
import { endOfDay, readDay } from './presenters/dates.ts';
import { suggestSource } from './suggestions.ts';

/** The options by which a command takes only some of the articles. */
export const filterOptions = {
  source: { name: 'source', type: 'string', maxLength: 100, suggest: suggestSource },
  since: { name: 'since', type: 'string', maxLength: 40 },
  until: { name: 'until', type: 'string', maxLength: 40 },
  language: { name: 'language', type: 'string', choices: ['id', 'en'] },
} satisfies Record<string, Option>;

/** Which articles these options let through on a server, or in words what is wrong with one of them. */
export function readFilter(
  options: OptionValues,
  { askedAt, locale, server }: { askedAt: Date; locale: Locale; server: string | null },
): { readonly filter: Filter } | { readonly problem: string } {
  const t = words(locale);
  const [since, until] = [textOption(options, 'since'), textOption(options, 'until')];
  const [from, to] = [since, until].map((written) =>
    written === undefined ? undefined : readDay(written, askedAt),
  );
  if (from === null) return { problem: t('error.day', { written: since }) };
  if (to === null) return { problem: t('error.day', { written: until }) };
  if (from !== undefined && to !== undefined && from > to)
    return { problem: t('error.period', { since, until }) };
  const [source, language] = [textOption(options, 'source'), textOption(options, 'language')];
  return {
    filter: {
      server,
      ...(source !== undefined && { source }),
      ...(language !== undefined && { language }),
      ...(from !== undefined && { since: from }),
      ...(to !== undefined && { until: endOfDay(to) }),
    },
  };
}
