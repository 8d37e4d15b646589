import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Unsearchable } from '../../src/answer/unsearchable.ts';
import { runAsk, type Output } from '../../src/terminal/ask.ts';
import { articles, Collected, knowledgeFolder, openChat } from '../web/fixture.ts';

let folder: Awaited<ReturnType<typeof knowledgeFolder>>;
let chat: Awaited<ReturnType<typeof openChat>>['chat'];

beforeAll(async () => {
  folder = await knowledgeFolder();
  ({ chat } = await openChat(folder.path));
});
afterAll(() => folder.remove());

const question = 'Kapan Jembatan Sukamaju diresmikan?';
const unanswerable = 'Who won the chess tournament of Reykjavik?';

async function run(...args: string[]) {
  const [out, err] = [new Collected(), new Collected()];
  const opened: (readonly string[] | null)[] = [];
  const open = (knowledge: readonly string[] | null) => {
    opened.push(knowledge);
    return Promise.resolve({ chat });
  };
  const exitCode = await runAsk(args, open, { out, err });
  return { exitCode, out: out.text, err: err.text, opened };
}

interface Line {
  id?: string | number;
  question: string;
  status: string;
  quotes: {
    text: string;
    highlights: [number, number][];
    article: { id: string };
    start: number;
    end: number;
  }[];
  tookMs: number;
}

const linesOf = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

async function batchOf(...lines: string[]): Promise<string> {
  const path = join(folder.path, 'batch.questions');
  await writeFile(path, lines.join('\n'));
  return path;
}

describe('asking in the terminal', () => {
  it('prints quotes with attribution, in the language of the question', async () => {
    const { exitCode, out, err } = await run(question);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Kapan Jembatan Sukamaju diresmikan\?\n\n│ Wali Kota Budi Hartono meresmikan/);
    expect(out).toContain('Harian Contoh · Sari <b>Contoh</b> · 3 Mei 2024, 09.30 WIB');
    expect(out).toContain('kutipan verbatim');
    expect(out).not.toContain('\u001b');
    expect(err).toBe('');
  });
  it('prints in the language that is asked for', async () => {
    expect((await run('--locale', 'en', question)).out).toContain('exact quotes');
  });
  it('says why when no article answers, which is no failure', async () => {
    const { exitCode, out } = await run(unanswerable);
    expect(exitCode).toBe(0);
    expect(out).toContain('No article here answers this');
  });
  it('uses colour and wraps on a terminal alone, unless that has none', async () => {
    const show = async (terminal: Partial<Output>) => {
      const out = Object.assign(new Collected(), terminal);
      await runAsk([question], () => Promise.resolve({ chat }), { out, err: new Collected() });
      return out.text;
    };
    const coloured = await show({ isTTY: true, columns: 40 });
    expect(coloured).toContain('\u001b[1m');
    expect(coloured.split('\n').length).toBeGreaterThan((await show({})).split('\n').length);
    expect(await show({ isTTY: true, hasColors: () => false })).not.toContain('\u001b');
  });
  it('makes the escapes of an article harmless', async () => {
    const { out } = await run('Who promised better pay to the workers, Melissa Grant?');
    expect(out).toContain('Melissa Grant');
    expect(out).not.toMatch(/[\u001b\u0007]/);
  });
});

