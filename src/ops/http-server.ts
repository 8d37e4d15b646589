import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { localeOf, words, type Locale } from '../locales/words.ts';

/** How long `close` waits for work in flight, in milliseconds. */
const patienceMs = 6_000;

/** The longest body that is read of most, in bytes; a filled-in form has at most 20,000 characters. */
export const longestBody = 131_072;

const securityHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** What somebody asks the local port for. */
export interface HttpRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  /** As the browser sends them. */
  readonly cookies: string;
  /** Whether it was asked for under a name of this machine. */
  readonly isLocal: boolean;
  /** Whether it comes from this machine itself, and not by way of a proxy on it. */
  readonly isFromHere: boolean;
  /** Whether the browser's connection is encrypted, by a proxy before this server. */
  readonly isSecure: boolean;
  /** The browser's, else English. */
  readonly locale: Locale;
  /** What was sent with a POST; `undefined` for everything else. */
  readonly json: unknown;
}

/** What is sent for it. */
export interface HttpResponse {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A local port that is served. */
export interface LocalServer {
  /** Without a slash at its end. */
  readonly url: string;
  /** Stops serving; what is being answered is finished first, for at most 6 seconds. */
  readonly close: () => Promise<void>;
}

export interface Port {
  /** 0 picks a free one. */
  readonly port: number;
  /** The address to listen on; only requests for it or for this machine's own names are answered. Default `127.0.0.1`. */
  readonly host?: string;
  /** Whether requests for other names are answered too, since `respond` lets in only whom it knows; default no. */
  readonly anyName?: boolean;
  /** How much of a body is read, in bytes; default `longestBody`. */
  readonly longest?: (asked: HttpRequest) => number;
}

/**
 * Serves what `respond` returns, but not to browsers led here by a foreign site.
 *
 * @param broken what is sent when `respond` fails
 * @throws when the port cannot be used, with a message that says what to do
 */
export async function serveLocally(
  { port, host = '127.0.0.1', anyName = false, longest = () => longestBody }: Port,
  respond: (asked: HttpRequest) => Promise<HttpResponse>,
  broken: (asked: HttpRequest) => HttpResponse,
  log: Logger,
): Promise<LocalServer> {
  const server = createServer();
  await listen(server, port, host);
  server.on('error', (error) => {
    log.error({ err: error }, 'the HTTP server failed');
  });

  const hostInUrl = host.includes(':') ? `[${host}]` : host;
  const actualPort = (server.address() as AddressInfo).port;
  const url = `http://${hostInUrl}:${actualPort}`;
  const hosts = new Set(
    ['localhost', '127.0.0.1', '[::1]', hostInUrl.toLowerCase()].flatMap((name) =>
      actualPort === 80 ? [name, `${name}:80`] : [`${name}:${actualPort}`],
    ),
  );

  const respondTo = async (request: IncomingMessage): Promise<HttpResponse> => {
    const { method, headers } = request;
    const isLocal = hosts.has((headers.host ?? '').toLowerCase());
    const asked = { ...addressOf(request), isLocal, json: undefined };
    const t = words(asked.locale);
    // A site whose name was made to point at this machine (DNS rebinding) must not read the answers.
    if (!isLocal && !anyName) return plainText(403, t('page.foreignHost', { url }));
    if (method === 'GET' || method === 'HEAD') return guarded(respond, asked);
    if (method !== 'POST') return plainText(405, t('page.readOnly'));
    if (!isOfThisPage(headers)) return plainText(403, t('page.foreignSite'));
    const body = await bodyOf(request, longest(asked));
    if (body === null) return plainText(413, t('page.tooMuch'));
    const json = jsonIn(body);
    return json === undefined ? plainText(400, t('page.notJson')) : guarded(respond, { ...asked, json });
  };

  const guarded = (respond: (asked: HttpRequest) => Promise<HttpResponse>, asked: HttpRequest) =>
    respond(asked).catch((error: unknown) => {
      log.error({ err: error }, 'an HTTP request failed');
      return broken(asked);
    });

  server.on('request', (request, response) => {
    respondTo(request)
      .then(({ status, type, body, headers = {} }) => {
        response.writeHead(status, {
          ...securityHeaders,
          ...headers,
          'Content-Type': type,
          'Content-Length': Buffer.byteLength(body),
          ...(status === 405 && { Allow: 'GET, HEAD, POST' }),
          // What is left of a body that is too long is not worth reading.
          ...((!server.listening || status === 413) && { Connection: 'close' }),
        });
        response.end(body);
      })
      .catch((error: unknown) => {
        log.error({ err: error }, 'an HTTP response could not be sent');
        response.destroy();
      });
  });

  return { url, close: () => close(server) };
}

export const plainText = (status: number, body: string): HttpResponse => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});

const isLoopback = (address: string) => /^(?:::ffff:)?127\.|^::1$/.test(address);

function addressOf({ url, headers, socket }: IncomingMessage): Omit<HttpRequest, 'isLocal' | 'json'> {
  const [path = '/', ...rest] = (url ?? '/').split('?');
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some(
    (name) => headers[name] !== undefined,
  );
  return {
    path,
    query: new URLSearchParams(rest.join('?')),
    cookies: headers.cookie ?? '',
    isFromHere: !isForwarded && isLoopback(socket.remoteAddress ?? ''),
    isSecure: headers['x-forwarded-proto'] === 'https',
    locale: acceptedLocale(headers['accept-language']) ?? 'en',
  };
}

/** The locale that a browser likes best (RFC 9110, section 12.5.4) among ours; `undefined` when it names none of them. */
function acceptedLocale(header: string | undefined): Locale | undefined {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag, weight] = part.split(';').map((piece) => piece.trim());
    return { locale: localeOf(tag), weight: Number(/^q=([\d.]+)$/i.exec(weight ?? '')?.[1] ?? 1) };
  });
  return wanted
    .filter(({ locale, weight }) => locale !== undefined && weight > 0)
    .sort((one, other) => other.weight - one.weight)[0]?.locale;
}

/**
 * Whether a request comes from this server's own page. Without asking, a foreign site can send a form or
 * plain text, but neither JSON nor these headers.
 */
function isOfThisPage({ origin, host, ...headers }: IncomingHttpHeaders): boolean {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

/** @returns `null` when it is too long */
async function bodyOf(request: IncomingMessage, longest: number): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  // If it were destroyed, no response could say why.
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > longest) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** @returns `undefined` when it is none */
function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return undefined;
  }
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
    return `Port ${port} on ${host} is already in use. Stop the program using it, or ${advice}.`;
  }
  if (error.code === 'EACCES') return `Port ${port} on ${host} needs elevated privileges: ${advice}.`;
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
