import fc from 'fast-check';
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
  ['memory', { timeMs: 30_000, memoryMb: 96 }, 'it takes more than 96 MB of memory to read'],
])('a source that takes too much %s is given up, and the next is read all the same', async (_, limits, reason) => {
  const reported: unknown[] = [];
  const reading = startSourceReader(limits, (exceeded) => reported.push(exceeded));
  onTestFinished(() => reading.close());
  const url = 'https://a.example/';
  expect(await reading.of('42').read({ ...heavy, url })).toEqual({ reason, code: 'unreadable' });
  expect(reported).toEqual([{ lane: '42', job: 'read', what: url, reason }]);
  expect(await reading.read(good)).toMatchObject({ found: [{ title: 'Judul' }] });
  expect(reported).toHaveLength(1);
}); // prettier-ignore

it('whoever has much to be read keeps nobody else from it: each has a turn after each other', async () => {
  const reading = startSourceReader();
  onTestFinished(() => reading.close());
  const order: string[] = [];
  const read = (lane: string, name: string) =>
    reading
      .of(lane)
      .read(good)
      .then(() => order.push(name));
  await Promise.all([...[1, 2, 3, 4].map((n) => read('busy', `busy ${n}`)), read('other', 'other')]);
  expect(order.indexOf('other')).toBeLessThan(order.indexOf('busy 3'));
});

it.each([
  ['Markdown', 'a.md', `---\ntitle: a\n---\n${'![a]('.repeat(30_000)}`],
  ['front matter', 'a.md', `---\n${Array.from({ length: 30_000 }, (_, n) => `k${n}: 1\n`).join('')}---\na`],
  ['tags', 'a.jsonl', JSON.stringify({ title: 'a', text: 'b', tags: Array.from({ length: 500_000 }, () => 'a') })],
])('an upload that takes long is given up, or refused at once: %s', async (_, name, content) => {
  const reading = startSourceReader();
  onTestFinished(() => reading.close());
  const outcome = await reading.readFile({ name, bytes: Buffer.from(content) });
  if ('reason' in outcome) expect(outcome.reason).toContain('longer than 3.5 s');
  else expect(outcome).toHaveLength(1);
  expect(await reading.read(good)).toMatchObject({ found: [{ title: 'Judul' }] });
}); // prettier-ignore

it('whatever a page, a feed, a robots.txt or a file holds, its reader says what it is or why it is not read', async () => {
  const reading = startSourceReader();
  onTestFinished(() => reading.close());
  const unit = fc.oneof(
    fc.constantFrom('<p>', '</b>', '<a ', '<!--', '&amp;', '[', '![a](', '> ', '- ', '*', '`', '$', '%41', 'カタ', '\n'),
    fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }),
  );
  const hostile = fc
    .array(fc.tuple(unit, fc.integer({ min: 1, max: 3000 })), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.map(([one, times]) => one.repeat(times)).join(''));
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const feed = `<rss><channel><item><title>${text}</title><description>${text}</description></item></channel></rss>`;
      for (const source of [`<html><body><article>${text}</article></body></html>`, feed])
        expect(await reading.read({ bytes: Buffer.from(source), contentType: null, url: null })).toBeTypeOf('object');
      expect(await reading.readFile({ name: 'a.md', bytes: Buffer.from(`---\ntitle: a\n---\n${text}`) })).toBeTypeOf('object');
      expect(await reading.readRobots(Buffer.from(`User-agent: *\nDisallow: /${text}`))).toBeTypeOf('object');
    }),
    { numRuns: 30, plugins: [fc.interruptAfterTimeLimit(8_000)] },
  );
  expect(await reading.read(good)).toMatchObject({ found: [{ title: 'Judul' }] });
}, 60_000); // prettier-ignore
