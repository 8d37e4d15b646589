import { words, type Locale } from '../../locales/words.ts';
import type { Feed } from '../../store/store.ts';
import type { Reader } from '../contract/context.ts';
import { dateWords } from './dates.ts';
import { errorReply } from './error-reply.ts';
import type { ImportPreview, ImportRefusal, ImportResult } from '../../ingest/contract.ts';
import type { Call, Part, Reply } from '../contract/reply.ts';

/** Articles listed one by one at most. */
const mostNamed = 10;
const outcomes = ['added', 'changed', 'duplicate', 'refused'] as const;

/** Why something was refused, as the words need it. */
type FailureFacts = Pick<ImportRefusal, 'code' | 'status' | 'usedUp'>;

export function failureWords({ code, status, usedUp }: FailureFacts, locale: Locale): string {
  const t = words(locale);
  if (code === 'full' && usedUp !== undefined) {
    const { of, held, most } = usedUp;
    return of === 'articles'
      ? t('failures.full_articles', { held, most })
      : t('failures.full_bytes', { held: held / 1e6, most: most / 1e6 });
  }
  if (code === 'status' && (status === 403 || status === 404)) return t(`failures.status_${status}`);
  return t(`failures.${code}`, { status });
}

/** Totals, and each article by name. */
export function importedReply(
  locale: Locale,
  imported: readonly ImportResult[],
  before: readonly Part[] = [],
): Reply {
  const t = words(locale);
  const named = [...imported].sort((a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome));
  const items = named.slice(0, mostNamed).map((one) => importedWords(one, locale));
  if (named.length > mostNamed) items.push(t('add.more', { count: named.length - mostNamed }));
  return addingReply(locale, imported, items, before);
}

/** One of several files; `file` is its address. */
export interface ImportedFile {
  readonly file: string;
  readonly articles: readonly ImportResult[];
}

/** Totals, and what became of each file; of a single one, of each of its articles. */
export function importedFilesReply(locale: Locale, files: readonly ImportedFile[]): Reply {
  const all = files.flatMap(({ articles }) => articles);
  if (files.length === 1) return importedReply(locale, all);
  const items = files.map(({ file, articles }) => {
    const [only = { outcome: 'refused', title: null, code: 'text' } as const, ...more] = articles;
    const what = more.length === 0 ? [importedWords(only, locale)] : sumOf(articles, locale);
    return [nameOfFile(file), ...what].join(' · ');
  });
  return addingReply(locale, all, items);
}

/** The name that an address ends with, or that stands in one that holds the file itself (`data:`). */
function nameOfFile(address: string): string {
  const name = /^data:[^;]*;name=([^;,]*)/.exec(address)?.[1] ?? /[^/]*$/.exec(new URL(address).pathname)![0];
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}

function addingReply(
  locale: Locale,
  imported: readonly ImportResult[],
  items: readonly string[],
  before: readonly Part[] = [],
): Reply {
  const t = words(locale);
  const isRefused = imported.every(({ outcome }) => outcome === 'refused') && imported.length > 0;
  return {
    locale,
    tone: isRefused ? 'error' : 'plain',
    private: true,
    parts: [
      { kind: 'heading', text: isRefused ? t('error.headings.nothingAdded') : t('add.heading') },
      ...before,
      ...(items.length > 0 ? [{ kind: 'list' as const, items }] : []),
      { kind: 'small', text: [...sumOf(imported, locale), t('add.scope')].join(' · ') },
    ],
  };
}

