import { createReadStream, existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Article, RefusedFile } from './article.ts';
import { readFacts, textProblem } from './facts.ts';
import { readJsonLine } from './json-lines.ts';
import { fileLimits, uploadLimits } from './limits.ts';
import { readMarkdown } from './markdown.ts';

const maxBytes = fileLimits.articleBytes;
const ending = /\.(md|markdown|txt|jsonl|jsonl\.gz)$/i;
/** What must be imported before it can be quoted. */
const importable = /\.(?:pdf|html?)$/i;
/** Files whose size and time are asked for at the same time. */
const askedAtOnce = 64;

/** The id of the article of a file, or what those of its articles begin with that have none of their own. */
export const idOfFile = (name: string) => name.replace(ending, '');

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** `duplicate`: refused only because an earlier article has its id. */
export type ReadArticle =
  { readonly article: Article } | { readonly refusal: RefusedFile; readonly duplicate?: boolean };

/** A file that may hold articles; its bytes and its time (milliseconds since 1970) tell whether it has changed. */
export interface ArticleFile {
  readonly path: string;
  /** Path below the folder that was named, with "/" between its parts: what the ids of its articles begin with. */
  readonly name: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/**
 * Reads all articles in the given folders and files, in order of their names. A malformed article yields a
 * refusal with its path and reason, and reading continues. Other file types, hidden files and `README.md`
 * are ignored.
 *
 * @param paths folders or article files; that one does not exist is a refusal too
 */
export async function* readArticles(paths: readonly string[]): AsyncGenerator<ReadArticle> {
  const { files, refusals } = await findArticleFiles(paths);
  for (const refusal of refusals) yield { refusal };
  const holders = new Map<string, string>();
  for (const file of files) yield* readArticleFile(file, holders);
}

export interface FoundFiles {
  readonly files: readonly ArticleFile[];
  readonly refusals: readonly RefusedFile[];
  /** Files that may hold articles, but only once they are imported. */
  readonly skipped: readonly RefusedFile[];
}

/**
 * Finds those of the files that `readArticles` reads which are in some places.
 *
 * @param places files, and folders of them, that may be gone
 */
export async function findChangedFiles(
  paths: readonly string[],
  places: readonly string[],
): Promise<FoundFiles> {
  const all: FoundFiles[] = [];
  for (const root of paths.map((path) => resolve(path))) {
    const here = places.filter((place) => place === root || place.startsWith(`${root}${sep}`));
    for (const place of new Set(here)) {
      const below = relative(root, place);
      if (place !== root && !existsSync(place)) continue;
      all.push(await findArticleFiles([root], below === '' ? null : below));
    }
  }
  // A file may be named beside the folder that it is in.
  const once = <Found extends { readonly path: string }>(found: readonly Found[]) => [
    ...new Map(found.map((one) => [one.path, one])).values(),
  ];
  return {
    files: once(all.flatMap(({ files }) => files)),
    refusals: once(all.flatMap(({ refusals }) => refusals)),
    skipped: once(all.flatMap(({ skipped }) => skipped)),
  };
}

/**
 * Finds the files that `readArticles` reads, in its order.
 *
 * @param below only this file or folder of each folder; default all of it
 */
export async function findArticleFiles(
  paths: readonly string[],
  below: string | null = null,
): Promise<FoundFiles> {
  const files: ArticleFile[] = [];
  const refusals: RefusedFile[] = [];
  const skipped: RefusedFile[] = [];
  const attempt = async (path: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      refusals.push({ path, reason: `cannot open it: ${(error as Error).message}` });
    }
  };
  const fileAt = async (path: string, name: string) => {
    const found: ArticleFile[] = [];
    await attempt(path, async () => {
      const { size, mtimeMs } = await stat(path);
      found.push({ path, name, bytes: size, modifiedMs: mtimeMs });
    });
    return found;
  };
  for (const path of paths) {
    await attempt(path, async () => {
      const isFolder = (await stat(path)).isDirectory();
      if (!isFolder && below === null) files.push(...(await fileAt(path, basename(path))));
      const names = isFolder ? await namesBelow(path, below ?? '') : [];
      for (const at of names.filter((name) => !ending.test(name)).map((name) => join(path, name)))
        skipped.push({ path: at, reason: `not read from here: npm run import -- "${at}" takes it in` });
      const articles = names.filter((name) => ending.test(name));
      // Side by side, since each waits for the disk.
      for (let at = 0; at < articles.length; at += askedAtOnce) {
        const some = articles.slice(at, at + askedAtOnce);
        const found = some.map((name) => fileAt(join(path, name), name.split(sep).join('/')));
        files.push(...(await Promise.all(found)).flat());
      }
    });
  }
  return { files, refusals, skipped };
}

async function namesBelow(folder: string, below: string): Promise<string[]> {
  const start = join(folder, below);
  if (below !== '' && !existsSync(start)) return [];
  const files =
    below !== '' && (await stat(start)).isFile()
      ? [start]
      : (await readdir(start, { recursive: true, withFileTypes: true }))
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name));
  return files
    .filter((path) => ending.test(path) || importable.test(path))
    .filter((path) => basename(path).toLowerCase() !== 'readme.md')
    .map((path) => relative(folder, path))
    .filter((name) => !name.split(sep).some((part) => part.startsWith('.')))
    .sort();
}

