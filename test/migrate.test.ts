import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { requireFinished, unfinishedStoreIn } from '../src/data-folder.ts';
import { migrate } from '../src/migrate.ts';
import { openDatabase } from '../src/store/database.ts';
import { lockDataDir } from '../src/store/lock.ts';
import { migrations } from '../src/store/migrations.ts';
import { openStore } from '../src/store/open.ts';
import { openPostgresStore } from '../src/store/postgres/open.ts';
import type { Store } from '../src/store/store.ts';
import { rowsIn, tablesIn } from '../src/store/tables.ts';
import { hasPostgres, startPostgres, type TestPostgres } from './postgres.ts';

const day = (date: number) => new Date(Date.UTC(2023, 10, date, 12));

const article = 'harian-contoh/2024-05-03-jembatan-0123456789abcdef.md';
const files = {
  [`articles/${article}`]: '---\ntitle: Jembatan\n---\n\nJembatan dibuka.\n',
  'articles/servers/123/contoh/2024-05-03-pasar-00112233445566ff.removed': '---\ntitle: Pasar\n---\n\nPasar pindah.\n',
  'articles/.identities': '1111111111111111 0123456789abcdef\n2222222222222222 0123456789abcdef\n',
  'articles/.edits': '0123456789abcdef {"title":"Jembatan","publisher":"Harian Contoh"}\n',
  'versions/harian-contoh/2024-05-03-jembatan-0123456789abcdef/2024-05-04T000000000Z.md': '---\ntitle: Jembatan\n---\n\nJembatan ditutup.\n',
}; // prettier-ignore

/** Something in every table, in words that PostgreSQL cannot hold as they are, too. */
async function fillStore(store: Store): Promise<string> {
  const asker = store.people.pseudonymOf('111');
  const quote = { article: 'a', publisher: null, title: 'Jembatan 🌉', text: 'b\ud800', start: 0, end: 3, version: 'v' };
  const id = await store.replies.keep({
    ...{ command: 'ask', options: { question: 'kapan\0?\ud83d' }, previous: 'siapa?', askedAt: day(1), asker },
    ...{ previousFrom: { asker, askedAt: day(1) }, place: { server: 's1', channel: 'c1' }, locale: 'id', private: false },
    ...{ status: 'answered', answer: { more: true }, quotes: [quote, { ...quote, text: null }] },
  });
  await store.settings.put('s1', { language: 'id' });
  await store.votes.cast({ reply: id, voter: asker, isHelpful: false, problem: 'other', reason: 'basi', at: day(2) });
  await store.replies.owe(id, { at: day(3), articles: [] });
  await store.welcomes.claim('s1', day(1));
  for (const url of ['https://b.example/', 'https://a.example/'])
    await store.feeds.add({ server: null, url, title: null, channel: null, locale: 'en', addedAt: day(1) });
  for (const subject of ['dua', 'satu'])
    await store.audit.add({ server: 's1', at: day(1), person: asker, account: '111', act: 'added', subject, details: [['a', '\0']] });
  await store.pages.put({ server: 's1', url: 'https://c.example/', title: '', nextAt: day(4), state: '' });
  await store.journal.open('e', day(1), { t: 'first' });
  await store.journal.mark('s', day(1), 1);
  const { id: subscription } = (await store.subscriptions.add({ ...{ kind: 'topic', server: 's1', channel: 'c1', person: asker, account: '111' }, ...{ locale: 'id', since: day(1), nextAt: null, wanted: { topic: 'gempa' } } }, 9))!;
  await store.outbox.put({ posts: ['x', 'y'].map((key) => ({ subscription, key, at: day(1), content: { key } })) });
  await store.outbox.arrive({ article: 'a', feed: 'f', at: day(1) });
  return id;
} // prettier-ignore

