import { expect, it, onTestFinished } from 'vitest';
import { startSourceReader } from '../../src/ingest/reading-thread.ts';

const page = (body: string) => ({
  bytes: Buffer.from(`<html><head><title>Judul</title></head><body><article>${body}</article></body></html>`),
  contentType: 'text/html',
  url: null,
});
const good = page(
  `<p>${'Satu kalimat yang cukup panjang untuk sebuah paragraf berita. '.repeat(3)}</p>`.repeat(3),
);
/** As many elements as are let through to the parser. */
const heavy = page('<p>x'.repeat(299_000));

it.each([
  ['time', { timeMs: 1500, memoryMb: 192 }, 'it takes longer than 1.5 s to read'],
  ['memory', { timeMs: 30_000, memoryMb: 96 }, 'it takes more than 96 MB to read'],
])('a source that takes too much %s is given up, and the next is read all the same', async (_, limits, reason) => {
  const reading = startSourceReader(limits);
  onTestFinished(() => reading.close());
  expect(await reading.read(heavy)).toEqual({ reason, stop: 'unreadable' });
  expect(await reading.read(good)).toMatchObject({ found: [{ title: 'Judul' }] });
}); // prettier-ignore
