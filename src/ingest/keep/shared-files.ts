import { isUtf8 } from 'node:buffer';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { NotHereYet, StoreError, Unwritable } from '../../store/store-error.ts';
import type { ArticleRow, ArticleRows } from '../../store/article-rows.ts';
import { articlesIn, type ArticleFiles } from './article-files.ts';
import { entriesIn, furtherName, identitiesOn } from './article-folder.ts';
import { editLine, editsIn, editsName } from './edits.ts';
import { writeWhole } from './write-whole.ts';

/** Rows that are taken over at once. */
const mostAtOnce = 100;

/** How often it is looked for rows of which nothing was heard, in milliseconds. */
const everyMs = 5000;

/** Files of articles that several processes have, each in its data folder. */
export interface SharedFiles extends ArticleFiles {
  /** Waits until the data folder has all that was changed before. */
  catchUp(): Promise<void>;
  /** How many changes the data folder does not have yet. */
  behind(): Promise<number>;
  /** @throws why it cannot follow, as of the last look, unless PostgreSQL is away */
  check(): void;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

interface SharedFilesEvents {
  /** Is told of the files that another process has changed, or that were missing here. */
  readonly othersChanged: (paths: readonly string[]) => void;
  /** Is told what went wrong, once; it is tried again. */
  readonly failed: (error: unknown) => void;
}

/** Whether a data folder has articles of a store that processes share. */
export const hasFollowed = (dataDir: string) => existsSync(noteIn(dataDir));

/** Says how far a data folder has followed which store; it is with the articles, so that it goes with them. */
const noteIn = (dataDir: string) => join(articlesIn(dataDir), '.followed');

interface Note {
  readonly store: string;
  readonly seq: number;
}

/**
 * Files whose changes are rows first, so that nothing is lost with this machine, and then files of each process that follows them.
 * What was changed before is in the data folder once it resolves.
 *
 * @throws {StoreError} when the data folder has articles that are not from these rows
 */
export async function openSharedFiles(
  dataDir: string,
  rows: ArticleRows,
  { othersChanged, failed }: SharedFilesEvents,
): Promise<SharedFiles> {
  let seq = await followed(dataDir, rows);
  /** Changes that wait for their turn, by path and line: of several in a turn, the last counts. */
  let waiting = new Map<string, ArticleRow>();
  /** The turn that has not begun, and the end of all of them: one at a time, so that a file never goes back to what it was. */
  let next: Promise<void> | null = null;
  let ended: Promise<unknown> = Promise.resolve();
  const turn = async () => {
    const changes = [...waiting.values()];
    waiting = new Map();
    next = null;
    const own = new Set(changes.length === 0 ? [] : await rows.put(changes));
    try {
      await takeOver(own);
    } catch (error) {
      if (own.size === 0) throw error;
      throw new NotHereYet(
        `it is stored in PostgreSQL, but not in the data folder yet (${said(error as Error)}): it is there once that can be written, without being imported again`,
        { cause: error },
      );
    }
  };
  const put = (changed: readonly ArticleRow[]): Promise<void> => {
    for (const row of changed) waiting.set(`${row.path}\n${row.line}`, row);
    if (next === null) {
      next = ended.then(turn);
      ended = next.catch(() => undefined);
    }
    return next;
  };
  const note = () =>
    writeWhole(articlesIn(dataDir), noteIn(dataDir), JSON.stringify({ store: rows.store, seq }));
  const takeOver = async (own: ReadonlySet<number>) => {
    if ((await readNote(dataDir)) === undefined) {
      // The folder is new, or its articles are gone: all of them are wanted.
      seq = 0;
      await note();
    }
    for (;;) {
      const news = await rows.since(seq, mostAtOnce);
      const last = news.at(-1);
      if (last === undefined) return;
      await writeRows(dataDir, news);
      seq = last.seq;
      await note();
      const others = new Set(
        news.filter((row) => !own.has(row.seq)).map(({ path }) => fileOf(dataDir, path)),
      );
      if (others.size > 0) othersChanged([...others]);
    }
  };
  const rowOf = (path: string, content: string | null, line = ''): ArticleRow => ({
    path: relative(dataDir, path).split(sep).join('/'),
    line,
    content,
    at: new Date(),
  });
  const shared: SharedFiles = {
    write: (path, content) => put([rowOf(path, content)]),
    append: (path, lines) => put(lines.map((line) => rowOf(path, line, firstWord(line)))),
    rename: async (from, to) => put([rowOf(from, null), rowOf(to, await readFile(from, 'utf8'))]),
    copy: async (from, to) => put([rowOf(to, await readFile(from, 'utf8'))]),
    remove: (path) => put([rowOf(path, null)]),
    catchUp: () => put([]),
    behind: async () => Math.max(0, (await rows.last()) - seq),
    check() {
      if (failure !== null && !(failure instanceof Unwritable)) throw failure;
    },
    async close() {
      stopListening();
      clearInterval(timer);
      await ended;
    },
  };
  let failure: Error | null = null;
  const look = async () => {
    try {
      await shared.catchUp();
      failure = null;
    } catch (error) {
      const before = failure;
      failure = explained(error as NodeJS.ErrnoException, dataDir);
      if (failure.message !== before?.message) failed(failure);
    }
  };
  await look();
  const stopListening = rows.listen(() => void look());
  const timer = setInterval(() => void look(), everyMs).unref();
  return shared;
}

function explained(error: NodeJS.ErrnoException, dataDir: string): Error {
  if (error.syscall === undefined) return error;
  return new StoreError(
    `The articles of other processes cannot be written to ${dataDir} (${said(error)}): make room there, or mend it; it is tried again.`,
    { cause: error },
  );
}

/** Without the name of a file that was being written, which tells nothing and is another one each time. */
const said = ({ message }: Error) => message.replace(/, \w+( '.*')?$/, '');

const firstWord = (line: string) => line.slice(0, line.indexOf(' '));

function fileOf(dataDir: string, path: string): string {
  const names = path.split('/');
  if (!/^(?:articles|versions)$/.test(names[0]!) || names.includes('..'))
    throw new StoreError(
      `A row of an article in PostgreSQL names the file "${path}", expected one below articles/ or versions/: delete the row.`,
    );
  return join(dataDir, ...names);
}

/** Writes what rows say; more often than once does no harm. */
export async function writeRows(dataDir: string, rows: readonly ArticleRow[]): Promise<void> {
  const lines = new Map<string, string[]>();
  for (const { path, line, content } of rows)
    if (line !== '') {
      const file = fileOf(dataDir, path);
      lines.set(file, [...(lines.get(file) ?? []), `${content}\n`]);
    }
  await Promise.all(
    rows
      .filter(({ line }) => line === '')
      .map(({ path, content, at }) => {
        const file = fileOf(dataDir, path);
        return content === null
          ? rm(file, { force: true })
          : writeWhole(articlesIn(dataDir), file, content, at);
      }),
  );
  for (const [file, added] of lines) {
    await mkdir(dirname(file), { recursive: true });
    const opened = await open(file, 'a');
    try {
      await opened.appendFile(added.join(''));
      await opened.sync();
    } finally {
      await opened.close();
    }
  }
}

/** The articles of a data folder are its own from now on. */
export const stopFollowing = (dataDir: string) => rm(noteIn(dataDir), { force: true });

/**
 * The rows for all that a data folder has.
 *
 * @throws {StoreError} when a file could not be the same in PostgreSQL, which holds UTF-8 without NUL
 */
export async function* rowsOf(dataDir: string): AsyncGenerator<ArticleRow> {
  for (const part of ['articles', 'versions'])
    for (const entry of await entriesIn(join(dataDir, part))) {
      const file = join(entry.parentPath, entry.name);
      const path = relative(dataDir, file).split(sep).join('/');
      if (!entry.isFile() || path.includes('/.unfinished/') || file === noteIn(dataDir)) continue;
      const at = new Date(Math.round((await stat(file)).mtimeMs));
      const bytes = await readFile(file);
      if (!isUtf8(bytes) || bytes.includes(0))
        throw new StoreError(
          `The file ${file} is not UTF-8, as PostgreSQL needs it, so nothing was moved: convert it (such as with "iconv -f WINDOWS-1252 -t UTF-8"), or move it away, and begin again.`,
        );
      const content = bytes.toString('utf8');
      const lines = linesIn(entry.name, content);
      if (lines === null) yield { path, line: '', content, at };
      else for (const line of lines) yield { path, line: firstWord(line), content: line, at };
    }
}

/** The lines that count, one of each identity; `null` for a file that is no list of lines. */
function linesIn(name: string, content: string): readonly string[] | null {
  if (name === editsName) return [...editsIn(content)].map(([identity, facts]) => editLine(identity, facts));
  if (name !== furtherName) return null;
  return [...new Map(identitiesOn(content))].map(([identity, name]) => `${identity} ${name}`);
}

/** How far a data folder has followed the rows; 0 when it is new. */
async function followed(dataDir: string, rows: ArticleRows): Promise<number> {
  const note = await readNote(dataDir);
  if (note === undefined) {
    if (await hasArticles(dataDir))
      throw new StoreError(
        `The data folder ${dataDir} has articles of its own, and PostgreSQL does not know them: move them there with "npm run -s migrate -- --from ${dataDir} --to $KUTIP_STORE", or set KUTIP_DATA_DIR to an empty folder, which is filled from PostgreSQL.`,
      );
    return 0;
  }
  if (note?.store === rows.store && note.seq <= (await rows.last())) return note.seq;
  throw new StoreError(
    `The articles in the data folder ${dataDir} are of another PostgreSQL, or of a later time than the backup that was put back: move the folder away, so that it is filled anew.`,
  );
}

/** `undefined` where there is none, `null` where it says nothing. */
async function readNote(dataDir: string): Promise<Note | null | undefined> {
  try {
    return JSON.parse(await readFile(noteIn(dataDir), 'utf8')) as Note;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export const hasArticles = async (dataDir: string) =>
  (await entriesIn(articlesIn(dataDir))).some(({ name }) => name.endsWith('.md'));
