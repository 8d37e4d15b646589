import { maxSourceBytes } from './reading-thread.ts';
import type { ImportFailure } from './failure.ts';

export interface HandedOver {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads a file from a data URL, `data:;name=NAME;base64,CONTENT` (RFC 2397, with the name as a parameter). */
export function readDataAddress(url: string): HandedOver | ImportFailure {
  const comma = url.indexOf(',');
  const [, name = ''] = /^data:[^;]*;name=([^;]*);base64$/.exec(url.slice(0, Math.max(comma, 0))) ?? [];
  const decoded = decodedName(name);
  if (decoded === '' || decoded === null)
    return { reason: 'expected data:;name=NAME;base64,CONTENT', code: 'address' };
  const bytes = Buffer.from(url.slice(comma + 1), 'base64');
  return bytes.length > maxSourceBytes
    ? { reason: `it is longer than ${maxSourceBytes} bytes`, code: 'large' }
    : { name: decoded, bytes };
}

/** The name of a file as an address has it; `null` where that is no encoding. */
export function decodedName(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
