import { z } from 'zod';
import type { ArticleFacts } from './article.ts';
import { parseDate } from './date.ts';

const words = z.string().transform((text) => text.trim() || null);
const optional = words.nullish().transform((text) => text ?? null);
const date = z
  .string()
  .refine((text) => parseDate(text) !== null, {
    error: (issue) =>
      `expected a day (2022-01-13) or a moment with its zone (2022-01-13T14:05+07:00), got "${String(issue.input)}"`,
  })
  .nullish()
  .transform((text) => text ?? null);
const link = z.string().refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
  error: (issue) => `expected an address that begins with http:// or https://, got "${String(issue.input)}"`,
});
const list = z
  .array(z.union([z.string(), z.number()]).transform(String))
  .or(z.string().transform((text) => text.split(',').map((part) => part.trim())))
  .nullish()
  .transform((parts) => (parts ?? []).filter((part) => part !== ''));

const schema = z.object({
  title: z.union([z.string(), z.number()]).nullish(),
  url: link.nullish().transform((text) => text ?? null),
  publisher: optional,
  byline: optional,
  published: date,
  updated: date,
  language: optional.refine((tag) => tag === null || isLanguageTag(tag), {
    error: (issue) => `expected a BCP 47 language tag such as id or en, got "${String(issue.input)}"`,
  }),
  tags: list,
  origin: optional,
  translation: z
    .union([z.string(), z.boolean()])
    .nullish()
    .transform((how) => (how === true ? 'machine' : typeof how === 'string' && how !== '' ? how : null)),
  based_on: z
    .union([z.array(link), link.transform((one) => [one])])
    .nullish()
    .transform((links) => links ?? []),
  copy_of: optional,
  status: z
    .enum(['current', 'corrected', 'withdrawn'])
    .nullish()
    .transform((status) => status ?? 'current'),
});

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * Checks the fields that a file states about its article (names as in `knowledge/README.md`; unknown ones are ignored).
 *
 * @returns the facts, or one line that names every wrong field, what was expected and what came
 */
export function readFacts(id: string, fields: unknown): ArticleFacts | { readonly reason: string } {
  const read = schema.safeParse(fields);
  if (!read.success) {
    return {
      reason: read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    };
  }
  const { title, based_on: basedOn, copy_of: copyOf, ...rest } = read.data;
  return { id, title: String(title ?? '').trim(), basedOn, copyOf, ...rest };
}
