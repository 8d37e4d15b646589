import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FoundArticle } from '../../../src/ingest/found.ts';
import { openArticleFolder } from '../../../src/ingest/keep/article-folder.ts';
import { openSharedFiles, stopFollowing } from '../../../src/ingest/keep/shared-files.ts';
import { startSourceReader } from '../../../src/ingest/reading-thread.ts';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import { hasPostgres, startPostgres, type TestPostgres } from '../../postgres.ts';

const found: FoundArticle = {
  title: 'Jembatan Sukamaju dibuka',
  url: 'https://news.example/jembatan',
  publisher: 'Harian Contoh',
  byline: null,
  published: '2024-05-03T09:30:00+07:00',
  updated: null,
  language: 'id',
  tags: [],
  text: 'Jembatan Sukamaju dibuka pada 2 Mei 2024.\n\nBiayanya Rp48 miliar.',
};

describe.skipIf(!hasPostgres)('articles of several processes', () => {
  const reading = startSourceReader();
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => {
    await Promise.all([postgres.close(), reading.close()]);
  });

  function newFolder(): string {
    const dir = mkdtempSync(join(tmpdir(), 'kutip-shared-'));
    onTestFinished(() => { rmSync(dir, { recursive: true, force: true }); });
    return dir;
  } // prettier-ignore

  /** A process on a store, as far as it keeps articles. */
  async function start(url: string, dataDir = newFolder()) {
    const store = await openPostgresStore(url);
    const heard: string[] = [];
    const failures: unknown[] = [];
    const files = await openSharedFiles(dataDir, store.articles!, {
      othersChanged: (paths) => heard.push(...paths.map((path) => relative(dataDir, path))),
      failed: (error) => failures.push(error),
    }).catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
    let isStopped = false;
    const stop = async () => {
      if (isStopped) return;
      isStopped = true;
      await files.close();
      await store.close();
    };
    onTestFinished(stop);
    const folder = (server: string | null = null) =>
      openArticleFolder(dataDir, reading, server, false, null, undefined, files);
    return { dataDir, store, files, folder, heard, failures, stop };
  }

  /** What a data folder has of articles: names and contents. */
  const contents = (dataDir: string) =>
    ['articles', 'versions']
      .filter((part) => existsSync(join(dataDir, part)))
      .flatMap((part) =>
        readdirSync(join(dataDir, part), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && entry.name !== '.followed')
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
          .map((path) => [relative(dataDir, path), readFileSync(path, 'utf8')]),
      );

  it('are the same in each data folder, corrected, edited, withdrawn and restored, and in one that is new', async () => {
    const url = await postgres.schema();
    const [one, other] = [await start(url), await start(url)];
    const folder = await one.folder();
    const kept = await folder.keep({ ...found, guid: 'tag:news.example,1' });
    const gone = await folder.keep({ ...found, title: 'Pasar pindah', url: 'https://news.example/pasar', text: 'Pasar itu pindah ke utara kota.' });
    if (kept.outcome !== 'added' || gone.outcome !== 'added') throw new Error('not kept');
    await folder.keep({ ...found, text: found.text.replace('48', '45') });
    await folder.edit(kept.id, { publisher: 'Harian Sukamaju' });
    await folder.withdraw(gone.id, 'moderators');
    const served = await (await one.folder('123')).keep(found);
    await other.files.catchUp();
    expect(contents(other.dataDir)).toEqual(contents(one.dataDir));
    expect(contents(one.dataDir).map(([path]) => path)).toEqual(expect.arrayContaining(['articles/.edits', 'articles/.identities']));
    expect(other.heard).toContain(`articles/${kept.id}.md`);
    expect(one.heard).toEqual([]);

    // Whoever writes next knows all that the other one did.
    const next = await other.folder();
    const moved = { ...found, url: 'https://news.example/lain', guid: 'tag:news.example,1' };
    expect(await next.keep(moved)).toMatchObject({ outcome: 'changed', id: kept.id });
    expect((await next.withdrawn()).map(({ id }) => id)).toEqual([gone.id]);
    expect(await next.versions(kept.id)).toHaveLength(3);
    expect(await next.restore((await next.withdrawn())[0]!.identity)).toBe(gone.id);
    expect('id' in served && (await (await other.folder('123')).held(found))?.id).toBe('id' in served && served.id);
    const third = await start(url);
    expect(contents(third.dataDir)).toEqual(contents(other.dataDir));
    const timeIn = (dataDir: string) => statSync(join(dataDir, 'articles', `${kept.id}.md`)).mtimeMs;
    expect(timeIn(third.dataDir)).toBe(timeIn(other.dataDir));
  }); // prettier-ignore

  it('come by themselves, also what was said while PostgreSQL was away', async () => {
    const url = await postgres.schema();
    const [one, other] = [await start(url), await start(url)];
    const folder = await one.folder();
    await folder.keep(found);
    await vi.waitFor(() => { expect(other.heard).toHaveLength(1); }, 3000);
    await postgres.kill();
    const refused = await folder.keep({ ...found, title: 'Pasar pindah', url: null, text: 'Pasar itu pindah.' });
    expect(refused).toMatchObject({ outcome: 'refused', code: 'disk', reason: expect.stringMatching(/^it could not be saved: PostgreSQL at 127/) as string });
    await postgres.start();
    await vi.waitFor(() => one.store.check(), 5000);
    const again = await folder.keep({ ...found, title: 'Pasar pindah', url: null, text: 'Pasar itu pindah.' });
    expect(again.outcome).toBe('added');
    await vi.waitFor(() => { expect(other.heard).toContain(`articles/${'id' in again && again.id}.md`); }, 9000);
    expect(contents(other.dataDir)).toEqual(contents(one.dataDir));
  }); // prettier-ignore

  it('that were acknowledged are all there when the data folder of who wrote them is lost', async () => {
    const url = await postgres.schema();
    const one = await start(url);
    const folder = await one.folder();
    const many = Array.from({ length: 60 }, (_, n) => folder.keep({ ...found, url: `https://news.example/${n}`, title: `Jembatan ${n}`, published: null, text: `Jembatan nomor ${n} dibuka oleh wali kota ${n}.` }));
    const kept = await Promise.all(many);
    expect(kept.map(({ outcome }) => outcome)).toEqual(kept.map(() => 'added'));
    const before = contents(one.dataDir);
    await one.stop();
    rmSync(one.dataDir, { recursive: true });
    expect(contents((await start(url)).dataDir)).toEqual(before);
  }); // prettier-ignore

  it('come back when their files are lost, while a process runs or while it is stopped', async () => {
    const url = await postgres.schema();
    const one = await start(url);
    const folder = await one.folder();
    await folder.keep(found);
    await folder.keep({ ...found, title: 'Pasar pindah', url: null, text: 'Pasar itu pindah.' });
    const before = contents(one.dataDir);
    rmSync(one.dataDir, { recursive: true });
    await one.files.catchUp();
    expect(contents(one.dataDir)).toEqual(before);
    await one.stop();
    rmSync(join(one.dataDir, 'articles'), { recursive: true });
    expect(contents((await start(url, one.dataDir)).dataDir)).toEqual(before);
  }); // prettier-ignore

  it('are withdrawn from all of them as the documentation says', async () => {
    const url = await postgres.schema();
    const [one, other] = [await start(url), await start(url)];
    const kept = await (await one.folder()).keep(found);
    if (kept.outcome !== 'added') throw new Error('not kept');
    const [, withdraw = ''] = /```sql\n(BEGIN;.*?)```/s.exec(readFileSync('docs/cluster.md', 'utf8'))!;
    await postgres.query(`SET search_path = ${/search_path%3D(\w+)/.exec(url)![1]};
      ${withdraw.replace(/articles\/[^']+/, `articles/${kept.id}.md`)}; RESET search_path`);
    await Promise.all([one.files.catchUp(), other.files.catchUp()]);
    for (const { dataDir, heard } of [one, other]) {
      expect(contents(dataDir).filter(([path]) => path!.endsWith('.md'))).toEqual([]);
      expect(heard).toContain(`articles/${kept.id}.md`);
    }
  }); // prettier-ignore

  it('that cannot be written here are told of, until they can', async () => {
    const url = await postgres.schema();
    const [one, other] = [await start(url), await start(url)];
    const articles = join(other.dataDir, 'articles');
    rmSync(articles, { recursive: true });
    writeFileSync(articles, '');
    await (await one.folder()).keep(found);
    await vi.waitFor(() => { expect(() => { other.files.check(); }).toThrow(/cannot be written to .* \(ENOTDIR: not a directory\): make room there/); }, 3000);
    expect(other.failures).toHaveLength(1);
    rmSync(articles);
    await vi.waitFor(() => { other.files.check(); }, 9000);
    expect(contents(other.dataDir)).toEqual(contents(one.dataDir));
  }); // prettier-ignore

  it('that cannot be written here are said to be stored, and are here once they can', async () => {
    const url = await postgres.schema();
    const one = await start(url);
    const folder = await one.folder();
    const articles = join(one.dataDir, 'articles');
    rmSync(articles, { recursive: true });
    writeFileSync(articles, '');
    expect(await folder.keep(found)).toMatchObject({
      outcome: 'refused',
      code: 'not here',
      reason: 'it is stored in PostgreSQL, but not in the data folder yet (ENOTDIR: not a directory): it is there once that can be written, without being imported again',
    });
    rmSync(articles);
    await one.files.catchUp();
    expect(contents(one.dataDir).map(([path]) => path)).toContainEqual(expect.stringMatching(/^articles\/.*\.md$/));
    expect(contents(one.dataDir)).toEqual(contents((await start(url)).dataDir));
  }); // prettier-ignore

  it('are missed by nobody, whoever writes at the same time', async () => {
    const url = await postgres.schema();
    const stores = await Promise.all([url, url, url].map((one) => openPostgresStore(one)));
    onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))));
    const [reader, ...writers] = stores.map((store) => store.articles!);
    const paths = Array.from({ length: 80 }, (_, n) => `articles/${n}.md`);
    const writing = paths.map((path, n) =>
      writers[n % 2]!.put([{ path, line: '', content: path, at: new Date() }]),
    );
    const seen: string[] = [];
    for (let seq = 0; seen.length < paths.length;) {
      const rows = await reader!.since(seq, 7);
      seen.push(...rows.map(({ path }) => path));
      seq = rows.at(-1)?.seq ?? seq;
      expect(seq).toBeLessThanOrEqual(await reader!.last());
    }
    await Promise.all(writing);
    expect(seen.sort()).toEqual(paths.sort());
  });

  it('are refused to a data folder that has others, with what to do', async () => {
    const url = await postgres.schema();
    const one = await start(url);
    await (await one.folder()).keep(found);
    await one.stop();
    await expect(start(await postgres.schema(), one.dataDir)).rejects.toThrow(
      /are of another PostgreSQL.*: move the folder away/,
    );
    await stopFollowing(one.dataDir);
    await expect(start(url, one.dataDir)).rejects.toThrow(/has articles of its own.*npm run -s migrate/);
    writeFileSync(join(one.dataDir, 'articles', '.followed'), '');
    await expect(start(url, one.dataDir)).rejects.toThrow(/are of another PostgreSQL/);
  });
});
