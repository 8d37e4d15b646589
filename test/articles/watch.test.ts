import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { watchFolders } from '../../src/articles/watch.ts';

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), '.kutip-watch-'));
  folder = join(root, 'knowledge');
  await mkdir(join(folder, 'harian'), { recursive: true });
  await writeFile(join(folder, 'harian', 'old.md'), 'satu');
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Watches, and counts the changes from the time when watching has begun. */
async function watching(paths: readonly string[]) {
  let calls = 0;
  const close = watchFolders(
    paths,
    () => {
      calls++;
      return Promise.resolve();
    },
    (error) => {
      throw error;
    },
  );
  onTestFinished(close);
  await expect.poll(() => calls, { timeout: 15_000 }).toBe(1);
  return { calls: () => calls, seen: () => expect.poll(() => calls, { timeout: 15_000 }).toBeGreaterThan(1) };
}

describe('watching articles', () => {
  it.each([
    ['a new file', () => writeFile(join(folder, 'harian', 'new.md'), 'satu')],
    ['a file in a new folder', () => newFolder()],
    ['a changed file', () => writeFile(join(folder, 'harian', 'old.md'), 'dua')],
    ['a renamed file', () => rename(join(folder, 'harian', 'old.md'), join(folder, 'other.md'))],
    ['a deleted file', () => rm(join(folder, 'harian', 'old.md'))],
  ])('sees %s, below a hidden folder too', async (_, change) => {
    const { seen } = await watching([folder]);
    await change();
    await seen();
  });

  it('sees a single file that is replaced', async () => {
    const path = join(folder, 'harian', 'old.md');
    const { seen } = await watching([path]);
    await writeFile(join(root, 'beside'), 'dua');
    await rename(join(root, 'beside'), path);
    await seen();
  });

  it('sees a file in a folder that was removed and made anew', async () => {
    const { calls, seen } = await watching([folder]);
    await rm(folder, { recursive: true });
    await seen();
    const before = calls();
    await mkdir(folder);
    await expect.poll(calls, { timeout: 15_000 }).toBeGreaterThan(before);
    const again = calls();
    await writeFile(join(folder, 'new.md'), 'satu');
    await expect.poll(calls, { timeout: 15_000 }).toBeGreaterThan(again);
  });

  it('watches folders, not each of their files', async () => {
    for (let n = 0; n < 100; n++) await writeFile(join(folder, 'harian', `${n}.md`), 'satu');
    const before = process.getActiveResourcesInfo().length;
    await watching([folder]);
    expect(process.getActiveResourcesInfo().length - before).toBeLessThan(10);
  });

  it('passes over hidden files, and takes many changes together', async () => {
    const { calls, seen } = await watching([folder]);
    await mkdir(join(folder, '.unfinished'));
    await writeFile(join(folder, '.unfinished', 'half.md'), 'sa');
    for (let n = 0; n < 50; n++) await writeFile(join(folder, `${n}.md`), 'satu');
    await seen();
    expect(calls()).toBeLessThan(50);
  });
});

async function newFolder(): Promise<void> {
  await mkdir(join(folder, 'baru'));
  await writeFile(join(folder, 'baru', 'new.md'), 'satu');
}
