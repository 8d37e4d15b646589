import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeCopies } from '../../src/store/database.ts';
import { openStore } from '../../src/store/open.ts';
import type { NewReply, Store } from '../../src/store/store.ts';

let dataDir: string;
let store: Store;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'kutip-forgotten-'));
  store = openStore(join(dataDir, 'kutip.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

/** Whether any file of the data folder has these words in its bytes. */
const isFound = (words: string) =>
  readdirSync(dataDir).some((name) => readFileSync(join(dataDir, name)).includes(words));

const secret = 'pertanyaan-rahasia-tentang-tetangga';
const asked = (asker: string, given: Partial<NewReply> = {}): NewReply => ({
  command: 'ask',
  options: { question: `${secret} ${asker}` },
  previous: null,
  askedAt: new Date('2024-05-01'),
  asker: store.people.pseudonymOf(asker),
  place: { server: '1', channel: '2' },
  locale: 'id',
  private: false,
  status: 'abstained',
  quotes: [],
  answer: null,
  ...given,
});

async function filled() {
  for (let n = 0; n < 40; n++) await store.replies.keep(asked('ani'));
  const { options, asker, askedAt } = asked('ani');
  const previous = String(options?.question);
  const followUp = asked('budi', { options: { question: 'dan kapan?' }, previous, askedAt: new Date('2024-07-01') });
  const id = await store.replies.keep({ ...followUp, previousFrom: { asker, askedAt } });
  expect(isFound(secret)).toBe(true);
  return id;
} // prettier-ignore

it('who has themselves forgotten is found nowhere in the data folder, and not in the follow-up of somebody else', async () => {
  const followUp = await filled();
  await store.people.forget(store.people.pseudonymOf('ani'));
  expect(isFound(secret)).toBe(false);
  expect(await store.replies.find(followUp)).toMatchObject({ previous: null, options: { question: 'dan kapan?' } });
}); // prettier-ignore

it('what is older than the retention is found nowhere, though a younger follow-up was read with it', async () => {
  const followUp = await filled();
  await store.replies.purge(new Date('2024-06-01'));
  expect(isFound(secret)).toBe(false);
  expect(await store.replies.find(followUp)).toMatchObject({ previous: null });
});

it('copies made before an upgrade go with what is as old, and no other file does', () => {
  const path = join(dataDir, 'kutip.db');
  for (const name of ['kutip.db.version-1', 'kutip.db.version-2', 'other'])
    writeFileSync(join(dataDir, name), secret);
  utimesSync(join(dataDir, 'kutip.db.version-1'), 1, 1);
  utimesSync(join(dataDir, 'other'), 1, 1);
  removeCopies(path, Date.now() - 86_400_000);
  expect(readdirSync(dataDir).filter((name) => !name.startsWith('kutip.db-'))).toEqual([
    'kutip.db',
    'kutip.db.version-2',
    'other',
  ]);
});
