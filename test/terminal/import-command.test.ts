import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readArticles } from '../../src/articles/read.ts';
import { runImport } from '../../src/terminal/import-command.ts';
import { progressLine, showProgress } from '../../src/terminal/import-progress.ts';
import { writtenPdf } from '../ingest/pdf/written-pdf.ts';
import { Collected } from '../web/fixture.ts';

const pages = join(import.meta.dirname, '../fixtures/pages');
let folder: string;
let dataDir: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kutip-import-'));
  dataDir = await mkdtemp(join(folder, 'data-'));
});
beforeEach(async () => {
  dataDir = await mkdtemp(join(folder, 'data-'));
});
afterAll(() => rm(folder, { recursive: true }));

const loopbackPorts: number[] = [];

async function run(...args: string[]) {
  const [out, err] = [new Collected(), new Collected()];
  const exitCode = await runImport(args, { out, err }, { dataDir, loopbackPorts });
  return { exitCode, out: out.text, err: err.text };
}

interface Line {
  readonly file: string;
  readonly article: Readonly<Record<string, string | null>> | null;
  readonly error?: string;
}

const linesOf = (out: string) =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

async function fileOf(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('what would be imported', () => {
  const names = readdirSync(pages)
    .filter((name) => name.endsWith('.html'))
    .sort();
  let lines: readonly Line[];

  beforeAll(async () => {
    const args = names.flatMap((name) => [
      '--url',
      `https://www.harian-contoh.example/from/${name}`,
      join(pages, name),
    ]);
    lines = linesOf((await run('--dry-run', '--json', ...args)).out);
  });

  it('is one line per page, in their order', () => {
    expect(lines.map(({ file }) => file)).toEqual(names.map((name) => join(pages, name)));
  });

  it.each(names)('is the facts and the text of the article alone: %s', async (name) => {
    const path = join(pages, name);
    const expected = JSON.parse(await readFile(path.replace(/html$/, 'json'), 'utf8')) as unknown;
    expect(lines.find(({ file }) => file === path)?.article).toEqual(expected);
  });

  const hostile: readonly (readonly [name: string, html: string, error: string])[] = [
    ['an empty page', ' \n', 'it is empty'],
    ['a page without text', '<html><body><img src="a.png"></body></html>', 'the page has no article text'],
    ['50,000 nested elements', '<div>'.repeat(50_000), 'its elements are nested deeper than 1000 levels'],
  ];
  it.each(hostile)('refuses %s with a line that says why', async (name, html, error) => {
    const path = await fileOf(`${name.replace(/\W/g, '-')}.html`, html);
    const { out } = await run('--dry-run', '--json', path);
    expect(linesOf(out)).toEqual([{ file: path, article: null, error }]);
  });

  it('refuses a file that is not there, and goes on', async () => {
    const path = await fileOf('good.md', '---\ntitle: Judul\n---\n\nSatu kalimat.');
    const lines = linesOf((await run('--dry-run', '--json', join(folder, 'none.html'), path)).out);
    expect(lines[0]?.error).toContain('no such file');
    expect(lines[1]?.article?.text).toBe('Satu kalimat.');
  });

  it('gives title, publisher and date to the file that follows them', async () => {
    const path = join(folder, 'facts.pdf');
    await writeFile(path, writtenPdf([[['Pelabuhan dibuka kembali pada hari Senin.', 72, 700, 11]]]));
    const given = ['--title', 'Siaran pers', '--publisher=Pemda Sukamaju', '--date', '2026-11-20'];
    const [line] = linesOf((await run('--dry-run', '--json', ...given, path)).out);
    expect(line?.article).toMatchObject({
      ...{ title: 'Siaran pers', publisher: 'Pemda Sukamaju', published: '2026-11-20' },
    });
    const wrong = await run('--date', 'kemarin', path);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.err).toContain('--date needs a day (2022-01-13)');
  });

  it('gives an address to the file that follows it, and to no other', async () => {
    const paths = await Promise.all(['a.txt', 'b.txt'].map((name) => fileOf(name, 'Judul\n\nSatu kalimat.')));
    const { out } = await run('--dry-run', '--json', '--url', 'https://news.example/a', ...paths);
    expect(linesOf(out).map(({ article }) => article?.url)).toEqual(['https://news.example/a', null]);
  });
});

