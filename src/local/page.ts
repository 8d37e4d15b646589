import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { errorReply } from '../chat/error-reply.ts';
import type { Reply } from '../chat/reply.ts';
import { faultReply, runCommand, type Chat } from '../chat/run.ts';
import { localeOf, words, type Locale } from '../locales/words.ts';
import { bareHtml, commandAt, documentHtml } from './document.ts';
import { isComplete, readOptions } from './form.ts';
import { acceptedLocale } from './locale.ts';

/** How long `close` waits for work in flight, in milliseconds. */
const patienceMs = 10_000;

/** Room for a long question in the address, in bytes, so that the page can refuse it in words; Node's own limit is 16 KiB. */
const maxHeaderSize = 65_536;

const securityHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer', // the question stands in the address
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

const assetTypes = { '/page.css': 'text/css; charset=utf-8', '/icon.svg': 'image/svg+xml' };

/** Whoever opens the page: this machine is his, so he may do everything. */
const visitorOf = ({ services }: Chat) => ({
  person: { id: services.people.pseudonymOf('page'), mayManageServer: true, mayManageMessages: true },
  place: { server: null, channel: 'page', parent: null, lacks: [] },
  timeZone: null,
});

/** What is sent for a request. */
interface Sent {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

/** The page as it is served. */
export interface Page {
  /** Without a slash at its end. */
  readonly url: string;
  /** Stops serving; what is being answered is finished first, for at most 10 seconds. */
  readonly close: () => Promise<void>;
}

/**
 * Serves the commands as a page that needs no script.
 *
 * @param options.port 0 picks a free one
 * @param options.host the address to listen on; only requests for it or for this machine's own names are answered
 * @throws when the port cannot be used, with a message that says what to do
 */
export async function servePage(
  chat: Chat,
  { port, host = '127.0.0.1' }: { readonly port: number; readonly host?: string },
): Promise<Page> {
  const assets = new Map<string, Sent>();
  for (const [path, type] of Object.entries(assetTypes)) {
    assets.set(path, { status: 200, type, body: await readFile(new URL(`.${path}`, import.meta.url)) });
  }
  const server = createServer({ maxHeaderSize });
  await listen(server, port, host);
  server.on('error', (error) => {
    chat.log.error({ err: error }, 'the page has trouble with its port');
  });

  const hostInUrl = host.includes(':') ? `[${host}]` : host;
  const actualPort = (server.address() as AddressInfo).port;
  const url = `http://${hostInUrl}:${actualPort}`;
  const hosts = new Set(
    ['localhost', '127.0.0.1', '[::1]', hostInUrl.toLowerCase()].flatMap((name) =>
      actualPort === 80 ? [name, `${name}:80`] : [`${name}:${actualPort}`],
    ),
  );

  const respond = async (request: IncomingMessage): Promise<Sent> => {
    const { path, query, locale, lang } = readAddress(request);
    const plain = (status: number, body: string) => ({
      status,
      type: 'text/plain; charset=utf-8',
      body: `${body}\n`,
    });
    // A site whose name was made to point at this machine (DNS rebinding) must not read the answers.
    if (!hosts.has((request.headers.host ?? '').toLowerCase())) {
      return plain(403, words(locale)('page.foreignHost', { url }));
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain(405, words(locale)('page.readOnly', { url }));
    const asset = assets.get(path);
    if (asset !== undefined) return asset;
    const command = commandAt(chat, path);
    const { status, reply } = await replyTo(chat, path, query, locale);
    return htmlOf(status, documentHtml({ chat, query, locale, lang, command, reply }));
  };

  server.on('request', (request, response) => {
    respond(request)
      .catch((error: unknown) => {
        chat.log.error({ err: error }, 'a page could not be made');
        return htmlOf(500, bareHtml(faultReply(readAddress(request).locale)));
      })
      .then(({ status, type, body }) => {
        response.writeHead(status, {
          ...securityHeaders,
          'Content-Type': type,
          'Content-Length': Buffer.byteLength(body),
          ...(status === 405 && { Allow: 'GET, HEAD' }),
          ...(!server.listening && { Connection: 'close' }),
        });
        response.end(body);
      })
      .catch((error: unknown) => {
        chat.log.error({ err: error }, 'a page could not be sent');
        response.destroy();
      });
  });

  return { url, close: () => close(server) };
}

const htmlOf = (status: number, body: string): Sent => ({ status, type: 'text/html; charset=utf-8', body });

function readAddress(request: IncomingMessage) {
  const [path = '/', ...rest] = (request.url ?? '/').split('?');
  const query = new URLSearchParams(rest.join('?'));
  const lang: Locale | null = localeOf(query.get('lang')) ?? null;
  return { path, query, lang, locale: lang ?? acceptedLocale(request.headers['accept-language']) ?? 'en' };
}

async function replyTo(
  chat: Chat,
  path: string,
  query: URLSearchParams,
  locale: Locale,
): Promise<{ readonly status: number; readonly reply: Reply | undefined }> {
  const command = commandAt(chat, path);
  if (command === undefined)
    return { status: 404, reply: errorReply(locale, words(locale)('page.notFound')) };
  const read = readOptions(command, query, locale);
  if ('problem' in read) return { status: 400, reply: errorReply(locale, read.problem) };
  if (!isComplete(command, read.options)) return { status: 200, reply: undefined };
  const reply = await runCommand(chat, command.name, {
    ...visitorOf(chat),
    options: read.options,
    locale,
    now: new Date(),
  });
  if (reply.tone !== 'error') return { status: 200, reply };
  // `runCommand` turns a fault into a reply in words; only those words tell it from a mistake of the asker.
  return { status: isDeepStrictEqual(reply, faultReply(locale)) ? 500 : 400, reply };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => {
      reject(new Error(listenProblem(error, port, host), { cause: error }));
    };
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function listenProblem(error: NodeJS.ErrnoException, port: number, host: string): string {
  const advice = 'set KUTIP_PORT to another port (0 picks a free one)';
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use already. End the program that uses it, or ${advice}.`;
  }
  if (error.code === 'EACCES')
    return `Port ${port} on ${host} may not be used without special rights: ${advice}.`;
  return `Cannot listen on port ${port} of ${host} (${error.message}): ${advice}.`;
}

async function close(server: Server): Promise<void> {
  const impatience = setTimeout(() => {
    server.closeAllConnections();
  }, patienceMs);
  try {
    await new Promise<void>((resolve, reject) => {
      server.close((error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  } finally {
    clearTimeout(impatience);
  }
}
