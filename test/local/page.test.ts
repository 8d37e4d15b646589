import { EventEmitter, once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chat } from '../../src/chat/run.ts';
import { servePage } from '../../src/local/page.ts';
import type { Served } from '../../src/local/server.ts';
import { knowledgeFolder, openChat, type Collected } from './fixture.ts';

let folder: Awaited<ReturnType<typeof knowledgeFolder>>;
let chat: Chat;
let log: Collected;
let page: Served;

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

const asking = (question: string, more = '') => `/?q=${encodeURIComponent(question)}${more}`;

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

describe('asking on the page', () => {
  it('offers a labelled box for the question', async () => {
    const { status, headers, text } = await open('/');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).toMatch(/<label for="q">question<\/label><input type="text"[^>]* name="q"[^>]* required>/);
    expect(text).toContain('maxlength="500"');
  });
  it('shows the quote with highlights, and keeps the question in the box', async () => {
    const { status, text } = await open(asking('Kapan Jembatan Sukamaju diresmikan?'));
    expect(status).toBe(200);
    expect(text).toMatch(/<blockquote[^>]*>.*<mark>.*<\/blockquote>/s);
    expect(text.replace(/<\/?mark>/g, '')).toContain(
      'Wali Kota Budi Hartono meresmikan Jembatan Sukamaju pada 2 Mei 2024.',
    );
    expect(text).toContain('href="https://news.example/jembatan?a=1&amp;b=2" rel="noopener noreferrer"');
    expect(text).toContain('<time datetime="2024-05-03T02:30:00.000Z">');
    expect(text).toContain('value="Kapan Jembatan Sukamaju diresmikan?"');
    expect(text).toContain('Sari &lt;b&gt;Contoh&lt;/b&gt;');
  });
  it('never turns a hostile article or question into HTML', async () => {
    const { text } = await open(
      asking('When did the quarry workers of Northfield end their strike? "><script>'),
    );
    expect(text.replace(/<\/?mark>/g, '')).toContain('&lt;script&gt;alert(&quot;3&quot;)&lt;/script&gt;');
    expect(text).not.toMatch(/<script|<img|<[^>]* on\w+=/);
  });
  it('says why when no article answers', async () => {
    const { status, text } = await open(asking('Who won the chess tournament of Reykjavik?'));
    expect(status).toBe(200);
    expect(text).toContain('<article class="reply abstention" lang="en">');
    expect(text).toContain('No article here answers this');
    expect(text).not.toContain('<blockquote');
  });
  it('answers a question that is too long kindly', async () => {
    const { status, text } = await open(asking('a'.repeat(501)));
    expect(status).toBe(400);
    expect(text).toContain('“question” is too long: at most 500 characters, please.');
  });
  it('answers one far beyond that kindly too', async () => {
    expect((await open(asking('日'.repeat(5000)))).text).toContain('is too long');
  });
  it('uses the options of the command', async () => {
    const question = 'Kapan Jembatan Sukamaju diresmikan?';
    expect((await open(asking(question, '&language=en'))).text).not.toContain('<blockquote');
    expect((await open(asking(question, '&language=id&source=contoh'))).text).toContain('<blockquote');
  });
  it('names an option that cannot be read, and what to write instead', async () => {
    const { status, text } = await open(asking('Kapan?', '&since=gestern'));
    expect(status).toBe(400);
    expect(text).toContain('Try 2022-01-13');
    expect((await open(asking('Kapan?', '&language=xx'))).text).toContain('is not one of the choices');
  });
  it('treats a blank question as none', async () => {
    const { status, text } = await open('/?q=%20');
    expect(status).toBe(200);
    expect(text).not.toContain('<article');
  });
});

describe('the commands on the page', () => {
  // A command on somebody's message has no place of its own.
  const written = () =>
    chat.commands.filter(({ onMessage, needs }) => onMessage !== true && needs === undefined);

  it('links to every command', async () => {
    const { text } = await open('/');
    for (const { name } of written().slice(1)) expect(text).toContain(`<a href="/${name}"`);
  });
  it('has a field for every option of every command', async () => {
    for (const command of written()) {
      const { status, text } = await open(`/${command.name}`);
      expect(status).toBe(200);
      for (const option of command.options) {
        expect(text).toContain(`<label for="${option.required ? 'q' : option.name}">`);
      }
    }
  });
  it('shows the newest articles, by source', async () => {
    expect((await open('/latest')).text.match(/<div class="article">/g)).toHaveLength(2);
    expect((await open('/latest?source=harian')).text.match(/<div class="article">/g)).toHaveLength(1);
  });
  it('shows the sources and the help', async () => {
    expect((await open('/sources')).text).toContain('Harian Contoh: 1 article');
    expect((await open('/help')).text).toContain('It can quote 2 articles');
  });
});

