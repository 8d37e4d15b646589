import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runAsk } from '../../src/terminal/ask.ts';
import { Collected, knowledgeFolder, openChat } from '../web/fixture.ts';

let folder: Awaited<ReturnType<typeof knowledgeFolder>>;
let chat: Awaited<ReturnType<typeof openChat>>['chat'];
let dataDir: string;

beforeAll(async () => {
  folder = await knowledgeFolder();
  ({ chat } = await openChat(folder.path));
});
afterAll(() => folder.remove());
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kutip-prompt-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

/** Readline draws the prompt, and puts the cursor behind it. */
const sign = /\u203a \u001b\[3G(?![^])/;

/** Someone at a terminal: keys go in, and what is drawn is seen after each. */
function sit(args: readonly string[] = [], history = join(dataDir, 'ask-history')) {
  const keys = Object.assign(new PassThrough(), { isTTY: true });
  const out = Object.assign(new Collected(), { isTTY: true, columns: 80 });
  const err = new Collected();
  const exitCode = runAsk(['--locale', 'en', ...args], () => Promise.resolve({ chat }), {
    out,
    err,
    typing: { in: keys, history },
  });
  let seen = 0;
  const until = async (isThere: () => boolean) => {
    while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return {
    exitCode,
    out,
    err,
    /** Waits for the prompt, types, and waits until `expected` is drawn or, for a whole line, the prompt is there again. */
    async type(text: string, expected = sign): Promise<string> {
      await until(() => sign.test(out.text) || text.startsWith('\u0003') || seen > 0);
      seen = out.text.length;
      // A key at a time: what comes at once is taken for pasted, and then a tab is a character.
      for (const key of text) {
        keys.write(key);
        await new Promise(setImmediate);
      }
      await until(() => expected.test(out.text.slice(seen)));
      return stripVTControlCharacters(out.text.slice(seen));
    },
    press: (key: string) => keys.write(key),
  };
}

const question = 'Kapan Jembatan Sukamaju diresmikan?';
const leave = '\u0004';

describe('asking at the prompt', () => {
  it('answers questions and commands until Ctrl-D', async () => {
    const seat = sit();
    expect(await seat.type(`${question}\r`)).toContain('Wali Kota Budi Hartono meresmikan');
    expect(await seat.type('/latest\r')).toContain('Latest articles');
    expect(await seat.type('/article bridge\r')).toContain('Warga menyambutnya');
    seat.press(leave);
    expect(await seat.exitCode).toBe(0);
    expect(seat.out.text).toContain('2 articles to quote from');
    expect(seat.err.text).toBe('');
  });
  it('reads a question together with the one before', async () => {
    const seat = sit();
    await seat.type(`${question}\r`);
    expect(await seat.type('Berapa biayanya?\r')).toContain('Rp48 miliar');
    seat.press(leave);
    await seat.exitCode;
  });
  it.each([
    ['an option by its name', '/search jembatan source:harian\r', '1 article found'],
    ['an option that lets nothing through', '/search jembatan source:nobody\r', '0 articles found'],
    [
      'the names of the other language, and answers in it',
      '/cari jembatan sumber:harian\r',
      '1 artikel ditemukan',
    ],
    [
      'a colon that names no option',
      '/search jembatan https://news.example\r',
      'Articles containing: jembatan https://news.example',
    ],
    ['a command within another', '/kutip stats\r', 'The last 30 days on this server'],
    ['nothing where something is needed', '/search\r', 'Usage: /search ‹words› [source:]'],
    ['a command that does not exist', '/foo\r', 'Unknown command /foo. Commands: /ask, /search'],
    ['a choice that is none', '/search jembatan language:xx\r', 'is not one of the choices'],
  ])('understands %s', async (_, line, expected) => {
    const seat = sit();
    expect((await seat.type(line)).replace(/\s+/g, ' ')).toContain(expected);
    seat.press(leave);
    await seat.exitCode;
  });
  it('uses a button by its number, in the language of its reply, and asks for what its form asks', async () => {
    const seat = sit();
    const answer = await seat.type(`${question}\r`);
    const number = (label: string) => new RegExp(`(\\d+)\\s+${label}`).exec(answer)![1]!;
    expect(await seat.type(`${number('👎')}\r`, /skip\): .*$/)).toMatch(
      /Sukamaju[^]*Choose what fits best[^]*2 Wrong sentence/,
    );
    expect(await seat.type('2\r', /What should it have said instead\?: .*$/)).not.toContain('Thank you');
    expect(await seat.type('too short\r')).toContain('Thank you');
    seat.press(leave);
    expect(await seat.exitCode).toBe(0);
  });
  it('changes a setting with its select, whose choices have numbers, and keeps to it', async () => {
    const seat = sit();
    const oneLine = (text: string) => text.replace(/\s+/g, ' ');
    const numberOf = (text: string) => /(\d+) Quotes: [\w ]+ …/.exec(oneLine(text))?.[1];
    const panel = await seat.type('/kutip settings\r');
    expect(oneLine(panel)).toContain('Quotes: up to three …');
    const choices = await seat.type(`${numberOf(panel)}\r`, /current choice\): [^]*$/);
    expect(oneLine(choices)).toContain('1 Quotes: one');
    expect(oneLine(choices)).toContain('✓ 3 Quotes: up to three');
    expect(await seat.type('7\r', /current choice\): [^]*$/)).not.toContain('Settings');
    expect(oneLine(await seat.type('1\r'))).toContain('Quotes: one …');
    const again = await seat.type('/kutip settings\r');
    await seat.type(`${numberOf(again)}\r`, /current choice\): [^]*$/);
    await seat.type('3\r');
    seat.press(leave);
    expect(await seat.exitCode).toBe(0);
  });
  it('ends kindly when the person leaves in the middle of a form', async () => {
    const seat = sit();
    const answer = await seat.type(`${question}\r`);
    await seat.type(`${/(\d+)\s+👎/.exec(answer)![1]!}\r`, /: \S*$/);
    seat.press(leave);
    expect(await seat.exitCode).toBe(0);
  });
  it('takes away on Ctrl-C what is typed, and leaves where nothing is', async () => {
    const seat = sit();
    await seat.type('/lat', /\/lat|t$/);
    await seat.type('\u0003');
    expect(await seat.type('/latest\r')).toContain('Latest articles');
    seat.press('\u0003');
    expect(await seat.exitCode).toBe(0);
  });
  it('lets no article act on the terminal', async () => {
    const seat = sit();
    await seat.type('/article hostile\r');
    await seat.type('/latest\r');
    await seat.type('/article \t\t', /Quarry/);
    expect(seat.out.text).toContain('<script>alert(2)</script>');
    // Styles, links, and how readline moves the cursor.
    expect(seat.out.text.replace(/\u001b(?:\[\d*(?:;\d+)*[mGJK]|\]8;;[!-~]*\u001b\\)/g, '')).not.toMatch(
      /(?![\r\n\t])[\p{Cc}]/u,
    );
    seat.press('\u0003');
    seat.press(leave);
    await seat.exitCode;
  });
});

