import { describe, expect, it } from 'vitest';
import { readDataAddress } from '../../src/ingest/data-address.ts';
import { maxSourceBytes } from '../../src/ingest/reading-thread.ts';

const address = (name: string, content: string | Buffer) =>
  `data:;name=${name};base64,${Buffer.from(content).toString('base64')}`;

describe('a file that stands in its address', () => {
  it.each([
    [
      'a file',
      address('berita.txt', 'Judul\n\nIsi, dengan koma.'),
      'berita.txt',
      'Judul\n\nIsi, dengan koma.',
    ],
    ['a name that is written with signs', address('a%2Cb%20%C3%A9.md', 'x'), 'a,b é.md', 'x'],
    ['an empty file', address('a.txt', ''), 'a.txt', ''],
  ])('is read: %s', (_, url, name, content) => {
    const read = readDataAddress(url);
    expect('bytes' in read && [read.name, Buffer.from(read.bytes).toString()]).toEqual([name, content]);
  });
  it.each([
    ['no name', 'data:;base64,YQ==', 'address'],
    ['a name that cannot be read', address('%E0%A4', 'a'), 'address'],
    ['no content', 'data:;name=a.txt;base64', 'address'],
    ['another encoding', 'data:;name=a.txt,abc', 'address'],
    ['too much', address('a.txt', Buffer.alloc(maxSourceBytes + 1)), 'large'],
  ])('is refused when it has %s', (_, url, code) => {
    expect(readDataAddress(url)).toMatchObject({ code });
  });
});
