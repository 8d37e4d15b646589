import { readFile, stat } from 'node:fs/promises';
import { findArticleFiles, readArticleFile } from '../articles/read.ts';
import { createFetcher, type Fetcher } from './fetch/fetcher.ts';
import type { Found } from './found.ts';
import { readImportArguments, type Wanted } from './import-arguments.ts';
import type { Source } from './read-source.ts';
import { maxSourceBytes, startReading, type Reading } from './reading-thread.ts';

interface Streams {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
}

/** What the configuration has to say. */
interface Settings {
  /** Ports of this machine that may be fetched from, for tests. */
  readonly loopbackPorts: readonly number[];
}

/** What a file or address gave, one at a time: an article, or why there is none. */
type Item = { readonly found: Found } | { readonly reason: string };

/**
 * Runs the command line `import`.
 *
 * @param args the words after `import`
 * @returns the exit code: 0 every file gave an article (with `--json` always), 1 one gave none, 2 wrong usage
 */
export async function runImport(
  args: readonly string[],
  streams: Streams,
  { loopbackPorts }: Settings,
): Promise<number> {
  const asked = readImportArguments(args, streams);
  if ('exitCode' in asked) return asked.exitCode;
  if (loopbackPorts.length > 0) {
    streams.err.write(
      `warning: ports ${loopbackPorts.join(', ')} of this machine may be fetched from, which is for tests only\n`,
    );
  }
  const reading = startReading();
  const fetcher = createFetcher({ loopbackPorts });
  let refused = 0;
  try {
    for (const wanted of asked.wanted) {
      for await (const item of itemsOf(wanted, reading, fetcher)) {
        if ('reason' in item) refused++;
        const write = (line: string) =>
          (asked.json || 'found' in item ? streams.out : streams.err).write(`${line}\n`);
        write(asked.json ? JSON.stringify(jsonOf(wanted, item)) : lineOf(wanted, item));
      }
    }
  } finally {
    await Promise.all([reading.close(), fetcher.close()]);
  }
  // With --json a refusal is a line like any other.
  return refused === 0 || asked.json ? 0 : 1;
}

/** Files that hold articles in our own forms. */
const own = /\.(?:md|markdown|txt|jsonl|jsonl\.gz)$/i;

/** How an address begins; everything else is a file. */
const address = /^[a-z][a-z+.-]+:\/\//i;

async function* itemsOf({ path, url }: Wanted, reading: Reading, fetcher: Fetcher): AsyncGenerator<Item> {
  if (address.test(path)) {
    const fetched = await fetcher.fetch(path);
    yield* 'reason' in fetched ? [fetched] : await read(fetched.source, reading);
    return;
  }
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
    yield* await read({ bytes: await readFile(path), contentType: null, url }, reading);
  } catch (error) {
    yield { reason: `cannot be opened: ${(error as Error).message}` };
  }
}

async function read(source: Source, reading: Reading): Promise<Item[]> {
  const outcome = await reading.read(source);
  return 'reason' in outcome ? [outcome] : outcome.found.map((found) => ({ found }));
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
