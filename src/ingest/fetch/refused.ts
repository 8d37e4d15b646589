import type { FailureCode, ImportFailure } from '../failure.ts';
import { RefusedAddress } from './guarded-connector.ts';
import { limits } from './limits.ts';

/** An outcome that was to be expected of a hostile or broken server; the message is for people. */
export class FetchRefused extends Error {
  readonly stop: FailureCode;
  constructor(message: string, stop: FailureCode, options?: ErrorOptions) {
    super(message, options);
    this.stop = stop;
  }
}

/** What a status says that is no success. */
export function reasonOf(status: number): string {
  if (status === 404 || status === 410) return `the server says that it is not there (${status})`;
  if (status === 401 || status === 402 || status === 403)
    return `the server does not give it to everybody (${status})`;
  if (status === 429) return 'the server asks to come less often (429)';
  return status >= 500 ? `the server has a fault (${status})` : `the server answered with ${status}`;
}

const causes: Readonly<Record<string, readonly [stop: FailureCode, reason: string]>> = {
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
export function explain(error: Error): ImportFailure {
  if (error instanceof RefusedAddress) return { reason: error.message, stop: 'private' };
  if (error instanceof FetchRefused) return { reason: error.message, stop: error.stop };
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
