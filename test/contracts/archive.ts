import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archiveCalls, withWork, type Loaded, type OpenArchive } from '../../src/answer/host/calls.ts';
import type { Sources } from '../../src/answer/host/open-archive.ts';
import { articleOf } from '../answer/article.ts';

/** An archive that was opened; closing it twice does no harm. */
interface Opened {
  readonly archive: OpenArchive;
  readonly loaded: Promise<Loaded>;
  close(): Promise<void>;
}

const bridge =
  '---\ntitle: Jembatan Sukamaju dibuka\nlanguage: id\npublisher: Harian Contoh\npublished: 2024-05-03\ntags: [jembatan]\n---\nWali Kota Budi Hartono meresmikan Jembatan Sukamaju pada 2 Mei 2024. Warga menyambutnya.\n';
const strike =
  '---\ntitle: Quarry strike ends\nlanguage: en\n---\nThe quarry workers of Northfield ended their strike on 31 May 2024.\n';
const askedAt = new Date('2024-06-10T12:00:00Z');
const whoOpened = {
  text: 'Siapa yang meresmikan Jembatan Sukamaju?',
  askedAt,
  strictness: 'normal',
} as const;

/** What every archive does, wherever it runs; what changes it comes last. */
export function archiveContract(name: string, open: (sources: Sources) => Opened): void {
  describe(name, () => {
    let knowledge: string;
    let opened: Opened;
    beforeAll(async () => {
      knowledge = await mkdtemp(join(tmpdir(), 'kutip-contract-'));
      await writeFile(join(knowledge, 'bridge.md'), bridge);
      await writeFile(join(knowledge, 'strike.md'), strike);
      await writeFile(join(knowledge, 'broken.md'), '---\ntitle: Nothing follows\n---\n');
      opened = open({ knowledge: [knowledge], segments: null });
      await opened.loaded;
    });
    afterAll(async () => {
      await opened.close();
      await rm(knowledge, { recursive: true });
    });

    it('has every call, and no other', () => {
      expect(Object.keys(opened.archive).sort()).toEqual([...archiveCalls].sort());
    });

    it('says what was loaded and what was refused', async () => {
      const { articles, refusals, fromDisk } = await opened.loaded;
      expect({ articles, fromDisk }).toEqual({ articles: 2, fromDisk: 0 });
      expect(refusals.map(({ path }) => path)).toEqual([join(knowledge, 'broken.md')]);
    });

    it('answers, and tells why', async () => {
      const { archive } = opened;
      const answer = await archive.ask(whoOpened);
      expect(answer).toMatchObject({ status: 'answered', quotes: [{ article: { id: 'bridge' } }] });
      expect(await archive.explain(whoOpened)).toMatchObject({ candidates: expect.any(Array) as unknown[] });
      const nothing = { ...whoOpened, text: '' };
      expect((await archive.ask(nothing)).status).toBe('abstained');
    });

    it('takes dates, and returns what is missing as missing', async () => {
      const since = Date.parse('2024-05-02');
      const { items, total } = await opened.archive.search({
        words: 'jembatan',
        askedAt,
        filter: { since },
        skip: 0,
        limit: 5,
      });
      expect(total).toBe(1);
      expect(items[0]!.article).toMatchObject({ publisher: 'Harian Contoh', byline: null });
      expect(await opened.archive.article({ wanted: 'no such title', place: 0 })).toBeNull();
      expect(await opened.archive.passages({ id: 'none', skip: 0, limit: 1 })).toBeNull();
      expect(await opened.archive.context([{ article: 'none', start: 0, end: 1 }])).toEqual([null]);
    });

    it('goes through the articles', async () => {
      const { archive } = opened;
      expect((await archive.latest({ limit: 5 })).items.map(({ id }) => id)).toEqual(['bridge', 'strike']);
      const timeline = await archive.timeline({ words: 'jembatan', askedAt, skip: 0, limit: 5 });
      expect(timeline.items.map(({ quote }) => quote.article.id)).toEqual(['bridge']);
      expect((await archive.article({ wanted: 'quarry', place: 0 }))?.facts.id).toBe('strike');
      expect((await archive.passages({ id: 'bridge', skip: 0, limit: 5 }))?.facts.id).toBe('bridge');
      expect(await archive.sources()).toHaveLength(2);
      expect((await archive.counts({})).undated).toBe(1);
      expect(await archive.suggestArticles({ written: 'jem', limit: 5 })).toHaveLength(1);
      expect(await archive.suggestSources({ written: 'har', limit: 5 })).toEqual(['Harian Contoh']);
      expect(await archive.suggestTopics({ written: '', limit: 5 })).toEqual(['jembatan']);
    });

    it('throws what a call throws, and goes on', async () => {
      const broken = { ...whoOpened, askedAt: 'yesterday' as unknown as Date };
      await expect(opened.archive.ask(broken)).rejects.toThrow();
      expect((await opened.archive.ask(whoOpened)).status).toBe('answered');
    });

    it('tells how long was worked on a call, apart from all other calls', async () => {
      const { archive } = opened;
      const [asked, nothing] = await Promise.all([
        withWork(() => archive.ask(whoOpened)),
        withWork(() => Promise.resolve('not asked')),
      ]);
      expect(asked.value).toEqual(await archive.ask(whoOpened));
      expect(asked.workMs).toBeGreaterThan(0);
      expect(nothing).toEqual({ value: 'not asked', workMs: null });
    });

    it('shows the articles of a server there alone', async () => {
      const { archive } = opened;
      const id = 'servers/7/own';
      await archive.apply({
        put: articleOf(id, 'Hanya untuk server ini.', { title: 'Kabar sendiri' }),
      });
      const seenOn = async (server: string | null) => [
        (await archive.latest({ limit: 9, server })).items.some((one) => one.id === id),
        (await archive.passages({ id, server, skip: 0, limit: 1 })) !== null,
        (await archive.article({ wanted: id, place: 0, server }))?.facts.id === id,
        (await archive.suggestArticles({ written: 'kabar', limit: 9, server })).length > 0,
      ];
      expect(await seenOn('7')).toEqual([true, true, true, true]);
      expect(await seenOn('8')).toEqual([false, false, false, false]);
      expect(await seenOn(null)).toEqual([false, false, false, false]);
    });

    it('reads again what has changed on disk', async () => {
      await writeFile(
        join(knowledge, 'lighthouse.md'),
        '---\ntitle: Lighthouse\nlanguage: en\n---\nIt shines.\n',
      );
      await rm(join(knowledge, 'strike.md'));
      expect(await opened.archive.reread()).toMatchObject({
        put: ['lighthouse'],
        removed: ['strike'],
        articles: 2,
      });
    });

    it('knows what has become of quotes after a change', async () => {
      const { archive } = opened;
      const answer = await archive.ask(whoOpened);
      const [quote] = answer.status === 'answered' ? answer.quotes : [];
      const { version, text } = quote!;
      const kept = { article: 'bridge', version, text, title: 'Jembatan Sukamaju dibuka' };
      expect(await archive.standing([kept])).toMatchObject([{ state: 'same' }]);
      await archive.apply({ put: articleOf('bridge', 'Jembatan ditutup.', { title: 'Jembatan' }) });
      expect(await archive.standing([kept])).toMatchObject([{ state: 'changed' }]);
      expect(await archive.changed([kept])).toEqual(['bridge']);
      await archive.apply({ remove: 'bridge' });
      expect(await archive.standing([kept])).toMatchObject([{ state: 'gone' }]);
    });
  });
}
