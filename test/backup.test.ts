import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { composeServing } from '../src/compose.ts';
import { createMetrics } from '../src/ops/metrics.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kutip-backup-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command line on a data folder. */
function run(mode: 'backup' | 'restore', dir: string, dataDir: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/start.mjs', mode, dir], {
    env: { PATH: process.env.PATH, KUTIP_DATA_DIR: dataDir },
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

async function serving(dataDir: string) {
  const kutip = await composeServing({
    knowledge: [],
    dataDir,
    retentionDays: 90,
    serverBytes: 50e6,
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
  });
  await kutip.loaded;
  return kutip;
}

type Serving = Awaited<ReturnType<typeof serving>>;

const question = {
  text: 'Kapan Jembatan Sukamaju dibuka?',
  askedAt: new Date(),
  strictness: 'normal' as const,
};

const keep = ({ chat: { services } }: Serving) =>
  services.replies.keep({
    command: 'ask',
    options: { question: question.text },
    previous: null,
    askedAt: new Date(),
    asker: services.people.pseudonymOf('123456789012345678'),
    place: { server: 's1', channel: 'c1' },
    locale: 'id',
    private: false,
    status: 'answered',
    quotes: [],
    answer: null,
  });

it('a backup that is made while Kutip runs gives the same answers, settings and replies in an empty folder', async () => {
  const dataDir = join(folder, 'data');
  mkdirSync(join(dataDir, 'articles'), { recursive: true });
  writeFileSync(
    join(dataDir, 'articles/jembatan.md'),
    '---\ntitle: Jembatan Sukamaju dibuka\nlanguage: id\npublished: 2024-05-03\n---\n\nJembatan Sukamaju dibuka untuk umum pada 2 Mei 2024.\n',
  );
  writeFileSync(join(dataDir, 'articles/.identities'), 'what is known of an article');
  mkdirSync(join(dataDir, 'articles/.unfinished'));
  writeFileSync(join(dataDir, 'articles/.unfinished/half'), 'half');
  const kutip = await serving(dataDir);
  await kutip.chat.services.settings.change('s1', { language: 'id', quotes: 1 });
  const id = await keep(kutip);
  await kutip.chat.services.replies.shown(id, 'm1');
  const answer = await kutip.archive.ask(question);
  expect(answer.status).toBe('answered');

  const backup = join(folder, 'backup');
  expect(run('backup', backup, dataDir)).toMatchObject({ status: 0, said: expect.stringMatching(/2 files of articles/) as string });
  await keep(kutip);
  await kutip.close();
  expect(run('backup', backup, dataDir)).toMatchObject({ status: 1, said: expect.stringMatching(/is not empty/) as string });

  const restored = join(folder, 'restored');
  expect(run('restore', backup, restored)).toMatchObject({ status: 0 });
  expect(readdirSync(join(backup, 'articles')).sort()).toEqual(['.identities', 'jembatan.md']);
  const again = await serving(restored);
  expect(await again.archive.ask(question)).toEqual(answer);
  expect(again.chat.services.settings.of('s1')).toMatchObject({ language: 'id', quotes: 1 });
  expect(await again.chat.services.replies.find(id)).toMatchObject({ message: 'm1', options: { question: question.text } });
  expect(again.chat.services.people.pseudonymOf('1')).toBe(kutip.chat.services.people.pseudonymOf('1'));
  await again.close();
}); // prettier-ignore

it('nothing is restored over what is there, nor out of what is no backup', async () => {
  const dataDir = join(folder, 'data');
  await (await serving(dataDir)).close();
  const backup = join(folder, 'backup');
  run('backup', backup, dataDir);
  const before = readFileSync(join(dataDir, 'kutip.db'));
  expect(run('restore', backup, dataDir)).toMatchObject({ status: 1, said: expect.stringMatching(/is not empty: move it away/) as string });
  expect(readFileSync(join(dataDir, 'kutip.db')).equals(before)).toBe(true);
  expect(run('restore', dataDir, join(folder, 'new'))).toMatchObject({ status: 1, said: expect.stringMatching(/is no whole backup/) as string });
  expect(run('backup', join(folder, 'other'), join(folder, 'none'))).toMatchObject({ status: 1, said: expect.stringMatching(/nothing to back up/) as string });
}); // prettier-ignore
