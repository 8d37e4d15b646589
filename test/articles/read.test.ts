import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Article, RefusedFile } from '../../src/articles/article.ts';
import { readJsonLine } from '../../src/articles/json-lines.ts';
import { readArticleBytes, readArticles } from '../../src/articles/read.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kutip-articles-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

async function readAll(...paths: string[]): Promise<{ articles: Article[]; refusals: RefusedFile[] }> {
  const articles: Article[] = [];
  const refusals: RefusedFile[] = [];
  for await (const read of readArticles(paths.length > 0 ? paths : [folder])) {
    if ('article' in read) articles.push(read.article);
    else refusals.push(read.refusal);
  }
  return { articles, refusals };
}

const good = '---\ntitle: Satu\n---\nIsi artikel.\n';

describe('Markdown', () => {
  it('is read with its front matter, its id being the path below the folder without the ending', async () => {
    await write({
      'antara/2022-01-13-penarikan.md': [
        '---',
        'title: "Penarikan: dimulai"',
        'url: https://example.com/berita/1',
        'publisher: Antara',
        'byline: Sari',
        'published: 2022-01-13T14:05:00+07:00',
        'language: id',
        'tags: [Kazakhstan, CSTO]',
        'based_on: [https://example.com/a, https://example.com/b]',
        'translation: machine',
        'status: corrected',
        'unheard_of: is ignored',
        '---',
        '',
        'Paragraf satu',
        'masih satu.',
        '',
        'Paragraf **dua** dengan [tautan](https://example.com) &amp; `kode`.',
      ].join('\r\n'),
    });
    const { articles, refusals } = await readAll();
    expect(refusals).toEqual([]);
    expect(articles).toEqual([
      {
        id: 'antara/2022-01-13-penarikan',
        title: 'Penarikan: dimulai',
        url: 'https://example.com/berita/1',
        publisher: 'Antara',
        byline: 'Sari',
        published: '2022-01-13T14:05:00+07:00',
        updated: null,
        language: 'id',
        tags: ['Kazakhstan', 'CSTO'],
        origin: null,
        translation: 'machine',
        basedOn: ['https://example.com/a', 'https://example.com/b'],
        copyOf: null,
        status: 'corrected',
        text: 'Paragraf satu masih satu.\n\nParagraf dua dengan tautan & kode.',
      },
    ]);
  });

  it.each([
    ['a heading and paragraphs', '# Judul\n\nSatu.\n\n\nDua.', 'Judul\n\nSatu.\n\nDua.'],
    ['a list', 'Ini:\n\n- satu\n- *dua*\n  - tiga', 'Ini:\n\nsatu\ndua\ntiga'],
    ['a quotation', '> Kata orang.\n>\n> Lagi.', 'Kata orang.\n\nLagi.'],
    ['a hard line break', 'satu  \ndua', 'satu\ndua'],
    ['tags and comments of HTML', 'a <b>b</b> <!-- c --> d', 'a b  d'],
    ['an image', 'Lihat ![peta Almaty](x.png).', 'Lihat peta Almaty.'],
    ['escapes and entities', '5 \\* 3 &lt; 20 \\_x\\_', '5 * 3 < 20 _x_'],
    ['a table', '| a | b |\n|---|---|\n| 1 | 2 |', 'a | b\n1 | 2'],
    ['a rule between paragraphs', 'a\n\n---\n\nb', 'a\n\nb'],
  ])('renders %s to plain text', async (_, markdown, text) => {
    await write({ 'a.md': `---\ntitle: T\n---\n${markdown}` });
    expect((await readAll()).articles[0]?.text).toBe(text);
  });
});

