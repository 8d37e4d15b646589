import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

const zeros = Buffer.alloc(200_000_000 / 8);
const page = (body: string) =>
  `<!doctype html><html><head><title>Judul</title></head><body><article>${body}</article></body></html>`;
const paragraph = `<p>${'Satu kalimat yang cukup panjang untuk sebuah paragraf berita. '.repeat(3)}</p>`;
const goodPage = page(`<h1>Jembatan Sukamaju dibuka</h1>${paragraph.repeat(3)}`);

/** A PDF whose page is packed once, or twice. */
const packedPdf = (content: Buffer, filter = '/FlateDecode') =>
  Buffer.concat([
    Buffer.from(
      `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Filter [${filter}] /Length ${content.length} >>\nstream\n`,
    ),
    content,
    Buffer.from('\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n'),
  ]);
const packedZeros = deflateSync(Buffer.alloc(100_000_000), { level: 1 });
const pdf = { 'content-type': 'application/pdf' };

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const send =
  (body: string | Buffer, headers: Record<string, string | string[]> = {}, status = 200): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
  };
const redirect = (location: string, status = 302) => send('', { location }, status);

/** Pages that mean harm, by their path. `closed` is a port of this machine that may not be reached. */
function answers(closed: number): Record<string, Answer> {
  return {
    '/good': send(goodPage),
    '/to-private': redirect('http://10.0.0.1/'),
    '/to-metadata': redirect('http://169.254.169.254/latest/meta-data/'),
    '/to-closed-port': redirect(`http://127.0.0.1:${closed}/secret`),
    '/to-closed-port-in-figures': redirect(`http://2130706433:${closed}/secret`, 307),
    '/to-mapped-address': redirect(`http://[::ffff:127.0.0.1]:${closed}/secret`, 301),
    '/to-file': redirect('file:///etc/passwd'),
    '/to-ftp': redirect('ftp://news.example/'),
    '/to-script': redirect('javascript:alert(1)'),
    '/to-data': redirect('data:text/html,<p>x'),
    '/to-nowhere': redirect('http://'),
    '/to-password': redirect('http://name:secret@news.example/'),
    '/to-long-address': redirect(`/${'a'.repeat(3000)}`),
    '/to-itself': redirect('/to-itself'),
    '/round': redirect('/round-and-round'),
    '/round-and-round': redirect('/round'),
    '/gzip-bomb': send(gzipSync(zeros), { 'content-encoding': 'gzip' }),
    '/deflate-bomb': send(deflateSync(zeros), { 'content-encoding': 'deflate' }),
    '/brotli-bomb': send(brotliCompressSync(zeros), { 'content-encoding': 'br' }),
    '/gzip-in-gzip-bomb': send(gzipSync(gzipSync(zeros)), { 'content-encoding': 'gzip, gzip' }),
    '/gzip-damaged': send(Buffer.from('\u001f\u008bno gzip at all, and long enough to be told', 'latin1'), {
      'content-encoding': 'gzip',
    }),
    '/gzip-cut-off': send(gzipSync(goodPage).subarray(0, 60), { 'content-encoding': 'gzip' }),
    '/unknown-compression': send(goodPage, { 'content-encoding': 'zstd-of-the-future' }),
    '/too-large': send(Buffer.alloc(11_000_000, 'a')),
    '/header-too-large': send(goodPage, { 'x-large': 'a'.repeat(20_000) }),
    '/header-flood': send(
      goodPage,
      Object.fromEntries(Array.from({ length: 1500 }, (_, n) => [`x-${n}`, 'aaaaaaaaaaaaaa'])),
    ),
    '/image': send('GIF89a', { 'content-type': 'image/gif' }),
    '/video': send('', { 'content-type': 'video/mp4' }),
    '/program': send('', { 'content-type': 'application/x-msdownload' }),
    '/archive': send('PK', { 'content-type': 'application/zip' }),
    '/type-with-line-of-terminal': send('', { 'content-type': 'image/\u009b31m' }),
    '/image-that-says-page': send(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
    '/empty': send(''),
    '/no-content': send('', {}, 204),
    '/gone': send('', {}, 410),
    '/missing': send('', {}, 404),
    '/secret': send('', {}, 401),
    '/paid': send('', {}, 402),
    '/forbidden': send('', {}, 403),
    '/too-often': send('', {}, 429),
    '/fault': send('', {}, 500),
    '/strange-status': send('', {}, 299 + 1),
    '/forbidden-by-robots': send(goodPage),
    '/nested': send('<div>'.repeat(50_000)),
    '/nested-inline': send(page('<b>'.repeat(50_000) + 'x')),
    '/nested-feed': send(`<rss><channel>${'<a>'.repeat(50_000)}</channel></rss>`, {
      'content-type': 'application/rss+xml',
    }),
    '/nested-lists': send(page('<ul><li>'.repeat(50_000))),
    '/nested-json': send(`{"items":${'['.repeat(50_000)}`, { 'content-type': 'application/feed+json' }),
    '/no-article': send(page('')),
    '/one-tag-never-closed': send(`<html><body><p ${'a="b" '.repeat(500_000)}`),
    '/comment-never-closed': send(`<html><body><!-- ${'x'.repeat(5_000_000)}`),
    '/script-never-closed': send(`<html><body><script>${'x'.repeat(5_000_000)}`),
    '/as-many-tags-as-may-be': send(page('<p>x'.repeat(299_000))),
    '/angle-brackets': send('<'.repeat(3_000_000)),
    '/entities': send('<rss><channel>' + '&a'.repeat(2_000_000), { 'content-type': 'text/xml' }),
    '/entity-bomb': send(
      `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 12 }, (_, n) => `<!ENTITY a${n} "${`&a${n === 0 ? '' : n - 1};`.repeat(10)}">`).join('')}]><rss><channel><title>&a11;</title></channel></rss>`,
      { 'content-type': 'text/xml' },
    ),
    '/outside-entity': send(
      `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "http://127.0.0.1:${closed}/secret">]><rss><channel><item><title>&a;</title></item></channel></rss>`,
      { 'content-type': 'text/xml' },
    ),
    '/refreshes-to-private': send(
      `<html><head><meta http-equiv="refresh" content="0;url=http://127.0.0.1:${closed}/secret"></head><body></body></html>`,
    ),
    '/frame-of-private': send(page(`<iframe src="http://127.0.0.1:${closed}/secret"></iframe>`)),
    '/pdf-bomb': send(packedPdf(packedZeros), pdf),
    '/pdf-bomb-packed-twice': send(packedPdf(deflateSync(packedZeros), '/FlateDecode /FlateDecode'), pdf),
    '/pdf-damaged': send('%PDF-1.7 nothing', pdf),
    '/pdf-of-pages-in-a-ring': send(
      '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 100000 /Kids [2 0 R] >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n',
      pdf,
    ),
    '/json-of-nothing': send('{"items":[]}', { 'content-type': 'application/json' }),
    '/never-answers': () => undefined,
    '/headers-alone': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).flushHeaders();
    },
    '/drops': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const timer = setInterval(() => response.write('<p>'), 50);
      response.on('close', () => {
        clearInterval(timer);
      });
    },
    '/endless': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 'a')));
      };
      response.on('drain', more);
      more();
    },
    '/shorter-than-said': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '5000' }).write('<p>');
      setTimeout(() => response.destroy(), 50);
    },
    '/breaks-off': (_request, response) => {
      response.destroy();
    },
  };
}

