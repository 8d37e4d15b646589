import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { lockDataDir } from '../../src/store/lock.ts';
import { unread } from '../../src/store/feeds.ts';
import { migrations } from '../../src/store/migrations.ts';
import { openStore } from '../../src/store/open.ts';
import type { NewReply, Store } from '../../src/store/store.ts';
import { storeContract } from '../contracts/store.ts';

let dir: string;
let path: string;
const opened: Store[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kutip-store-'));
  path = join(dir, 'kutip.db');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  rmSync(dir, { recursive: true, force: true });
});

function open(file = path): Store {
  const store = openStore(file);
  opened.push(store);
  return store;
}

/** Starts a process of `test/store` that prints a line for each thing that it did. */
function start(script: URL, ...args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  return { child, lines, ended: once(child, 'close') };
}

const reply = (store: Store): NewReply => ({
  command: 'ask',
  options: { question: 'kapan?' },
  previous: null,
  askedAt: new Date(1),
  asker: store.people.pseudonymOf('123456789012345678'),
  place: { server: 's1', channel: 'c1' },
  locale: 'id',
  private: false,
  status: 'answered',
  answer: null,
  quotes: [],
});

describe('a store in a file', () => {
  let made = 0;
  storeContract(() => open(join(dir, `store-${made++}.db`)));
});

describe('a store in memory', () => {
  storeContract(() => open(':memory:'));
});

