import { expect, it } from 'vitest';
import type { Quote } from '../../src/answer/answer.ts';
import { citation, citationFormats, citationReply } from '../../src/chat/presenters/citation.ts';

const article = {
  id: 'antara/2022-01-13-csto-3f2a',
  title: 'Pasukan *CSTO* mulai ditarik & pulang',
  url: 'https://news.example/csto',
  publisher: 'ANTARA',
  byline: 'Sari Contoh',
  published: '2022-01-13T14:05+07:00',
  updated: null,
  language: 'id',
  tags: [],
  origin: null,
  translation: null,
  basedOn: [],
  copyOf: null,
  status: 'current',
} as const;
const quote = { text: 'Pasukan ditarik 19 Januari.', article } as unknown as Quote;
const reader = { locale: 'en', now: new Date('2026-11-29T05:00Z'), timeZone: 'Asia/Jakarta' } as const;
const archive = 'https://web.archive.org/web/20220113070500/https://news.example/csto';

it.each([
  ['plain', `“Pasukan ditarik 19 Januari.”\nANTARA, Sari Contoh, “Pasukan *CSTO* mulai ditarik & pulang”, 13 Jan 2022, 14:05 UTC+7, https://news.example/csto, retrieved 29 Nov 2026\nArchived: ${archive}`],
  ['markdown', `> Pasukan ditarik 19 Januari.\n\n[Pasukan \\*CSTO\\* mulai ditarik & pulang](<https://news.example/csto>), ANTARA, Sari Contoh, 13 Jan 2022, 14:05 UTC+7, retrieved 29 Nov 2026, [archived copy](<${archive}>)`],
  ['apa', `“Pasukan ditarik 19 Januari.”\nSari Contoh. (13 Jan 2022, 14:05 UTC+7). Pasukan *CSTO* mulai ditarik & pulang. ANTARA. Retrieved 29 Nov 2026, from https://news.example/csto\nArchived: ${archive}`],
  ['bibtex', `@online{antara2022-to3f2a,\n  author = {{Sari Contoh}},\n  title = {{Pasukan *CSTO* mulai ditarik \\& pulang}},\n  publisher = {ANTARA},\n  date = {2022-01-13T14:05+07:00},\n  year = {2022},\n  url = {https://news.example/csto},\n  urldate = {2026-11-29},\n  language = {indonesian},\n  note = {“Pasukan ditarik 19 Januari.” Archived: ${archive}},\n}`],
] as const)('a quote is cited as %s with all that is known of its source', (format, expected) => {
  expect(citation(quote, format, reader)).toBe(expected);
}); // prettier-ignore

it('all quotes are cited with dates in one zone, that of the first where the reader has none', () => {
  const other = { ...quote, article: { ...article, published: '2022-01-13T09:00Z' } };
  const { parts } = citationReply([quote, other], 'plain', [], { ...reader, timeZone: null });
  expect(JSON.stringify(parts)).toMatch(/13 Jan 2022, 14:05 UTC\+7.*13 Jan 2022, 16:00 UTC\+7.*29 Nov 2026/);
});

it.each(citationFormats)('as %s, what is unknown is said to be unknown, and an archived copy that is known is taken', (format) => {
  const bare = { ...article, url: null, byline: null, publisher: null, published: null, archived: 'https://archive.example/1' };
  const cited = citation({ ...quote, article: bare }, format, { ...reader, locale: 'id' });
  expect(cited).toContain('media tidak diketahui');
  expect(cited).toContain('https://archive.example/1');
  expect(cited).not.toMatch(/null|undefined|news\.example|diakses|Diakses/);
}); // prettier-ignore
