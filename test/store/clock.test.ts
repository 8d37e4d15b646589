import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { purgeDaily } from '../../src/store/retention.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';

const dayMs = 86_400_000;

let store: Store;
let lines: string[];
beforeEach(() => {
  store = openStore(':memory:');
  lines = [];
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const log = () =>
  pino({}, { write: (line: string) => lines.push((JSON.parse(line) as { msg: string }).msg) });

const ask = () =>
  store.replies.keep({
    command: 'ask',
    options: { question: 'kapan?' },
    previous: null,
    askedAt: new Date(),
    asker: store.people.pseudonymOf('1'),
    place: { server: 's1', channel: 'c1' },
    locale: 'id',
    private: false,
    status: 'abstained',
    answer: null,
    quotes: [],
  });

async function purging() {
  const stop = await purgeDaily(store, ':memory:', 90, log());
  onTestFinished(stop);
}

const inDoubt = /^the clock is 10\d days ahead of what happened last, so nothing is deleted for 7 days/;

it('a start with a clock that is 100 days ahead forgets nobody, and says why', async () => {
  const id = await ask();
  vi.setSystemTime(Date.now() + 100 * dayMs);
  await purging();
  // What is asked by that clock does not prove it.
  await ask();
  await vi.advanceTimersByTimeAsync(dayMs);
  expect(await store.replies.find(id)).toBeDefined();
  expect(lines).toEqual([expect.stringMatching(inDoubt)]);
});

it('a clock that jumps while Kutip runs makes it forget nobody', async () => {
  const id = await ask();
  await purging();
  vi.setSystemTime(Date.now() + 100 * dayMs);
  await ask();
  await vi.advanceTimersByTimeAsync(dayMs);
  expect(await store.replies.find(id)).toBeDefined();
  expect(lines).toEqual([expect.stringMatching(inDoubt)]);
});

it('feeds and pages whose time a clock that was ahead has put off are due', async () => {
  const [now, latest] = [new Date(), new Date(Date.now() + 2 * dayMs)];
  const feed = { server: 's1', title: null, channel: null, locale: 'id' as const, addedAt: now };
  const [soon, late] = [
    await store.feeds.add({ ...feed, url: 'https://soon.example/' }),
    await store.feeds.add({ ...feed, url: 'https://late.example/' }),
  ];
  await store.feeds.update(soon!.id, new Date(now.getTime() + dayMs), soon!.state);
  await store.feeds.update(late!.id, new Date(now.getTime() + 3 * dayMs), late!.state);
  expect((await store.feeds.due(now, latest)).map(({ id }) => id)).toEqual([late!.id]);
  const page = { server: 's1', title: '', state: '' };
  await store.pages.put({ ...page, url: 'https://soon.example/', nextAt: new Date(now.getTime() + dayMs) });
  await store.pages.put({
    ...page,
    url: 'https://late.example/',
    nextAt: new Date(now.getTime() + 3 * dayMs),
  });
  expect((await store.pages.due(now, latest)).map(({ url }) => url)).toEqual(['https://late.example/']);
});
