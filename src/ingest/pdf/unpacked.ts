import { constants, inflateSync } from 'node:zlib';

/** Most bytes of an unpacked stream: more than any page of text, and an image of 20 megapixels. */
const mostBytes = 64_000_000;
/** Most filters of a stream. */
const mostTimes = 3;

/**
 * Whether a stream is a decompression bomb: pdf.js would unpack all of it, and buffers are not covered by the thread's memory
 * limit.
 */
export function hasBomb(bytes: Uint8Array): boolean {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = pdf.indexOf('stream'); at !== -1; at = pdf.indexOf('stream', at + 6)) {
    const start = at + 6 + (pdf[at + 6] === 13 ? 1 : 0) + (pdf[at + 6] === 10 || pdf[at + 7] === 10 ? 1 : 0);
    let packed: Buffer | null = pdf.subarray(start);
    for (let times = 0; packed !== null && isPacked(packed); times++) {
      if (times === mostTimes) return true;
      const unpacked = unpack(packed);
      if (unpacked === 'too much') return true;
      packed = unpacked;
    }
  }
  return false;
}

/** The zlib header: method, and a checksum of both bytes. */
const isPacked = (bytes: Buffer) =>
  bytes.length > 2 && (bytes[0]! & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;

function unpack(packed: Buffer): Buffer | 'too much' | null {
  try {
    return inflateSync(packed, { maxOutputLength: mostBytes, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    // What is damaged is pdf.js's to judge.
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too much' : null;
  }
}
