import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readArticles } from '../../src/articles/read.ts';
import { openArchive } from '../../src/answer/host/open-archive.ts';
import { articleOf } from './article.ts';

const knowledge = fileURLToPath(new URL('../../knowledge', import.meta.url));

const open = async (hasSamples: boolean) => {
  const { archive, loaded } = openArchive(
    { knowledge: [knowledge], hasSamples, segments: null },
    () => undefined,
  );
  return { archive, loaded: await loaded };
};

const news = (id: string) =>
  articleOf(id, 'Jembatan Sukamaju dibuka pada hari Senin oleh Bupati Ratna Dewi.', {
    title: 'Jembatan Sukamaju dibuka',
  });

it('sample articles are seen where there is nothing else, and never beside news', async () => {
  const { archive, loaded } = await open(true);
  expect(loaded).toMatchObject({ articles: loaded.samples });
  const titles = async (server: string | null) =>
    (await archive.latest({ server, limit: 99 })).items.map(({ title }) => title);
  const asked = async (server: string | null) =>
    archive.ask({
      text: 'Berapa tentara CSTO yang dikirim ke Kazakhstan?',
      askedAt: new Date('2022-02-01'),
      strictness: 'normal',
      filter: { server },
    });
  const all = await titles(null);
  expect(all).toHaveLength((await readdir(`${knowledge}/kutip-sample`)).length);
  expect((await asked('1')).status).toBe('answered');

  // What one server has of its own, others do not feel.
  await archive.apply({ put: news('servers/1/jembatan') });
  expect(await titles('1')).toEqual(['Jembatan Sukamaju dibuka']);
  expect((await asked('1')).status).toBe('abstained');
  expect((await archive.suggestArticles({ written: 'pasukan', limit: 9, server: '1' })).length).toBe(0);
  expect(await titles('2')).toEqual(all);
  expect((await asked(null)).status).toBe('answered');

  await archive.apply({ put: news('warta/jembatan') });
  expect(await titles('2')).toEqual(['Jembatan Sukamaju dibuka']);
  const [sample] = (await readdir(`${knowledge}/kutip-sample`)).map(
    (name) => `kutip-sample/${name.replace('.md', '')}`,
  );
  expect(await archive.passages({ id: sample!, skip: 0, limit: 1 })).toBeNull();

  await archive.apply({ remove: 'warta/jembatan' });
  await archive.apply({ remove: 'servers/1/jembatan' });
  expect(await titles('1')).toEqual(all);
});

it('where KUTIP_KNOWLEDGE names them, sample articles are articles like all others', async () => {
  const { archive, loaded } = await open(false);
  expect(loaded.samples).toBe(0);
  await archive.apply({ put: news('warta/jembatan') });
  expect((await archive.latest({ limit: 99 })).total).toBe(loaded.articles + 1);
});

it('every sample article leads to the real reports that its facts are from', async () => {
  for await (const read of readArticles([knowledge])) {
    if (!('article' in read)) throw new Error(read.refusal.reason);
    expect(read.article.basedOn.length, read.article.id).toBeGreaterThan(0);
  }
});