describe('importing', () => {
  it('keeps every article, sums up, and keeps nothing twice', async () => {
    const page = join(pages, 'json-ld-graph-baca-juga.html');
    const path = await fileOf('kept.txt', 'Judul\n\nSatu kalimat.');
    const first = await run(path, page, join(folder, 'none.html'));
    expect(first.exitCode).toBe(1);
    expect(first.out).toMatch(/^added: Judul \| unknown\/undated-judul-[0-9a-f]{16}$/m);
    expect(first.out).toMatch(/^2 added, 0 changed, 0 duplicate, 1 refused$/m);
    expect(first.out).toMatch(/^ {2}1 refused: It could not be read\.$/m);
    expect(first.err).toMatch(/^refused: .*none\.html: there is no such file or folder/m);
    expect((await run(path, page)).out).toMatch(/^0 added, 0 changed, 2 duplicate, 0 refused$/m);
  });

  it('says in a dry run what a real one would keep, and changes nothing', async () => {
    const page = join(pages, 'json-ld-graph-baca-juga.html');
    const path = await fileOf('kept.txt', 'Judul\n\nSatu kalimat.');
    await run(path);
    const before = readdirSync(dataDir, { recursive: true });
    const dry = await run('--dry-run', path, page, page);
    expect(dry.out).toMatch(/^duplicate: Judul \| publisher unknown/m);
    expect(dry.out).toMatch(/^1 added, 0 changed, 2 duplicate, 0 refused$/m);
    expect(readdirSync(dataDir, { recursive: true })).toEqual(before);
  });

  it('reads a folder with its files of every kind, and says of each why it gives nothing', async () => {
    const within = await mkdtemp(join(folder, 'folder-'));
    await mkdir(join(within, 'arsip', '.tersembunyi'), { recursive: true });
    await writeFile(join(within, 'satu.txt'), 'Judul satu\n\nSatu kalimat.');
    await writeFile(join(within, 'arsip', 'pindai.pdf'), writtenPdf([[]]));
    await writeFile(
      join(within, 'arsip', 'siaran.pdf'),
      writtenPdf([
        [
          ['Siaran pers', 72, 760, 20],
          ['Pelabuhan dibuka kembali.', 72, 700, 11],
        ],
      ]),
    );
    await writeFile(join(within, 'arsip', '.tersembunyi', 'dua.txt'), 'Judul dua\n\nDua kalimat.');
    const { out, err } = await run(within);
    expect(out).toMatch(/^added: Judul satu \|/m);
    expect(out).toMatch(/^added: Siaran pers \|/m);
    expect(err).toMatch(/^refused: .*pindai\.pdf: the PDF has no text: its pages are scanned images/m);
    expect(out).toMatch(/^2 added, 0 changed, 0 duplicate, 1 refused$/m);
  });

  it('prints one line of JSON per article on request', async () => {
    const path = await fileOf('one.txt', 'Judul lain\n\nSatu kalimat.');
    const empty = await fileOf('empty.html', ' ');
    const { out, exitCode } = await run('--json', path, empty);
    expect(exitCode).toBe(0);
    expect(linesOf(out)).toEqual([
      { file: path, outcome: 'added', id: expect.stringMatching(/^unknown\/undated-judul-lain-/) as string },
      { file: empty, outcome: 'refused', reason: 'it is empty' },
    ]);
  });

  it('fetches the pages of a feed that gives summaries, and takes the summary where the page cannot be had', async () => {
    const html = await readFile(join(pages, 'json-ld-graph-baca-juga.html'));
    const server = createServer((request, response) => {
      const entry = (name: string, text: string) =>
        `<item><title>${name}</title><link>/${name}</link><description>${text}</description></item>`;
      const routes: Record<string, string | Buffer> = {
        '/feed': `<rss><channel><title>Harian</title><link>http://${request.headers.host}/</link>${entry('pasar', 'Ringkas.')}${entry('lain', 'Ringkas saja.')}${entry('kosong', '')}</channel></rss>`,
        '/pasar': html,
      };
      const body = routes[request.url ?? ''];
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    loopbackPorts.push(port);
    const { out, err } = await run(`http://127.0.0.1:${port}/feed`);
    server.close();
    expect(err).toContain('which is for tests only');
    expect(err).toMatch(/^refused: .*the feed has no text for "kosong", and its page failed: .*\(404\)$/m);
    expect(out).toMatch(
      /^2 added, 0 changed, 0 duplicate, 1 refused\n {2}1 refused: Page not found \(404\)\.$/m,
    );
    const texts: string[] = [];
    for await (const read of readArticles([join(dataDir, 'articles')]))
      if ('article' in read && read.article.url?.includes(`:${port}/`)) texts.push(read.article.text);
    expect(texts.sort()).toEqual([
      'Ringkas saja.',
      expect.stringMatching(/^SUKAMAJU, Harian Contoh - Pasar/),
    ]);
  });

  it('stops at the first article that cannot be saved, and says how many are left', async () => {
    const articles = Array.from({ length: 40 }, (_, n) =>
      JSON.stringify({ title: `Judul ${n}`, publisher: 'Harian', text: `Kalimat nomor ${n} dari semuanya.` }),
    );
    const path = await fileOf('many.jsonl', articles.join('\n'));
    await mkdir(join(dataDir, 'articles'));
    await writeFile(join(dataDir, 'articles', 'harian'), '');
    for (const { exitCode, out, err } of [await run(path), await run('--json', path)]) {
      expect(exitCode).toBe(1);
      expect(`${out}${err}`.match(/it could not be saved/g)).toHaveLength(1);
      expect(err).toContain('stopped, since nothing more can be saved now: 39 more were not imported.');
    }
  });

  it('says what to do when the data folder cannot be used', async () => {
    const [out, err] = [new Collected(), new Collected()];
    const dataDir = await fileOf('data-that-is-a-file', '');
    const path = await fileOf('a.txt', 'Judul\n\nSatu kalimat.');
    expect(await runImport([path], { out, err }, { dataDir, loopbackPorts: [] })).toBe(1);
    expect(err.text).toMatch(/^error: KUTIP_DATA_DIR needs a folder that can be written/);
  });
});

describe('the command line of import', () => {
  it.each([
    [['--url', 'ftp://news.example/a', 'a.html'], 'http:// or https://'],
    [['a.html', '--url', 'https://news.example/a'], 'no file follows it'],
    [[], 'missing required argument'],
    [['--colour', 'a.html'], 'unknown option'],
  ])('refuses %j with a message', async (args, message) => {
    const { exitCode, err } = await run(...args);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });
});

describe('the progress of a long import', () => {
  const draw = (columns: number) => {
    const terminal = Object.assign(new Collected(), { isTTY: true, columns });
    let ms = 0;
    const progress = showProgress(
      terminal,
      () => Promise.resolve(4),
      () => ms,
    );
    const done = (line: string, at: number) => {
      ms = at;
      progress.done(() => terminal.write(`${line}\n`));
    };
    return { terminal, progress, done };
  };

  it('is a bar below the lines, with the rate and what is left, and gone in the end', async () => {
    const { terminal, progress, done } = draw(200);
    await Promise.resolve();
    done('one', 500);
    done('two', 2000);
    done('three', 3000);
    progress.end();
    const bars = [
      `${'█'.repeat(12)}${'░'.repeat(12)} 50 % | 2 of 4 articles, 1.0/s, 2 s left`,
      `${'█'.repeat(18)}${'░'.repeat(6)} 75 % | 3 of 4 articles, 1.0/s, 1 s left`,
    ];
    expect(terminal.text).toBe(`one\ntwo\n${bars[0]}\r\u001b[Kthree\n${bars[1]}\r\u001b[K`);
  });
  it('never takes more than a line', async () => {
    const { terminal, done } = draw(30);
    await Promise.resolve();
    done('one', 2000);
    expect(terminal.text.split('\n')[1]).toHaveLength(29);
  });
  it.each([
    ['of an unknown number', 3, null, '3 articles, 3.0/s'],
    [
      'with hours left',
      100,
      1_000_000,
      `${'░'.repeat(24)} 0 % | 100 of 1000000 articles, 100/s, 2 h 47 min left`,
    ],
  ])('%s', (_, done, of, line) => {
    expect(progressLine(done, of, 1000)).toBe(line);
  });
  it('is not drawn into what is no terminal', async () => {
    const { err } = await run(join(pages, readdirSync(pages)[0]!));
    expect(err).not.toContain('\r');
  });
});
