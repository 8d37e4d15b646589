import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bestEffortReplies } from '../../src/chat/best-effort-replies.ts';
import { openDatabase } from '../../src/store/database.ts';
import { lockDataDir } from '../../src/store/lock.ts';
import { openStore } from '../../src/store/open.ts';
import { repliesIn } from '../../src/store/replies.ts';
import { Unwritable } from '../../src/store/store-error.ts';
import type { NewReply } from '../../src/store/store.ts';
import { watchWritable } from '../../src/store/writable.ts';

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

/** A log, and the lines that it has. */
function newLog() {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push((JSON.parse(line) as { msg: string }).msg) });
  return { log, lines };
}

describe('a file that may not grow, which SQLite treats as it does a full disk', () => {
  function opened() {
    const folder = mkdtempSync(join(tmpdir(), 'kutip-full-'));
    const database = openDatabase(join(folder, 'kutip.db'));
    database.get('PRAGMA max_page_count = 1');
    onTestFinished(() => {
      database.close();
      rmSync(folder, { recursive: true });
    });
    return { database, replies: repliesIn(database) };
  }

  it('says so, and takes what has room afterwards', async () => {
    const { database, replies } = opened();
    const kept = replies.keep(long);
    await expect(kept).rejects.toThrow(/^The disk that .* is on is full: make room on it\./);
    await expect(kept).rejects.toThrow(Unwritable);
    database.get('PRAGMA max_page_count = 1000000');
    const id = await replies.keep(long);
    expect((await replies.find(id))?.status).toBe('abstained');
  });

  it('keeps no answer back, and the log says once why it has no buttons', async () => {
    const { replies } = opened();
    const { log, lines } = newLog();
    const bestEffort = bestEffortReplies(replies, log);
    expect(await bestEffort.keep(long)).toBe('');
    expect(await bestEffort.keep(long)).toBe('');
    expect(lines).toEqual([expect.stringMatching(/no buttons.* is full/)]);
  });
});

/** A small disk of its own, where this machine lets us make one. */
function smallDisk() {
  const path = mkdtempSync(join(tmpdir(), 'kutip-disk-'));
  const mount = (...options: string[]) => execFileSync('mount', [...options, path], { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs');
  } catch {
    rmSync(path, { recursive: true });
    return null;
  }
  return {
    path,
    fill() {
      // Smaller and smaller, to the last byte.
      for (let size = 65_536; size >= 1;) {
        try {
          appendFileSync(join(path, 'fill'), Buffer.alloc(size));
        } catch {
          size /= 2;
        }
      }
    },
    empty: () => {
      rmSync(join(path, 'fill'));
    },
    readOnly: (is: boolean) => mount('-o', `remount,${is ? 'ro' : 'rw'}`),
    remove() {
      execFileSync('umount', ['-l', path]);
      rmSync(path, { recursive: true });
    },
  };
}

const probe = smallDisk();
probe?.remove();
if (probe === null) console.warn('skipped: disks that are full or read-only, since none can be mounted here');

describe.skipIf(probe === null)('a start', () => {
  type Disk = NonNullable<ReturnType<typeof smallDisk>>;
  const troubles: [string, RegExp, { begin: (disk: Disk) => void; end: (disk: Disk) => void }][] = [
    ['that is full', /is full: make room on it/, { begin: (disk) => { disk.fill(); }, end: (disk) => { disk.empty(); } }],
    [
      'that is read-only',
      /cannot be written \(.*\): make its folder writable/,
      { begin: (disk) => disk.readOnly(true), end: (disk) => disk.readOnly(false) },
    ],
  ]; // prettier-ignore

  it.each(troubles.flatMap((trouble) => (['stopped', 'killed'] as const).map((how) => [how, ...trouble] as const)))('after one that was %s, on a disk %s reads what is there, says why it saves nothing, and saves again once it can', async (how, _, reason, { begin, end }) => {
    const disk = smallDisk()!;
    onTestFinished(() => { disk.remove(); });
    const path = join(disk.path, 'kutip.db');
    // In a process of its own, since libsql lets go of a file only at the end of its process.
    const script = `const { openStore } = await import(${JSON.stringify(new URL('../../src/store/open.ts', import.meta.url).href)});
      const { lockDataDir } = await import(${JSON.stringify(new URL('../../src/store/lock.ts', import.meta.url).href)});
      lockDataDir(${JSON.stringify(disk.path)});
      const store = openStore(${JSON.stringify(path)});
      await store.settings.put('s1', { language: 'id' });
      ${how === 'stopped' ? 'await store.close()' : "process.kill(process.pid, 'SIGKILL')"};`;
    spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    begin(disk);

    let unlock: (() => void) | undefined;
    const store = openStore(path);
    const { log, lines } = newLog();
    const writable = await watchWritable(store, () => { unlock ??= lockDataDir(disk.path); }, log);
    onTestFinished(() => { writable.stop(); });
    expect(writable.isWritable).toBe(false);
    expect(lines).toEqual([expect.stringMatching(reason)]);
    await expect(writable.check()).rejects.toThrow(reason);
    expect(await store.settings.all()).toEqual(new Map([['s1', { language: 'id' }]]));
    await expect(store.settings.put('s2', {})).rejects.toThrow(Unwritable);

    end(disk);
    await writable.check();
    await store.settings.put('s2', {});
    expect(await store.settings.all()).toEqual(new Map([['s1', { language: 'id' }], ['s2', {}]]));
    expect(lines).toEqual([expect.stringMatching(reason), expect.stringMatching(/^what happens is saved again, after \d+ s$/)]);
    expect(readFileSync(join(disk.path, 'kutip.lock.json'), 'utf8')).toContain(String(process.pid));
    unlock?.();
    await store.close();
  }); // prettier-ignore

  it('where nothing can be saved and nothing is there ends with the reason', () => {
    const disk = smallDisk()!;
    onTestFinished(() => {
      disk.remove();
    });
    disk.fill();
    expect(() => openStore(join(disk.path, 'kutip.db'))).toThrow(/is full: make room on it\..*cannot start/);
  });
});
