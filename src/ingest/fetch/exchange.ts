import type { IncomingHttpHeaders } from 'node:http';
import { request, type Dispatcher } from 'undici';
import { canonicalUrl } from '../canonical-url.ts';
import { maxSourceBytes } from '../reading-thread.ts';
import { createCookies } from './cookies.ts';
import { decompressed, tooLarge } from './decompress.ts';
import { limits } from './limits.ts';
import { FetchRefused } from './refused.ts';

/** robots.txt rules for `Kutip` apply. */
const userAgent = 'Kutip (news quoting bot)';

/** The response after all redirects. */
interface Response {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Decompressed. */
  readonly bytes: Uint8Array;
  /** Address after the last redirect. */
  readonly url: string;
  /** The same, where it was asked for under an address that it has left for good; else `null`. */
  readonly movedTo: string | null;
}

/**
 * Requests an address and follows redirects by hand, so that each one is checked.
 *
 * @param agent connects to public addresses only
 * @param check waits for the turn of an address, and throws if it may not be requested
 * @throws `FetchRefused` and undici's errors, which `explain` puts into words
 */
export async function exchange(
  from: string,
  agent: Dispatcher,
  signal: AbortSignal,
  check: (address: string) => Promise<void>,
  extraHeaders: Readonly<Record<string, string>> = {},
): Promise<Response> {
  let url = from;
  let isForGood = true;
  const cookies = createCookies();
  for (let redirects = 0; redirects <= limits.redirects; redirects++) {
    if (url.length > limits.urlLength)
      throw new FetchRefused(`the address is longer than ${limits.urlLength} characters`, 'address');
    const address = canonicalUrl(url);
    if (address === null) {
      throw new FetchRefused(
        redirects === 0
          ? 'this address cannot be fetched: expected http:// or https://, without a user name or password'
          : `it redirects to "${url.slice(0, 100)}", which cannot be fetched: expected http:// or https://, without a user name or password`,
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
        ...cookies.headersFor(address),
        ...extraHeaders,
      },
    });
    const location = response.headers.location;
    if (response.statusCode >= 300 && response.statusCode < 400 && location !== undefined) {
      response.body.on('error', () => undefined).destroy();
      cookies.take(address, response.headers['set-cookie']);
      const target = Array.isArray(location) ? location[0]! : location;
      if (!URL.canParse(target, address))
        throw new FetchRefused('it redirects to an invalid address', 'address');
      url = new URL(target, address).href;
      isForGood &&= response.statusCode === 301 || response.statusCode === 308;
      continue;
    }
    return {
      status: response.statusCode,
      headers: response.headers,
      bytes: await decoded(response, signal),
      url: address,
      movedTo: redirects > 0 && isForGood ? address : null,
    };
  }
  throw new FetchRefused(`it redirects more than ${limits.redirects} times`, 'redirects');
}

/** The decompressed body, cut off with an error at the size limit. */
async function decoded({ headers, body }: Dispatcher.ResponseData, signal: AbortSignal): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let size = 0;
  const abort = () => body.destroy(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    for await (const piece of body as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > maxSourceBytes) throw tooLarge();
      pieces.push(piece);
    }
  } finally {
    signal.removeEventListener('abort', abort);
    body.on('error', () => undefined).destroy();
  }
  return decompressed(Buffer.concat(pieces), String(headers['content-encoding'] ?? ''));
}
