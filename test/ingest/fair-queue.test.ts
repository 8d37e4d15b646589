import { expect, it } from 'vitest';
import { createFairQueue } from '../../src/ingest/fair-queue.ts';
import { createRefresh } from '../../src/ingest/refreshing.ts';

/** Work that goes on until it is told to end, and what has begun so far. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    work: (name: string) => () =>
      new Promise<void>((resolve) => {
        begun.push(name);
        ends.set(name, resolve);
      }),
    end: async (name: string) => {
      ends.get(name)!();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

it('lanes have their turns one after another, however much waits in one', async () => {
  const { begun, work, end } = works();
  const queue = createFairQueue(1);
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'a4']) void queue.add(name.slice(0, 1), work(name));
  for (const name of ['a1', 'a2', 'b1', 'c1', 'a3']) await end(begun.at(-1) ?? name);
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4']);
});

it('one lane does not have all places at once', async () => {
  const { begun, work, end } = works();
  const queue = createFairQueue(4, 2);
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'b1']) void queue.add(name.slice(0, 1), work(name));
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  await end('a1');
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
});

it('what fails fails for whoever asked for it, and the next has its turn', async () => {
  const queue = createFairQueue(1);
  const failed = queue.add('a', () => Promise.reject(new Error('no')));
  const done = queue.add('a', () => Promise.resolve(1));
  await expect(failed).rejects.toThrow('no');
  expect(await done).toBe(1);
});

it('much that one server has added is read in turns with what others add, and once for all who wait', async () => {
  const left = new Map([['big', 4], ['small', 1]]); // prettier-ignore
  const turns: string[] = [];
  const { refresh } = createRefresh((server) => {
    turns.push(server!);
    left.set(server!, left.get(server!)! - 1);
    return Promise.resolve({ isWhole: left.get(server!)! <= 0, quarantined: [server!] });
  });
  const big = refresh('big');
  expect(await Promise.all([refresh('small'), refresh('small')])).toEqual([['small'], ['small']]);
  expect(turns).toEqual(['big', 'small', 'big']);
  expect(await big).toEqual(['big']);
  expect(turns).toEqual(['big', 'small', 'big', 'big', 'big']);
});

it('tells which files have changed, once, and again where not all were read', async () => {
  const told: (readonly string[] | null)[] = [];
  const { refresh, changed } = createRefresh((_, paths) => {
    told.push(paths);
    return Promise.resolve({ isWhole: told.length !== 2, quarantined: [] });
  });
  changed('a.md', '7');
  changed('b.md', null);
  await refresh('7');
  await refresh(null);
  expect(told).toEqual([['a.md'], ['b.md'], ['b.md']]);
  changed(null, null);
  await refresh(null);
  await refresh(null);
  expect(told.slice(3)).toEqual([null, []]);
});
