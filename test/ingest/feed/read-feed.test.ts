import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../src/ingest/found.ts';
import { readSource } from '../../../src/ingest/read-source.ts';
import expected from '../../fixtures/feeds/expected.json' with { type: 'json' };

interface Expected extends Partial<Found> {
  readonly entries: number;
}

const folder = join(import.meta.dirname, '../../fixtures/feeds');

describe('feeds', () => {
  it.each(Object.entries<Expected>(expected as Record<string, Expected>))(
    'reads %s',
    async (name, { entries, ...facts }) => {
      const bytes = await readFile(join(folder, name));
      const outcome = await readSource({ bytes, contentType: null, url: null });
      const found = 'found' in outcome ? outcome.found : [];
      expect(found).toHaveLength(entries);
      const wanted = facts.url === '' ? { ...facts, url: null } : facts;
      expect(found[0]).toMatchObject(wanted);
    },
  );
  it('says so when a feed has no entries', async () => {
    const bytes = Buffer.from('<rss><channel><title>Contoh</title></channel></rss>');
    expect(await readSource({ bytes, contentType: null, url: null })).toEqual({
      reason: 'the feed has no entries',
      stop: 'text',
    });
  });
  it('takes the encoding of the content type before that of the file', async () => {
    const bytes = Buffer.from(
      '<?xml version="1.0" encoding="utf-8"?><rss><item><title>Caf\u00e9</title></item></rss>',
      'latin1',
    );
    const outcome = await readSource({
      bytes,
      contentType: 'application/rss+xml; charset="iso-8859-1"',
      url: null,
    });
    expect('found' in outcome && outcome.found[0]?.title).toBe('Café');
  });
});