/** What a server of bytes answers, whatever it is asked. */
const raw: Record<string, (socket: Socket) => void> = {
  'no HTTP': (socket) => socket.end('220 mail.example ESMTP\r\n'),
  'headers without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const timer = setInterval(() => socket.write(`x-${'a'.repeat(1000)}: b\r\n`), 1);
    socket.on('close', () => {
      clearInterval(timer);
    });
  },
  'interim answers without end': (socket) => {
    const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(50)), 5);
    socket.on('close', () => {
      clearInterval(timer);
    });
  },
  'two lengths': (socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'),
};

export interface HostileServer {
  readonly port: number;
  /** A port of this machine that is not named to the guard. */
  readonly closedPort: number;
  /** Ports of the servers of bytes. */
  readonly raw: ReadonlyMap<string, number>;
  /** A server that says nothing good as its robots.txt, by status or content. */
  readonly robots: ReadonlyMap<string, number>;
  /** How often somebody connected to the closed port. */
  readonly intrusions: () => number;
  close(): Promise<void>;
}

/** Starts everything on 127.0.0.1. */
export async function startHostileServer(): Promise<HostileServer> {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const listen = async (server: Server) => {
    servers.push(server);
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket)).on('error', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  let intrusions = 0;
  const closed = createServer((_request, response) => response.end('secret'));
  closed.on('connection', () => intrusions++);
  const closedPort = await listen(closed);
  const routes = answers(closedPort);
  const port = await listen(
    createServer((request, response) => {
      if (request.url === '/robots.txt') response.end('User-agent: *\nDisallow: /forbidden-by-robots\n');
      else (routes[request.url ?? ''] ?? send('', {}, 404))(request, response);
    }),
  );
  const ports = new Map<string, number>();
  for (const [name, answer] of Object.entries(raw)) {
    ports.set(
      name,
      await listen(
        createTcpServer((socket) =>
          socket.once('data', () => {
            answer(socket);
          }),
        ),
      ),
    );
  }
  const robots = new Map<string, number>();
  const bad: readonly (readonly [string, Answer])[] = [
    ['a fault', send('', {}, 500)],
    ['a bomb', routes['/gzip-bomb']!],
    ['a way to a private address', redirect('http://192.168.0.1/robots.txt')],
    ['everything forbidden', send('User-agent: *\nDisallow: /', { 'content-type': 'text/plain' })],
    [
      'Kutip forbidden',
      send('User-agent: Kutip\nDisallow: /\n\nUser-agent: *\nAllow: /', { 'content-type': 'text/plain' }),
    ],
  ];
  for (const [name, answer] of bad) {
    robots.set(
      name,
      await listen(
        createServer((request, response) => {
          (request.url === '/robots.txt' ? answer : send(goodPage))(request, response);
        }),
      ),
    );
  }
  return {
    port,
    closedPort,
    raw: ports,
    robots,
    intrusions: () => intrusions,
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
