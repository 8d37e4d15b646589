import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/articles/article.ts';
import { readArticles } from '../../../src/articles/read.ts';
import type { FoundArticle } from '../../../src/ingest/found.ts';
import { startSourceReader } from '../../../src/ingest/reading-thread.ts';
import { openArticleFolder, type KeepResult } from '../../../src/ingest/keep/article-folder.ts';

const found: FoundArticle = {
  title: 'Jembatan Sukamaju dibuka',
  url: 'https://news.example/jembatan',
  publisher: 'Harian Contoh',
  byline: 'Sari Puspita',
  published: '2024-05-03T09:30:00+07:00',
  updated: null,
  language: 'id',
  tags: ['jembatan'],
  text: 'Jembatan Sukamaju dibuka pada 2 Mei 2024.\n\nBiayanya Rp48 miliar.',
};

const reading = startSourceReader();
afterAll(() => reading.close());

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kutip-keep-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function kept(part = 'articles'): Promise<Article[]> {
  const articles: Article[] = [];
  for await (const read of readArticles([join(dataDir, part)])) {
    if ('refusal' in read) throw new Error(read.refusal.reason);
    articles.push(read.article);
  }
  return articles;
}

const idOf = (kept: KeepResult) => ('id' in kept ? kept.id : kept.reason);
const pathOf = (kept: KeepResult) => join(dataDir, 'articles', `${idOf(kept)}.md`);

describe('an article from outside', () => {
  it('is kept with its facts and its text, under a name that says whose and what it is', async () => {
    const one = await (await openArticleFolder(dataDir, reading)).keep(found);
    expect(one.outcome).toBe('added');
    expect(idOf(one)).toMatch(/^harian-contoh\/2024-05-03-jembatan-sukamaju-dibuka-[0-9a-f]{16}$/);
    expect(await kept()).toEqual([expect.objectContaining({ ...found, id: idOf(one) })]);
  });

  it('that says something else later was corrected, at a time that stays; what was only added is an update', async () => {
    const folder = await openArticleFolder(dataDir, reading);
    await folder.keep(found);
    const longer = { ...found, text: `${found.text}\n\nWarga menyambutnya.` };
    await folder.keep(longer);
    const [grown] = await kept();
    expect(grown).toMatchObject({ status: 'current' });
    expect(Date.now() - Date.parse(grown!.updated!)).toBeLessThan(60_000);
    await folder.keep({
      ...longer,
      text: longer.text.replace('48', '45'),
      updated: '2024-05-04T10:00:00+07:00',
    });
    expect((await kept())[0]).toMatchObject({ status: 'corrected' });
    const before = await kept();
    expect(await folder.keep({ ...longer, text: longer.text.replace('48', '45') })).toMatchObject({
      outcome: 'duplicate',
    });
    expect(await kept()).toEqual(before);
  });

  it('is a duplicate when it comes again, in another run too', async () => {
    const folder = await openArticleFolder(dataDir, reading);
    const one = await folder.keep(found);
    const again = { outcome: 'duplicate', id: idOf(one) };
    expect(await folder.keep(found)).toEqual(again);
    expect(await (await openArticleFolder(dataDir, reading)).keep(found)).toEqual(again);
  });

  it('keeps its id when it has changed, and what it said before', async () => {
    const folder = await openArticleFolder(dataDir, reading);
    const one = await folder.keep(found);
    const text = found.text.replace('48', '52');
    const changed = await folder.keep({ ...found, title: 'Jembatan dibuka', text });
    expect(changed).toEqual({ outcome: 'changed', id: idOf(one) });
    expect((await kept()).map((article) => article.text)).toEqual([text]);
    expect((await kept('versions')).map((article) => article.text)).toEqual([found.text]);
  });

  it('names the agency that it came from, and is corrected when it says so', async () => {
    const text = 'SUKAMAJU (ANTARA) - Jembatan itu dibuka.\n\nRalat: biayanya Rp48 miliar.';
    await (await openArticleFolder(dataDir, reading)).keep({ ...found, text });
    expect((await kept())[0]).toMatchObject({ origin: 'ANTARA', status: 'corrected', text });
  });

  it('is kept once when it comes several times at once, and its changes one after the other', async () => {
    const folder = await openArticleFolder(dataDir, reading);
    const changes = ['48', '48', '49', '50'].map((figure) => found.text.replace('48', figure));
    const all = await Promise.all(changes.map((text) => folder.keep({ ...found, text })));
    expect(all.map(({ outcome }) => outcome)).toEqual(['added', 'duplicate', 'changed', 'changed']);
    expect((await kept()).map(({ text }) => text)).toEqual([changes[3]]);
    expect(await kept('versions')).toHaveLength(2);
  });

  it('stays withdrawn when it comes again', async () => {
    const folder = await openArticleFolder(dataDir, reading);
    const one = await folder.keep(found);
    const source = await readFile(pathOf(one), 'utf8');
    await writeFile(pathOf(one), source.replace('title:', 'status: withdrawn\ntitle:'));
    expect((await folder.keep({ ...found, text: 'Lain.' })).outcome).toBe('duplicate');
    expect((await kept())[0]?.status).toBe('withdrawn');
  });

  it('without an address is another one than that of another file, whatever its title', async () => {
    const folder = await openArticleFolder(dataDir, reading);
    const nowhere = { ...found, url: null, publisher: null, published: null };
    await folder.keep({ ...nowhere, id: 'a', text: 'Satu.' });
    await folder.keep({ ...nowhere, id: 'b', text: 'Dua.' });
    expect((await kept()).map(({ text }) => text).sort()).toEqual(['Dua.', 'Satu.']);
  });

  it.each([
    ['a path as its title', '..', '../../etc/passwd', 'etc-passwd'],
    ['the name of a file that is passed over', '.hidden', 'README', 'readme'],
    ['names in another script', '日本新聞', '橋', '2024-05-03'],
    ['long names', 'a'.repeat(100), 'b'.repeat(300), 'bbb'],
    ['control characters', 'Harian\0\u001b[31m', 'Judul\ndua', 'judul-dua'],
  ])('that has %s stays in the folder', async (_, publisher, title, name) => {
    const one = await (await openArticleFolder(dataDir, reading)).keep({ ...found, publisher, title });
    expect(idOf(one)).toMatch(/^[a-z0-9-]{1,40}\/[a-z0-9-]{1,90}$/);
    expect(idOf(one)).toContain(name);
    expect(await kept()).toHaveLength(1);
  });

  it.each([
    ['has no text', { text: ' \n' }, /^it has no text$/],
    ['has a date that is none', { published: 'kemarin' }, /^published: expected a day/],
  ])('that %s is refused with a reason, and nothing is written', async (_, wrong, reason) => {
    const refused = await (await openArticleFolder(dataDir, reading)).keep({ ...found, ...wrong });
    expect(refused.outcome).toBe('refused');
    expect(idOf(refused)).toMatch(reason);
    expect(await kept()).toEqual([]);
  });

  it('that cannot be written is refused with a reason, and what was there stays', async () => {
    const folder = await openArticleFolder(dataDir, reading);
    await writeFile(join(dataDir, 'articles', 'harian-contoh'), 'a file where a folder should be');
    expect(await folder.keep(found)).toEqual({
      outcome: 'refused',
      reason: expect.stringMatching(/^it could not be saved: /) as string,
      code: 'disk',
    });
    expect(await readdir(join(dataDir, 'articles', '.unfinished'))).toEqual([]);
    await rm(join(dataDir, 'articles', 'harian-contoh'));
    expect((await folder.keep(found)).outcome).toBe('added');
  });
});

