import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limits } from '../../src/articles/limits.ts';
import { allows } from '../../src/ingest/fetch/robots-rules.ts';
import { jobs } from '../../src/ingest/jobs.ts';
import { hostileFeed, hostileFile, hostileRobots } from '../hostile-inputs.ts';

/** A hang is what the timeout of the test finds; how long each step takes is measured by the bench `hostile`. */
const some = { numRuns: 15, plugins: [fc.interruptAfterTimeLimit(6_000)] };

it('no feed makes its reading hang or fail, and no field of its entries is longer than may be kept', async () => {
  await fc.assert(
    fc.asyncProperty(hostileFeed(100_000), async (feed) => {
      const read = await jobs.read({
        bytes: Buffer.from(feed),
        contentType: 'application/rss+xml',
        url: 'https://a.example/feed',
      });
      for (const entry of 'found' in read ? read.found : []) {
        expect(entry.title.length).toBeLessThanOrEqual(limits.title);
        expect(entry.tags.length).toBeLessThanOrEqual(limits.tags);
        expect(entry.text.length).toBeLessThanOrEqual(limits.text);
      }
    }),
    some,
  );
}, 90_000);

it('no robots.txt makes its reading hang or fail, nor what it says of an address', () => {
  fc.assert(
    fc.property(hostileRobots(512_000), (robots) => {
      const read = jobs.readRobots(Buffer.from(robots));
      if ('reason' in read) return;
      expect(read.rules.length).toBeLessThanOrEqual(5000);
      allows(read, `https://a.example/${'ab'.repeat(1000)}`);
    }),
    some,
  );
}, 90_000);

it('no file makes its reading hang or fail: each of its articles is read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(hostileFile(60_000), async ({ name, content }) => {
      const read = await jobs.readFile({ name, bytes: Buffer.from(content) });
      for (const one of read) if ('article' in one) expect(one.article.text.length).toBeLessThanOrEqual(limits.text); // prettier-ignore
    }),
    some,
  );
}, 90_000);
