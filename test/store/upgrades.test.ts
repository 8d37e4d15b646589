import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Libsql from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open.ts';

/**
 * Files that the Kutip of each version has written: one setting, reply, vote, and feed, welcome and act of a moderator where it had
 * these. A new version adds its own before the next changes it.
 */
const files = new URL('../fixtures/stores/', import.meta.url);

const versions = readdirSync(files).map((name) => Number(/^version-(\d+)\.db\.gz$/.exec(name)![1]));

describe.each(versions)('a store that version %i has written', (version) => {
  it('holds the same in this one, and takes more', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kutip-upgrade-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const path = join(folder, 'kutip.db');
    writeFileSync(path, gunzipSync(readFileSync(new URL(`version-${version}.db.gz`, files))));
    const raw = new Libsql(path);
    const { id } = raw.prepare('SELECT id FROM replies').get() as { id: string };
    raw.close();

    const store = openStore(path);
    const asker = store.people.pseudonymOf('123456789012345678');
    expect(await store.settings.all()).toEqual(new Map([['s1', { language: 'id', quotes: 2 }]]));
    const kept = await store.replies.find(id);
    expect(kept).toMatchObject({
      asker,
      options: { question: 'Kapan pasukan ditarik?' },
      previous: 'Siapa?',
      askedAt: new Date('2026-01-02T03:04:05Z'),
      place: { server: 's1', channel: 'c1' },
      message: '111111111111111111',
      status: 'answered',
      quotes: [{ article: 'pasukan', publisher: 'Kabar Contoh', start: 0, end: 15, version: 'a1' }],
    });
    expect(await store.reports.statistics('s1', new Date(0))).toMatchObject({ answered: 1, votes: { up: 0, down: 1 } });
    const vote = { reply: id, voter: asker, problem: null, reason: '', at: new Date() };
    expect(await store.votes.cast({ ...vote, isHelpful: true })).toEqual({ up: 1, down: 1 });
    expect(await store.welcomes.claim('s1', new Date())).toBe(false);
    const feeds = await store.feeds.of('s1');
    expect(feeds.map(({ url, channel }) => [url, channel])).toEqual(version < 3 ? [] : [['https://contoh.example/rss', 'c1']]);
    const { rows } = await store.audit.of('s1', { skip: 0, limit: 9 });
    expect(rows.map(({ subject }) => subject)).toEqual(version < 9 ? [] : ['Pasukan ditarik']);
    await store.replies.shown(await store.replies.keep(kept!), '222222222222222222');
    expect(await store.people.forget(asker)).toEqual({ questions: 2, votes: 1, subscriptions: 0 });
    await store.close();
    expect(readdirSync(folder)).toContain(`kutip.db.version-${version}`);
  });
}); // prettier-ignore
