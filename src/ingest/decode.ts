/** Bytes searched for a declared encoding; HTML allows 1,024, real pages need more. */
const declaredWithin = 4096;

/**
 * Decodes a page or feed by its byte order mark, the charset of its content type, or its own declaration; else as UTF-8 or, if
 * invalid, windows-1252.
 *
 * @param contentType as sent by the server; `null` for a file
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const marked = markOf(bytes);
  if (marked !== null) return decodeAs(bytes, marked)!;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, declaredWithin));
  const wide = wideWithoutMark(bytes);
  if (wide !== undefined) return decodeAs(bytes, wide)!;
  const declared = [
    /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1],
    /<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1],
    /<meta[^>]+?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1],
  ];
  for (const label of declared) {
    // What is read here byte by byte is not of two or four bytes a character, whatever it says.
    if (label === undefined || /^utf-?(?:16|32)/i.test(label)) continue;
    const text = decodeAs(bytes, label);
    if (text !== null && !(isUtf8(label) && text.includes('\uFFFD'))) return text;
  }
  const text = decodeAs(bytes, 'utf-8')!;
  return text.includes('\uFFFD') && !hasFewErrors(text) ? decodeAs(bytes, 'windows-1252')! : text;
}

const isUtf8 = (label: string) => /^utf-?8$/i.test(label);

/** One broken character in a thousand is a slip; more mean another encoding. */
const hasFewErrors = (text: string) => (text.match(/\uFFFD/g)?.length ?? 0) < text.length / 1000;

function markOf(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

/** Recognises UTF-16 and UTF-32 by the zero bytes of the first character, "<" or "{". */
function wideWithoutMark(bytes: Uint8Array): string | undefined {
  const zeros = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  return { '000x': 'utf-32be', x000: 'utf-32le', '0x0x': 'utf-16be', x0x0: 'utf-16le' }[zeros];
}

function decodeAs(bytes: Uint8Array, label: string): string | null {
  const wide = /^utf-?32-?(le|be)?/i.exec(label);
  if (wide) return decodeUtf32(bytes, wide[1]?.toLowerCase() === 'le');
  try {
    const decoder = new TextDecoder(label);
    // Asked for the whole at once, some versions of Node read windows-1252 as latin1 and lose its quotation marks and dashes.
    return decoder.decode(bytes, { stream: true }) + decoder.decode();
  } catch (error) {
    // RangeError: an encoding that nobody knows.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function decodeUtf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, little);
    if (code !== 0xfeff) text += code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code);
  }
  return text;
}
