import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bestEffortReplies } from '../../src/chat/best-effort-replies.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { repliesIn } from '../../src/store/replies.ts';
import type { NewReply } from '../../src/store/store.ts';

let folder: string;
let database: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kutip-full-'));
  database = openDatabase(join(folder, 'kutip.db'));
  // SQLite treats a file that may not grow as it does a full disk.
  database.get('PRAGMA max_page_count = 1');
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const long: NewReply = {
  command: 'ask',
  options: { question: 'Kapan? '.repeat(100_000) },
  previous: null,
  askedAt: new Date('2024-05-03T02:30:00Z'),
  asker: null,
  place: { server: 's1', channel: 'c1' },
  locale: 'id',
  private: false,
  status: 'abstained',
  answer: null,
  quotes: [],
};

it('a store on a full disk says that it is full, and takes what has room afterwards', async () => {
  const replies = repliesIn(database);
  await expect(replies.keep(long)).rejects.toThrow(/full/);
  database.get('PRAGMA max_page_count = 1000000');
  const id = await replies.keep(long);
  expect((await replies.find(id))?.status).toBe('abstained');
});

it('an answer that cannot be kept is given all the same, and the log says why it has no buttons', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push(line) });
  expect(await bestEffortReplies(repliesIn(database), log).keep(long)).toBe('');
  expect(lines.join('')).toMatch(/full.*is the disk full\?/);
});
