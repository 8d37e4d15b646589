import { z } from 'zod';
import type { ArticleFacts } from './article.ts';
import { parseDate } from './date.ts';
import { limits } from './limits.ts';

/** A text of one line; what came is not shown, since it may be of any length. */
const atMost = (most: number) => z.string().max(most, { error: `expected at most ${most} characters` });
const optional = (most: number) =>
  atMost(most)
    .nullish()
    .transform((text) => (text?.trim() === '' ? null : (text?.trim() ?? null)));
const date = atMost(limits.line)
  .refine((text) => parseDate(text) !== null, {
    error: (issue) =>
      `expected a day (2022-01-13) or a moment with its zone (2022-01-13T14:05+07:00), got "${String(issue.input)}"`,
  })
  .nullish()
  .transform((text) => text ?? null);
const link = atMost(limits.url).refine(
  (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
  {
    error: (issue) =>
      `expected an address that begins with http:// or https://, got "${String(issue.input)}"`,
  },
);
/** Looked at by hand, so that a list of half a million is refused by its length. */
const list = z
  .unknown()
  .optional()
  .transform((given, context): string[] => {
    const parts: unknown = typeof given === 'string' ? given.split(',', 10 * limits.tags) : (given ?? []);
    const isTag = (tag: unknown) =>
      (typeof tag === 'string' && tag.trim().length <= limits.tag) || typeof tag === 'number';
    if (Array.isArray(parts) && parts.length <= limits.tags && parts.every(isTag))
      return parts
        .map((tag) => (typeof given === 'string' ? String(tag).trim() : String(tag)))
        .filter((tag) => tag !== '');
    context.addIssue(`expected at most ${limits.tags} tags of at most ${limits.tag} characters`);
    return z.NEVER;
  });

const schema = z.object({
  title: z
    .union([z.string(), z.number()])
    .nullish()
    .refine((title) => String(title ?? '').trim().length <= limits.title, {
      error: `expected at most ${limits.title} characters`,
    }),
  url: link.nullish().transform((text) => text ?? null),
  publisher: optional(limits.publisher),
  byline: optional(limits.byline),
  published: date,
  updated: date,
  language: optional(limits.line).refine((tag) => tag === null || isLanguageTag(tag), {
    error: (issue) => `expected a BCP 47 language tag such as id or en, got "${String(issue.input)}"`,
  }),
  tags: list,
  origin: optional(limits.line),
  translation: z
    .union([atMost(limits.line), z.boolean()])
    .nullish()
    .transform((how) => (how === true ? 'machine' : typeof how === 'string' && how !== '' ? how : null)),
  based_on: z
    .union([z.array(link).max(limits.basedOn), link.transform((one) => [one])])
    .nullish()
    .transform((links) => links ?? []),
  copy_of: optional(limits.line),
  summary: z
    .boolean()
    .nullish()
    .transform((is) => is === true),
  archived: link.nullish().transform((text) => text ?? undefined),
  fact_check: z
    .object({ claim: atMost(limits.line), verdict: atMost(limits.line), author: optional(limits.publisher) })
    .nullish()
    .transform((check) => check ?? undefined),
  status: z
    .enum(['current', 'corrected', 'withdrawn'])
    .nullish()
    .transform((status) => status ?? 'current'),
});

/** Characters of a reason, which names what came. */
const longestReason = 1000;

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
    const issues = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return { reason: issues.join('; ').slice(0, longestReason) };
  }
  const {
    title,
    based_on: basedOn,
    copy_of: copyOf,
    fact_check: factCheck,
    archived,
    summary,
    ...rest
  } = read.data;
  return {
    id,
    title: String(title ?? '').trim(),
    basedOn,
    copyOf,
    ...rest,
    ...(summary && { isSummary: true }),
    ...(archived !== undefined && { archived }),
    ...(factCheck && { factCheck }),
  };
}

/** Why a text cannot be that of an article; `null` when it can. */
export function textProblem(text: string): string | null {
  return text.length > limits.text
    ? `the text has ${text.length} characters, and may have ${limits.text}; cut it into several articles`
    : null;
}