/**
 * Reads the articles of one file.
 *
 * @param holders the path that holds each id so far; an article whose id is there is refused, every other one is entered
 */
export async function* readArticleFile(
  file: ArticleFile,
  holders: Map<string, string>,
): AsyncGenerator<ReadArticle> {
  for await (const read of readAt(file)) {
    if ('refusal' in read) {
      yield read;
      continue;
    }
    const { article, path } = read;
    const holder = holders.get(article.id);
    if (holder === undefined) {
      holders.set(article.id, path);
      yield { article };
    } else {
      const reason = `duplicate id "${article.id}", already in ${holder}`;
      yield { refusal: { path, reason }, duplicate: true };
    }
  }
}

/** How many articles a file holds, or may hold: lines are counted, not read. @throws when it cannot be opened */
export async function countArticles(path: string): Promise<number> {
  const kind = ending.exec(path)?.[1]?.toLowerCase() ?? '';
  if (!kind.startsWith('jsonl')) return 1;
  let lines = 0;
  for await (const { line } of linesOf(createReadStream(path), kind === 'jsonl.gz'))
    if (line === null || line.length > 1) lines++;
  return lines;
}

type ReadAt = { readonly article: Article; readonly path: string } | { readonly refusal: RefusedFile };

/**
 * Reads the articles of a file that somebody handed over, as far as its size, its lines and what is wrong with them go.
 *
 * @returns at the end, in the place of what is too much, a refusal that says so
 */
export async function readArticleBytes(name: string, bytes: Uint8Array): Promise<ReadArticle[]> {
  const all: ReadArticle[] = [];
  const open = () =>
    Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)], { objectMode: false });
  let refusals = 0;
  for await (const read of readAt({ path: name, name, bytes: bytes.length }, open, uploadLimits)) {
    if ('refusal' in read && ++refusals > uploadLimits.refusals) {
      const reason = `more than ${uploadLimits.refusals} of its articles are refused; the rest is not read`;
      all.push({ refusal: { path: name, reason } });
      break;
    }
    all.push('refusal' in read ? read : { article: read.article });
  }
  return all;
}

/**
 * @param open gives what the file holds; default what is at its path
 * @param limits of the whole file
 */
async function* readAt(
  { path, name, bytes }: Pick<ArticleFile, 'path' | 'name' | 'bytes'>,
  open: () => Readable = () => createReadStream(path),
  limits: Pick<typeof uploadLimits, 'bytes' | 'lines'> = { bytes: Infinity, lines: Infinity },
): AsyncGenerator<ReadAt> {
  const kind = ending.exec(name)?.[1]?.toLowerCase();
  const id = idOfFile(name);
  const refuse = (reason: string, at = path): ReadAt => ({ refusal: { path: at, reason } });
  const outcome = (read: Article | { readonly reason: string }, at = path): ReadAt =>
    'reason' in read ? refuse(read.reason, at) : { article: read, path: at };

  if (kind === undefined) {
    yield refuse('not a supported format: expected .md, .txt, .jsonl or .jsonl.gz');
  } else if (bytes === 0) {
    yield refuse('the file is empty');
  } else if (kind.startsWith('jsonl')) {
    try {
      for await (const { number, line } of linesOf(open(), kind === 'jsonl.gz', limits.bytes)) {
        if (number > limits.lines) {
          yield refuse(`it has more than ${limits.lines} lines; the rest is not read`);
          return;
        }
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
      const source = decode(Buffer.concat(await open().toArray()))?.replace(/\r\n?/g, '\n');
      if (source === undefined) yield refuse('not UTF-8');
      else yield outcome(kind === 'txt' ? readPlainText(id, source) : readMarkdown(id, source));
    } catch (error) {
      // Nesting deeper than the stack ends here too: one hostile file must not stop the others.
      yield refuse(`cannot be read: ${(error as Error).message}`);
    }
  }
}

/**
 * Reads an article in plain text: the first line that is not empty is the title, the rest the text.
 *
 * @returns the article, or the reason why it is none
 */
function readPlainText(id: string, source: string): Article | { readonly reason: string } {
  const [title = '', ...rest] = source.trim().split('\n');
  const facts = readFacts(id, { title });
  if ('reason' in facts) return facts;
  const text = rest.join('\n').trim();
  const problem = text === '' ? 'no text after the title in the first line' : textProblem(text);
  return problem === null ? { ...facts, text } : { reason: problem };
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

/**
 * The lines of a file with their numbers from 1; one that is longer than an article may be comes as `null`.
 *
 * @param most bytes of all, once they are unpacked
 * @throws when there are more
 */
async function* linesOf(
  file: Readable,
  gzipped: boolean,
  most = Infinity,
): AsyncGenerator<{ number: number; line: Buffer | null }> {
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
  let total = 0;
  for await (const chunk of stream) {
    total += chunk.length;
    if (total > most) throw new Error(`it is longer than ${megabytes(most)} once it is unpacked`);
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
