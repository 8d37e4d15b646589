import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, request, type Dispatcher } from 'undici';
import { canonicalUrl } from '../canonical-url.ts';
import type { Stop, Stopped } from '../stop.ts';
import type { Source } from '../read-source.ts';
import { maxSourceBytes } from '../reading-thread.ts';
import { guardedConnector, RefusedAddress, type Resolve } from './guarded-connector.ts';
import { createRobots } from './robots.ts';
import { createTurns } from './turns.ts';

/** How Kutip names itself to servers; robots.txt is read for `Kutip`. */
const userAgent = 'Kutip/0.1 (news quoting bot)';

const limits = {
  /** In milliseconds. */
  timeMs: 4500,
  /** Redirects followed at most. */
  redirects: 5,
  /** Bytes of all the headers of an answer. */
  headerBytes: 16_384,
  /** Characters of an address. */
  urlLength: 2000,
};

/** What is read: pages, feeds, plain text, PDF. Servers send feeds under all of these names. */
const readable =
  /^(?:text\/(?:html|plain|xml|markdown|x-markdown)|application\/(?:[\w.-]+\+)?(?:xml|json|xhtml\+xml)|application\/(?:pdf|octet-stream))$/;

/** What a server said about what it sent, so that it need not send the same again. */
export interface Marks {
  readonly etag: string | null;
  readonly modified: string | null;
}

export interface Fetcher {
  /** @returns what an address holds, or why it cannot be had; robots.txt, limits and the guard are such reasons */
  fetch(url: string): Promise<{ readonly source: Source } | Stopped>;
  /** The same for a file that a person handed over: what robots.txt says is not about it, and its type may be any. */
  fetchFile(url: string): Promise<{ readonly source: Source } | Stopped>;
  /**
   * The same, where it may be unchanged since the marks were given.
   *
   * @returns for an address that cannot be had, how long its server asks to be left alone, in milliseconds
   */
  fetchChanged(
    url: string,
    marks: Marks,
  ): Promise<
    | { readonly source: Source; readonly marks: Marks }
    | { readonly isUnchanged: true }
    | (Stopped & { readonly retryAfterMs?: number })
  >;
  close(): Promise<void>;
}

interface FetchSettings {
  readonly loopbackPorts: readonly number[];
  readonly resolve?: Resolve;
  readonly timeMs?: number;
  readonly gapMs?: number;
}

/** Milliseconds from one request to the next to the same server. */
const politeGapMs = 1000;

/** An outcome that was to be expected of a hostile or broken server; the message is for people. */
class Refused extends Error {
  readonly stop: Stop;
  constructor(message: string, stop: Stop, options?: ErrorOptions) {
    super(message, options);
    this.stop = stop;
  }
}

/**
 * Fetches over http and https, from public addresses only (`guarded-connector.ts`), within limits of time, decoded size and
 * redirects, and only what robots.txt allows.
 *
 * @param settings.loopbackPorts ports of the loopback interface that may be reached all the same, for tests
 * @param settings.resolve names to addresses; default the system's resolver
 * @param settings.timeMs from the first connection to the last byte, robots.txt and redirects included, in milliseconds
 * @param settings.gapMs from one request to the next to a server, where its robots.txt asks for no more; default a second, and
 *   none where ports of this machine may be reached, since only tests do that
 */