describe('ask --json', () => {
  it('prints one line with exactly the keys that others rely on', async () => {
    const { exitCode, out } = await run('--json', question);
    expect(exitCode).toBe(0);
    expect(out.match(/\n/g)).toHaveLength(1);
    const [line] = linesOf(out);
    expect(Object.keys(line!)).toEqual(['question', 'status', 'quotes', 'tookMs']);
    expect(line).toMatchObject({ question, status: 'answered' });
    const [quote] = line!.quotes;
    expect(Object.keys(quote!)).toEqual(['text', 'highlights', 'article', 'start', 'end', 'score']);
    expect(quote!.article).toEqual({
      id: 'bridge',
      title: 'Jembatan Sukamaju dibuka',
      url: 'https://news.example/jembatan?a=1&b=2',
      publisher: 'Harian Contoh',
      byline: 'Sari <b>Contoh</b>',
      published: '2024-05-03T09:30+07:00',
      language: 'id',
    });
    expect(typeof line!.tookMs).toBe('number');
  });
  it('quotes verbatim, with highlights inside the quote', async () => {
    const [line] = linesOf(
      (await run('--json', 'How did the quarry workers of Northfield end their strike?')).out,
    );
    expect(line!.quotes.length).toBeGreaterThan(0);
    for (const { text, highlights, article, start, end } of line!.quotes) {
      expect(text).toBe(articles.find(({ id }) => id === article.id)!.text.slice(start, end));
      for (const [from, to] of highlights) expect(text.slice(from, to)).not.toBe('');
    }
  });
  it('has no quotes when it abstains, and any with --abstain never', async () => {
    const [line] = linesOf((await run('--json', 'Kapan Jembatan Sukamaju dibom Napoleon?')).out);
    expect(line).toMatchObject({ status: 'abstained', quotes: [] });
    const [other] = linesOf(
      (await run('--json', '--abstain', 'never', 'Kapan Jembatan Sukamaju dibom Napoleon?')).out,
    );
    expect(other!.quotes.length).toBeGreaterThan(0);
  });
  it('uses no article from more than a week after the date', async () => {
    expect(linesOf((await run('--json', '--date', '2024-04-01', question)).out)[0]!.status).toBe('abstained');
    expect(linesOf((await run('--json', '--date', '2024-04-30T10:00+07:00', question)).out)[0]!.status).toBe(
      'answered',
    );
  });
  it('answers from what --knowledge names alone', async () => {
    const one = join(folder.path, 'articles.jsonl');
    expect((await run('--json', '--knowledge', one, '--knowledge', folder.path, question)).opened).toEqual([
      [one, folder.path],
    ]);
    expect((await run('--json', question)).opened).toEqual([null]);
  });
});

