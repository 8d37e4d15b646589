import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Unsearchable } from '../../src/answer/unsearchable.ts';
import type { Chat } from '../../src/chat/contract/chat.ts';
import { composeServing } from '../../src/compose.ts';
import type { InteractionResult, Start } from '../../src/web/wire.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { servePage } from '../../src/web/page.ts';
import type { LocalServer } from '../../src/ops/http-server.ts';
import { knowledgeFolder, openChat, type Collected } from './fixture.ts';

let folder: Awaited<ReturnType<typeof knowledgeFolder>>;
let chat: Chat;
let log: Collected;
let page: LocalServer;

beforeAll(async () => {
  folder = await knowledgeFolder();
  ({ chat, log } = await openChat(folder.path));
  page = await servePage(chat, { port: 0 });
});
afterAll(async () => {
  await page.close();
  await folder.remove();
});

async function open(path: string, init?: RequestInit) {
  const response = await fetch(page.url + path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** A request as the page itself makes it; `headers` take the place of its own. */
const asPage = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const somewhere = { channel: '11', locale: 'en' };

async function interact(what: object, url = page.url) {
  const response = await fetch(`${url}/api/interactions`, asPage({ ...somewhere, ...what }));
  return { status: response.status, outcome: (await response.json()) as InteractionResult };
}

/** A command, with what becomes of it as JSON. */
async function command(name: string, options: Record<string, string | boolean> = {}, more: object = {}) {
  const { outcome } = await interact({ kind: 'command', name, options, ...more });
  return { outcome, text: JSON.stringify(outcome) };
}

/** A request with a Host header of its own, which fetch does not allow; answers with status and body. */
function openAs(host: string): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    request(`${page.url}/`, { headers: { host } }, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => (text += piece.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode, text });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('what the page is given', () => {
  it('is all commands with their options', async () => {
    const { status, text } = await open('/api/start', asPage({}));
    expect(status).toBe(200);
    const { commands } = JSON.parse(text) as Start;
    expect(commands.map(({ name }) => name)).toEqual(chat.commands.map(({ name }) => name));
    expect(commands[0]?.options[0]).toEqual({
      name: 'question',
      type: 'string',
      required: true,
      maxLength: 500,
      suggests: false,
    });
  });
  it('is what may be meant by what is typed', async () => {
    const typed = { name: 'article', option: 'title', written: 'jemb', options: {}, ...somewhere };
    const { text } = await open('/api/suggestions', asPage(typed));
    expect(text).toContain('"value":"bridge"');
  });
});

describe('a command on the page', () => {
  it('is answered with the message that Discord would be sent', async () => {
    const { outcome, text } = await command('ask', { question: 'Kapan Jembatan Sukamaju diresmikan?' });
    expect(outcome).toMatchObject({
      do: 'add',
      private: false,
      message: { allowed_mentions: { parse: [] } },
    });
    expect(text).toContain('2 Mei 2024');
  });
  it('is for the asker alone where it is on Discord', async () => {
    expect((await command('help')).outcome).toMatchObject({ private: true, message: { flags: 64 | 32768 } });
  });
  it.each([
    ['what it needs is missing', 'ask', { question: ' ' }, 'needs “question”'],
    ['an option is too long', 'ask', { question: 'a'.repeat(501) }, 'at most 500 characters'],
    [
      'an option is none of the choices',
      'ask',
      { question: 'Kapan?', language: 'xx' },
      'not one of the choices',
    ],
    ['a day cannot be read', 'ask', { question: 'Kapan?', since: 'gestern' }, 'Try 2022-01-13'],
    ['there is none of that name', 'nothing', {}, 'no such command'],
  ])('is refused when %s', async (_, name, options, words) => {
    const { outcome, text } = await command(name, options);
    expect(outcome).toMatchObject({ do: 'add', private: true });
    expect(text).toContain(words);
  });
  it('speaks the language of the page', async () => {
    expect((await command('sources', {}, { locale: 'id' })).text).toContain('1 artikel');
  });
});

describe('a visitor of the page', () => {
  async function start(cookie = '') {
    const response = await fetch(`${page.url}/api/start`, asPage({}, { cookie }));
    const { messages } = (await response.json()) as Start;
    return { set: response.headers.get('set-cookie') ?? '', messages };
  }
  const newcomer = async () => (await start()).set.split(';')[0]!;
  async function act(cookie: string, what: object) {
    const response = await fetch(
      `${page.url}/api/interactions`,
      asPage({ ...somewhere, ...what }, { cookie }),
    );
    return JSON.stringify(await response.json());
  }
  const asking = { kind: 'message', text: 'Kapan Jembatan Sukamaju diresmikan?', written: 'a', id: 'b' };

  it('is known by a cookie that neither a script nor another site can use, and keeps it', async () => {
    const { set, messages } = await start();
    expect(set).toMatch(/^kutip-visitor=[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict;/);
    expect(messages).toEqual([]);
    const [cookie] = set.split(';');
    expect((await start(cookie)).set).toBe(set);
  });
  it('finds again what was said in his channels, and nobody else does', async () => {
    const cookie = await newcomer();
    await act(cookie, asking);
    await act(cookie, { kind: 'command', name: 'help', options: {}, id: 'c' });
    expect((await start(cookie)).messages).toMatchObject([
      { id: 'a', by: 'you', channel: '11', text: asking.text },
      {
        id: 'b',
        by: 'kutip',
        replyTo: 'a',
        about: { asked: { question: asking.text, strictness: 'normal' } },
      },
    ]);
    expect((await start()).messages).toEqual([]);
    await act(cookie, { kind: 'command', name: 'forget-me', options: {}, id: 'd' });
    expect((await start(cookie)).messages).toEqual([]);
  });
  it('is a user of his own', async () => {
    const askerOf = (outcome: string) => /ask\/delete\/[\w-]+\/([\w-]+)/.exec(outcome)?.[1];
    const [one, other] = [await newcomer(), await newcomer()];
    const askers = [await act(one, asking), await act(one, asking), await act(other, asking)].map(askerOf);
    expect(askers[0]).toBeDefined();
    expect(askers[1]).toBe(askers[0]);
    expect(askers[2]).not.toBe(askers[0]);
  });
});

describe('why a question gets its answer', () => {
  const explain = (day: string) =>
    open(
      '/api/explanation',
      asPage({
        question: 'Kapan Jembatan Sukamaju diresmikan?',
        previous: '',
        strictness: 'normal',
        day,
        locale: 'id',
      }),
    );
  it.each([
    ['now', '', 'answered'],
    ['after the article', '2024-05-20', 'answered'],
    ['before the article', '2024-01-01', 'abstained'],
    ['at a moment', '2024-01-01T00:00:00.000Z', 'abstained'],
  ])('is told as of when it is asked: %s', async (_, day, status) => {
    const { answer } = JSON.parse((await explain(day)).text) as { answer: { status: string } };
    expect(answer.status).toBe(status);
  });
  it('needs a day that is one', async () => {
    const { status, text } = await explain('gestern');
    expect(status).toBe(400);
    expect(text).toContain('expected a day');
  });
});

describe('a file that is handed over on the page', () => {
  it('is added to the server; only there, so much may be sent', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'kutip-page-'));
    const log = pino({ level: 'silent' });
    const kutip = await composeServing({
      knowledge: [],
      dataDir,
      retentionDays: 90,
      serverBytes: 50e6,
      metrics: createMetrics(),
      log,
    });
    const other = await servePage(kutip.chat, { port: 0 });
    try {
      const article = { title: 'Pasar Lama', text: 'Pasar Lama dibuka kembali pada 3 Juni 2024.' };
      const line = JSON.stringify({ ...article, padding: 'x'.repeat(200_000) });
      const file = `data:;name=berita.jsonl;base64,${Buffer.from(line).toString('base64')}`;
      const adding = asPage({ ...somewhere, kind: 'command', name: 'kutip add', options: { file } });
      expect((await fetch(`${other.url}/api/interactions`, adding)).status).toBe(413);
      const added = await fetch(`${other.url}/api/files`, adding);
      expect(await added.text()).toContain('Pasar Lama');
      const question = 'Kapan Pasar Lama dibuka kembali?';
      const { outcome } = await interact({ kind: 'command', name: 'ask', options: { question } }, other.url);
      expect(JSON.stringify(outcome)).toContain('3 Juni 2024');
    } finally {
      await other.close();
      await kutip.close();
      await rm(dataDir, { recursive: true });
    }
  });
});

