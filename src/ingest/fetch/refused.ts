import type { FailureCode, ImportFailure } from '../failure.ts';
import { RefusedAddress } from './guarded-connector.ts';
import { limits } from './limits.ts';

/** An expected failure of a broken or hostile server; the message is for users. */
export class FetchRefused extends Error {
  readonly code: FailureCode;
  constructor(message: string, code: FailureCode, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export function reasonOf(status: number): string {
  if (status === 404 || status === 410) return `the page was not found (${status})`;
  if (status === 401 || status === 402 || status === 403) return `access was denied (${status})`;
  if (status === 429) return 'the server is rate-limiting requests (429)';
  return status >= 500 ? `the server failed (${status})` : `the server answered with ${status}`;
}

const causes: Readonly<Record<string, readonly [code: FailureCode, reason: string]>> = {
  ENOTFOUND: ['unreachable', 'the host name does not exist'],
  ENODATA: ['unreachable', 'the host name does not exist'],
  EAI_AGAIN: ['unreachable', 'the host name cannot be resolved at the moment'],
  ESERVFAIL: ['unreachable', 'the host name cannot be resolved at the moment'],
  ETIMEOUT: ['unreachable', 'the host name cannot be resolved at the moment'],
  EREFUSED: ['unreachable', 'the host name cannot be resolved at the moment'],
  ECONNREFUSED: ['unreachable', 'the server refused the connection'],
  ECONNRESET: ['unreachable', 'the server closed the connection'],
  EPIPE: ['unreachable', 'the server closed the connection'],
  EHOSTUNREACH: ['unreachable', 'the server cannot be reached'],
  ENETUNREACH: ['unreachable', 'the server cannot be reached'],
  UND_ERR_SOCKET: ['unreachable', 'the server closed the connection'],
  UND_ERR_CONNECT_TIMEOUT: ['slow', 'connecting timed out'],
  UND_ERR_HEADERS_TIMEOUT: ['slow', 'it timed out'],
  UND_ERR_BODY_TIMEOUT: ['slow', 'it timed out'],
  UND_ERR_HEADERS_OVERFLOW: ['damaged', `its headers are larger than ${limits.headerBytes / 1024} KB`],
  HPE_HEADER_OVERFLOW: ['damaged', `its headers are larger than ${limits.headerBytes / 1024} KB`],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['damaged', 'its length differs from what the server announced'],
  Z_DATA_ERROR: ['damaged', 'its compressed data is damaged'],
  Z_BUF_ERROR: ['damaged', 'its compressed data ends too early'],
  ERR__ERROR_FORMAT_PADDING_1: ['damaged', 'its compressed data is damaged'],
};

/** Puts an error of fetching into words. */
export function explain(error: Error): ImportFailure {
  if (error instanceof RefusedAddress) return { reason: error.message, code: 'private' };
  if (error instanceof FetchRefused) return { reason: error.message, code: error.code };
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return { reason: 'it timed out', code: 'slow' };
  const { code: errno = '', cause } = error as NodeJS.ErrnoException;
  const known = causes[errno];
  if (known !== undefined) return { code: known[0], reason: known[1] };
  if (/^(?:ERR_TLS|CERT_|DEPTH_|UNABLE_TO|SELF_SIGNED|ERR_SSL|EPROTO)/.test(errno))
    return { reason: `its TLS certificate or encryption was rejected (${errno})`, code: 'unreachable' };
  if (errno.startsWith('HPE_') || error.name === 'HTTPParserError')
    return { reason: 'the server violated the HTTP protocol', code: 'damaged' };
  if (/^ERR_|^Z_/.test(errno) && /decompress|brotli|zlib|_ERROR_/i.test(`${errno} ${error.message}`))
    return { reason: 'its compressed data is damaged', code: 'damaged' };
  return cause instanceof Error
    ? explain(cause)
    : { reason: `it cannot be fetched: ${error.message.slice(0, 200)}`, code: 'damaged' };
}
