import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes a folder, and all that this process writes from now on, nobody else's on this machine; what is in the folder already is
 * mended.
 *
 * @throws the error of the file system when the folder cannot be made or is somebody else's
 */
export function keepPrivate(dir: string): void {
  process.umask(0o077);
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, 0o700);
  // Links lead out of the folder, so they are left as they are.
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o700);
    else if (entry.isFile()) chmodSync(join(entry.parentPath, entry.name), 0o600);
  }
}
