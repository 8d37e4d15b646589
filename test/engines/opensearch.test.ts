import { createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startArchive, type ThreadEvent } from '../../src/answer/host/thread.ts';
import { Unsearchable } from '../../src/answer/unsearchable.ts';
import type { Article } from '../../src/articles/article.ts';
import { parseAddress, type EngineAddress } from '../../src/search/opensearch/address.ts';
import { createEngineSegments } from '../../src/search/opensearch/engine-segments.ts';
import { startEngine, type Engine } from '../../src/search/opensearch/engine.ts';
import { createSearchIndex, type SearchIndex } from '../../src/search/search-index.ts';
import { openSegment, writeSegment } from '../../src/search/segment-file.ts';
import { articleOf } from '../answer/article.ts';
import { firstStageContract, foundIn } from '../contracts/first-stage.ts';
import { startOpenSearch, whyNoOpenSearch, type Cluster } from './opensearch.ts';

const missing = whyNoOpenSearch();
if (missing !== null) console.log(`Skipped: ${missing}.`);

describe.skipIf(missing !== null)('an archive in OpenSearch', () => {
  let cluster: Cluster;
  let gate: Gate;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kutip-engine-'));
    cluster = await startOpenSearch();
    gate = await openGate(cluster.nodes[0]!.url);
  }, 120_000);
  afterAll(async () => {
    gate.server.close();
    await cluster.close();
    await rm(folder, { recursive: true });
  });

  const addressOf = (prefix: string, user = 'kutip:pass%20word') =>
    parseAddress(`opensearch:http://${user}@${new URL(gate.url).host}/${prefix}`)!;

  function engineAt(address: EngineAddress): Engine {
    const engine = startEngine(address);
    onTestFinished(() => engine.close());
    return engine;
  }
  const engineFor = (prefix: string, user?: string) => engineAt(addressOf(prefix, user));
  /** While a question waits, this thread lets nothing through the gate. */
  const ungated = (prefix: string) => engineAt({ nodes: [cluster.nodes[0]!.url], user: null, prefix });

  const opened = (...articles: readonly Article[]): SearchIndex => {
    const index = createSearchIndex();
    onTestFinished(() => index.close());
    for (const article of articles) index.put(article);
    return index;
  };

  let written = 0;
  /** Has the articles in memory searched in OpenSearch. */
  async function move(index: SearchIndex, engine: Engine): Promise<void> {
    const path = join(folder, `${++written}.segment`);
    const noPause = () => Promise.resolve();
    const entries = index.hot().get('shared') ?? [];
    await writeSegment(path, { version: 'v', scope: 'shared' }, entries, index.lexicon, () => true, noPause);
    const file = await openSegment(path, 'v');
    index.adopt(await createEngineSegments(engine).write(file, noPause), false);
    await file.file.close();
  }

  async function inEngine(articles: readonly Article[]): Promise<SearchIndex> {
    const index = opened(...articles);
    const engine = ungated('contract');
    await engine.call('open', { version: 'c0ffee000001', owner: 'me' });
    await move(index, engine);
    return index;
  }

  firstStageContract('its first stage', inEngine, (articles) => opened(...articles));

  it('is complete again after a restart, but for what was never finished', async () => {
    const engine = ungated('restart');
    await engine.call('open', { version: 'c0ffee000002', owner: 'me' });
    const articles = [articleOf('one', 'The lighthouse of Northfield was repaired in 2025.', { language: 'en' })];
    const before = opened(...articles);
    await move(before, engine);
    await engine.call('write', [{ number: 65_536 * 7, segment: 7, words: 'northfield^2', id: 'lost', title: '', url: null, publisher: null, language: 'en', published: null, tokens: new Uint8Array(0), text: new Uint8Array(0) }]);
    const segments = createEngineSegments(engine);
    const after = opened();
    for await (const source of segments.all()) after.adopt(source, true);
    await segments.removeUnfinished();
    expect(foundIn(after)).toEqual(foundIn(opened(...articles)));
    expect(await engine.call('removeUnfinished', [])).toBe(1);
  }); // prettier-ignore

  it('says in a sentence what is wrong with it', async () => {
    await expect(engineFor('rights', 'kutip:wrong').call('open', { version: 'c0ffee000003', owner: 'me' })).rejects.toThrow(
      /refuses the user of KUTIP_ARCHIVE \(401\).*Correct user and password/,
    );
    await fetch(`${cluster.nodes[0]!.url}/mapping-c0ffee000004`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"mappings":{"properties":{"number":{"type":"keyword"}}}}' });
    await expect(engineFor('mapping').call('open', { version: 'c0ffee000004', owner: 'me' })).rejects.toThrow(
      /expected the index mapping-c0ffee000004 to have been made by Kutip; its field "number" is not of the type long/,
    );
    const other = ungated('owned');
    await other.call('open', { version: 'c0ffee000005', owner: 'one' });
    await expect(other.call('open', { version: 'c0ffee000005', owner: 'two' })).rejects.toThrow(/belongs to a Kutip with another KUTIP_DATA_DIR/);
    gate.answer = { version: { number: '8.15.0' } };
    await expect(engineFor('version').call('open', { version: 'v', owner: 'me' })).rejects.toThrow(/expected OpenSearch 2 or 3 at .*; found something else 8.15.0/);
    gate.answer = null;
    gate.isClosed = true;
    await expect(engineFor('away').call('open', { version: 'v', owner: 'me' })).rejects.toThrow(/cannot be reached at .*; expected a node that answers/);
    gate.isClosed = false;
  }); // prettier-ignore

  it('refuses questions while it is away, loses nothing, and goes on by itself', async () => {
    const knowledge = join(folder, 'knowledge');
    const path = join(knowledge, 'articles.jsonl');
    const texts = Array.from({ length: 150 }, (_, at) => `The lighthouse of Harbour ${at} is ${at + 20} metres high. It was built in ${1700 + at}.`);
    const lines = () => `${texts.map((text, at) => JSON.stringify({ id: `tower-${at}`, title: `Tower ${at}`, language: 'en', published: '2025-05-01', text })).join('\n')}\n`;
    await import('node:fs/promises').then(({ mkdir }) => mkdir(knowledge));
    await writeFile(path, lines());
    const events: ThreadEvent[] = [];
    const start = () => {
      const thread = startArchive({ knowledge: [knowledge], segments: { folder: join(folder, 'index'), write: true, hot: 100, engine: addressOf('whole') } }, (event) => events.push(event));
      onTestFinished(() => thread.close());
      return thread;
    };
    const thread = start();
    await thread.loaded;
    const height = { text: 'How high is the lighthouse of Harbour 77?', askedAt: new Date('2025-06-01'), strictness: 'normal' } as const;
    const quoted = async (archive = thread.archive) => {
      const answer = await archive.ask(height);
      return answer.status === 'answered' ? answer.quotes[0]?.text : answer.reason;
    };
    expect(events.some(({ kind }) => kind === 'engine written')).toBe(true);
    expect(await quoted()).toContain('97 metres');

    gate.isClosed = true;
    await expect(thread.archive.ask({ ...height, text: 'When was the lighthouse of Harbour 12 built?' })).rejects.toThrow(Unsearchable);
    expect(() => { thread.check(); }).toThrow(/cannot be reached/);
    expect((await thread.archive.latest({ limit: 3 })).total).toBe(150);
    texts[77] = 'The lighthouse of Harbour 77 is 55 metres high now.';
    await writeFile(path, lines());
    const reread = thread.archive.reread();
    gate.isClosed = false;
    await reread;
    await vi.waitFor(() => { thread.check(); }, 15_000);
    expect(await quoted()).toContain('55 metres');

    await thread.close();
    const again = start();
    expect((await again.loaded).articles).toBe(150);
    expect(await quoted(again.archive)).toContain('55 metres');
  }); // prettier-ignore
});

/** What stands before a node for a user with a password, and can be closed. */
interface Gate {
  readonly url: string;
  readonly server: Server;
  isClosed: boolean;
  /** What it says of itself, in place of the node. */
  answer: object | null;
}

async function openGate(to: string): Promise<Gate> {
  const { hostname, port } = new URL(to);
  const expected = `Basic ${Buffer.from('kutip:pass word').toString('base64')}`;
  const server = createServer((incoming, outgoing) => {
    if (gate.isClosed) {
      incoming.socket.destroy();
    } else if (incoming.headers.authorization !== expected) {
      outgoing.writeHead(401).end();
    } else if (gate.answer !== null && incoming.url === '/') {
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(gate.answer));
    } else {
      const { method, url: path, headers } = incoming;
      const passed = request({ hostname, port, method, path, headers }, (response) => {
        outgoing.writeHead(response.statusCode!, response.headers);
        response.pipe(outgoing);
      });
      passed.on('error', () => outgoing.destroy());
      incoming.pipe(passed);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gate: Gate = { url, server, isClosed: false, answer: null };
  return gate;
}