describe('completion at the prompt', () => {
  it.each([
    ['a command', '/la\t', '/latest'],
    ['a command within another', '/kutip se\t', '/kutip settings'],
    ['a command of the other language, by an option', '/artikel suka\t', 'Jembatan Sukamaju dibuka'],
    ['a title by any word of it', '/article suka\t', '/article Jembatan Sukamaju dibuka'],
    ['a title in what is no command', 'jembatan\t', 'Jembatan Sukamaju dibuka'],
    ['a publisher', '/search quarry source:har\t', 'source:Harian Contoh'],
    ['a choice', '/search quarry language:i\t', 'language:id'],
    ['an option', '/search quarry unt\t', '/search quarry until:'],
  ])('offers %s', async (_, typed, expected) => {
    const seat = sit();
    const escaped = expected.replace(/[()[\]]/g, '\\$&');
    await seat.type(typed, new RegExp(escaped));
    seat.press('\u0003');
    seat.press(leave);
    await seat.exitCode;
  });
  it('keeps what is typed, and lists titles that have nothing in common', async () => {
    const seat = sit();
    const listed = await seat.type('/article a\t\t', /Jembatan[^]*\/article a/);
    expect(listed).toContain('<img src=x onerror=alert(1)> Quarry "strike" & more');
    seat.press('\u0003');
    seat.press(leave);
    await seat.exitCode;
  });
});

