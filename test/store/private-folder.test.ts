import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDataDir } from '../../src/store/lock.ts';
import { openStore } from '../../src/store/open.ts';

let dataDir: string;
let umask: number;
beforeEach(() => {
  umask = process.umask();
  dataDir = mkdtempSync(join(tmpdir(), 'kutip-private-'));
});
afterEach(() => {
  process.umask(umask);
  rmSync(dataDir, { recursive: true });
});

const mode = (name: string) => (statSync(join(dataDir, name)).mode & 0o777).toString(8);

it.skipIf(process.platform === 'win32')('the data folder and all in it is nobody else’s, what was there before too', async () => {
  chmodSync(dataDir, 0o755);
  mkdirSync(join(dataDir, 'articles/harian'), { recursive: true, mode: 0o755 });
  writeFileSync(join(dataDir, 'articles/harian/a.md'), 'a', { mode: 0o644 });
  const outside = join(tmpdir(), `kutip-outside-${process.pid}`);
  writeFileSync(outside, 'a', { mode: 0o644 });
  symlinkSync(outside, join(dataDir, 'link'));
  const release = lockDataDir(dataDir);
  const store = openStore(join(dataDir, 'kutip.db'));
  expect(mode('.')).toBe('700');
  expect(mode('articles/harian')).toBe('700');
  expect(mode('articles/harian/a.md')).toBe('600');
  expect([mode('kutip.db'), mode('kutip.db-wal'), mode('kutip.lock')]).toEqual(['600', '600', '600']);
  expect(mode('link')).toBe('644');
  await store.close();
  release();
  rmSync(outside);
}); // prettier-ignore

it('who only reads the lock, such as a backup, keeps nobody out', () => {
  lockDataDir(dataDir)();
  const reader = new Libsql(join(dataDir, 'kutip.lock'));
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM sqlite_master').get();
  const release = lockDataDir(dataDir);
  expect(() => lockDataDir(dataDir)).toThrow(`in use by another Kutip (process ${process.pid} on`);
  release();
  reader.exec('ROLLBACK');
  reader.close();
});

it('a file that another program has locked is said to be so', () => {
  const path = join(dataDir, 'kutip.db');
  const other = new Libsql(path);
  other.exec('CREATE TABLE a (b); BEGIN EXCLUSIVE');
  expect(() => openStore(path)).toThrow('is locked by another program');
  other.exec('ROLLBACK');
  other.close();
}, 20_000);
