import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished, vi } from 'vitest';
import { composeServing } from '../src/compose.ts';
import { createMetrics } from '../src/ops/metrics.ts';
import { openStore } from '../src/store/open.ts';

const dayMs = 86_400_000;

it('what was asked is forgotten after 90 days: at the start, and every day from then on', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kutip-retention-'));
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  onTestFinished(() => {
    vi.useRealTimers();
    rmSync(dataDir, { recursive: true });
  });
  const store = openStore(join(dataDir, 'kutip.db'));
  const asker = store.people.pseudonymOf('123456789012345678');
  const askedDaysAgo = (days: number) =>
    store.replies.keep({
      command: 'ask',
      options: { question: 'kapan?' },
      previous: null,
      askedAt: new Date(Date.now() - days * dayMs),
      asker,
      place: { server: 's1', channel: 'c1' },
      locale: 'id',
      private: false,
      status: 'abstained',
      answer: null,
      quotes: [],
    });
  const [old, young] = [await askedDaysAgo(91), await askedDaysAgo(88)];
  await store.replies.shown(old, 'm1');
  await store.replies.shown(young, 'm2');
  await store.replies.shown(await askedDaysAgo(0), 'm3');
  await store.close();

  const kutip = await composeServing({
    knowledge: [],
    dataDir,
    retentionDays: 90,
    serverBytes: 50e6,
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
  });
  onTestFinished(() => kutip.close());
  const askers = async () => {
    const found = await Promise.all([old, young].map((id) => kutip.chat.services.replies.find(id)));
    return found.map((reply) => [reply?.asker, reply?.options?.question]);
  };
  expect(await askers()).toEqual([[undefined, undefined], [asker, 'kapan?']]); // prettier-ignore
  await vi.advanceTimersByTimeAsync(3 * dayMs);
  await vi.waitFor(async () => {
    expect(await askers()).toEqual([[undefined, undefined], [undefined, undefined]]); // prettier-ignore
  });
});
