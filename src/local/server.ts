import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { localeOf, words, type Locale } from '../locales/words.ts';
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

/** What somebody asks the local port for. */
export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  /** The language that the address names. */
  readonly lang: Locale | null;
  /** That one, else the browser's, else English. */
  readonly locale: Locale;
}

/** What is sent for it. */
export interface Sent {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

/** A local port that is served. */
export interface Served {
  /** Without a slash at its end. */
  readonly url: string;
  /** Stops serving; what is being answered is finished first, for at most 10 seconds. */
  readonly close: () => Promise<void>;
}

export interface Port {
  /** 0 picks a free one. */
  readonly port: number;
  /** The address to listen on; only requests for it or for this machine's own names are answered. Default `127.0.0.1`. */
  readonly host?: string;
}

/**
 * Serves what `respond` gives, to be read only, and to nobody whose browser was led here by a foreign site.
 *
 * @param broken what is sent when `respond` fails
 * @throws when the port cannot be used, with a message that says what to do
 */
export async function serveLocally(
  { port, host = '127.0.0.1' }: Port,
  respond: (asked: Asked) => Promise<Sent>,
  broken: (asked: Asked) => Sent,
  log: Logger,
): Promise<Served> {
  const server = createServer({ maxHeaderSize });
  await listen(server, port, host);
  server.on('error', (error) => {
    log.error({ err: error }, 'the local port has trouble');
  });

  const hostInUrl = host.includes(':') ? `[${host}]` : host;
  const actualPort = (server.address() as AddressInfo).port;
  const url = `http://${hostInUrl}:${actualPort}`;
  const hosts = new Set(
    ['localhost', '127.0.0.1', '[::1]', hostInUrl.toLowerCase()].flatMap((name) =>
      actualPort === 80 ? [name, `${name}:80`] : [`${name}:${actualPort}`],
    ),
  );

  const respondTo = async ({ method, headers }: IncomingMessage, asked: Asked): Promise<Sent> => {
    const t = words(asked.locale);
    // A site whose name was made to point at this machine (DNS rebinding) must not read the answers.
    if (!hosts.has((headers.host ?? '').toLowerCase())) return plainText(403, t('page.foreignHost', { url }));
    if (method !== 'GET' && method !== 'HEAD') return plainText(405, t('page.readOnly', { url }));
    return respond(asked);
  };

  server.on('request', (request, response) => {
    const asked = readAddress(request);
    respondTo(request, asked)
      .catch((error: unknown) => {
        log.error({ err: error }, 'a page could not be made');
        return broken(asked);
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
        log.error({ err: error }, 'a page could not be sent');
        response.destroy();
      });
  });

  return { url, close: () => close(server) };
}

export const plainText = (status: number, body: string): Sent => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});

function readAddress(request: IncomingMessage): Asked {
  const [path = '/', ...rest] = (request.url ?? '/').split('?');
  const query = new URLSearchParams(rest.join('?'));
  const lang: Locale | null = localeOf(query.get('lang')) ?? null;
  return { path, query, lang, locale: lang ?? acceptedLocale(request.headers['accept-language']) ?? 'en' };
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
