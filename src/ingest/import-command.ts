import { readFile, stat } from 'node:fs/promises';
import { findArticleFiles, readArticleFile } from '../articles/read.ts';
import type { Found } from './found.ts';
import { readImportArguments, type Wanted } from './import-arguments.ts';
import { maxSourceBytes, startReading, type Reading } from './reading-thread.ts';

interface Streams {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
}

/** What a file gave, one at a time: an article, or why there is none. */
type Item = { readonly found: Found } | { readonly reason: string };

/**
 * Runs the command line `import`.
 *
 * @param args the words after `import`
 * @returns the exit code: 0 every file gave an article (with `--json` always), 1 one gave none, 2 wrong usage
 */
export async function runImport(args: readonly string[], streams: Streams): Promise<number> {
  const asked = readImportArguments(args, streams);
  if ('exitCode' in asked) return asked.exitCode;
  const reading = startReading();
  let refused = 0;
  try {
    for (const wanted of asked.wanted) {
      for await (const item of itemsOf(wanted, reading)) {
        if ('reason' in item) refused++;
        const write = (line: string) =>
          (asked.json || 'found' in item ? streams.out : streams.err).write(`${line}\n`);
        write(asked.json ? JSON.stringify(jsonOf(wanted, item)) : lineOf(wanted, item));
      }
    }
  } finally {
    await reading.close();
  }
  // With --json a refusal is a line like any other.
  return refused === 0 || asked.json ? 0 : 1;
}

/** Files that hold articles in our own forms. */
const own = /\.(?:md|markdown|txt|jsonl|jsonl\.gz)$/i;

async function* itemsOf({ path, url }: Wanted, reading: Reading): AsyncGenerator<Item> {
  if (own.test(path)) {
    const { files, refusals } = await findArticleFiles([path]);
    for (const { reason } of refusals) yield { reason };
    for (const file of files) {
      for await (const read of readArticleFile(file, new Map())) {
        yield 'article' in read ? { found: { ...read.article, url: read.article.url ?? url } } : read.refusal;
      }
    }
    return;
  }
  try {
    const { size } = await stat(path);
    if (size > maxSourceBytes) {
      yield {
        reason: `${(size / 1e6).toFixed(1)} MB is larger than a page may be (${maxSourceBytes / 1e6} MB)`,
      };
      return;
    }
    const outcome = await reading.read({ bytes: await readFile(path), contentType: null, url });
    if ('reason' in outcome) yield outcome;
    else for (const found of outcome.found) yield { found };
  } catch (error) {
    yield { reason: `cannot be opened: ${(error as Error).message}` };
  }
}

function jsonOf({ path }: Wanted, item: Item): unknown {
  if ('reason' in item) return { file: path, article: null, error: item.reason };
  const { title, url, publisher, byline, published, language, text } = item.found;
  return { file: path, article: { title, url, publisher, byline, published, language, text } };
}

function lineOf({ path }: Wanted, item: Item): string {
  if ('reason' in item) return safe(`${path}: ${item.reason}`);
  const { title, publisher, published, text } = item.found;
  return safe(
    `${title || '(untitled)'} | ${publisher ?? 'publisher unknown'} | ${published ?? 'date unknown'} | ${text.length} characters`,
  );
}

/** Text from outside cannot move the cursor or change colours. */
const safe = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, ' ');
