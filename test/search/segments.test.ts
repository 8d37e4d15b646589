import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { createSearchIndex, type SearchIndex } from '../../src/search/search-index.ts';
import { onDisk } from '../../src/search/frozen-segment.ts';
import { openSegment, writeSegment } from '../../src/search/segment-file.ts';
import { readVocabulary, writeVocabulary } from '../../src/search/vocabulary.ts';
import { articleOf } from '../answer/article.ts';
import { firstStageContract, foundIn } from '../contracts/first-stage.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kutip-segments-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** An index whose files are closed when the test is over. */
const opened: typeof createSearchIndex = (...given) => {
  const index = createSearchIndex(...given);
  onTestFinished(() => index.close());
  return index;
};

const noPause = () => Promise.resolve();
const isWanted = () => true;
let written = 0;

async function write(index: SearchIndex, scope = 'shared', entries = index.hot().get(scope) ?? []) {
  const path = join(folder, `${++written}.segment`);
  await writeSegment(path, { version: 'v', scope }, entries, index.lexicon, isWanted, noPause);
  return path;
}

async function freeze(index: SearchIndex): Promise<void> {
  index.move(onDisk(await openSegment(await write(index), 'v')), () => true);
}

function inMemory(articles: readonly Article[]): SearchIndex {
  const index = opened();
  for (const article of articles) index.put(article);
  return index;
}

async function frozen(articles: readonly Article[]): Promise<SearchIndex> {
  const index = inMemory(articles);
  await freeze(index);
  return index;
}

/** Half of the articles are in one segment, half in another, as after a restart. */
async function restarted(articles: readonly Article[]): Promise<SearchIndex> {
  const index = opened();
  const middle = articles.length / 2;
  for (const half of [articles.slice(0, middle), articles.slice(middle)]) {
    const before = opened();
    before.reserve(index.size);
    for (const article of half) before.put(article);
    index.adopt(onDisk(await openSegment(await write(before), 'v')));
  }
  return index;
}

/** The same, with the words of both segments in one file. */
async function restartedTogether(articles: readonly Article[]): Promise<SearchIndex> {
  const before = await restarted(articles);
  const segments = before.segments().get('shared')!;
  const vocabulary = join(folder, 'vocabulary');
  await writeVocabulary(vocabulary, 'v', segments, before.lexicon, noPause);
  const index = opened();
  const known = await readVocabulary(vocabulary, 'v', index.lexicon);
  for (const { path } of segments) {
    const file = await openSegment(path, 'v');
    const words = known.bySegment.get(file.wordsKey);
    expect(words).toHaveLength(file.termOfWord.length);
    index.adopt(onDisk(file), words);
  }
  known.release();
  return index;
}

firstStageContract('MiniSearch', (articles) => Promise.resolve(inMemory(articles)), inMemory);
firstStageContract('a segment', frozen, inMemory);
firstStageContract('segments after a restart', restarted, inMemory);
firstStageContract('segments and their vocabulary after a restart', restartedTogether, inMemory);
firstStageContract(
  'MiniSearch beside a segment',
  async (articles) => {
    const index = await frozen(articles.slice(0, 3));
    for (const article of articles.slice(3)) index.put(article);
    return index;
  },
  inMemory,
);
firstStageContract(
  'MiniSearch, of articles that were in segments',
  async (articles) => {
    const index = await restarted(articles);
    index.thaw(
      'shared',
      articles.map(({ id }) => id),
    );
    expect([...index.segments().values()].flat()).toEqual([]);
    return index;
  },
  inMemory,
);
firstStageContract(
  'a segment that two have become',
  async (articles) => {
    const index = await restarted(articles);
    const entries = index
      .segments()
      .get('shared')!
      .flatMap((segment) => segment.entries);
    index.move(onDisk(await openSegment(await write(index, 'shared', entries), 'v')), () => true);
    expect(index.segments().get('shared')).toHaveLength(1);
    return index;
  },
  inMemory,
);

const one = articleOf('one', 'The lighthouse of Tanjung Baru was repaired.', { language: 'en' });
const later = { ...one, text: 'The lighthouse of Tanjung Baru was sold.' };

