import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createFetcher } from '../../src/ingest/fetch/fetcher.ts';
import { createImporter } from '../../src/ingest/importer.ts';
import { startSourceReader } from '../../src/ingest/reading-thread.ts';
import { newSite } from '../site.ts';

it('a server has 2,000 articles at most: one more is refused, one that is there may change, and others have their own', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'kutip-importer-'));
  const site = await newSite();
  const reading = startSourceReader();
  const parts = { fetcher: createFetcher({ loopbackPorts: [site.port], reading }), reading };
  onTestFinished(async () => {
    await Promise.all([parts.fetcher.close(), parts.reading.close()]);
    await rm(dataDir, { recursive: true, force: true });
  });
  const folder = join(dataDir, 'articles/servers/1/harian');
  await mkdir(folder, { recursive: true });
  for (let n = 0; n < 1999; n++)
    await writeFile(
      join(folder, `2020-01-01-berita-${n.toString(16).padStart(16, '0')}.md`),
      `---\ntitle: Berita ${n}\n---\n\nSatu kalimat.\n`,
    );
  const importer = createImporter({ dataDir, ...parts, quota: { articles: 2000, bytes: 50e6 } });
  const add = async (server: string, name: string, text = 'Satu kalimat.') => {
    site.pages.set(`/${name}.txt`, { body: `${name}\n\n${text}`, headers: { 'content-type': 'text/plain' } });
    const [imported] = await importer.addFile(`${site.url}/${name}.txt`, server);
    return imported?.outcome === 'refused' ? imported.code : imported?.outcome;
  };
  expect(await add('1', 'terakhir')).toBe('added');
  expect(await add('1', 'lebih')).toBe('full');
  expect(await add('2', 'lebih')).toBe('added');
  expect(await add('1', 'terakhir', 'Kalimat lain.')).toBe('changed');
}); // prettier-ignore