describe('a correction', () => {
  it('marks the answers of its visitor on the page, and nobody else’s, now and after a reload', async () => {
    const [dataDir, knowledge] = [
      await mkdtemp(join(tmpdir(), 'kutip-page-')),
      await mkdtemp(join(tmpdir(), 'kutip-page-')),
    ];
    const path = join(knowledge, 'pasar.md');
    const say = (day: number) =>
      writeFile(
        path,
        `---\ntitle: Pasar Lama\npublished: 2024-06-01\n---\n\nPasar Lama dibuka kembali pada ${day} Juni 2024.\n`,
      );
    await say(3);
    const kutip = await composeServing({
      knowledge: [knowledge],
      dataDir,
      retentionDays: 90,
      serverBytes: 50e6,
      metrics: createMetrics(),
      log: pino({ level: 'silent' }),
    });
    const other = await servePage(kutip.chat, { port: 0 });
    kutip.notifyWith(other.notifier);
    await kutip.loaded;
    const visit = async () => {
      const started = await fetch(`${other.url}/api/start`, asPage({}));
      const cookie = started.headers.get('set-cookie')!.split(';')[0]!;
      const call = async (path: string, body: object): Promise<string> =>
        (await fetch(other.url + path, asPage(body, { cookie }))).text();
      return call;
    };
    try {
      const [mine, theirs] = [await visit(), await visit()];
      const question = 'Kapan Pasar Lama dibuka kembali?';
      const ask = (call: typeof mine, id: string, isPrivate: boolean) =>
        call('/api/interactions', {
          ...{ ...somewhere, kind: 'command', name: 'ask', id },
          options: { question, private: isPrivate },
        });
      expect(await ask(mine, 'a-1', false)).toContain('3 Juni 2024');
      expect(await ask(mine, 'a-2', true)).toContain('3 Juni 2024');
      expect(await mine('/api/edits', { after: 0 })).toBe('{"last":0,"edits":[]}');
      await say(5);
      await expect
        .poll(async () => (await mine('/api/edits', { after: 0 })).match(/"id":"a-[12]"/g)?.length, {
          timeout: 20_000,
        })
        .toBe(2);
      const { last } = JSON.parse(await mine('/api/edits', { after: 0 })) as { last: number };
      expect(await mine('/api/edits', { after: last })).toBe(`{"last":${last},"edits":[]}`);
      const reloaded = await mine('/api/start', {});
      expect(reloaded).toContain('Before: “Pasar Lama dibuka kembali pada 3 Juni 2024.”');
      expect(reloaded).toContain('Now: “Pasar Lama dibuka kembali pada 5 Juni 2024.”');
      expect(await theirs('/api/edits', { after: 0 })).toBe(`{"last":${last},"edits":[]}`);
      expect(await ask(theirs, 'b-1', false)).not.toContain('Corrected');
      expect(await ask(mine, 'a-3', false)).not.toContain('Corrected');
    } finally {
      await other.close();
      await kutip.close();
      for (const folder of [dataDir, knowledge]) await rm(folder, { recursive: true });
    }
  });
});