describe('a malformed file is reported with its path and reason, and the others load', () => {
  it.each<[string, string, string | Uint8Array, RegExp]>([
    ['broken YAML', 'x.md', '---\ntitle: "a\n---\ntext', /not valid YAML/],
    ['broken YAML, saying where', 'x.md', '---\ntitle: T\nurl: a: b\n---\ntext', /not valid YAML: .* at line 3, column 6$/],
    ['Markdown nested without end', 'x.md', `---\ntitle: T\n---\n${'> - '.repeat(9000)}text`, /nested deeper than 50 levels/],
    ['Markdown with marks without end', 'x.md', `---\ntitle: T\n---\n${'_a*'.repeat(90_000)}`, /too many marks/],
    ['Markdown with marks behind escapes without end', 'x.md', `---\ntitle: T\n---\n${'\\\\_a\\\\*'.repeat(40_000)}`, /too many marks/],
    ['YAML that is a bomb of aliases', 'x.md', `---\na: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.split('').map((c, i) => `${c}: &${c} [${Array(10).fill(`*${'abcdefgh'[i]!}`).join(',')}]`).join('\n')}\n---\nt`, /not valid YAML|title/],
    ['Markdown without a title', 'x.md', 'Just text.', /no title/],
    ['Markdown without text', 'x.md', '---\ntitle: T\n---\n\n', /no text/],
    ['a wrong date', 'x.md', '---\ntitle: T\npublished: 13/01/2022\n---\ntext', /published: expected a day .* got "13\/01\/2022"/],
    ['a day that does not exist', 'x.md', '---\ntitle: T\npublished: 2022-02-31\n---\ntext', /published/],
    ['a time without a zone', 'x.md', '---\ntitle: T\npublished: 2022-01-13T10:00\n---\ntext', /with its zone/],
    ['an address that is no link', 'x.md', '---\ntitle: T\nurl: javascript:alert(1)\n---\ntext', /url: expected an address/],
    ['an unknown status', 'x.md', '---\ntitle: T\nstatus: gone\n---\ntext', /status/],
    ['bytes that are not UTF-8', 'x.md', Uint8Array.of(0xff, 0xfe, 0x41), /not UTF-8/],
    ['0 bytes', 'x.md', '', /empty/],
    ['50 MB', 'x.md', Buffer.alloc(50_000_000, 'a '), /50\.0 MB is longer/],
    ['text without anything after its title', 'x.txt', 'Judul saja\n', /no text after the title/],
    ['a line that is not JSON', 'x.jsonl', '{"id": 1', /not valid JSON/],
    ['a line without text', 'x.jsonl', '{"id":"a","title":"b"}', /text/],
    ['a gzipped file that is cut off', 'x.jsonl.gz', gzipSync('{"text":"a"}\n'.repeat(999)).subarray(0, 40), /cannot be read/],
  ])('%s', async (_, name, content, reason) => {
    await write({ [name]: content, 'good.md': good });
    const { articles, refusals } = await readAll();
    expect(articles.map((article) => article.id)).toEqual(['good']);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]?.path).toContain(join(folder, name));
    expect(refusals[0]?.reason).toMatch(reason);
  }); // prettier-ignore

  it('a duplicate id, also across folders and files, naming the first', async () => {
    await write({ 'a/one.md': good, 'b/more.jsonl': '{"id":"one","text":"x"}\n{"id":"one","text":"y"}' });
    const { articles, refusals } = await readAll(join(folder, 'a'), join(folder, 'b'));
    expect(articles).toHaveLength(1);
    expect(refusals.map(({ reason }) => reason)).toEqual(
      Array(2).fill(`duplicate id "one", already in ${join(folder, 'a', 'one.md')}`),
    );
  });

  it('a path that does not exist', async () => {
    const { refusals } = await readAll(join(folder, 'nowhere'));
    expect(refusals[0]?.reason).toMatch(/cannot open it/);
  });

  it('a line of JSON Lines among good ones, by its number', async () => {
    await write({ 'x.jsonl': '{"id":"a","text":"x"}\n\nnonsense\n{"id":"b","text":"y"}\n' });
    const { articles, refusals } = await readAll();
    expect(articles.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(refusals[0]?.path).toBe(`${join(folder, 'x.jsonl')}:3`);
  });
});

describe('JSON Lines', () => {
  const line = JSON.stringify({
    id: 7,
    title: '',
    url: null,
    source: 'Kompas',
    published: '2005-09-12',
    language: 'id',
    text: 'Apa  adanya.\r\n\r\n<b>',
  });

  it.each([
    ['plain', 'x.jsonl', Buffer.from(line)],
    ['gzipped', 'x.jsonl.gz', gzipSync(line)],
  ])(
    '%s: the text is taken as it is, the source is the publisher, an empty title stays empty',
    async (_, name, bytes) => {
      await write({ [name]: bytes });
      const { articles } = await readAll();
      expect(articles[0]).toMatchObject({ id: '7', title: '', publisher: 'Kompas', published: '2005-09-12' });
      expect(articles[0]?.text).toBe('Apa  adanya.\r\n\r\n<b>');
    },
  );

  it('names an entry without an id by its file and line', async () => {
    await write({ 'dir/x.jsonl': '{"text":"a"}\n{"text":"b"}' });
    expect((await readAll()).articles.map(({ id }) => id)).toEqual(['dir/x#1', 'dir/x#2']);
  });
});

describe('plain text', () => {
  it('takes the first line that is not empty as the title and the rest as the text', async () => {
    await write({ 'a.txt': '\uFEFF\n\n  Judul \n\nSatu.\n\nDua.\n' });
    expect((await readAll(join(folder, 'a.txt'))).articles[0]).toMatchObject({
      id: 'a',
      title: 'Judul',
      text: 'Satu.\n\nDua.',
    });
  });
});

