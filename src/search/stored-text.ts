/** A text as bytes: half the memory of a string with even one character beyond Latin-1, such as a curly quote. */
export interface StoredText {
  readonly bytes: Uint8Array;
  readonly encoding: 'utf8' | 'utf16le';
}

/** Stores a text losslessly: as UTF-8 if that is shorter and possible, else as UTF-16. */
export function storeText(text: string): StoredText {
  const bytes = Buffer.from(text, 'utf8');
  // Half of a surrogate pair, which JSON can carry, has no UTF-8; Thai and Chinese are shorter in UTF-16.
  return bytes.length <= text.length * 2 && bytes.toString('utf8') === text
    ? { bytes, encoding: 'utf8' }
    : { bytes: Buffer.from(text, 'utf16le'), encoding: 'utf16le' };
}

/**
 * The last decoded text, often needed next. Caching more would be slower: strings that outlive a question make the garbage
 * collector scan the whole index.
 */
let last: { readonly stored: StoredText; readonly text: string } | undefined;

export function readText(stored: StoredText): string {
  if (last?.stored !== stored) {
    const { buffer, byteOffset, length } = stored.bytes;
    last = { stored, text: Buffer.from(buffer, byteOffset, length).toString(stored.encoding) };
  }
  return last.text;
}
