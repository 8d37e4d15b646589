/** A text as bytes: half the memory of a string that has a single character beyond Latin-1, such as a curly quote. */
export interface StoredText {
  readonly bytes: Uint8Array;
  readonly encoding: 'utf8' | 'utf16le';
}

/** Stores a text so that exactly it comes back: as UTF-8 where that is shorter and can hold it, else as UTF-16. */
export function storeText(text: string): StoredText {
  const bytes = Buffer.from(text, 'utf8');
  // Half of a surrogate pair, which JSON can carry, has no UTF-8; Thai and Chinese are shorter in UTF-16.
  return bytes.length <= text.length * 2 && bytes.toString('utf8') === text
    ? { bytes, encoding: 'utf8' }
    : { bytes: Buffer.from(text, 'utf16le'), encoding: 'utf16le' };
}

/** Texts that are kept as strings, at most: one question reads the same hundred again and again. */
const mostDecoded = 200;
const decoded = new Map<StoredText, string>();

export function readText(stored: StoredText): string {
  let text = decoded.get(stored);
  if (text === undefined) {
    const { buffer, byteOffset, length } = stored.bytes;
    text = Buffer.from(buffer, byteOffset, length).toString(stored.encoding);
    if (decoded.size >= mostDecoded) decoded.clear();
    decoded.set(stored, text);
  }
  return text;
}