export function createFetcher({
  loopbackPorts,
  resolve,
  timeMs = limits.timeMs,
  gapMs = loopbackPorts.length > 0 ? 0 : politeGapMs,
}: FetchSettings): Fetcher {
  const agent = new Agent({
    connect: guardedConnector(loopbackPorts, timeMs, resolve),
    maxHeaderSize: limits.headerBytes,
    headersTimeout: timeMs,
    bodyTimeout: timeMs,
    pipelining: 0,
  });
  const robots = createRobots(async (url, signal) => {
    try {
      const { status, bytes } = await get(url, signal, () => Promise.resolve());
      if (status >= 500) throw new Refused(reasonOf(status), 'robots');
      return { status, text: new TextDecoder().decode(bytes) };
    } catch (error) {
      if (error instanceof RefusedAddress) throw error;
      throw new Refused(
        `the robots.txt of its site cannot be had, so nothing is fetched there: ${explain(error as Error).reason}`,
        'robots',
        { cause: error },
      );
    }
  });

  const turns = createTurns(gapMs);

  async function fetchOnce(
    url: string,
    { marks, isFile }: { readonly marks: Marks | null; readonly isFile: boolean },
  ): ReturnType<Fetcher['fetchChanged']> {
    await turns.next(url, robots.delayMs(url));
    const signal = AbortSignal.timeout(timeMs);
    const check = async (address: string) => {
      if (!isFile && !(await robots.allows(address, signal)))
        throw new Refused('the robots.txt of its site does not allow it', 'robots');
    };
    try {
      const { status, headers, bytes, url: final } = await get(url, signal, check, conditions(marks));
      if (status === 304 && marks !== null) return { isUnchanged: true };
      if (status < 200 || status > 299) {
        const retryAfterMs = retryAfter(headers['retry-after']);
        return {
          reason: reasonOf(status),
          stop: 'status',
          status,
          ...(retryAfterMs !== null && { retryAfterMs }),
        };
      }
      const contentType = one(headers['content-type']);
      const type = contentType?.split(';')[0]?.trim().toLowerCase();
      if (type !== undefined && !isFile && !readable.test(type)) {
        return {
          reason: `it is neither a page nor a feed nor a PDF: the server calls it "${type.slice(0, 60)}"`,
          stop: 'type',
        };
      }
      return {
        source: { bytes, contentType, url: final },
        marks: { etag: one(headers.etag), modified: one(headers['last-modified']) },
      };
    } catch (error) {
      return explain(error as Error);
    }
  }

  /** Where nothing was asked about changes, everything counts as changed. */
  async function fetchAll(url: string, isFile: boolean): Promise<{ readonly source: Source } | Stopped> {
    const fetched = await fetchOnce(url, { marks: null, isFile });
    if ('isUnchanged' in fetched) throw new Error(`${url} is said to be unchanged, which nobody asked.`);
    return fetched;
  }

  return {
    fetch: (url) => fetchAll(url, false),
    fetchFile: (url) => fetchAll(url, true),
    fetchChanged: (url, marks) => fetchOnce(url, { marks, isFile: false }),
    close: () => agent.destroy(),
  };

  /** Follows redirects by hand, so that every one of them is checked. */
  async function get(
    from: string,
    signal: AbortSignal,
    check: (address: string) => Promise<void>,
    extraHeaders: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; headers: IncomingHttpHeaders; bytes: Uint8Array; url: string }> {
    let url = from;
    for (let redirects = 0; redirects <= limits.redirects; redirects++) {
      if (url.length > limits.urlLength)
        throw new Refused(`the address is longer than ${limits.urlLength} characters`, 'address');
      const address = canonicalUrl(url);
      if (address === null) {
        throw new Refused(
          redirects === 0
            ? 'it is no address that can be fetched: expected http:// or https://, without a name and password'
            : `it leads to "${url.slice(0, 100)}", which is not fetched: only http and https are, without a name and password`,
          'address',
        );
      }
      await check(address);
      const response = await request(address, {
        dispatcher: agent,
        signal,
        headers: {
          'user-agent': userAgent,
          accept: '*/*',
          'accept-encoding': 'gzip, deflate, br',
          ...extraHeaders,
        },
      });
      const location = response.headers.location;
      if (response.statusCode >= 300 && response.statusCode < 400 && location !== undefined) {
        response.body.on('error', () => undefined).destroy();
        const target = Array.isArray(location) ? location[0]! : location;
        if (!URL.canParse(target, address))
          throw new Refused('it leads to an address that cannot be read', 'address');
        url = new URL(target, address).href;
        continue;
      }
      return {
        status: response.statusCode,
        headers: response.headers,
        bytes: await decoded(response, signal),
        url: address,
      };
    }
    throw new Refused(
      `it leads from one address to the next more than ${limits.redirects} times`,
      'redirects',
    );
  }
}

const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header) ?? null;

function conditions(marks: Marks | null): Record<string, string> {
  const { etag = null, modified = null } = marks ?? {};
  return {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(modified !== null && { 'if-modified-since': modified }),
  };
}

