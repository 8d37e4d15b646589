import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFetcher, type Fetcher } from '../../../src/ingest/fetch/fetcher.ts';
import { readAddress } from '../../../src/ingest/read-address.ts';
import { startSourceReader, type SourceReader } from '../../../src/ingest/reading-thread.ts';
import { startHostileServer, type HostileServer } from './hostile-server.ts';

let server: HostileServer;
let fetcher: Fetcher;
/** Gives up soon, for what never ends. */
let hasty: Fetcher;
let reading: SourceReader;

/** Names that lead where they should not. */
const names: Readonly<Record<string, readonly string[]>> = {
  'private.example': ['10.1.2.3'],
  'half-private.example': ['93.184.215.14', '127.0.0.1'],
  'mapped.example': ['::ffff:192.168.1.1'],
  'nat64.example': ['64:ff9b::a9fe:a9fe'],
  'nowhere.example': [],
};

beforeAll(async () => {
  server = await startHostileServer();
  const loopbackPorts = [server.port, ...server.raw.values(), ...server.robots.values()];
  const resolve = (host: string) => Promise.resolve(names[host] ?? ['127.0.0.1']);
  reading = startSourceReader();
  fetcher = createFetcher({ loopbackPorts, resolve, reading });
  hasty = createFetcher({ loopbackPorts, resolve, reading, timeMs: 1000 });
});
afterAll(async () => {
  await Promise.all([fetcher.close(), hasty.close(), reading.close()]);
  await server.close();
});

/** What an address gives: the titles of its articles, or why it gives none. */
async function outcome(url: string, by = fetcher): Promise<readonly string[] | string> {
  const read = await readAddress(url, { fetcher: by, reading });
  return 'reason' in read ? read.reason : read.found.map(({ title }) => title);
}

const at = (path: string) => `http://127.0.0.1:${server.port}${path}`;

it('fetches a page from a port that is named to the guard, so the cases below fail for their own reasons', async () => {
  expect(await outcome(at('/good'))).toEqual(['Jembatan Sukamaju dibuka']);
});

