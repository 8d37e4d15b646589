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
  if (name === '' || !isEncoded(name))
    return { reason: 'expected data:;name=NAME;base64,CONTENT', code: 'address' };
  const bytes = Buffer.from(url.slice(comma + 1), 'base64');
  return bytes.length > maxSourceBytes
    ? { reason: `it is longer than ${maxSourceBytes} bytes`, code: 'large' }
    : { name: decodeURIComponent(name), bytes };
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