describe('segments', () => {
  it('of two articles with one id, the later one is there, in whatever order they are read', async () => {
    const index = inMemory([one]);
    const old = await write(index);
    index.put(later);
    const fresh = await write(index);
    for (const order of [[old, fresh], [fresh, old]]) {
      const again = opened();
      for (const path of order) again.adopt(onDisk(await openSegment(path, 'v')));
      expect(Array.from(again.entries(), ({ text }) => text)).toEqual([later.text]);
      expect(foundIn(again)).toEqual(foundIn(inMemory([later])));
    }
  }); // prettier-ignore

  it('have nothing of what was removed while they were written', async () => {
    const index = inMemory([one, articleOf('two', 'A harbour in Northfield.', { language: 'en' })]);
    const path = await write(index);
    index.remove('two');
    index.move(onDisk(await openSegment(path, 'v')), () => true);
    expect(foundIn(index)).toEqual(foundIn(inMemory([one])));
  });

  it('of a server are seen there alone, and change nothing elsewhere', async () => {
    const own = articleOf('servers/7/own', 'Melissa Grant sold the quarry of Northfield.', {
      language: 'en',
    });
    const index = inMemory([one, own]);
    await freeze(index);
    index.move(onDisk(await openSegment(await write(index, '7'), 'v')), () => true);
    expect(foundIn(index)).toEqual(foundIn(inMemory([one])));
    const ids = (server: string) => Array.from(index.seenOn(server).entries(), ({ facts }) => facts.id);
    expect(ids('7').sort()).toEqual(['one', 'servers/7/own']);
    expect(ids('8')).toEqual(['one']);
  });

  it('that are damaged in what is in memory are refused, wherever', async () => {
    const path = await write(inMemory([one]));
    const whole = await readFile(path);
    const start = whole.readDoubleLE(whole.length - 16);
    for (let at = start; at < whole.length; at += 5) {
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 1;
      await writeFile(path, flipped);
      await expect(openSegment(path, 'v')).rejects.toThrow(
        /end|a checksum does not match|frames are missing/,
      );
    }
    for (let length = 0; length < whole.length; length += 7) {
      await writeFile(path, whole.subarray(0, length));
      await expect(openSegment(path, 'v')).rejects.toThrow(/short|does not end as a segment does/);
    }
  });

  it('that are damaged in an article lose it, and say which', async () => {
    const path = await write(
      inMemory([one, articleOf('two', 'A harbour in Northfield.', { language: 'en' })]),
    );
    const flipped = await readFile(path);
    flipped[0]! ^= 1;
    await writeFile(path, flipped);
    const damaged: string[] = [];
    const index = opened({ damaged: (id) => void damaged.push(id) });
    index.adopt(onDisk(await openSegment(path, 'v')));
    expect(index.get('one')!.words).toHaveLength(0);
    expect(damaged).toEqual(['one']);
    expect(foundIn(index)[3]!.hits).not.toEqual([]);
    expect(index.get('one')).toBeUndefined();
    expect(index.get('two')!.text).toContain('harbour');
  });

  it('of another version are refused', async () => {
    await expect(openSegment(await write(inMemory([one])), 'w')).rejects.toThrow('another version');
  });

  it('that cannot be finished leave nothing behind', async () => {
    const index = inMemory([one]);
    const full = () => Promise.reject(new Error('no space left'));
    const entries = index.hot().get('shared')!;
    const head = { version: 'v', scope: 'shared' };
    const writing = writeSegment(join(folder, 'a.segment'), head, entries, index.lexicon, isWanted, full);
    await expect(writing).rejects.toThrow('no space left');
    expect(await readdir(folder)).toEqual([]);
  });

  it('have a vocabulary that is refused where it is damaged or of another version, and leaves no words behind', async () => {
    const index = await restarted([one, articleOf('two', 'A harbour in Northfield.', { language: 'en' })]);
    const path = join(folder, 'vocabulary');
    await writeVocabulary(path, 'v', index.segments().get('shared')!, index.lexicon, noPause);
    const whole = await readFile(path);
    const { lexicon } = opened();
    await expect(readVocabulary(path, 'w', lexicon)).rejects.toThrow('another version');
    for (let at = 0; at < whole.length; at += 5) {
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 1;
      await writeFile(path, flipped);
      await expect(readVocabulary(path, 'v', lexicon)).rejects.toThrow(/end|checksum|missing/);
    }
    expect(lexicon.term('harbour')).toBeUndefined();
  });
});
