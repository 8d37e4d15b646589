import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { withWork } from '../../../src/answer/host/calls.ts';
import { openArchive } from '../../../src/answer/host/open-archive.ts';
import { inTurns } from '../../../src/answer/host/turns.ts';
import { createFairQueue } from '../../../src/ingest/fair-queue.ts';

async function archiveInTurns() {
  const knowledge = await mkdtemp(join(tmpdir(), 'kutip-turns-'));
  onTestFinished(() => rm(knowledge, { recursive: true, force: true }));
  await writeFile(
    join(knowledge, 'bridge.md'),
    '---\ntitle: Jembatan\n---\n\nJembatan Sukamaju dibuka pada 2 Mei 2024.\n',
  );
  const { archive, loaded } = openArchive({ knowledge: [knowledge], segments: null }, () => undefined);
  await loaded;
  return inTurns(archive, createFairQueue(1));
}

it('however many questions one server asks, others have their turn after each of them', async () => {
  const archive = await archiveInTurns();
  const order: string[] = [];
  const ask = (server: string, name: string) =>
    archive
      .ask({
        text: 'Kapan Jembatan Sukamaju dibuka?',
        askedAt: new Date(),
        strictness: 'normal',
        filter: { server },
      }) // prettier-ignore
      .then(() => order.push(name));
  const search = (server: string, name: string) =>
    archive
      .search({ words: 'jembatan', askedAt: new Date(), filter: { server }, skip: 0, limit: 1 })
      .then(() => order.push(name));
  const suggest = (server: string, name: string) =>
    archive.suggestArticles({ written: 'jem', limit: 5, server }).then(() => order.push(name));
  await Promise.all([
    ...['a1', 'a2', 'a3', 'a4'].map((name) => ask('1', name)),
    search('2', 'b1'),
    suggest('3', 'c1'),
  ]);
  expect(order).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4']);
});

it('the work on a call is counted for whoever asked for it', async () => {
  const archive = await archiveInTurns();
  const asked = () => archive.counts({ filter: { server: '1' } });
  const all = await Promise.all([withWork(asked), withWork(asked), withWork(() => Promise.resolve(1))]);
  expect(all.map(({ workMs }) => workMs === null)).toEqual([false, false, true]);
});