describe('the language of the page', () => {
  it.each([
    ['the address', '/?lang=id', 'en', 'id'],
    ['the browser', '/', 'de-DE, id;q=0.8, en;q=0.5', 'id'],
    ['the browser, by weight', '/', 'en;q=0.3, id-ID;q=0.9', 'id'],
    ['English when none is known', '/', 'de', 'en'],
    ['English for a language that does not exist', '/?lang=xx', 'id;q=0', 'en'],
  ])('is taken from %s', async (_, path, accepted, expected) => {
    const { text } = await open(path, { headers: { 'accept-language': accepted } });
    expect(text).toContain(`<html lang="${expected}">`);
    expect(text).toContain(expected === 'id' ? '<label for="q">pertanyaan' : '<label for="q">question');
  });
  it('can be switched without losing the question, and stays', async () => {
    const { text } = await open('/?q=Apa+itu%3F&lang=en');
    expect(text).toContain('href="/?q=Apa+itu%3F&amp;lang=id"');
    expect(text).toContain('href="/latest?lang=en"');
    expect((await open('/latest?topic=jembatan')).text).toContain(
      'href="/latest?topic=jembatan&amp;lang=id"',
    );
    expect(text).toContain('<input type="hidden" name="lang" value="en">');
  });
});

describe('the safety of the page', () => {
  it('forbids scripts and everything from elsewhere', async () => {
    const { headers, text } = await open(asking('Kapan Jembatan Sukamaju diresmikan?'));
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(text).not.toMatch(/<script|<style|style=/);
  });
  it('refuses a foreign Host header', async () => {
    const port = new URL(page.url).port;
    for (const host of ['evil.example', `evil.example:${port}`, 'localhost', `localhost:1${port}`]) {
      const { status, text } = await openAs(host);
      expect([400, 403]).toContain(status);
      expect(text).not.toContain('<form');
    }
    for (const host of [`localhost:${port}`, `LOCALHOST:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      expect((await openAs(host)).status).toBe(200);
    }
  });
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const { status, headers, text } = await open('/', { method });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, HEAD');
    expect(text).toContain('GET and HEAD');
  });
  it('answers HEAD like GET, without the page', async () => {
    const head = await open('/help', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
    const { text } = await open('/help');
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
  });
  it('says that there is nothing at an unknown address', async () => {
    for (const path of ['/nothing', '//evil.example', '/../package.json', '/%00', '/__proto__']) {
      const { status, text } = await open(path);
      expect(status).toBe(404);
      expect(text).toContain('There is nothing at this address');
      expect(text).not.toContain('evil.example');
    }
  });
  it('serves its style sheet and its icon', async () => {
    expect((await open('/page.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect((await open('/icon.svg')).headers.get('content-type')).toBe('image/svg+xml');
  });
});

describe('when something breaks', () => {
  it('says so in words, and logs it', async () => {
    const ask = () => Promise.reject(new Error('the index burned down'));
    const broken = { ...chat, services: { ...chat.services, archive: { ...chat.services.archive, ask } } };
    const other = await servePage(broken, { port: 0 });
    const response = await fetch(`${other.url}/?q=Kapan&lang=id`);
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('Terjadi kesalahan di sini');
    expect(log.text).toContain('the index burned down');
    await other.close();
  });
  it('says so even when the page itself cannot be drawn', async () => {
    const broken = {
      ...chat,
      get commands(): never {
        throw new Error('no commands today');
      },
    };
    const other = await servePage(broken, { port: 0 });
    const response = await fetch(other.url);
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('Something went wrong here');
    expect(log.text).toContain('no commands today');
    await other.close();
  });
  it('says what to do when the port is in use', async () => {
    const { port } = new URL(page.url);
    await expect(servePage(chat, { port: Number(port) })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use already. End the program that uses it, or set KUTIP_PORT to another port`,
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
    const response = fetch(`${other.url}/sources`);
    await begun;
    const startedAt = performance.now();
    const closed = other.close();
    events.emit('finish');
    expect((await response).status).toBe(200);
    await closed;
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await expect(fetch(other.url)).rejects.toThrow();
  });
});
