import { relative, sep } from 'node:path';
import { watch } from 'chokidar';

/** How long nothing must happen before a change is acted on, so that a file is not read while it is saved, in milliseconds. */
const settledMs = 300;
/** How long a change waits at most where something happens all the time, in milliseconds. */
const longestMs = 1000;

/**
 * Watches folders and article files.
 *
 * @param changed is called when something in them has changed, and once when watching has begun; never twice at a time
 * @param failed is told what `changed` threw, and what cannot be watched
 * @returns ends the watching; what has begun goes on
 */
export function watchFolders(
  paths: readonly string[],
  changed: () => Promise<void>,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let settled: NodeJS.Timeout | undefined;
  let waitingSince: number | null = null;
  let running: Promise<void> | null = null;
  let isAgain = false;
  let isClosed = false;

  const run = () => {
    waitingSince = null;
    if (isClosed) return;
    if (running !== null) {
      isAgain = true;
      return;
    }
    running = changed()
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
    waitingSince ??= Date.now();
    clearTimeout(settled);
    settled = setTimeout(run, Math.min(settledMs, waitingSince + longestMs - Date.now()));
  };

  const watcher = watch([...paths], {
    ignoreInitial: true,
    ignored: (path) => paths.some((root) => isHidden(relative(root, path))),
  });
  watcher.on('all', soon).on('ready', soon).on('error', failed);
  return async () => {
    isClosed = true;
    clearTimeout(settled);
    await watcher.close();
  };
}

/** Hidden files are not read; what is above or beside the folder has nothing to say about it. */
const isHidden = (path: string) =>
  path.split(sep).some((part) => part.startsWith('.') && part !== '.' && part !== '..');
