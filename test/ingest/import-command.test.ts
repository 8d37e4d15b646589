import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runImport } from '../../src/ingest/import-command.ts';
import { Collected } from '../local/fixture.ts';

const pages = join(import.meta.dirname, '../fixtures/pages');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kutip-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: string[]) {
  const [out, err] = [new Collected(), new Collected()];
  const exitCode = await runImport(args, { out, err }, { loopbackPorts: [] });
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
  it('is one line per page, with the facts and the text of the article alone', async () => {
    const names = (await readdir(pages)).filter((name) => name.endsWith('.html')).sort();
    const { out, exitCode } = await run(
      '--dry-run',
      '--json',
      ...names.flatMap((name) => [
        '--url',
        `https://www.harian-contoh.example/from/${name}`,
        join(pages, name),
      ]),
    );
    expect(exitCode).toBe(0);
    const lines = linesOf(out);
    expect(lines.map(({ file }) => file)).toEqual(names.map((name) => join(pages, name)));
    for (const { file, article } of lines) {
      const expected = JSON.parse(await readFile(file.replace(/html$/, 'json'), 'utf8')) as unknown;
      expect({ file, article }).toEqual({ file, article: expected });
    }
  });

  const hostile: readonly (readonly [name: string, html: string, error: string])[] = [
    ['an empty page', ' \n', 'it is empty'],
    [
      'a page without text',
      '<html><body><img src="a.png"></body></html>',
      'there is no text of an article on the page',
    ],
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

  it('gives an address to the file that follows it, and to no other', async () => {
    const paths = await Promise.all(['a.txt', 'b.txt'].map((name) => fileOf(name, 'Judul\n\nSatu kalimat.')));
    const { out } = await run('--dry-run', '--json', '--url', 'https://news.example/a', ...paths);
    expect(linesOf(out).map(({ article }) => article?.url)).toEqual(['https://news.example/a', null]);
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
