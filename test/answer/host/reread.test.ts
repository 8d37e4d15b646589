import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenArchive } from '../../../src/answer/host/calls.ts';
import { openArchive } from '../../../src/answer/host/open-archive.ts';

let knowledge: string;
let archive: OpenArchive;

const article = (text: string) => `---\ntitle: Judul\nlanguage: id\n---\n\n${text}\n`;
const save = (name: string, text: string) => writeFile(join(knowledge, name), article(text));

beforeEach(async () => {
  knowledge = await mkdtemp(join(tmpdir(), 'kutip-reread-'));
  await save('bridge.md', 'Jembatan Sukamaju dibuka pada 2 Mei 2024.');
  await save('market.md', 'Panen padi di Kertajaya melimpah tahun ini.');
  const opened = openArchive({ knowledge: [knowledge], segments: null }, () => undefined);
  await opened.loaded;
  archive = opened.archive;
});
afterEach(() => rm(knowledge, { recursive: true, force: true }));

/** The articles that are quoted for a question, and the first quote. */
async function ask(text: string) {
  const answer = await archive.ask({ text, askedAt: new Date('2024-06-01T00:00:00Z'), strictness: 'normal' });
  const quotes = answer.status === 'answered' ? answer.quotes : [];
  return { ids: quotes.map(({ article }) => article.id), first: quotes[0]?.text };
}
const aboutBridge = () => ask('Kapan Jembatan Sukamaju dibuka?');

