import { watch, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** How long nothing must happen before a change is acted on, so that a file is not read while it is saved, in milliseconds. */
const settledMs = 300;
/** How long a change waits at most where something happens all the time, in milliseconds. */
const longestMs = 1000;

/** A folder that is watched; `watcher` is `null` where the system does not allow it. */
interface Watched {
  readonly watcher: FSWatcher | null;
  readonly inode: number;
  /** The only names in it that matter; `null` where all do. */
  names: ReadonlySet<string> | null;
}

/**
 * Watches folders and article files. Only folders are watched, not each file in them: systems allow a few thousand watches.
 *
 * @param changed is called with the paths of what has changed, or `null` if anything may have, as when watching has begun; never
 *   twice at a time
 * @param failed is told what `changed` threw, and what cannot be watched
 * @returns ends the watching; what has begun goes on
 */
export function watchFolders(
  paths: readonly string[],
  changed: (paths: readonly string[] | null) => Promise<unknown>,
  failed: (error: unknown) => void,
): () => void {
  const watched = new Map<string, Watched>();
  let settled: NodeJS.Timeout | undefined;
  let waitingSince: number | null = null;
  let running: Promise<unknown> | null = null;
  let isAgain = false;
  let isClosed = false;
  /** What has changed since it was told; `null` for anything. */
  let noticed: Set<string> | null = null;

  const run = () => {
    waitingSince = null;
    if (isClosed) return;
    if (running !== null) {
      isAgain = true;
      return;
    }
    const told = noticed === null ? null : [...noticed];
    noticed = new Set();
    running = look(told)
      .then(() => (isClosed ? undefined : changed(told)))
      .catch((error: unknown) => {
        if (!isClosed) failed(error);
      })
      .finally(() => {
        running = null;
        if (!isAgain) return;
        isAgain = false;
        run();
      });
  };
  const soon = () => {
    waitingSince ??= performance.now();
    clearTimeout(settled);
    settled = setTimeout(run, Math.min(settledMs, waitingSince + longestMs - performance.now()));
  };

  /** Looks for other folders where these may have changed. A folder is watched before it is read, so that what happens in between is seen. */
  async function look(told: readonly string[] | null): Promise<void> {
    for (const path of told ?? [null]) {
      if (path !== null && !watched.has(path) && !(await isFolder(path))) continue;
      await rescan();
      return;
    }
  }

  /** Watches the folders that there are now, and no others. */
  async function rescan(): Promise<void> {
    const wanted = await foldersToWatch(paths);
    for (const [path, { watcher }] of watched) {
      if (wanted.has(path)) continue;
      watcher?.close();
      watched.delete(path);
    }
    for (const [path, names] of wanted) {
      const inode = await inodeOf(path);
      const before = watched.get(path);
      if (inode !== null && before?.inode === inode) {
        before.names = names;
        continue;
      }
      before?.watcher?.close();
      watched.delete(path);
      if (inode !== null && !isClosed) watched.set(path, { watcher: start(path), inode, names });
    }
  }

  function start(path: string): FSWatcher | null {
    try {
      return watch(path, (_, name) => {
        const names = watched.get(path)?.names ?? null;
        if (name === null) noticed = null;
        else if (names === null ? name.startsWith('.') : !names.has(name)) return;
        else noticed?.add(join(path, name));
        soon();
      }).on('error', () => {
        // The folder is gone, or is another one now.
        watched.delete(path);
        noticed = null;
        soon();
      });
    } catch (error) {
      failed(error);
      return null;
    }
  }

  soon();
  return () => {
    isClosed = true;
    clearTimeout(settled);
    for (const { watcher } of watched.values()) watcher?.close();
  };
}

/** The folders in which a change matters, with the names that matter in them: `null` where all do. */
async function foldersToWatch(paths: readonly string[]): Promise<Map<string, ReadonlySet<string> | null>> {
  const folders = new Map<string, Set<string> | null>();
  for (const path of paths.map((path) => resolve(path))) {
    // Saving a file or renaming a folder changes the folder above it.
    const above = dirname(path);
    if (folders.get(above) !== null)
      folders.set(above, new Set([...(folders.get(above) ?? []), basename(path)]));
    for (const folder of await foldersFrom(path)) folders.set(folder, null);
  }
  return folders;
}

/** A folder and those below it; none for a file, and for what is not there. */
async function foldersFrom(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const below = entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((folder) => !isHidden(relative(path, folder)));
    return [path, ...below];
  } catch (error) {
    // A subfolder may be gone by now; the watcher of the folder above notices.
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}

async function inodeOf(path: string): Promise<number | null> {
  return (await stat(path).catch(() => null))?.ino ?? null;
}

/** Hidden files are not read; what is above or beside the folder has nothing to say about it. */
const isHidden = (path: string) => path.split(sep).some((part) => part.startsWith('.'));