describe('addresses that are never connected to', () => {
  const loopback: readonly string[] = [
    '127.0.0.1',
    'localhost',
    '127.1',
    '0x7f.1',
    '0x7f000001',
    '2130706433',
    '017700000001',
    '0177.0.0.1',
    '127.0.0.1.',
    '127.255.255.254',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '①②⑦.⓪.⓪.①',
  ];
  it.each(loopback)('%s, this machine', async (host) => {
    expect(await outcome(`http://${host}:${server.closedPort}/`)).toMatch(/loopback/);
    expect(server.intrusions()).toBe(0);
  });
  it.each([
    ['[::127.0.0.1]', 'not global'],
    ['[4000::1]', 'not global'],
    ['168.63.129.16', 'of a cloud'],
    ['[::ffff:168.63.129.16]', 'of a cloud'],
    ['[64:ff9b::7f00:1]', 'rfc6052'],
    ['[64:ff9b:1::7f00:1]', ''],
    ['[2002:7f00:1::]', '6to4'],
    ['[2001::1]', 'teredo'],
    ['0.0.0.0', 'unspecified'],
    ['[::]', 'unspecified'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'carrierGradeNat'],
    ['169.254.169.254', 'linkLocal'],
    ['0xa9fea9fe', 'linkLocal'],
    ['[::ffff:169.254.169.254]', 'linkLocal'],
    ['[fe80::1]', 'linkLocal'],
    ['[fd00:ec2::254]', 'uniqueLocal'],
    ['[fc00::1]', 'uniqueLocal'],
    ['[fec0::1]', ''],
    ['224.0.0.1', 'multicast'],
    ['[ff02::1]', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['240.0.0.1', 'reserved'],
    ['192.0.2.1', 'reserved'],
    ['198.18.0.1', ''],
    ['[2001:db8::1]', 'reserved'],
    ['private.example', 'private'],
    ['half-private.example', 'loopback'],
    ['mapped.example', 'private'],
    ['nat64.example', 'rfc6052'],
  ])('%s, which is %s', async (host, kind) => {
    expect(await outcome(`http://${host}/`)).toMatch(
      new RegExp(`not on the public internet \\(.*${kind}.*\\); only public addresses are fetched$`),
    );
  });
  it('a name without an address', async () => {
    expect(await outcome('http://nowhere.example/')).toBe('nowhere.example has no address');
  });
  it.each([
    'ftp://news.example/',
    'file:///etc/passwd',
    'gopher://news.example/',
    'http://name:secret@news.example/',
    'http://',
    'http:///',
  ])('%s', async (url) => {
    expect(await outcome(url)).toMatch(/^this address cannot be fetched: expected http/);
  });
});

describe('servers that mean harm', () => {
  const forbidden = /not on the public internet/;
  const cases: readonly (readonly [path: string, reason: string | RegExp | readonly string[]])[] = [
    ['/to-private', forbidden],
    ['/to-metadata', forbidden],
    ['/to-closed-port', forbidden],
    ['/to-closed-port-in-figures', forbidden],
    ['/to-mapped-address', forbidden],
    ['/to-file', /^it redirects to "file:.*cannot be fetched: expected http/],
    ['/to-ftp', /cannot be fetched: expected http/],
    ['/to-script', /cannot be fetched: expected http/],
    ['/to-data', /cannot be fetched: expected http/],
    ['/to-nowhere', 'it redirects to an invalid address'],
    ['/to-password', /without a user name or password/],
    ['/to-long-address', 'the address is longer than 2048 characters'],
    ['/to-itself', 'it redirects more than 5 times'],
    ['/round', 'it redirects more than 5 times'],
    ['/gzip-bomb', 'it is larger than 10 MB'],
    ['/deflate-bomb', 'it is larger than 10 MB'],
    ['/brotli-bomb', 'it is larger than 10 MB'],
    ['/gzip-in-gzip-bomb', 'it has an unsupported compression: "gzip, gzip"'],
    ['/gzip-damaged', 'its compressed data is damaged'],
    ['/gzip-cut-off', 'its compressed data ends too early'],
    ['/unknown-compression', /^it has an unsupported compression/],
    ['/too-large', 'it is larger than 10 MB'],
    ['/endless', 'it is larger than 10 MB'],
    ['/header-too-large', 'its headers are larger than 16 KB'],
    ['/header-flood', 'its headers are larger than 16 KB'],
    ['/image', 'it is not a page, feed or PDF; its content type is "image/gif"'],
    ['/video', /it is not a page, feed or PDF/],
    ['/program', /it is not a page, feed or PDF/],
    ['/archive', /it is not a page, feed or PDF/],
    ['/type-with-line-of-terminal', /it is not a page, feed or PDF/],
    ['/image-that-says-page', 'it is not text'],
    ['/empty', 'it is empty'],
    ['/no-content', 'it is empty'],
    ['/gone', 'the page was not found (410)'],
    ['/missing', 'the page was not found (404)'],
    ['/secret', 'access was denied (401)'],
    ['/paid', 'access was denied (402)'],
    ['/forbidden', 'access was denied (403)'],
    ['/too-often', 'the server is rate-limiting requests (429)'],
    ['/fault', 'the server failed (500)'],
    ['/strange-status', 'the server answered with 300'],
    ['/forbidden-by-robots', "its site's robots.txt disallows it"],
    ['/nested', 'its elements are nested deeper than 1000 levels'],
    ['/nested-inline', 'its elements are nested deeper than 1000 levels'],
    ['/nested-feed', 'its elements are nested deeper than 1000 levels'],
    ['/nested-lists', 'its elements are nested deeper than 1000 levels'],
    ['/nested-json', 'the page has no article text'],
    ['/no-article', 'the page has no article text'],
    ['/one-tag-never-closed', 'the page has no article text'],
    ['/comment-never-closed', 'the page has no article text'],
    ['/script-never-closed', 'the page has no article text'],
    ['/as-many-tags-as-may-be', /^it takes (?:longer than 3\.5 s|more than 192 MB of memory) to read$/],
    ['/angle-brackets', 'it has more than 300000 tags'],
    ['/entities', []],
    ['/entity-bomb', []],
    ['/refreshes-to-private', forbidden],
    ['/frame-of-private', 'the page has no article text'],
    ['/pdf-bomb', 'the PDF unpacks to too much data'],
    ['/pdf-bomb-packed-twice', 'the PDF unpacks to too much data'],
    ['/pdf-damaged', /^the PDF is damaged/],
    ['/pdf-of-pages-in-a-ring', /^the PDF (?:is damaged|has no text|has more than 300 pages)/],
    ['/json-of-nothing', []],
    ['/shorter-than-said', 'its length differs from what the server announced'],
    ['/breaks-off', /the server closed the connection/],
  ];
  it.each(cases)('%s', async (path, reason) => {
    const said = await outcome(at(path));
    expect(said).toEqual(reason instanceof RegExp ? expect.stringMatching(reason) : reason);
    expect(server.intrusions()).toBe(0);
  });

  it('an entity that is somewhere else is not fetched', async () => {
    expect(await outcome(at('/outside-entity'))).toEqual(['&a;']);
    expect(server.intrusions()).toBe(0);
  });

  it.each(['/never-answers', '/headers-alone', '/drops'])('%s', async (path) => {
    expect(await outcome(at(path), hasty)).toBe('it timed out');
  });

  it.each([
    ['no HTTP', /the server violated the HTTP protocol/],
    ['headers without end', /its headers are larger than 16 KB/],
    ['interim answers without end', /timed out|the HTTP protocol/],
    ['two lengths', /differs from what the server announced|the HTTP protocol/],
  ])('a server with %s', async (name, reason) => {
    expect(await outcome(`http://127.0.0.1:${server.raw.get(name)}/`, hasty)).toMatch(reason);
  });

  it.each([
    ['a fault', /its site's robots\.txt could not be fetched/],
    ['a bomb', /its site's robots\.txt could not be fetched.*larger than/],
    ['a way to a private address', forbidden],
    ['everything forbidden', /its site's robots\.txt disallows it/],
    ['Kutip forbidden', /its site's robots\.txt disallows it/],
  ])('a robots.txt with %s', async (name, reason) => {
    expect(await outcome(`http://127.0.0.1:${server.robots.get(name)}/`)).toMatch(reason);
  });

  it('a name that means this machine from its second answer on: every connection looks anew', async () => {
    let asked = 0;
    const guard = createFetcher({
      reading,
      loopbackPorts: [server.port],
      resolve: () => Promise.resolve(asked++ === 0 ? ['127.0.0.1'] : ['10.0.0.1']),
    });
    // The first answer is for robots.txt, over a connection that is not used again.
    const said = await outcome(`http://rebinding.example:${server.port}/breaks-off`, guard);
    expect(said).toMatch(/closed the connection|not on the public internet/);
    expect(await outcome(`http://rebinding.example:${server.port}/good`, guard)).toMatch(forbidden);
    await guard.close();
  });

  it('a port on which nobody listens', async () => {
    const guard = createFetcher({ loopbackPorts: [9], reading });
    expect(await outcome('http://127.0.0.1:9/', guard)).toMatch(/the server refused the connection/);
    await guard.close();
  });
});