describe('a file that changes while Kutip runs', () => {
  it('is not read again when it is the same', async () => {
    expect(await archive.reread()).toEqual({
      put: [],
      added: [],
      removed: [],
      quarantined: [],
      refusals: [],
      articles: 2,
      isWhole: true,
    });
  });

  it('that must be imported first is named, once', async () => {
    await writeFile(join(knowledge, 'siaran.pdf'), '%PDF-1.4');
    const [skipped, ...others] = (await archive.reread()).refusals;
    expect(others).toEqual([]);
    expect(skipped?.reason).toMatch(/^not read from here: npm run import -- ".*siaran\.pdf" takes it in$/);
    expect((await archive.reread()).refusals).toEqual([]);
  });

  it('is quoted as it is now when it was saved again', async () => {
    await save('bridge.md', 'Jembatan Sukamaju baru dibuka pada 30 Juni 2024.');
    expect(await archive.reread()).toMatchObject({ put: ['bridge'], removed: [], articles: 2 });
    expect((await aboutBridge()).first).toBe('Jembatan Sukamaju baru dibuka pada 30 Juni 2024.');
  });

  it('is one article when an editor saved it beside and renamed it', async () => {
    await save('.bridge.md.swp', 'Jembatan Sukamaju baru dibuka pada 30 Juni 2024.');
    await rename(join(knowledge, '.bridge.md.swp'), join(knowledge, 'bridge.md'));
    expect(await archive.reread()).toMatchObject({ put: ['bridge'], removed: [], articles: 2 });
    expect((await aboutBridge()).ids).toEqual(['bridge']);
  });

  it('is read once where it is named beside the folder that it is in', async () => {
    await mkdir(join(knowledge, 'harian'));
    await save('harian/opening.md', 'Pasar Kertajaya dibuka pada 1 Juni 2024.');
    const paths = [join(knowledge, 'harian'), join(knowledge, 'harian', 'opening.md')];
    expect(await archive.reread({ paths })).toMatchObject({ put: ['harian/opening'], refusals: [] });
  });

  it('is another article under another name', async () => {
    await mkdir(join(knowledge, 'harian'));
    await rename(join(knowledge, 'bridge.md'), join(knowledge, 'harian', 'opening.md'));
    expect(await archive.reread()).toMatchObject({ put: ['harian/opening'], removed: ['bridge'] });
    expect((await aboutBridge()).ids).toEqual(['harian/opening']);
  });

  it('is no longer quoted when it was deleted, withdrawn or spoilt', async () => {
    await rm(join(knowledge, 'bridge.md'));
    expect(await archive.reread()).toMatchObject({ put: [], removed: ['bridge'], articles: 1 });
    expect((await aboutBridge()).ids).not.toContain('bridge');
    await writeFile(join(knowledge, 'market.md'), 'no title');
    const { refusals, ...rest } = await archive.reread();
    expect(rest).toEqual({
      put: [],
      added: [],
      removed: ['market'],
      quarantined: [],
      articles: 0,
      isWhole: true,
    });
    expect(refusals).toEqual([
      { path: join(knowledge, 'market.md'), reason: expect.stringContaining('no title') as string },
    ]);
    expect((await archive.reread()).refusals).toEqual([]);
  });

  it('takes the place of its twin of the same id when that is deleted', async () => {
    await save('bridge.txt', 'Jembatan Sukamaju dibuka pada 9 Mei 2024.');
    expect((await archive.reread()).refusals).toHaveLength(1);
    await rm(join(knowledge, 'bridge.md'));
    expect(await archive.reread()).toMatchObject({ put: ['bridge'], removed: [], articles: 2 });
    expect((await aboutBridge()).first).toContain('9 Mei 2024');
  });

  it('is still quoted when the whole folder is gone, as with a disk that was unplugged', async () => {
    await rename(knowledge, `${knowledge}-away`);
    expect(await archive.reread()).toMatchObject({ put: [], removed: [], articles: 2 });
    expect((await aboutBridge()).ids).toEqual(['bridge']);
    await rename(`${knowledge}-away`, knowledge);
    expect(await archive.reread()).toEqual({
      put: [],
      added: [],
      removed: [],
      quarantined: [],
      refusals: [],
      articles: 2,
      isWhole: true,
    });
  });

  it('is read a few at a time where others wait, and nothing is missing meanwhile', async () => {
    await save('bridge.md', 'Jembatan Sukamaju baru dibuka pada 30 Juni 2024.');
    await save('school.md', 'Sekolah Wonosari dibuka lagi.');
    await rename(join(knowledge, 'market.md'), join(knowledge, 'pasar.md'));
    const turns = [];
    for (let turn = 0; turn < 3; turn++) turns.push(await archive.reread({ withinMs: 0 }));
    expect(turns).toMatchObject([
      { put: ['bridge'], removed: [], articles: 2, isWhole: false },
      { put: ['pasar'], removed: [], articles: 3, isWhole: false },
      { put: ['school'], removed: ['market'], articles: 3, isWhole: true },
    ]);
    expect((await aboutBridge()).first).toContain('30 Juni');
  });

  it('of a server is read by itself, and nothing of others with it', async () => {
    const own = (server: string) => join('servers', server, 'a.md');
    for (const server of ['11', '22']) {
      await mkdir(join(knowledge, 'servers', server), { recursive: true });
      await save(own(server), 'Bupati membuka Pasar Wanasari.');
    }
    await rm(join(knowledge, 'market.md'));
    const scope = { server: '11' };
    expect(await archive.reread(scope)).toMatchObject({ put: ['servers/11/a'], removed: [], articles: 3 });
    await rm(join(knowledge, 'servers', '11'), { recursive: true });
    expect(await archive.reread(scope)).toMatchObject({ put: [], removed: ['servers/11/a'], articles: 2 });
    expect(await archive.reread()).toMatchObject({ put: ['servers/22/a'], removed: ['market'], articles: 2 });
  });

  it('is found where only what has changed is looked at: a file, a folder, one that is gone', async () => {
    await save('bridge.md', 'Jembatan Sukamaju baru dibuka pada 30 Juni 2024.');
    await mkdir(join(knowledge, 'harian'));
    await save(join('harian', 'school.md'), 'Sekolah Wonosari dibuka lagi.');
    await save('unseen.md', 'Tidak disebut.');
    const at = (name: string) => join(knowledge, name);
    const told = (...names: readonly string[]) => archive.reread({ paths: names.map(at) });
    expect(await told('bridge.md', 'harian')).toMatchObject({
      put: ['bridge', 'harian/school'],
      articles: 3,
    });
    expect((await aboutBridge()).first).toContain('30 Juni');
    expect(await told('bridge.md')).toMatchObject({ put: [], removed: [] });
    await rm(at('harian'), { recursive: true });
    await rm(at('market.md'));
    expect(await told('harian', 'market.md')).toMatchObject({
      removed: ['market', 'harian/school'],
      articles: 1,
    });
    expect(await archive.reread()).toMatchObject({ put: ['unseen'], removed: [] });
  });

  it('takes the place of its twin that is gone, where only that was told', async () => {
    await save('bridge.txt', 'Jembatan Sukamaju dibuka pada 9 Mei 2024.');
    await archive.reread();
    await rm(join(knowledge, 'bridge.md'));
    expect(await archive.reread({ paths: [join(knowledge, 'bridge.md')] })).toMatchObject({
      put: ['bridge'],
      removed: [],
    });
    expect((await aboutBridge()).first).toContain('9 Mei 2024');
  });

  it('is found with very many others that change at once, by the next start too', async () => {
    const segments = { folder: join(knowledge, '.index'), write: true };
    const sources = { knowledge: [knowledge], segments };
    const first = openArchive(sources, () => undefined);
    await first.loaded;
    ({ archive } = first);
    const years = Array.from({ length: 120 }, (_, at) => 1900 + at);
    for (const year of years) await save(`bridge-${year}.md`, `Jembatan Nomor ${year} dibuka pada ${year}.`);
    await save('bridge.md', 'Jembatan Sukamaju baru dibuka pada 30 Juni 2024.');
    await rm(join(knowledge, 'market.md'));
    const reread = await archive.reread();
    expect(reread).toMatchObject({ removed: ['market'], articles: 121, isWhole: true });
    expect(reread.put).toHaveLength(121);
    const isThere = async () => {
      expect((await aboutBridge()).first).toBe('Jembatan Sukamaju baru dibuka pada 30 Juni 2024.');
      expect((await ask('Kapan Jembatan Nomor 1987 dibuka?')).ids[0]).toBe('bridge-1987');
    };
    await isThere();
    const second = openArchive({ ...sources, segments: { ...segments, write: false } }, () => undefined);
    expect(await second.loaded).toMatchObject({ articles: 121, refusals: [] });
    ({ archive } = second);
    await isThere();
  });
});
