import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createQuery } from '../../src/search/query.ts';
import { createSearchIndex, type SearchIndex } from '../../src/search/search-index.ts';
import { readSnapshot, writeSnapshot } from '../../src/search/snapshot.ts';
import { articleOf } from '../answer/article.ts';

const articles = [
  articleOf(
    'bridge',
    'Wali Kota Budi Hartono meresmikan Jembatan Sukamaju pada 2 Mei 2024. Biayanya Rp48 miliar.',
    {
      title: 'Jembatan Sukamaju dibuka',
      language: 'id',
      published: '2024-05-03T09:30+07:00',
    },
  ),
  articleOf(
    'strike',
    'The quarry workers ended their strike on 31 May 2024.\n\nMelissa Grant promised “better pay”.',
    {
      language: 'en',
      tags: ['work'],
    },
  ),
  articleOf('thai', 'ประเทศไทยประกาศวันหยุดใหม่เมื่อวานนี้', { language: 'th' }),
  articleOf('broken', 'Half of a pair \ud83d is in this text about Northfield.', { language: 'en' }),
];

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kutip-snapshot-'));
  path = join(folder, 'data', 'archive.snapshot');
});
afterEach(() => rm(folder, { recursive: true }));

function indexOf(all = articles): SearchIndex {
  const index = createSearchIndex();
  for (const article of all) index.put(article);
  return index;
}

const noPause = () => Promise.resolve();
const write = (index: SearchIndex, origin: unknown = 'here') =>
  writeSnapshot(path, origin, index.capture(), noPause);
const read = () => readSnapshot(path, () => undefined);

async function restored(): Promise<SearchIndex> {
  const index = createSearchIndex();
  index.restore((await read())!.captured);
  return index;
}

const questions = [
  ['Siapa yang meresmikan Jembatan Sukamaju?', 'id'],
  ['When did the quarry workers end their strike?', 'en'],
  ['Northfield', 'en'],
  ['วันหยุด', 'th'],
] as const;

const found = (index: SearchIndex) =>
  questions.map(([question, language]) => {
    const query = createQuery(question, language, index.seenOn(null).languages());
    const { hits, unknown } = index.seenOn(null).search(query, Date.UTC(2024, 5, 1), () => true);
    return {
      unknown,
      hits: hits.map(({ entry, sentence, score }) => [entry.facts, entry.text, sentence, score]),
    };
  });

describe('a snapshot', () => {
  it('gives back an index that finds the same, to the last digit of every score', async () => {
    const index = indexOf();
    await write(index);
    expect(found(await restored())).toEqual(found(index));
    expect(found(index).every(({ hits }) => hits.length > 0)).toBe(true);
  });

  it('keeps every text as it is, half surrogate pairs included', async () => {
    await write(indexOf());
    expect([...(await restored()).entries()].map(({ text }) => text)).toEqual(
      articles.map(({ text }) => text),
    );
  });

  it('gives back an index in which articles are added, changed and removed', async () => {
    await write(indexOf());
    const changed = articleOf('bridge', 'The lighthouse of Tanjung Baru was repaired in 2025.', {
      language: 'en',
    });
    const index = await restored();
    const fresh = indexOf();
    for (const each of [index, fresh]) {
      each.put(changed);
      each.remove('strike');
      each.put(articleOf('new', 'Melissa Grant left Northfield.', { language: 'en' }));
    }
    expect(found(index)).toEqual(found(fresh));
  });

  it('of a restored index is the same file again', async () => {
    await write(indexOf());
    const first = await readFile(path);
    await write(await restored());
    expect(await readFile(path)).toEqual(first);
  });

  it('of an empty index is an empty index', async () => {
    await write(createSearchIndex());
    expect([...(await restored()).entries()]).toEqual([]);
  });

  it('says what it was made from, before anything else is read', async () => {
    await write(indexOf(), { version: 3 });
    expect((await read())?.origin).toEqual({ version: 3 });
    const refuse = (origin: unknown) => {
      throw new Error(`not ${JSON.stringify(origin)}`);
    };
    await expect(readSnapshot(path, refuse)).rejects.toThrow('not {"version":3}');
  });

  it('that does not exist is no fault', async () => {
    expect(await read()).toBeNull();
  });

  it('cut short anywhere is refused', async () => {
    await write(indexOf());
    const whole = await readFile(path);
    for (let length = 0; length < whole.length; length += 7) {
      await writeFile(path, whole.subarray(0, length));
      await expect(read()).rejects.toThrow(/it ends within a frame|frames are missing/);
    }
  });

  it('with a flipped byte anywhere is refused', async () => {
    await write(indexOf());
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at += 7) {
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 1;
      await writeFile(path, flipped);
      await expect(read()).rejects.toThrow(/it ends within a frame|a checksum does not match/);
    }
  });

  it('with something after its end is refused', async () => {
    await write(indexOf());
    const whole = await readFile(path);
    await writeFile(path, Buffer.concat([whole, whole]));
    await expect(read()).rejects.toThrow('it goes on after its end');
  });

  it('that cannot be finished leaves the one before it, and nothing else', async () => {
    await write(indexOf(), 'first');
    const full = () => Promise.reject(new Error('no space left'));
    await expect(writeSnapshot(path, 'second', indexOf().capture(), full)).rejects.toThrow('no space left');
    expect((await read())?.origin).toBe('first');
    expect(await readdir(join(folder, 'data'))).toEqual(['archive.snapshot']);
  });
});