describe('the file', () => {
  it('holds everything after a restart, and the same names for people', async () => {
    const before = openStore(path);
    const kept = reply(before);
    const id = await before.replies.keep(kept);
    await before.settings.put('s1', { language: 'id' });
    await before.close();
    const after = open();
    expect(await after.replies.find(id)).toMatchObject(kept);
    expect(await after.settings.all()).toEqual(new Map([['s1', { language: 'id' }]]));
    expect(after.people.pseudonymOf('123456789012345678')).toBe(kept.asker);
  });

  it('holds nobody’s id', async () => {
    const store = openStore(path);
    await store.replies.keep(reply(store));
    await store.close();
    expect(readFileSync(path).includes('kapan?')).toBe(true);
    expect(readFileSync(path).includes('123456789012345678')).toBe(false);
  });

  it('holds nothing of a reply that was deleted: no quote, no vote, nothing owed', async () => {
    const store = open();
    const quote = { article: 'a', publisher: null, title: null, text: null, start: 0, end: 1, version: 'v' };
    const id = await store.replies.keep({ ...reply(store), quotes: [quote] });
    const voter = store.people.pseudonymOf('1');
    await store.votes.cast({ reply: id, voter, isHelpful: true, problem: null, reason: '', at: new Date(1) });
    await store.replies.owe(id, { at: new Date(1), articles: [] });
    await store.replies.remove(id);
    const file = new Libsql(path);
    for (const table of ['replies', 'quotes', 'votes', 'owed'])
      expect(file.prepare(`SELECT * FROM ${table}`).all(), table).toEqual([]);
    file.close();
  });

  it('holds every row whose writing was confirmed when the process is killed in the middle of it', async () => {
    const { child, lines, ended } = start(new URL('writing-child.ts', import.meta.url), path);
    const confirmed: string[] = [];
    lines.on('line', (id) => {
      confirmed.push(id);
      if (confirmed.length === 300) child.kill('SIGKILL');
    });
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
    expect(confirmed.length).toBeGreaterThanOrEqual(300);
    const store = open();
    const found = await Promise.all(confirmed.map((id) => store.replies.find(id)));
    expect(found.map((row) => row?.quotes.length)).toEqual(confirmed.map(() => 2));
  });

  it('of an older version is brought to the present one, and a copy of it is kept', async () => {
    const old = openDatabase(path, migrations.slice(0, 1));
    old.run(`INSERT INTO settings VALUES ('s1', '{"language":"id"}')`);
    old.close();
    const store = open();
    expect(await store.settings.all()).toEqual(new Map([['s1', { language: 'id' }]]));
    expect(await store.welcomes.claim('s1', new Date(1))).toBe(true);
    const copy = openDatabase(`${path}.version-1`, migrations.slice(0, 1));
    expect(copy.get('SELECT server FROM settings')).toMatchObject({ server: 's1' });
    copy.close();
  });

  it('stays at its version when a step fails, and works again once the step is mended', () => {
    openDatabase(path, ['CREATE TABLE a (b)']).close();
    const broken = ['CREATE TABLE a (b)', 'CREATE TABLE c (d); INSERT INTO nowhere VALUES (1)'];
    expect(() => openDatabase(path, broken)).toThrow(StoreError);
    const mended = openDatabase(path, ['CREATE TABLE a (b)', 'CREATE TABLE c (d)']);
    expect(mended.all('SELECT * FROM c')).toEqual([]);
    mended.close();
  });

  it('of an older version keeps why a feed failed', async () => {
    const upTo = migrations.findIndex((step) => step.includes('"problem":{"code":'));
    const old = openDatabase(path, migrations.slice(0, upTo));
    const state = JSON.stringify({ ...unread, problem: { code: 'status', status: 503 } }); // as it was written then
    old.run(
      "INSERT INTO feeds (id, url, title, server, channel, locale, added, next, state) VALUES ('f', 'https://a.test/rss', null, 's1', null, 'en', 0, 0, ?)",
      state,
    );
    old.close();
    const [feed] = await open().feeds.of('s1');
    expect(feed?.state.problem).toEqual({ code: 'status', status: 503 });
  });

  it('of a newer version is refused, and left as it is', () => {
    openDatabase(path, [...migrations, 'CREATE TABLE future (a)']).close();
    const before = readFileSync(path);
    expect(() => openStore(path)).toThrow(
      `The file ${path} was written by a newer Kutip (store version ${migrations.length + 1}; this one supports up to ${migrations.length}). Run the newer Kutip again, or restore the copy from before the upgrade.`,
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('that is no database is refused, and left as it is', () => {
    writeFileSync(path, 'hello '.repeat(1000));
    expect(() => openStore(path)).toThrow(
      /^Cannot open .*kutip\.db as Kutip’s store .* restore a backup of the file/,
    );
    expect(readFileSync(path, 'utf8')).toBe('hello '.repeat(1000));
  });

  it('in a folder that does not exist is refused', () => {
    expect(() => openStore(join(dir, 'none', 'kutip.db'))).toThrow(StoreError);
  });

  describe.each([
    ['made by the store while it is used', async (store: Store, to: string) => { await store.copyTo(to); }],
    ['of the file, after the store was closed', async (store: Store, to: string) => {
      await store.close();
      opened.splice(0);
      copyFileSync(path, to);
    }],
    ['of the file and its -wal, as a killed process leaves them', (_: Store, to: string) => {
      copyFileSync(path, to);
      copyFileSync(`${path}-wal`, `${to}-wal`);
      return Promise.resolve();
    }],
  ])('a copy %s', (_, copy) => {
    it('can be put back', async () => {
      const store = open();
      const kept = reply(store);
      const id = await store.replies.keep(kept);
      const to = join(dir, 'copy.db');
      await copy(store, to);
      const restored = open(to);
      expect(await restored.replies.find(id)).toMatchObject(kept);
      await restored.replies.keep(kept);
      expect(restored.people.pseudonymOf('123456789012345678')).toBe(kept.asker);
    });
  }); // prettier-ignore
});

describe('a data folder', () => {
  it('is made when it is missing', () => {
    lockDataDir(join(dir, 'a', 'b'))();
    expect(existsSync(join(dir, 'a', 'b'))).toBe(true);
  });

  it('belongs to one at a time, and the other is told to whom', () => {
    const release = lockDataDir(dir);
    expect(() => lockDataDir(dir)).toThrow(
      new RegExp(`^The data folder .* is in use by another Kutip \\(process ${process.pid} on .*, since 20.*\\)\\. Stop it first, or set KUTIP_DATA_DIR`),
    );
    release();
    lockDataDir(dir)();
  }); // prettier-ignore

  it('is free as soon as its holder is killed', async () => {
    const { child, lines, ended } = start(new URL('locking-child.ts', import.meta.url), dir);
    await once(lines, 'line');
    expect(() => lockDataDir(dir)).toThrow(`(process ${child.pid} on `);
    child.kill('SIGKILL');
    await ended;
    lockDataDir(dir)();
  });

  it('that cannot be one is refused', () => {
    writeFileSync(join(dir, 'file'), '');
    expect(() => lockDataDir(join(dir, 'file'))).toThrow(/cannot be used .* Set KUTIP_DATA_DIR/);
  });
});