/** The header `Retry-After`, which is a number of seconds or a date, in milliseconds from now. */
function retryAfter(written: string | undefined): number | null {
  if (written === undefined) return null;
  const ms = /^\d+$/.test(written) ? Number(written) * 1000 : Date.parse(written) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

/** The decoded body; how large it becomes is counted while it is decoded. */
async function decoded({ headers, body }: Dispatcher.ResponseData, signal: AbortSignal): Promise<Uint8Array> {
  const encoding = String(headers['content-encoding'] ?? 'identity')
    .trim()
    .toLowerCase();
  const decoders = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  };
  let stream: Readable = body;
  if (encoding in decoders) {
    const decoder = decoders[encoding as keyof typeof decoders]();
    body.on('error', (error) => decoder.destroy(error));
    stream = body.pipe(decoder);
  } else if (encoding !== 'identity' && encoding !== '') {
    body.on('error', () => undefined).destroy();
    throw new Refused(`it is compressed in a way that is not read: "${encoding.slice(0, 40)}"`, 'damaged');
  }
  const pieces: Buffer[] = [];
  let size = 0;
  const abort = () => stream.destroy(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > maxSourceBytes) throw new Refused(`it is larger than ${maxSourceBytes / 1e6} MB`, 'large');
      pieces.push(piece);
    }
  } finally {
    signal.removeEventListener('abort', abort);
    body.on('error', () => undefined).destroy();
  }
  return Buffer.concat(pieces);
}

function reasonOf(status: number): string {
  if (status === 404 || status === 410) return `the server says that it is not there (${status})`;
  if (status === 401 || status === 402 || status === 403)
    return `the server does not give it to everybody (${status})`;
  if (status === 429) return 'the server asks to come less often (429)';
  return status >= 500 ? `the server has a fault (${status})` : `the server answered with ${status}`;
}

const causes: Readonly<Record<string, readonly [stop: Stop, reason: string]>> = {
  ENOTFOUND: ['unreachable', 'there is no server of this name'],
  EAI_AGAIN: ['unreachable', 'the name of the server cannot be looked up at the moment'],
  ECONNREFUSED: ['unreachable', 'the server accepts no connection'],
  ECONNRESET: ['unreachable', 'the server broke the connection off'],
  EPIPE: ['unreachable', 'the server broke the connection off'],
  EHOSTUNREACH: ['unreachable', 'the server cannot be reached'],
  ENETUNREACH: ['unreachable', 'the server cannot be reached'],
  UND_ERR_SOCKET: ['unreachable', 'the server broke the connection off'],
  UND_ERR_CONNECT_TIMEOUT: ['slow', 'the server does not answer in time'],
  UND_ERR_HEADERS_TIMEOUT: ['slow', 'it does not arrive in time'],
  UND_ERR_BODY_TIMEOUT: ['slow', 'it does not arrive in time'],
  UND_ERR_HEADERS_OVERFLOW: ['damaged', `its headers are larger than ${limits.headerBytes / 1024} KB`],
  HPE_HEADER_OVERFLOW: ['damaged', `its headers are larger than ${limits.headerBytes / 1024} KB`],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['damaged', 'it is not as long as the server said'],
  Z_DATA_ERROR: ['damaged', 'its compression is damaged'],
  Z_BUF_ERROR: ['damaged', 'its compression ends too early'],
  ERR__ERROR_FORMAT_PADDING_1: ['damaged', 'its compression is damaged'],
};

/** Why nothing came, in the words of people and as data. */
function explain(error: Error): Stopped {
  if (error instanceof RefusedAddress) return { reason: error.message, stop: 'private' };
  if (error instanceof Refused) return { reason: error.message, stop: error.stop };
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return { reason: 'it does not arrive in time', stop: 'slow' };
  const { code = '', cause } = error as NodeJS.ErrnoException;
  const known = causes[code];
  if (known !== undefined) return { stop: known[0], reason: known[1] };
  if (/^(?:ERR_TLS|CERT_|DEPTH_|UNABLE_TO|SELF_SIGNED|ERR_SSL|EPROTO)/.test(code))
    return { reason: `its certificate or encryption is not accepted (${code})`, stop: 'unreachable' };
  if (code.startsWith('HPE_') || error.name === 'HTTPParserError')
    return { reason: 'the server does not speak HTTP as it should', stop: 'damaged' };
  if (/^ERR_|^Z_/.test(code) && /decompress|brotli|zlib|_ERROR_/i.test(`${code} ${error.message}`))
    return { reason: 'its compression is damaged', stop: 'damaged' };
  return cause instanceof Error
    ? explain(cause)
    : { reason: `it cannot be fetched: ${error.message.slice(0, 200)}`, stop: 'damaged' };
}
