import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { openArticleFolder } from '../../../src/ingest/keep/article-folder.ts';
import { nothingMore } from '../../../src/ingest/nothing-more.ts';
import { startSourceReader } from '../../../src/ingest/reading-thread.ts';

const reading = startSourceReader();
afterAll(() => reading.close());

const server = '42';
/** A text like no other. */
const kilobytes = (count: number) => {
  const word = Math.random().toString(36).slice(2);
  return Array.from({ length: 50 * count }, (_, at) => `${word}${at} ${word}${at % 7}.`)
    .join(' ')
    .slice(0, 1000 * count)
    .trim();
};

async function server42(quota = { articles: 10, bytes: 10_000 }) {
  const dataDir = await mkdtemp(join(tmpdir(), 'kutip-room-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  let folder = await openArticleFolder(dataDir, reading, server, false, quota);
  const files = async (part: string) =>
    (await readdir(join(dataDir, part), { recursive: true }).catch(() => [])).filter((name) =>
      /\.\w+$/.test(name) && !/(?:^|[\\/])\./.test(name),
    );
  return {
    dataDir,
    edit: async (name: string, title: string) => {
      const [path] = (await files('articles')).filter((path) => path.includes(`-${name}-`) && path.endsWith('.md'));
      return folder.edit(path!.replace(/\.md$/, ''), { title });
    },
    /** @returns what became of it, or what is used up */
    keep: async (name: string, text: string, guid: string | null = null) => {
      const found = { ...nothingMore, title: name, url: `https://a.example/${name}`, publisher: 'A', byline: null, published: null, updated: null, language: 'id', tags: [], text, guid };
      const kept = await folder.keep(found);
      return kept.outcome === 'refused' ? (kept.usedUp ?? kept.reason) : kept.outcome;
    },
    remove: async (name: string) => {
      const [path] = (await files('articles')).filter((path) => path.includes(`-${name}-`) && path.endsWith('.md'));
      return folder.withdraw(path!.replace(/\.md$/, ''), 'moderators');
    },
    restart: async () => {
      folder = await openArticleFolder(dataDir, reading, server, false, quota);
    },
    files,
  };
} // prettier-ignore

it('a server holds no more bytes than its quota: what does not fit is refused with the figures, also after a restart', async () => {
  const { keep, restart, remove } = await server42();
  expect(await keep('satu', kilobytes(4))).toBe('added');
  expect(await keep('dua', kilobytes(4))).toBe('added');
  const usedUp = { of: 'bytes', held: expect.closeTo(8200, -3) as number, most: 10_000 };
  expect(await keep('tiga', kilobytes(4))).toEqual(usedUp);
  expect(await keep('satu', kilobytes(9))).toEqual(usedUp);
  await restart();
  expect(await keep('tiga', kilobytes(4))).toEqual(usedUp);
  expect(await keep('satu', kilobytes(1))).toBe('changed');
  expect(await keep('tiga', kilobytes(4))).toBe('added');
  await remove('dua');
  expect(await keep('empat', kilobytes(4))).toBe('added');
});

it('a server holds no more articles than its quota, and may change those that it has', async () => {
  const { keep } = await server42({ articles: 1, bytes: 1e6 });
  expect(await keep('satu', 'Satu kalimat.')).toBe('added');
  expect(await keep('dua', 'Satu kalimat.')).toEqual({ of: 'articles', held: 1, most: 1 });
  expect(await keep('satu', 'Kalimat lain.')).toBe('changed');
});

it('earlier versions and what was removed count, and the oldest make room for articles', async () => {
  const { keep, remove, files, restart } = await server42();
  await keep('satu', kilobytes(2));
  await keep('dua', kilobytes(2));
  expect(await keep('dua', kilobytes(2))).toBe('changed');
  await remove('satu');
  expect([(await files('articles')).length, (await files('versions')).length]).toEqual([2, 1]);
  expect(await keep('tiga', kilobytes(5))).toBe('added');
  const left = [(await files('articles')).length, (await files('versions')).length];
  expect(left.reduce((sum, count) => sum + count)).toBe(3);
  expect(await keep('empat', kilobytes(2))).toBe('added');
  await restart();
  expect([await files('articles'), await files('versions')]).toMatchObject([{ length: 3 }, { length: 0 }]);
});

it('of an article, the last five versions are kept', async () => {
  const { keep, files } = await server42({ articles: 10, bytes: 1e6 });
  for (let version = 0; version < 9; version++) await keep('satu', `Versi ${version}.`);
  expect(await files('versions')).toHaveLength(5);
});

it('what else is kept of an article has an end too: its identities and its edits', async () => {
  const { keep, edit, dataDir } = await server42({ articles: 10, bytes: 1e6 });
  for (let time = 0; time < 60; time++) await keep('satu', 'Satu kalimat.', `guid-${time}`);
  for (let time = 0; time < 130; time++) await edit('satu', `Judul ${time}`);
  const lines = async (name: string) =>
    (await readFile(join(dataDir, 'articles', 'servers', server, name), 'utf8')).trim().split('\n');
  expect((await lines('.identities')).length).toBeLessThanOrEqual(50);
  const edits = await lines('.edits');
  expect(edits.length).toBeLessThanOrEqual(102);
  expect(edits.at(-1)).toContain('Judul 129');
}, 60_000);
