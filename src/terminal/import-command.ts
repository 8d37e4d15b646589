import { countArticles } from '../articles/read.ts';
import { createFetcher } from '../ingest/fetch/fetcher.ts';
import { readImportArguments, type OutputStreams } from './import-arguments.ts';
import { itemsOf, keepItem, type ImportSource, type Result } from '../ingest/import-items.ts';
import { showProgress } from './import-progress.ts';
import type { PagesRead } from '../ingest/read-address.ts';
import { futureOf } from '../ingest/importer.ts';
import type { ArticleFiles } from '../ingest/keep/article-files.ts';
import { openArticleFolder, type ArticleFolder } from '../ingest/keep/article-folder.ts';
import { startSourceReader } from '../ingest/reading-thread.ts';
import { failureWords } from '../chat/presenters/import-replies.ts';
import { visibleJson } from './visible-json.ts';

interface ImportSettings {
  /** Where articles are kept. */
  readonly dataDir: string;
  /** Ports of this machine that may be fetched from, for tests. */
  readonly loopbackPorts: readonly number[];
  /** Opens what `openArticleFolder` changes files with, where more than the data folder is changed. */
  readonly openFiles?: (() => Promise<ArticleFiles>) | undefined;
}

/** Articles written concurrently. */
const keptAtOnce = 16;

const outcomes = ['added', 'changed', 'duplicate', 'refused'] as const;

/**
 * Runs the command line `import`.
 *
 * @param args the words after `import`
 * @returns the exit code: 0 every file gave an article (with `--json` in any case), 1 one gave none, or it was stopped since nothing can be saved, 2 wrong usage
 */
export async function runImport(
  args: readonly string[],
  streams: OutputStreams,
  { dataDir, loopbackPorts, openFiles }: ImportSettings,
): Promise<number> {
  const asked = readImportArguments(args, streams);
  if ('exitCode' in asked) return asked.exitCode;
  if (loopbackPorts.length > 0) {
    streams.err.write(
      `warning: ports ${loopbackPorts.join(', ')} of this machine may be fetched from, which is for tests only\n`,
    );
  }
  // What is kept there is nobody else's on this machine.
  process.umask(0o077);
  const files = asked.dryRun ? undefined : await openFiles?.();
  const reading = startSourceReader().of('import');
  let folder: ArticleFolder;
  try {
    folder = await openArticleFolder(dataDir, reading, null, asked.dryRun, null, undefined, files);
  } catch (error) {
    streams.err.write(
      `error: KUTIP_DATA_DIR needs a folder that can be written, and "${dataDir}" cannot be used: ${(error as Error).message}\n`,
    );
    return 1;
  }
  const progress = showProgress(streams.err, () => countAll(asked.wanted));
  const fetcher = createFetcher({ loopbackPorts, reading });
  const counts = new Map<string, number>(outcomes.map((outcome) => [outcome, 0]));
  const failures = new Map<string, number>();
  const count = ({ outcome, failure }: ImportLine) => {
    counts.set(outcome, counts.get(outcome)! + 1);
    if (failure !== null) failures.set(failure, (failures.get(failure) ?? 0) + 1);
  };
  /** Once there is one, no more are begun. */
  let unsaved = 0;
  let shownSoFar = 0;
  try {
    const underway: Promise<ImportLine>[] = [];
    const showUntil = async (left: number) => {
      while (underway.length > left) {
        const shown = await underway.shift()!;
        // The same would be said of all that were begun.
        if (shown.isUnsaved && ++unsaved > 1) continue;
        shownSoFar++;
        count(shown);
        const stream = asked.json || shown.outcome !== 'refused' ? streams.out : streams.err;
        progress.done(() => stream.write(`${asked.json ? visibleJson(shown.json) : safe(shown.line)}\n`));
      }
    };
    for (const wanted of asked.wanted) {
      for await (const item of itemsOf(wanted, reading, fetcher)) {
        const path = item.path ?? wanted.path;
        const known = 'found' in item ? { ...item, found: { ...item.found, ...wanted.facts } } : item;
        const shown = keepItem(known, folder, reading, fetcher).then((result) =>
          asked.dryRun ? shownDry(path, result) : shownKept(path, result),
        );
        // What fails is said when its turn comes.
        shown.catch(() => undefined);
        underway.push(shown);
        // The pages of a feed's entries are fetched one after the other.
        await showUntil('found' in item && !item.isEntry ? keptAtOnce : 0);
        if (unsaved > 0) break;
      }
      if (unsaved > 0) break;
    }
    await showUntil(0);
  } finally {
    progress.end();
    await Promise.all([reading.close(), fetcher.close()]);
  }
  if (unsaved > 0) {
    // What cannot be counted may be more than one.
    const left = (await countAll(asked.wanted).catch(() => 0)) - shownSoFar;
    streams.err.write(
      `stopped, since nothing more can be saved now${left > 0 ? `: ${left} more were not imported` : ''}. Once it can, import all of it again: nothing is kept twice.\n`,
    );
  }
  if (!asked.json) {
    if (asked.dryRun) streams.out.write('nothing was changed; a real run would give:\n');
    streams.out.write(`${outcomes.map((outcome) => `${counts.get(outcome)} ${outcome}`).join(', ')}\n`);
    for (const [failure, times] of [...failures].sort((a, b) => b[1] - a[1]))
      streams.out.write(`  ${times} refused: ${failure}\n`);
  }
  // With --json a refusal is a line like any other.
  return unsaved === 0 && (counts.get('refused') === 0 || asked.json) ? 0 : 1;
}

