import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, request, type Dispatcher } from 'undici';
import { canonicalUrl } from '../canonical-url.ts';
import type { Source } from '../read-source.ts';
import { maxSourceBytes } from '../reading-thread.ts';
import { guardedConnector, RefusedAddress, type Resolve } from './guarded-connector.ts';
import { createRobots } from './robots.ts';

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

/** What is read: pages, feeds, plain text. Servers send feeds under all of these names. */
const readable =
  /^(?:text\/(?:html|plain|xml|markdown|x-markdown)|application\/(?:[\w.-]+\+)?(?:xml|json|xhtml\+xml)|application\/octet-stream)$/;

export interface Fetcher {
  /** @returns what an address holds, or why it cannot be had; robots.txt, limits and the guard are such reasons */
  fetch(url: string): Promise<{ readonly source: Source } | { readonly reason: string }>;
  close(): Promise<void>;
}

interface FetchSettings {
  readonly loopbackPorts: readonly number[];
  readonly resolve?: Resolve;
  readonly timeMs?: number;
}

/** An outcome that was to be expected of a hostile or broken server; the message is for people. */
class Refused extends Error {}

/**
 * Fetches over http and https, from public addresses only (`guarded-connector.ts`), within limits of time, decoded size and
 * redirects, and only what robots.txt allows.
 *
 * @param settings.loopbackPorts ports of the loopback interface that may be reached all the same, for tests
 * @param settings.resolve names to addresses; default the system's resolver
 * @param settings.timeMs from the first connection to the last byte, robots.txt and redirects included, in milliseconds
 */
export function createFetcher({ loopbackPorts, resolve, timeMs = limits.timeMs }: FetchSettings): Fetcher {
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
      if (status >= 500) throw new Refused(reasonOf(status));
      return { status, text: new TextDecoder().decode(bytes) };
    } catch (error) {
      if (error instanceof RefusedAddress) throw error;
      throw new Refused(
        `the robots.txt of its site cannot be had, so nothing is fetched there: ${explain(error as Error)}`,
        {
          cause: error,
        },
      );
    }
  });

  return {
    async fetch(url) {
      const signal = AbortSignal.timeout(timeMs);
      try {
        const fetched = await get(url, signal, async (address) => {
          if (!(await robots.allows(address, signal)))
            throw new Refused('the robots.txt of its site does not allow it');
        });
        const { status, contentType, bytes } = fetched;
        if (status < 200 || status > 299) return { reason: reasonOf(status) };
        const type = contentType?.split(';')[0]?.trim().toLowerCase();
        if (type !== undefined && !readable.test(type)) {
          return { reason: `it is neither a page nor a feed: the server calls it "${type.slice(0, 60)}"` };
        }
        return { source: { bytes, contentType, url: fetched.url } };
      } catch (error) {
        return { reason: explain(error as Error) };
      }
    },
    close: () => agent.destroy(),
  };

  /** Follows redirects by hand, so that every one of them is checked. */
  async function get(
    from: string,
    signal: AbortSignal,
    check: (address: string) => Promise<void>,
  ): Promise<{ status: number; contentType: string | null; bytes: Uint8Array; url: string }> {
    let url = from;
    for (let redirects = 0; redirects <= limits.redirects; redirects++) {
      if (url.length > limits.urlLength)
        throw new Refused(`the address is longer than ${limits.urlLength} characters`);
      const address = canonicalUrl(url);
      if (address === null) {
        throw new Refused(
          redirects === 0
            ? 'it is no address that can be fetched: expected http:// or https://, without a name and password'
            : `it leads to "${url.slice(0, 100)}", which is not fetched: only http and https are, without a name and password`,
        );
      }
      await check(address);
      const response = await request(address, {
        dispatcher: agent,
        signal,
        headers: { 'user-agent': userAgent, accept: '*/*', 'accept-encoding': 'gzip, deflate, br' },
      });
      const location = response.headers.location;
      if (response.statusCode >= 300 && response.statusCode < 400 && location !== undefined) {
        response.body.on('error', () => undefined).destroy();
        const target = Array.isArray(location) ? location[0]! : location;
        if (!URL.canParse(target, address)) throw new Refused('it leads to an address that cannot be read');
        url = new URL(target, address).href;
        continue;
      }
      const contentType = response.headers['content-type'];
      return {
        status: response.statusCode,
        contentType: (Array.isArray(contentType) ? contentType[0] : contentType) ?? null,
        bytes: await decoded(response, signal),
        url: address,
      };
    }
    throw new Refused(`it leads from one address to the next more than ${limits.redirects} times`);
  }
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
    throw new Refused(`it is compressed in a way that is not read: "${encoding.slice(0, 40)}"`);
  }
  const pieces: Buffer[] = [];
  let size = 0;
  const abort = () => stream.destroy(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > maxSourceBytes) throw new Refused(`it is larger than ${maxSourceBytes / 1e6} MB`);
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

const causes: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no server of this name',
  EAI_AGAIN: 'the name of the server cannot be looked up at the moment',
  ECONNREFUSED: 'the server accepts no connection',
  ECONNRESET: 'the server broke the connection off',
  EPIPE: 'the server broke the connection off',
  EHOSTUNREACH: 'the server cannot be reached',
  ENETUNREACH: 'the server cannot be reached',
  UND_ERR_SOCKET: 'the server broke the connection off',
  UND_ERR_CONNECT_TIMEOUT: 'the server does not answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'it does not arrive in time',
  UND_ERR_BODY_TIMEOUT: 'it does not arrive in time',
  UND_ERR_HEADERS_OVERFLOW: `its headers are larger than ${limits.headerBytes / 1024} KB`,
  HPE_HEADER_OVERFLOW: `its headers are larger than ${limits.headerBytes / 1024} KB`,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'it is not as long as the server said',
  Z_DATA_ERROR: 'its compression is damaged',
  Z_BUF_ERROR: 'its compression ends too early',
  ERR__ERROR_FORMAT_PADDING_1: 'its compression is damaged',
};

function explain(error: Error): string {
  if (error instanceof Refused || error instanceof RefusedAddress) return error.message;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'it does not arrive in time';
  const { code = '', cause } = error as NodeJS.ErrnoException;
  const known = causes[code];
  if (known !== undefined) return known;
  if (/^(?:ERR_TLS|CERT_|DEPTH_|UNABLE_TO|SELF_SIGNED|ERR_SSL|EPROTO)/.test(code)) {
    return `its certificate or encryption is not accepted (${code})`;
  }
  if (code.startsWith('HPE_') || error.name === 'HTTPParserError')
    return 'the server does not speak HTTP as it should';
  if (/^ERR_|^Z_/.test(code) && /decompress|brotli|zlib|_ERROR_/i.test(`${code} ${error.message}`))
    return 'its compression is damaged';
  return cause instanceof Error ? explain(cause) : `it cannot be fetched: ${error.message.slice(0, 200)}`;
}