it('passes over README.md, hidden files and files of other kinds', async () => {
  await write({
    'README.md': good,
    'sub/readme.md': good,
    '.hidden.md': good,
    '.git/x.md': good,
    'p.png': 'x',
    'a.md': good,
  });
  const { articles, refusals } = await readAll();
  expect(articles.map(({ id }) => id)).toEqual(['a']);
  expect(refusals).toEqual([]);
});

it('reads the articles that come with Kutip without a refusal, half of them in each language', async () => {
  const { articles, refusals } = await readAll('knowledge');
  expect(refusals).toEqual([]);
  expect(articles.length).toBeGreaterThanOrEqual(12);
  const indonesian = articles.filter(({ language }) => language === 'id').length;
  expect(indonesian).toBe(articles.length / 2);
  for (const article of articles) {
    expect(article.publisher).toBe('Kutip (sample)');
    expect(article.basedOn.length).toBeGreaterThan(0);
  }
});

it('reads Markdown with many marks, as long as no paragraph has too many', async () => {
  await write({ 'x.md': `---\ntitle: T\n---\n${'A *b* and _c_.\n\n'.repeat(5000)}${'2 \\* 3. '.repeat(9000)}` });
  const { articles } = await readAll();
  expect(articles[0]?.text).toMatch(/^A b and c\.\n\n[^]*2 \* 3\.$/);
}); // prettier-ignore

describe('a field or a text that is longer than it may be', () => {
  const long = (length: number) => 'x'.repeat(length);
  it.each([
    ['title', { title: long(301) }, 'title: expected at most 300 characters'],
    ['publisher', { publisher: long(101) }, 'publisher: expected at most 100 characters'],
    ['byline', { byline: long(201) }, 'byline: expected at most 200 characters'],
    ['address', { url: `https://news.example/${long(2048)}` }, 'url: expected at most 2048 characters'],
    ['tag', { tags: ['a', long(51)] }, 'tags: expected at most 30 tags of at most 50 characters'],
    ['list of tags', { tags: Array.from({ length: 400_000 }, () => 'a') }, 'tags: expected at most 30 tags'],
    ['list of tags in one line', { tags: 'a,'.repeat(40) }, 'tags: expected at most 30 tags'],
    ['text', { text: 'Kata. '.repeat(50_001) }, 'the text has 300006 characters, and may have 300000'],
  ])('is refused with the reason: %s', (_, fields, reason) => {
    const line = JSON.stringify({ title: 'Judul', text: 'Satu kalimat.', ...fields });
    expect(readJsonLine('a', line)).toEqual({ reason: expect.stringContaining(reason) as string });
  });

  it('is allowed up to that, in every form', () => {
    const facts = { title: long(300), publisher: long(100), byline: long(200), tags: Array.from({ length: 30 }, (_, n) => `${n}`.padStart(50, 'x')) }; // prettier-ignore
    const article = { ...facts, text: 'Kata. '.repeat(49_999).trim() };
    expect(readJsonLine('a', JSON.stringify(article))).toMatchObject(article);
  });
});

describe('a file that somebody handed over', () => {
  const line = JSON.stringify({ title: 'Judul', text: 'Satu kalimat.' });
  const reasons = (read: Awaited<ReturnType<typeof readArticleBytes>>) =>
    read.flatMap((one) => ('refusal' in one ? [one.refusal.reason] : []));

  it('is read like one in a folder', async () => {
    const read = await readArticleBytes('a.jsonl.gz', gzipSync(`${line}\n${line}\n`));
    expect(read).toMatchObject([{ article: { id: 'a#1' } }, { article: { id: 'a#2' } }]);
    expect(await readArticleBytes('b.txt', Buffer.from('Judul\n\nTeks.'))).toMatchObject([
      { article: { id: 'b', text: 'Teks.' } },
    ]);
  });

  it('that is a bomb is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, ' '));
    expect(reasons(await readArticleBytes('a.jsonl.gz', bomb)).join()).toContain('longer than 50.0 MB once');
  });

  it('is read up to a number of lines, and of refusals', async () => {
    const lines = await readArticleBytes('a.jsonl', Buffer.from(`${line}\n`.repeat(10_001)));
    expect(lines).toHaveLength(10_001);
    expect(reasons(lines)).toEqual(['it has more than 10000 lines; the rest is not read']);
    const wrong = reasons(await readArticleBytes('a.jsonl', Buffer.from('{}\n'.repeat(1_000_000))));
    expect(wrong).toHaveLength(51);
    expect(wrong.at(-1)).toContain('the rest is not read');
  });
});