/** A feed counts as one, although it may have more; the bar then has no total. */
async function countAll(wanted: readonly ImportSource[]): Promise<number> {
  let articles = 0;
  for (const { path } of wanted) articles += await countArticles(path);
  return articles;
}

interface ImportLine {
  readonly outcome: string;
  /** In the words of the locales. */
  readonly failure: string | null;
  /** Whether nothing more can be saved now. */
  readonly isUnsaved: boolean;
  readonly json: unknown;
  readonly line: string;
}

/** For a dry run: prints the article instead of its id. */
function shownDry(path: string, result: Result): ImportLine {
  const { kept, found, pages = null } = result;
  const shown = shownKept(path, result);
  const facts =
    found === null
      ? null
      : (({ title, url, publisher, byline, published, language, text }) => ({
          ...{ title, url, publisher, byline, published, language, text },
        }))(found);
  const error = kept.outcome === 'refused' ? { error: kept.reason } : {};
  const outcome = facts === null || kept.outcome === 'added' ? {} : { outcome: kept.outcome };
  return {
    ...shown,
    json: { file: path, article: facts, ...outcome, ...error, ...(pages !== null && { pages }) },
    line:
      facts === null || kept.outcome === 'refused'
        ? shown.line
        : `${kept.outcome}: ${facts.title || '(untitled)'} | ${facts.publisher ?? 'publisher unknown'} | ${facts.published ?? 'date unknown'} | ${facts.text.length} characters${partOf(pages)}${dateOf(found)}`,
  };
}

function shownKept(path: string, { kept, found, title, pages = null }: Result): ImportLine {
  const { outcome } = kept;
  const told = kept.outcome === 'refused' ? { outcome, reason: kept.reason } : kept;
  const copy = 'copyOf' in kept ? ` | a copy of ${kept.copyOf}` : '';
  return {
    outcome,
    failure: kept.outcome === 'refused' ? failureWords(kept, 'en') : null,
    isUnsaved: kept.outcome === 'refused' && (kept.code === 'disk' || kept.code === 'not here'),
    json: { file: path, ...told, ...(pages !== null && { pages }) },
    line:
      kept.outcome === 'refused'
        ? `refused: ${path}: ${kept.reason}`
        : `${outcome}: ${title === null || title === '' ? '(untitled)' : title} | ${kept.id}${copy}${partOf(pages)}${dateOf(found)}`,
  };
}

/** Notes if only part of an article was read. */
function partOf(pages: PagesRead | null): string {
  if (pages === null) return '';
  const { read, of } = pages;
  return of > read ? ` | ${read} of its ${of} pages alone` : ` | ${read} of its pages alone`;
}

/** Notes if the publication date is in the future. */
const dateOf = (found: Result['found']) =>
  futureOf(found?.published ?? null) === null ? '' : ' | dated in the future, and not quoted before then';

/** Text from outside cannot move the cursor or change colours. */
const safe = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, ' ');
