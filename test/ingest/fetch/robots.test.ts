import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { createFetcher } from '../../../src/ingest/fetch/fetcher.ts';
import { createRobots } from '../../../src/ingest/fetch/robots.ts';
import { startSourceReader } from '../../../src/ingest/reading-thread.ts';

const reading = startSourceReader();
afterAll(() => reading.close());

const signal = AbortSignal.timeout(60_000);

it.each([
  ['what it asks of everybody', 'User-agent: *\nCrawl-delay: 7', 7000],
  ['what it asks of Kutip rather than of others', 'User-agent: *\nCrawl-delay: 7\n\nUser-agent: Kutip\nCrawl-delay: 2', 2000],
  ['at most half a minute, since feeds would never be read otherwise', 'User-agent: *\nCrawl-delay: 86400', 30_000],
  ['nothing where it asks for none', 'User-agent: *\nDisallow: /x', 0],
  ['nothing where it cannot be understood', 'User-agent: *\nCrawl-delay: soon', 0],
])('the Crawl-delay of a robots.txt is %s', async (_, text, ms) => {
  const robots = createRobots(() => Promise.resolve({ status: 200, bytes: Buffer.from(text) }), (bytes) => reading.readRobots(bytes));
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
  const fetcher = createFetcher({ loopbackPorts: [port], reading });
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

it('requests to a server are apart, also those for its robots.txt and after redirects', async () => {
  const gapMs = 150;
  const at: { readonly path: string; readonly ms: number }[] = [];
  const server = createServer(({ url: path = '' }, response) => {
    at.push({ path, ms: performance.now() - startedAt });
    if (path === '/robots.txt') response.writeHead(302, { location: '/rules.txt' }).end();
    else if (path === '/1') response.writeHead(302, { location: '/2' }).end();
    else response.writeHead(200, { 'content-type': 'text/plain' }).end('');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fetcher = createFetcher({ loopbackPorts: [port], reading, gapMs });
  onTestFinished(async () => {
    await fetcher.close();
    server.close();
  });
  const startedAt = performance.now();
  await fetcher.fetch(`http://127.0.0.1:${port}/1`);
  expect(at.map(({ path }) => path)).toEqual(['/robots.txt', '/rules.txt', '/1', '/2']);
  // From before the first, since a slow machine is later, never earlier.
  for (const [place, { path, ms }] of at.entries()) expect(ms, path).toBeGreaterThan(place * gapMs - 10);
});

const rulesOf = (text: string) => {
  const robots = createRobots(
    () => Promise.resolve({ status: 200, bytes: Buffer.from(text) }),
    (bytes) => reading.readRobots(bytes),
  );
  return (path: string) => robots.allows(`https://news.example${path}`, signal);
};

it.each([
  ['the longest path decides', 'User-agent: *\nDisallow: /a\nAllow: /a/b', ['/a/b/c', '/x'], ['/a/c']],
  ['of two as long, the friendlier', 'User-agent: *\nDisallow: /a\nAllow: /a', ['/a'], []],
  ['its own group, in whatever case, and not that for all', 'User-agent: *\nDisallow: /\n\nuser-agent: KUTIP/0.1\nDisallow: /x', ['/a'], ['/x']],
  ['all groups of its name together', 'User-agent: kutip\nDisallow: /x\n\nUser-agent: kutip\nDisallow: /y', ['/a'], ['/x', '/y']],
  ['agents one after another have their rules in common', 'User-agent: a\nUser-agent: kutip\nDisallow: /x', ['/a'], ['/x']],
  ['wildcards and the end', 'User-agent: *\nDisallow: /*.php$\nDisallow: /a/*/b**c', ['/a.php?x', '/a/b'], ['/a.php', '/a/x/b/c']],
  ['escapes in whatever case', 'User-agent: *\nDisallow: /%c3%A9\nDisallow: /%61b', ['/e'], ['/é', '/%C3%a9', '/ab']],
  ['remarks, blanks and an empty rule', '\ufeff# x\n User-agent : * # all\r\nDisallow:\r\nDisallow: /y # no', ['/a'], ['/y']],
])('of a robots.txt, %s', async (_, text, allowed, forbidden) => {
  const allows = rulesOf(text);
  for (const path of allowed) expect(await allows(path), path).toBe(true);
  for (const path of forbidden) expect(await allows(path), path).toBe(false);
}); // prettier-ignore

it.each([
  ['agents and rules without end', `${'User-agent: a\n'.repeat(14_000)}User-agent: *\n${'Disallow: /x\n'.repeat(23_000)}`],
  ['one endless line of wildcards', `User-agent: *\nDisallow: /${'*a'.repeat(250_000)}`],
])('a robots.txt of %s is not followed, and nothing is fetched there', async (_, text) => {
  const allows = rulesOf(text);
  await expect(allows('/a')).rejects.toThrow('more rules than can be followed');
}); // prettier-ignore

it('an endless line of wildcards and nothing else is one wildcard', async () => {
  const allows = rulesOf(`User-agent: *\nDisallow: /x${'*'.repeat(490_000)}`);
  expect(await allows('/x')).toBe(false);
  expect(await allows('/a')).toBe(true);
});
