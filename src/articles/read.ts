import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Article, Refusal } from './article.ts';
import { readJsonLine } from './json-lines.ts';
import { readMarkdown } from './markdown.ts';
import { readPlainText } from './plain-text.ts';

/** The longest article that is read, in bytes: a file of Markdown or text, or a line of JSON Lines. */
const maxBytes = 5_000_000;

const ending = /\.(md|markdown|txt|jsonl|jsonl\.gz)$/i;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

export type Read = { readonly article: Article } | { readonly refusal: Refusal };

/**
 * Reads every article below the folders and in the files named, in the order of their names. What is malformed comes
 * as a refusal with its path and reason; everything else goes on. Files of other kinds, hidden files and `README.md`
 * are passed over.
 *
 * @param paths folders or article files; that one does not exist is a refusal too
 */
export async function* readArticles(paths: readonly string[]): AsyncGenerator<Read> {
  const seen = new Map<string, string>();
  for (const path of paths) {
    for await (const read of readPath(path)) {
      if ('article' in read) {
        const first = seen.get(read.article.id);
        if (first !== undefined) {
          yield {
            refusal: { path: read.path, reason: `duplicate id "${read.article.id}", already in ${first}` },
          };
          continue;
        }
        seen.set(read.article.id, read.path);
      }
      yield read;
    }
  }
}

type ReadAt = { readonly article: Article; readonly path: string } | { readonly refusal: Refusal };

async function* readPath(path: string): AsyncGenerator<ReadAt> {
  let entry;
  try {
    entry = await stat(path);
  } catch (error) {
    yield { refusal: { path, reason: `cannot be opened: ${(error as Error).message}` } };
    return;
  }
  if (!entry.isDirectory()) {
    yield* readFileAt(path, basename(path), entry.size);
    return;
  }
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  const files = names
    .filter((name) => name.isFile() && ending.test(name.name) && name.name.toLowerCase() !== 'readme.md')
    .map((name) => join(name.parentPath, name.name))
    .filter(
      (file) =>
        !relative(path, file)
          .split(sep)
          .some((part) => part.startsWith('.')),
    )
    .sort();
  for (const file of files) {
    yield* readFileAt(file, relative(path, file).split(sep).join('/'), (await stat(file)).size);
  }
}

async function* readFileAt(path: string, name: string, bytes: number): AsyncGenerator<ReadAt> {
  const kind = ending.exec(name)?.[1]?.toLowerCase();
  const id = name.replace(ending, '');
  const refuse = (reason: string, at = path): ReadAt => ({ refusal: { path: at, reason } });
  const outcome = (read: Article | { readonly reason: string }, at = path): ReadAt =>
    'reason' in read ? refuse(read.reason, at) : { article: read, path: at };

  if (kind === undefined) {
    yield refuse('not a kind of article that is read: expected .md, .txt, .jsonl or .jsonl.gz');
  } else if (bytes === 0) {
    yield refuse('the file is empty');
  } else if (kind.startsWith('jsonl')) {
    try {
      for await (const { number, line } of linesOf(path, kind === 'jsonl.gz')) {
        const at = `${path}:${number}`;
        const source = line && decode(line);
        if (source === null) yield refuse(`longer than ${megabytes(maxBytes)}`, at);
        else if (source === undefined) yield refuse('not UTF-8', at);
        else if (source.trim() !== '') yield outcome(readJsonLine(`${id}#${number}`, source), at);
      }
    } catch (error) {
      yield refuse(`cannot be read: ${(error as Error).message}`);
    }
  } else if (bytes > maxBytes) {
    yield refuse(`${megabytes(bytes)} is longer than an article may be (${megabytes(maxBytes)})`);
  } else {
    try {
      const source = decode(await readFile(path))?.replace(/\r\n?/g, '\n');
      if (source === undefined) yield refuse('not UTF-8');
      else yield outcome(kind === 'txt' ? readPlainText(id, source) : readMarkdown(id, source));
    } catch (error) {
      // Nesting deeper than the stack ends here too: one hostile file must not stop the others.
      yield refuse(`cannot be read: ${(error as Error).message}`);
    }
  }
}

/** UTF-8 without its byte order mark; `undefined` when the bytes are something else. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The lines of a file with their numbers from 1; one that is longer than an article may be comes as `null`. */
async function* linesOf(
  path: string,
  gzipped: boolean,
): AsyncGenerator<{ number: number; line: Buffer | null }> {
  const file = createReadStream(path);
  // pipeline carries an error of the file into the stream that is read here, so its own callback has nothing to add.
  const stream: AsyncIterable<Buffer> = gzipped ? pipeline(file, createGunzip(), () => undefined) : file;
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer) => {
    length += part.length;
    if (length <= maxBytes) parts.push(part);
    else parts = [];
  };
  const take = () => {
    const line = length <= maxBytes ? Buffer.concat(parts) : null;
    parts = [];
    length = 0;
    return { number: number++, line };
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  if (length > 0) yield take();
}
