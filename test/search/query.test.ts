import { expect, it } from 'vitest';
import { createQuery } from '../../src/search/query.ts';

it.each([
  ['Kapan pasukan CSTO ditarik? https://contoh.id/berita/2022', 'Kapan pasukan CSTO ditarik?', 'id'],
  ['When did https://example.org/a?b=c#d the CSTO leave?', 'When did the CSTO leave?', 'en'],
])('looks for nothing of an address: %s', (text, without, language) => {
  expect(createQuery(text, language, [])).toEqual(createQuery(without, language, []));
});