const sumOf = (imported: readonly ImportResult[], locale: Locale): string[] =>
  outcomes
    .map((outcome) => [outcome, imported.filter((one) => one.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => words(locale)(`add.${outcome}`, { count }));

function importedWords(one: ImportResult, locale: Locale): string {
  const t = words(locale);
  const title = one.title ?? '';
  if (one.outcome !== 'refused') {
    const { pages, future } = one;
    return [
      t(`add.item.${one.outcome}`, { title: title || t('article.untitled') }),
      ...(one.withoutPage === undefined ? [] : [t('add.summary')]),
      ...(pages === undefined ? [] : [t('add.pages', pages)]),
      ...(future === undefined ? [] : [t('add.future', { date: future.slice(0, 10) })]),
    ].join(' · ');
  }
  const why = failureWords(one, locale);
  return title === '' ? t('add.item.refusedUntitled', { why }) : t('add.item.refused', { title, why });
}

/**
 * The feeds of a site, of which one is to be chosen.
 *
 * @param call of the select, whose value is the address of the chosen one
 */
export function feedChoiceReply(
  locale: Locale,
  site: string,
  feeds: readonly { readonly url: string; readonly title: string | null }[],
  call: Call,
): Reply {
  const t = words(locale);
  const from = feeds
    .filter(({ url }) => url.length <= longestValue)
    .map(({ url, title }) => ({
      value: url,
      label: title ?? url,
      ...(title !== null && { description: url }),
    }));
  return {
    locale,
    tone: 'plain',
    private: true,
    parts: [
      { kind: 'heading', text: t('feed.choice', { site }) },
      { kind: 'list', items: feeds.map(({ url, title }) => (title === null ? url : `${title} · ${url}`)) },
      { kind: 'small', text: t('feed.choose') },
      {
        kind: 'controls',
        controls: [{ kind: 'select', label: t('feed.pick'), from, chosen: [], call }],
      },
    ],
  };
}

/** Characters of a select's value, which Discord limits. */
const longestValue = 100;

export function progressReply(locale: Locale, done: number, of: number): Reply {
  const t = words(locale);
  return {
    locale,
    tone: 'plain',
    private: true,
    parts: [
      { kind: 'heading', text: t('add.heading') },
      { kind: 'text', text: t('add.progress', { done, of }) },
    ],
  };
}

export function previewedWords(one: ImportPreview, reader: Reader): string {
  const { locale } = reader;
  const t = words(locale);
  if (one.outcome === 'refused') {
    const why = failureWords(one, locale);
    return one.title === null || one.title === ''
      ? t('check.failedUntitled', { why })
      : t('check.failed', { title: one.title, why });
  }
  const title = one.title || t('article.untitled');
  if (one.outcome === 'duplicate') return t('check.failed', { title, why: t('failures.duplicate') });
  return t(one.isSummary ? 'check.summary' : 'check.article', {
    title,
    publisher: one.publisher ?? t('article.publisherUnknown'),
    published: dateWords(one.published, reader).absolute,
    length: one.length,
  });
}

export function feedWords({ state, nextAt, ...feed }: Feed, reader: Reader): string {
  const t = words(reader.locale);
  const at = (ms: number | null) => (ms === null ? t('feed.never') : timeWords(ms, reader));
  const next = at(nextAt.getTime());
  const { problem } = state;
  const how =
    problem === null
      ? t('feed.well', { feed: feedName(feed), read: at(state.readAt), news: at(state.newAt), next })
      : t('feed.failing', {
          feed: feedName(feed),
          since: at(state.failingSince),
          why: failureWords(problem as FailureFacts, reader.locale),
          next,
        });
  const { articles, newest } = state;
  if (articles === undefined) return how;
  const count = t('feed.articles', { count: articles });
  const last =
    newest === undefined
      ? []
      : [t('feed.newest', { title: newest.title, date: dateWords(newest.published, reader).absolute })];
  return [how, count, ...last].join(' · ');
}

export function feedFailsReply({ state, ...feed }: Feed, reader: Reader): Reply {
  const { locale } = reader;
  const problem = (state.problem ?? { code: 'unreachable' }) as FailureFacts;
  return {
    ...errorReply(
      locale,
      words(locale)('feed.fails', {
        feed: feedName(feed),
        since: timeWords(state.failingSince ?? reader.now.getTime(), reader),
        why: failureWords(problem, locale),
      }),
      'feed',
    ),
    private: false,
  };
}

/** The feed's own title, else its address. */
export const feedName = ({ title, url }: Pick<Feed, 'title' | 'url'>) => title ?? url;

const timeWords = (ms: number, reader: Reader) =>
  dateWords(new Date(ms).toISOString(), { ...reader, timeZone: reader.timeZone ?? 'UTC' }).absolute;