describe('the safety of the page', () => {
  it('runs only scripts of its own, and asks no other host for anything', async () => {
    const { status, headers, text } = await open('/');
    expect(status).toBe(200);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(text).not.toMatch(/<script>|<style|style=|\bon\w+=|https?:/);
  });
  it('refuses a foreign Host header', async () => {
    const port = new URL(page.url).port;
    for (const host of ['evil.example', `evil.example:${port}`, 'localhost', `localhost:1${port}`]) {
      const { status, text } = await openAs(host);
      expect([400, 403]).toContain(status);
      expect(text).not.toContain('<script');
    }
    for (const host of [`localhost:${port}`, `LOCALHOST:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      expect((await openAs(host)).status).toBe(200);
    }
  });
  it.each([
    ['a foreign site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', { 'content-type': 'text/plain' }],
  ])('does nothing for %s', async (_, headers) => {
    const forget = { ...somewhere, kind: 'command', name: 'forget-me', options: {} };
    const { status, text } = await open('/api/interactions', asPage(forget, headers));
    expect(status).toBe(403);
    expect(text).toContain("Only this server's own page");
  });
  it.each([
    ['its own origin', (url: string) => url, 200],
    ['a foreign origin', () => 'https://evil.example', 403],
    ['an origin that is hidden', () => 'null', 403],
    ['no origin', () => undefined, 403],
  ])('takes from a browser without Sec-Fetch-Site what has %s', async (_, origin, expected) => {
    const from = origin(page.url);
    const headers = { 'content-type': 'application/json', ...(from !== undefined && { origin: from }) };
    const { status } = await open('/api/start', { method: 'POST', headers, body: '{}' });
    expect(status).toBe(expected);
  });
  it.each([
    ['what is not JSON', '{', 400, 'not JSON'],
    ['what no person can do', { kind: 'dance' }, 400, 'Invalid'],
    [
      'a channel that does not exist',
      { kind: 'message', text: 'a', locale: 'en', channel: '99' },
      400,
      'channel',
    ],
    ['what is too large', 'x'.repeat(200_000), 413, 'too large'],
  ])('refuses %s in words', async (_, body, expected, words) => {
    const { status, text } = await open('/api/interactions', asPage(body));
    expect(status).toBe(expected);
    expect(text).toContain(words);
  });
  it.each(['PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const { status, headers } = await open('/', { method });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, HEAD, POST');
  });
  it('answers HEAD like GET, without the page', async () => {
    const head = await open('/', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
    const { text } = await open('/');
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
  });
  it('says that there is nothing at an unknown address', async () => {
    for (const path of [
      '/nothing',
      '//evil.example',
      '/../package.json',
      '/%00',
      '/__proto__',
      '/api/__proto__',
    ]) {
      const { status, text } = await open(path);
      expect(status).toBe(404);
      expect(text).toContain('Nothing here.');
      expect(text).not.toContain('evil.example');
    }
  });
});

describe('a page behind a secret', () => {
  const secret = 'an-invented-secret';
  let guarded: LocalServer;
  beforeAll(async () => {
    const operation = (path: string) =>
      path === '/healthz' ? Promise.resolve({ status: 200, type: 'text/plain', body: 'well' }) : undefined;
    guarded = await servePage(chat, { port: 0, secret }, operation);
  });
  afterAll(() => guarded.close());

  /** A request by way of a proxy that passes the name on. */
  const ask = (path: string, cookie = '', more: Readonly<Record<string, string>> = {}) =>
    new Promise<{ status: number | undefined; headers: IncomingHttpHeaders }>((resolve, reject) => {
      const headers = { host: 'kutip.example', cookie, ...more };
      request(`${guarded.url}${path}`, { headers }, (response) => {
        response.resume();
        resolve({ status: response.statusCode, headers: response.headers });
      })
        .on('error', reject)
        .end();
    });

  it.each([
    ['without it', '/', ''],
    ['with another one', '/?secret=an-invented-secres', ''],
    ['with another one in the cookie', '/', 'kutip=an-invented-secres'],
    ['with the secret itself in the cookie', '/', 'kutip=an-invented-secret'],
    ['with it at another path', '/page.js?secret=an-invented-secret', ''],
    ['for what answers this machine only', '/healthz', ''],
  ])('lets nobody in %s', async (_, path, cookie) => {
    expect((await ask(path, cookie)).status).toBe(401);
  });
  it('takes it out of the address, and lets in with the cookie from then on', async () => {
    const { status, headers } = await ask(`/?secret=${secret}`);
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    const [cookie] = headers['set-cookie']!;
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    expect(cookie).not.toContain(secret);
    const { headers: overHttps } = await ask(`/?secret=${secret}`, '', { 'x-forwarded-proto': 'https' });
    expect(overHttps['set-cookie']![0]).toMatch(/; Secure$/);
    expect((await ask('/', cookie!.split(';')[0])).status).toBe(200);
    expect((await ask('/page.js', `other=1; ${cookie!.split(';')[0]!}`)).status).toBe(200);
  });
  it('lets nobody run a command without it, not even on this machine', async () => {
    const response = await fetch(`${guarded.url}/api/start`, asPage({}));
    expect(response.status).toBe(401);
  });
  it('still tells this machine how it is, and nobody who comes by way of a proxy under its name', async () => {
    expect((await fetch(`${guarded.url}/healthz`)).status).toBe(200);
    const host = new URL(guarded.url).host;
    expect((await ask('/healthz', '', { host })).status).toBe(200);
    expect((await ask('/healthz', '', { host, 'x-forwarded-for': '93.184.215.14' })).status).toBe(401);
  });
  it('looks at no secret for a while after twenty wrong ones, and still lets in who is known', async () => {
    const other = await servePage(chat, { port: 0, secret });
    const to = (path: string, cookie = '') =>
      fetch(`${other.url}${path}`, { redirect: 'manual', headers: { cookie } });
    const [cookie] = (await to(`/?secret=${secret}`)).headers.getSetCookie();
    const guesses = Array.from({ length: 20 }, (_, n) => to(`/?secret=guess-${n}`));
    for (const guess of guesses) expect((await guess).status).toBe(401);
    expect((await to(`/?secret=${secret}`)).status).toBe(429);
    expect((await to('/', cookie!.split(';')[0])).status).toBe(200);
    await other.close();
  });
});

describe('when something breaks', () => {
  it('says so in words, and logs it', async () => {
    const ask = () => Promise.reject(new Error('the index burned down'));
    const broken = { ...chat, services: { ...chat.services, archive: { ...chat.services.archive, ask } } };
    const other = await servePage(broken, { port: 0 });
    const asked = { kind: 'command', name: 'ask', options: { question: 'Kapan?' }, locale: 'id' };
    const { outcome } = await interact(asked, other.url);
    expect(JSON.stringify(outcome)).toContain('Terjadi kesalahan');
    expect(log.text).toContain('the index burned down');
    await other.close();
  });
  it('says kindly in the list of articles that they cannot be searched now', async () => {
    const latest = () => Promise.reject(new Unsearchable('OpenSearch is away.'));
    const archive = { ...chat.services.archive, latest };
    const other = await servePage({ ...chat, services: { ...chat.services, archive } }, { port: 0 });
    const list = { words: '', source: '', since: '', until: '', locale: 'en', skip: 0 };
    const response = await fetch(`${other.url}/api/articles`, asPage(list));
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("can't search the articles right now");
    expect(log.text).toContain('the page could not search: OpenSearch is away.');
    await other.close();
  });
  it('says so even when it is in the page itself', async () => {
    const broken = {
      ...chat,
      get commands(): never {
        throw new Error('no commands today');
      },
    };
    const other = await servePage(broken, { port: 0 });
    const response = await fetch(`${other.url}/api/start`, asPage({}));
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('The error has been logged');
    expect(log.text).toContain('no commands today');
    await other.close();
  });
  it('says what to do when the port is in use', async () => {
    const { port } = new URL(page.url);
    await expect(servePage(chat, { port: Number(port) })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is already in use. Stop the program using it, or set KUTIP_PORT to another port`,
    );
  });
  it('finishes what is being answered before it closes', async () => {
    const events = new EventEmitter();
    const sources = async () => {
      events.emit('begun');
      await once(events, 'finish');
      return [];
    };
    const slow = { ...chat, services: { ...chat.services, archive: { ...chat.services.archive, sources } } };
    const other = await servePage(slow, { port: 0 });
    const begun = once(events, 'begun');
    const asked = interact({ kind: 'command', name: 'sources', options: {} }, other.url);
    await begun;
    const closed = other.close();
    events.emit('finish');
    expect((await asked).status).toBe(200);
    await closed;
    await expect(fetch(other.url)).rejects.toThrow();
  });
});