describe('an article that is nearly another', () => {
  const story = [
    'SUKAMAJU (ANTARA) - Wali Kota Budi Hartono meresmikan Jembatan Sukamaju pada Kamis pagi di hadapan ratusan warga.',
    'Jembatan sepanjang 240 meter itu menghubungkan dua kecamatan yang selama puluhan tahun hanya dilayani perahu.',
    'Pembangunannya menelan biaya Rp48 miliar dan memakan waktu dua tahun, kata kepala dinas pekerjaan umum.',
    'Warga menyambutnya dengan pesta rakyat dan pasar malam di kedua tepi sungai sampai larut malam.',
  ].join('\n\n');
  const next = 'https://news.example/2';
  const first = { ...found, text: story };
  const other = {
    publisher: 'Kabar Lain',
    url: 'https://lain.example/1',
    published: '2024-05-04T08:00:00+07:00',
  };

  it.each([
    ['the page for telephones', 'duplicate', { url: 'https://m.news.example/jembatan' }],
    ['one that differs in a figure', 'added', { url: next, text: story.replace('48', '52') }],
    ['one that a correction was added to', 'added', { url: next, text: `${story}\n\nRalat: nama.` }],
    ['one of a week later', 'added', { url: next, published: '2024-05-10T08:00:00+07:00' }],
    ['one on the same subject', 'added', { url: next, text: story.replace(/\w+ (\w+) /g, '$1 pun ') }],
  ])('of the same publisher: %s is %s', async (_, outcome, differs) => {
    const folder = await openArticleFolder(dataDir, reading);
    const one = await folder.keep(first);
    const two = await (await openArticleFolder(dataDir, reading)).keep({ ...first, ...differs });
    expect(two.outcome).toBe(outcome);
    expect(idOf(two) === idOf(one)).toBe(outcome === 'duplicate');
  });

  it('of another publisher points to the one that had it first, and has its agency', async () => {
    const folder = await openArticleFolder(dataDir, reading);
    const one = await folder.keep(first);
    const text = story.replace('SUKAMAJU (ANTARA) - ', '');
    const two = await (await openArticleFolder(dataDir, reading)).keep({ ...first, ...other, text });
    expect(two).toMatchObject({ outcome: 'added', copyOf: idOf(one) });
    expect((await kept()).map(({ copyOf, origin }) => [copyOf, origin])).toEqual([
      [null, 'ANTARA'],
      [idOf(one), 'ANTARA'],
    ]);
    expect(
      (await (await openArticleFolder(dataDir, reading)).keep({ ...first, ...other, text })).outcome,
    ).toBe('duplicate');
  });

  it('of another publisher that had it earlier is what the others point to from then on', async () => {
    const folder = await openArticleFolder(dataDir, reading);
    await folder.keep(first);
    await folder.keep({ ...first, ...other });
    const earliest = await folder.keep({
      ...first,
      publisher: 'Kantor Berita',
      url: 'https://kantor.example/1',
      published: '2024-05-02T08:00:00+07:00',
    });
    expect(earliest).toEqual({ outcome: 'added', id: idOf(earliest) });
    expect((await kept()).map(({ publisher, copyOf }) => [publisher, copyOf])).toEqual([
      ['Harian Contoh', idOf(earliest)],
      ['Kabar Lain', idOf(earliest)],
      ['Kantor Berita', null],
    ]);
  });
});

it('removes what was left half written an hour ago, and nothing that is being written', async () => {
  const unfinished = join(dataDir, 'articles', '.unfinished');
  await mkdir(unfinished, { recursive: true });
  for (const name of ['old', 'new']) await writeFile(join(unfinished, name), '---\ntitle: se');
  await utimes(join(unfinished, 'old'), 1, 1);
  await openArticleFolder(dataDir, reading);
  expect(await readdir(unfinished)).toEqual(['new']);
});