function contents(dataDir: string): Record<string, string> {
  const paths = ['articles', 'versions'].flatMap((part) =>
    readdirSync(join(dataDir, part), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return Object.fromEntries(paths.map((path) => [relative(dataDir, path), readFileSync(path, 'utf8')]));
}

function rowsOf(dataDir: string) {
  const database = openDatabase(join(dataDir, 'kutip.db'));
  const rows = tablesIn(database).map((table) => [table.name, [...rowsIn(database, table)].flat()] as const);
  database.close();
  return rows;
}

describe.skipIf(!hasPostgres)('a data folder that is moved to PostgreSQL', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());

  function newFolder(): string {
    const dir = mkdtempSync(join(tmpdir(), 'kutip-migrate-'));
    onTestFinished(() => { rmSync(dir, { recursive: true, force: true }); });
    return dir;
  } // prettier-ignore

  async function filled() {
    const dataDir = newFolder();
    const store = openStore(join(dataDir, 'kutip.db'));
    const id = await fillStore(store);
    await store.close();
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(dataDir, path)), { recursive: true });
      writeFileSync(join(dataDir, path), content);
    }
    return { dataDir, id };
  }

  it('is there with every row and every file, under the same names for people, and comes back as it was', async () => {
    const { dataDir, id } = await filled();
    for (const [table, rows] of rowsOf(dataDir)) expect(rows.length, table).toBeGreaterThan(0);
    const url = await postgres.schema();
    const moved = await migrate(dataDir, url);
    expect(moved).toEqual({ rows: rowsOf(dataDir).flatMap(([, rows]) => rows).length, files: 5 });

    const store = await openPostgresStore(url);
    const reply = await store.replies.find(id);
    expect(reply).toMatchObject({ options: { question: 'kapan\ufffd?\ufffd' }, askedAt: day(1) });
    expect(reply!.quotes.map(({ text }) => text)).toEqual(['b\ufffd', null]);
    expect(store.people.pseudonymOf('111')).toBe(reply!.asker);
    expect((await store.feeds.of(null)).map(({ url }) => url)).toEqual([
      'https://b.example/',
      'https://a.example/',
    ]);
    const { subscription } = (await store.outbox.waiting())[0]!;
    await store.outbox.put({ posts: [{ subscription, key: 'z', at: day(2), content: null }] });
    expect((await store.outbox.waiting()).map(({ key }) => key)).toEqual(['x', 'y', 'z']);
    await store.outbox.drop([(await store.outbox.waiting())[2]!.id]);
    await store.close();

    const back = join(newFolder(), 'back');
    expect(await migrate(url, back)).toEqual(moved);
    expect(contents(back)).toEqual(files);
    const cleaned = JSON.parse(
      JSON.stringify(rowsOf(dataDir)).replaceAll(/\\\\u0000|\\u0000|\\\\ud83d|\\ud800/g, '\ufffd'),
    ) as unknown;
    expect(rowsOf(back)).toEqual(cleaned);
    expect(contents(dataDir)).toEqual(files);
  });

  it('may have articles alone, imported before the first start', async () => {
    const { dataDir } = await filled();
    rmSync(join(dataDir, 'kutip.db'));
    const url = await postgres.schema();
    expect(await migrate(dataDir, url)).toMatchObject({ files: 5 });
    const store = await openPostgresStore(url);
    expect(await store.articles!.since(0, 9)).toHaveLength(6);
    await store.close();
  });

  it.each([
    ['not UTF-8', 'latin.md', Buffer.from('---\ntitle: Caf\xe9\n---\n\nCaf\xe9.\n', 'latin1')],
    ['what PostgreSQL cannot hold', 'nul.txt', Buffer.from('Jembatan\n\nDibuka\0.\n')],
  ])('is not moved where somebody has put a file into it that is %s', async (_, name, bytes) => {
    const { dataDir } = await filled();
    const file = join(dataDir, 'articles', name);
    writeFileSync(file, bytes);
    const url = await postgres.schema();
    await expect(migrate(dataDir, url)).rejects.toThrow(
      `The file ${file} is not UTF-8, as PostgreSQL needs it, so nothing was moved`,
    );
    rmSync(file);
    expect(await migrate(dataDir, url)).toMatchObject({ files: 5 });
  });

  it('is no store before all of it is there, and can be moved again', async () => {
    const { dataDir } = await filled();
    const url = await postgres.schema();
    const moved = await migrate(dataDir, url);
    const [target, killed] = [newFolder(), newFolder()];
    // It waits in the middle of the move.
    await postgres.query(`BEGIN; LOCK TABLE ${/search_path%3D(\w+)/.exec(url)![1]}.article_rows IN ACCESS EXCLUSIVE MODE`);
    const moving = migrate(url, target);
    await vi.waitFor(() => { expect(existsSync(unfinishedStoreIn(target))).toBe(true); });
    expect(existsSync(join(target, 'kutip.db'))).toBe(false);
    cpSync(unfinishedStoreIn(target), unfinishedStoreIn(killed));
    await postgres.query('COMMIT');
    await moving;
    expect(readdirSync(target).filter((name) => name.startsWith('kutip.db'))).toEqual(['kutip.db']);

    mkdirSync(join(killed, 'articles'));
    writeFileSync(join(killed, 'articles', 'half.md'), '');
    expect(() => { requireFinished(killed); }).toThrow(/was not finished: run it again/);
    await expect(migrate(killed, await postgres.schema())).rejects.toThrow(/was not finished/);
    expect(await migrate(url, killed)).toEqual(moved);
    expect(contents(killed)).toEqual(files);
    expect(rowsOf(killed)).toEqual(rowsOf(target));
    requireFinished(killed);
  }); // prettier-ignore

  it('is not moved at all where a row comes otherwise than it was sent', async () => {
    const { dataDir } = await filled();
    const url = await postgres.schema();
    await (await openPostgresStore(url)).close();
    const schema = /search_path%3D(\w+)/.exec(url)![1]!;
    await postgres.query(`
      CREATE FUNCTION ${schema}.spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.reason = 'x'; RETURN NEW; END $$;
      CREATE TRIGGER spoils BEFORE INSERT ON ${schema}.votes FOR EACH ROW EXECUTE FUNCTION ${schema}.spoil()`);
    await expect(migrate(dataDir, url)).rejects.toThrow(/^votes: 1 rows were sent, and 1 came, or they are not the same/);
    expect(await postgres.query(`SELECT * FROM ${schema}.replies`)).toEqual([]);
  }); // prettier-ignore

  it('is refused where something is in the way, and then nothing was moved', async () => {
    const { dataDir } = await filled();
    const url = await postgres.schema();
    const release = lockDataDir(dataDir);
    await expect(migrate(dataDir, url)).rejects.toThrow(/is in use by another Kutip/);
    release();
    const running = await openPostgresStore(url);
    await expect(migrate(dataDir, url)).rejects.toThrow(/is in use by a running Kutip: stop it first/);
    await running.settings.put('s9', {});
    await running.close();
    await expect(migrate(dataDir, url)).rejects.toThrow(/has data of a Kutip already: name a database/);
    await expect(migrate(url, dataDir)).rejects.toThrow(/is not empty/);
    await expect(migrate(newFolder(), url)).rejects.toThrow(/There is no store in/);
    await expect(migrate(await postgres.schema(), newFolder())).rejects.toThrow(/There is no store at/);
    const old = newFolder();
    openDatabase(join(old, 'kutip.db'), migrations.slice(0, 3)).close();
    await expect(migrate(old, await postgres.schema())).rejects.toThrow(
      /is of version 3, and this Kutip's is/,
    );
    const target = newFolder();
    const broken = await postgres.schema();
    await (await openPostgresStore(broken)).close();
    const schema = /search_path%3D(\w+)/.exec(broken)![1];
    await postgres.query(`INSERT INTO ${schema}.article_rows VALUES ('../escaped', '', 1, 0, 'x')`);
    await expect(migrate(broken, target)).rejects.toThrow(/names the file "\.\.\/escaped"/);
    expect(readdirSync(target).filter((name) => !name.startsWith('kutip.lock'))).toEqual([]);
  });
});