describe('ask --batch', () => {
  it('asks every line, with its id where it has one, and prints nothing but JSON', async () => {
    const batch = await batchOf(
      JSON.stringify({ id: 'q1', question, answers: ['2 Mei 2024'] }),
      '',
      JSON.stringify({ id: 2, question: unanswerable }) + '\r',
      JSON.stringify({ question: '' }),
    );
    const { exitCode, out, err } = await run('--json', '--batch', batch);
    expect(exitCode).toBe(0);
    expect(err).toBe('');
    expect(linesOf(out).map(({ id, question, status }) => [id, question, status])).toEqual([
      ['q1', question, 'answered'],
      [2, unanswerable, 'abstained'],
      [undefined, '', 'abstained'],
    ]);
  });
  it('lets the date of a line go before --date', async () => {
    const batch = await batchOf(
      JSON.stringify({ question }),
      JSON.stringify({ question, date: '2024-05-03' }),
      JSON.stringify({ question, date: null }),
    );
    const { out } = await run('--json', '--date', '2024-04-01', '--batch', batch);
    expect(linesOf(out).map(({ status }) => status)).toEqual(['abstained', 'answered', 'abstained']);
  });
  it.each([
    ['no JSON', '{"question":', 'not valid JSON'],
    ['no object', '[1]', 'expected an object such as {"id":"1","question":"…"}'],
    ['no question', '{"id":"x"}', 'question: expected a string'],
    ['a question that is no text', '{"question":5}', 'question: expected a string'],
    ['an id that is an object', '{"id":{},"question":"x"}', 'id: expected a string or a number'],
    [
      'a day that does not exist',
      '{"question":"x","date":"2024-02-31"}',
      'date: expected a day (2022-01-13)',
    ],
    [
      'a moment without a zone',
      '{"question":"x","date":"2024-02-01T10:00"}',
      'date: expected a day (2022-01-13)',
    ],
  ])('names file and line of %s, and goes on', async (_, wrong, problem) => {
    const batch = await batchOf(
      JSON.stringify({ question }),
      wrong,
      JSON.stringify({ question: unanswerable }),
    );
    const { exitCode, out, err } = await run('--json', '--batch', batch);
    expect(exitCode).toBe(1);
    expect(err).toContain(`${batch}:2: ${problem}`);
    expect(err.match(/\n/g)).toHaveLength(1);
    expect(linesOf(out).map(({ question }) => question)).toEqual([question, unanswerable]);
  });
  it('prints replies as text without --json', async () => {
    const { out } = await run(
      '--batch',
      await batchOf(JSON.stringify({ question }), JSON.stringify({ question })),
    );
    expect(out.match(/^Kapan Jembatan Sukamaju diresmikan\?$/gm)).toHaveLength(2);
    expect(out).toMatch(/\n\nKapan/);
  });
  it('asks one question after another', async () => {
    let [now, most] = [0, 0];
    const ask: typeof chat.services.archive.ask = async (asked) => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      return chat.services.archive.ask(asked);
    };
    const slow = { ...chat, services: { ...chat.services, archive: { ...chat.services.archive, ask } } };
    const batch = await batchOf(...Array.from({ length: 5 }, () => JSON.stringify({ question })));
    await runAsk(['--json', '--batch', batch], () => Promise.resolve({ chat: slow }), {
      out: new Collected(),
      err: new Collected(),
    });
    expect(most).toBe(1);
  });
  it('waits for a slow reader', async () => {
    const out = new PassThrough({ highWaterMark: 100 });
    const batch = await batchOf(...Array.from({ length: 20 }, () => JSON.stringify({ question })));
    const running = runAsk(['--json', '--batch', batch], () => Promise.resolve({ chat }), {
      out,
      err: new Collected(),
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(out.readableLength + out.writableLength).toBeLessThan(10_000);
    let text = '';
    out.on('data', (piece: Buffer) => (text += piece.toString()));
    expect(await running).toBe(0);
    expect(linesOf(text)).toHaveLength(20);
  });
  it('stops quietly when the reader has seen enough', async () => {
    const out = new Writable({
      write(_piece, _encoding, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      },
    });
    const batch = await batchOf(...Array.from({ length: 20 }, () => JSON.stringify({ question })));
    const err = new Collected();
    expect(await runAsk(['--json', '--batch', batch], () => Promise.resolve({ chat }), { out, err })).toBe(0);
    expect(err.text).toBe('');
  });
  it('reports a question that could not be asked, and goes on', async () => {
    const ask: typeof chat.services.archive.ask = (asked) =>
      asked.text === 'x'
        ? Promise.reject(new Error('the index burned down'))
        : chat.services.archive.ask(asked);
    const broken = { ...chat, services: { ...chat.services, archive: { ...chat.services.archive, ask } } };
    const batch = await batchOf(JSON.stringify({ question: 'x' }), JSON.stringify({ question }));
    const [out, err] = [new Collected(), new Collected()];
    expect(
      await runAsk(['--json', '--batch', batch], () => Promise.resolve({ chat: broken }), { out, err }),
    ).toBe(1);
    expect(err.text).toContain(`${batch}:1: `);
    expect(linesOf(out.text)).toHaveLength(1);
  });
  it('says why the articles cannot be searched, and fails', async () => {
    const ask = () => Promise.reject(new Unsearchable('OpenSearch is away.'));
    const away = { ...chat, services: { ...chat.services, archive: { ...chat.services.archive, ask } } };
    const [out, err] = [new Collected(), new Collected()];
    expect(await runAsk(['--json', question], () => Promise.resolve({ chat: away }), { out, err })).toBe(1);
    expect(err.text).toBe('error: OpenSearch is away.\n');
  });
});

describe('wrong usage of ask', () => {
  it.each([
    ['no question', [], 'no question'],
    ['two questions', ['Kapan', 'pasukan'], 'too many arguments'],
    ['a question and a batch', ['Kapan', '--batch', 'x'], 'not both'],
    ['an unknown option', ['--colour', 'Kapan'], "unknown option '--colour'"],
    ['an unknown locale', ['--locale', 'fr', 'Kapan'], 'Allowed choices are id, en'],
    ['an unknown strictness', ['--abstain', 'maybe', 'Kapan'], 'Allowed choices are never, normal, strict'],
    ['a date that cannot be read', ['--date', 'yesterday', 'Kapan'], 'Expected a day (2022-01-13)'],
    ['knowledge that does not exist', ['--knowledge', '/no/such', 'Kapan'], 'No such file or folder'],
    ['a batch that does not exist', ['--batch', '/no/such'], 'cannot read the batch'],
  ])('refuses %s', async (_, args, message) => {
    const { exitCode, out, err, opened } = await run(...args);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
    expect(out).toBe('');
    expect(opened).toEqual([]);
  });
  it('refuses a batch that is not UTF-8', async () => {
    const path = join(folder.path, 'latin1.questions');
    await writeFile(path, Buffer.from('{"question":"caf\xe9"}', 'latin1'));
    expect((await run('--batch', path)).exitCode).toBe(2);
  });
  it('explains itself on request', async () => {
    const { exitCode, out } = await run('--help');
    expect(exitCode).toBe(0);
    expect(out).toContain('--knowledge <path>');
  });
});
