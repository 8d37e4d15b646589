import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createFetcher } from '../../../src/ingest/fetch/fetcher.ts';
import { createRobots } from '../../../src/ingest/fetch/robots.ts';

const signal = AbortSignal.timeout(60_000);

it.each([
  ['what it asks of everybody', 'User-agent: *\nCrawl-delay: 7', 7000],
  ['what it asks of Kutip rather than of others', 'User-agent: *\nCrawl-delay: 7\n\nUser-agent: Kutip\nCrawl-delay: 2', 2000],
  ['at most half a minute, since feeds would never be read otherwise', 'User-agent: *\nCrawl-delay: 86400', 30_000],
  ['nothing where it asks for none', 'User-agent: *\nDisallow: /x', 0],
  ['nothing where it cannot be understood', 'User-agent: *\nCrawl-delay: soon', 0],
])('the Crawl-delay of a robots.txt is %s', async (_, text, ms) => {
  const robots = createRobots(() => Promise.resolve({ status: 200, text }));
  const url = 'https://news.example/a';
  expect(robots.delayMs(url)).toBe(0);
  await robots.allows(url, signal);
  expect(robots.delayMs(url)).toBe(ms);
  expect(robots.delayMs('https://other.example/a')).toBe(0);
}); // prettier-ignore

it('requests to a server are as far apart as its robots.txt asks for, from the second on', async () => {
  const at: number[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/robots.txt') response.end('User-agent: *\nCrawl-delay: 0.4\n');
    else {
      at.push(performance.now());
      response.writeHead(200, { 'content-type': 'text/plain' }).end('teks');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fetcher = createFetcher({ loopbackPorts: [port] });
  onTestFinished(async () => {
    await fetcher.close();
    server.close();
  });
  const fetched = async (path: string) => fetcher.fetch(`http://127.0.0.1:${port}${path}`);
  const startedAt = performance.now();
  await fetched('/1');
  await Promise.all([fetched('/2'), fetched('/3')]);
  // From before the first, since how long that took on its way is not known: a slow machine is later, never earlier.
  const after = at.map((time) => time - startedAt);
  expect(after).toHaveLength(3);
  expect(after[1]).toBeGreaterThan(390);
  expect(after[2]).toBeGreaterThan(790);
});