describe('the history of the prompt', () => {
  it('is there again the next time, for its owner alone', async () => {
    const first = sit();
    await first.type(`${question}\r`);
    await first.type('/latest\r');
    first.press(leave);
    await first.exitCode;
    const path = join(dataDir, 'ask-history');
    expect(await readFile(path, 'utf8')).toBe(`${question}\n/latest\n`);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const second = sit();
    await second.type('\u001b[A', /\/latest/);
    await second.type('\u001b[A', /Kapan Jembatan/);
    second.press('\u0003');
    second.press(leave);
    await second.exitCode;
  });
  it('is deleted by /forget-me', async () => {
    const seat = sit();
    await seat.type(`${question}\r`);
    await seat.type('/forget-me\r');
    expect(await readFile(join(dataDir, 'ask-history'), 'utf8')).toBe('');
    await seat.type('\u001b[A', /./);
    expect(seat.out.text).not.toMatch(/\/forget-me$/);
    seat.press('\u0003');
    seat.press(leave);
    await seat.exitCode;
  });
  it('does not grow without end', async () => {
    const path = join(dataDir, 'ask-history');
    await writeFile(path, Array.from({ length: 1200 }, (_, place) => `/latest ${place}\n`).join(''));
    const seat = sit();
    await seat.type('/latest\r');
    seat.press(leave);
    await seat.exitCode;
    const kept = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(kept).toHaveLength(501);
    expect(kept.slice(-2)).toEqual(['/latest 1199', '/latest']);
  });
  it('cannot be kept where its folder cannot be made: that is said, and questions are answered', async () => {
    const file = join(dataDir, 'no-folder');
    await writeFile(file, '');
    const seat = sit([], join(file, 'ask-history'));
    expect(await seat.type(`${question}\r`)).toContain('Wali Kota Budi Hartono');
    expect(seat.out.text).toContain('Input history is off');
    seat.press(leave);
    expect(await seat.exitCode).toBe(0);
  });
});

describe('asking without a question and without a terminal', () => {
  it.each([
    ['the input is no terminal', false, true, [], 'Only at a terminal'],
    ['the output is no terminal', true, false, [], 'Only at a terminal'],
    ['JSON is wanted', true, true, ['--json'], '--json needs one'],
  ])('says what to do when %s', async (_, isIn, isOut, args, expected) => {
    const [out, err] = [Object.assign(new Collected(), { isTTY: isOut }), new Collected()];
    const exitCode = await runAsk(args, () => Promise.resolve({ chat }), {
      out,
      err,
      typing: { in: Object.assign(new PassThrough(), { isTTY: isIn }), history: join(dataDir, 'h') },
    });
    expect(exitCode).toBe(2);
    expect(out.text).toBe('');
    expect(err.text).toContain(`error: no question.`);
    expect(err.text).toContain(expected);
  });
});

// The one of BSD knows no --version, and takes other options.
const hasScript = spawnSync('script', ['--version']).status === 0;

describe.skipIf(!hasScript)('asking at a real terminal (needs script, of util-linux)', () => {
  it('answers, with links where the terminal draws them, and ends with Ctrl-D', async () => {
    const command = `stty cols 100; exec ${process.execPath} src/start.mjs ask --locale id --knowledge ${folder.path}`;
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      env: { PATH: process.env.PATH, TERM: 'xterm-256color', VTE_VERSION: '7200', KUTIP_DATA_DIR: dataDir },
    });
    let seen = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (seen += text));
    const until = async (pattern: RegExp) => {
      while (!pattern.test(seen)) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await until(/2 artikel dapat dikutip[^]*›/);
    child.stdin.write('/artikel suka');
    await until(/\/artikel suka/);
    child.stdin.write('\t');
    await until(/\/artikel Jembatan Sukamaju dibuka/);
    child.stdin.write('\r');
    await until(/Warga menyambutnya[^]*› \S*$/);
    child.stdin.write('Kapan Jembatan Sukamaju diresmikan?\r');
    await until(/Ketik nomornya/);
    expect(seen).toContain(
      '\u001b]8;;https://news.example/jembatan?a=1&b=2\u001b\\Jembatan Sukamaju dibuka\u001b]8;;',
    );
    child.stdin.write(leave);
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  }, 60_000);
});
