import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

const hashBytes = 32;
const prefixBytes = 4 + hashBytes;

/** A file of frames is damaged; the message says how. */
export class FrameError extends Error {}

/**
 * Appends a frame: content length in bytes (32 bits, little-endian), SHA-256, content.
 *
 * @returns the bytes written
 */
export async function writeFrame(file: FileHandle, content: Uint8Array): Promise<number> {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  const hash = createHash('sha256').update(content).digest();
  for (const part of [length, hash, content]) await file.writeFile(part);
  return prefixBytes + content.length;
}

export type Frames = AsyncGenerator<Uint8Array<ArrayBuffer>, void>;

/**
 * Reads frames one by one, each into its own memory.
 *
 * @param from where the first one starts
 * @param to where the last one ends
 * @throws {FrameError} when one is cut short or its checksum does not match
 */
export async function* readFrames(file: FileHandle, from: number, to: number): Frames {
  let at = from;
  while (at < to) {
    if (to - at < prefixBytes) throw new FrameError('it ends within a frame');
    const prefix = await readBytes(file, prefixBytes, at);
    at += prefixBytes;
    const length = Buffer.from(prefix.buffer).readUInt32LE();
    if (length > to - at) throw new FrameError('it ends within a frame');
    const content = await readBytes(file, length, at);
    at += length;
    const hash = createHash('sha256').update(content).digest();
    if (!hash.equals(prefix.subarray(4))) throw new FrameError('a checksum does not match');
    yield content;
  }
}

/** @throws {FrameError} when the file ends before */
export async function readBytes(
  file: FileHandle,
  length: number,
  from: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let at = 0;
  while (at < length) {
    const { bytesRead } = await file.read(bytes, at, length - at, from + at);
    if (bytesRead === 0) throw new FrameError('it ends within a frame');
    at += bytesRead;
  }
  return bytes;
}

/** @throws {FrameError} when there is no further frame */
export async function nextFrame(frames: Frames): Promise<Uint8Array<ArrayBuffer>> {
  const next = await frames.next();
  if (next.done === true) throw new FrameError('frames are missing');
  return next.value;
}
