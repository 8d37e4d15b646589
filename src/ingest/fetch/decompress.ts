import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { maxSourceBytes } from '../reading-thread.ts';
import { FetchRefused } from './refused.ts';

/** Values servers send for uncompressed content. */
const isNone = /^(?:|identity|none|null|utf-?8|binary|plain|[78]bit|aws-chunked|chunked|iso-8859-\d+)$/;

const most = { maxOutputLength: maxSourceBytes };

export const tooLarge = () => new FetchRefused(`it is larger than ${maxSourceBytes / 1e6} MB`, 'large');

/**
 * Decompresses as leniently as browsers: deflate with or without header, gzip with trailing bytes, and content that is not
 * compressed despite its header.
 *
 * @param encoding the `Content-Encoding` header
 * @throws `FetchRefused` if it is too large or the encoding is unknown; zlib errors if it is damaged
 */
export async function decompressed(body: Buffer, encoding: string): Promise<Uint8Array> {
  const [name = '', ...further] = encoding
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => !isNone.test(one));
  if (name === '' || body.length === 0) return body;
  const decode = further.length > 0 ? undefined : decoders.get(name);
  if (decode === undefined)
    throw new FetchRefused(
      `it has an unsupported compression: "${[name, ...further].join(', ').slice(0, 40)}"`,
      'damaged',
    );
  try {
    return await decode(body);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw error;
  }
}

const decoders = new Map<string, (body: Buffer) => Promise<Uint8Array> | Uint8Array>([
  ['gzip', fromGzip],
  ['x-gzip', fromGzip],
  // The header of zlib: the method, and a check sum of both bytes.
  [
    'deflate',
    (body) =>
      body.length > 1 && (body[0]! & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0
        ? promisify(inflate)(body, most)
        : promisify(inflateRaw)(body, most),
  ],
  ['br', (body) => promisify(brotliDecompress)(body, most)],
]);

const isGzip = (body: Buffer) => body[0] === 0x1f && body[1] === 0x8b;

async function fromGzip(body: Buffer): Promise<Uint8Array> {
  if (!isGzip(body)) return body;
  try {
    return await promisify(gunzip)(body, most);
  } catch (error) {
    // Bytes behind the end are no second part; without the header, they are passed over.
    if ((error as NodeJS.ErrnoException).code !== 'Z_DATA_ERROR') throw error;
    try {
      return await promisify(inflateRaw)(body.subarray(afterHeader(body)), most);
    } catch {
      throw error;
    }
  }
}

/** Offset of the data after the gzip header (RFC 1952). */
function afterHeader(body: Buffer): number {
  const flags = body[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + (at + 2 <= body.length ? body.readUInt16LE(at) : 0);
  for (const flag of [8, 16]) if (flags & flag) at = body.indexOf(0, at) + 1 || body.length;
  return flags & 2 ? at + 2 : at;
}
