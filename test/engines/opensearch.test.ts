import { createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startArchive } from '../../src/answer/host/thread.ts';
import { openEnginePart } from '../../src/answer/host/engine-part.ts';
import { Unsearchable } from '../../src/answer/unsearchable.ts';
import { createArchive } from '../../src/answer/archive.ts';
import type { Article } from '../../src/articles/article.ts';
import { parseAddress, type EngineAddress } from '../../src/search/opensearch/address.ts';
import { createEngineSegments } from '../../src/search/opensearch/engine-segments.ts';
import { startEngine, type Engine } from '../../src/search/opensearch/engine.ts';
import { createSearchIndex, segmentOf, type SearchIndex } from '../../src/search/search-index.ts';
import { openSegment, writeSegment } from '../../src/search/segment-file.ts';
import { articleOf } from '../answer/article.ts';
import { firstStageContract, foundIn } from '../contracts/first-stage.ts';
import { textOf } from '../discord/connected.ts';
import { serving } from '../discord/serving.ts';
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
  /** Two of one engine would give their segments the same number within a tenth of a second. */
  const writers = new Map<Engine, ReturnType<typeof createEngineSegments>>();
  const writerOf = (engine: Engine) => {
    const known = writers.get(engine) ?? createEngineSegments(engine);
    writers.set(engine, known);
    return known;
  };
  /** Has the articles in memory searched in OpenSearch. */
  async function move(index: SearchIndex, engine: Engine, scope = 'shared'): Promise<void> {
    const path = join(folder, `${++written}.segment`);
    const noPause = () => Promise.resolve();
    const entries = index.hot().get(scope) ?? [];
    await writeSegment(path, { version: 'v', scope }, entries, index.lexicon, () => true, noPause);
    const file = await openSegment(path, 'v');
    index.move(await writerOf(engine).write(file, noPause), () => true);
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

  it('answers within a period, a language, a publisher and a server as the archive in memory does', async () => {
    const about = (id: string, metres: number, facts: Partial<Article>) =>
      articleOf(id, `The lighthouse of Northfield is ${metres} metres high.`, { language: 'en', ...facts });
    const articles = [
      about('old', 10, { published: '2020-05-01', publisher: 'The Herald' }),
      about('new', 20, { published: '2025-05-01', publisher: 'The Gazette' }),
      about('undated', 30, { publisher: 'The Gazette' }),
      about('future', 40, { published: '2031-05-01' }),
      articleOf('indonesian', 'Mercusuar Northfield tingginya 50 meter.', { language: 'id', published: '2025-05-01' }),
      about('servers/111111111111111111/own', 60, { published: '2025-06-01' }),
      about('servers/222222222222222222/others', 70, { published: '2025-05-01' }),
    ];
    const moved = opened(...articles);
    const engine = ungated('filters');
    await engine.call('open', { version: 'c0ffee000006', owner: 'me' });
    for (const scope of moved.hot().keys()) await move(moved, engine, scope);
    const [there, plain] = [createArchive(moved), createArchive(opened(...articles))];
    const at = (date: string) => Date.parse(date);
    const filters = [{}, { since: at('2025-01-01') }, { until: at('2021-01-01') }, { language: 'id' }, { source: 'gazette' }, { source: 'nobody' }, { server: '111111111111111111' }];
    const askedAt = new Date('2026-01-01');
    for (const filter of filters) {
      const question = { text: 'How high is the lighthouse of Northfield?', askedAt, strictness: 'never', filter } as const;
      expect(there.ask(question), JSON.stringify(filter)).toEqual(plain.ask(question));
    }
    const looked = { words: 'lighthouse -20', askedAt, filter: {}, skip: 0, limit: 9 };
    expect(there.search(looked)).toEqual(plain.search(looked));
  }); // prettier-ignore

  it('is complete again after a restart, but for what was never finished', async () => {
    const engine = ungated('restart');
    await engine.call('open', { version: 'c0ffee000002', owner: 'me' });
    const articles = [articleOf('one', 'The lighthouse of Northfield was repaired in 2025.', { language: 'en' })];
    const before = opened(...articles);
    await move(before, engine);
    await engine.call('write', [{ number: 65_536 * 7, segment: 7, terms: { northfield: 1 }, id: 'lost', title: '', url: null, publisher: null, language: 'en', published: null, tokens: new Uint8Array(0), text: new Uint8Array(0) }]);
    const segments = createEngineSegments(engine);
    const after = opened();
    for await (const source of segments.unseen()) after.adopt(source);
    await segments.removeUnfinished();
    expect(foundIn(after)).toEqual(foundIn(opened(...articles)));
    expect(await engine.call('removeUnfinished', { finished: [], before: Number.MAX_SAFE_INTEGER })).toBe(1);
  }); // prettier-ignore

  it('says in a sentence what is wrong with it', async () => {
    await expect(engineFor('rights', 'kutip:wrong').call('open', { version: 'c0ffee000003', owner: 'me' })).rejects.toThrow(
      /refuses the user of KUTIP_ARCHIVE \(401\).*Correct user and password/,
    );
    await fetch(`${cluster.nodes[0]!.url}/mapping-c0ffee000004`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"mappings":{"properties":{"number":{"type":"keyword"}}}}' });
    await expect(engineFor('mapping').call('open', { version: 'c0ffee000004', owner: 'me' })).rejects.toThrow(
      /expected the index mapping-c0ffee000004 to have been made by Kutip; its field "number" is not of the type long/,
    );
    const full = ungated('full');
    await full.call('open', { version: 'c0ffee000007', owner: 'me' });
    const block = (is: boolean) => fetch(`${cluster.nodes[0]!.url}/full-*/_settings`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ 'index.blocks.read_only_allow_delete': is || null }) });
    await block(true);
    for (const call of [() => full.call('check', undefined), () => full.call('finish', { segment: 1, head: new Uint8Array(1) })])
      await expect(call()).rejects.toThrow(/takes no articles: a disk is almost full.*Make room/);
    await block(false);
    await full.call('check', undefined);
    const other = ungated('owned');
    await other.call('open', { version: 'c0ffee000005', owner: 'one' });
    await expect(other.call('open', { version: 'c0ffee000005', owner: 'two' })).rejects.toThrow(/belongs to a Kutip with another KUTIP_DATA_DIR or KUTIP_STORE/);
    gate.answer = { version: { number: '8.15.0' } };
    await expect(engineFor('version').call('open', { version: 'v', owner: 'me' })).rejects.toThrow(/expected OpenSearch 2 or 3 at .*; found something else 8.15.0/);
    gate.answer = null;
    gate.isClosed = true;
    await expect(engineFor('away').call('open', { version: 'v', owner: 'me' })).rejects.toThrow(/cannot be reached at .*; expected a node that answers/);
    gate.isClosed = false;
  }); // prettier-ignore

  it('answers on Discord; while it is away says so kindly, loses nothing, and goes on by itself', async () => {
    const [knowledge, dataDir] = [join(folder, 'knowledge'), join(folder, 'data')];
    const texts = Array.from({ length: 150 }, (_, at) => `The lighthouse of Harbour ${at} is ${at + 20} metres high. It was built in ${1700 + at}.`);
    const write = async () => {
      const lines = texts.map((text, at) => JSON.stringify({ id: `tower-${at}`, title: `Tower ${at}`, language: 'en', published: '2025-05-01', text }));
      await writeFile(join(knowledge, 'articles.jsonl'), `${lines.join('\n')}\n`);
    };
    await mkdir(knowledge);
    await write();
    const where = { loopbackPorts: [], knowledge: [knowledge], dataDir, archive: addressOf('whole') };
    // A node whose memory is full for a moment.
    gate.refusals = 2;
    const { discord, kutip, logged, stop } = await serving(where);
    const ask = async (question: string) => {
      const asked = discord.interaction({ command: 'ask', options: { question }, locale: 'en-US' });
      return [plain(textOf(await asked.reply)), await asked.shown] as const;
    };
    const [answer, shown] = await ask('How high is the lighthouse of Harbour 77?');
    expect(answer).toContain('97 metres');
    await expect.poll(() => logged.some(({ msg }) => msg === 'written to OpenSearch'), { timeout: 20_000 }).toBe(true);
    expect(gate.refusals).toBe(0);
    expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);

    gate.isClosed = true;
    expect((await ask('When was the lighthouse of Harbour 12 built?'))[0]).toContain('search the articles right now');
    await expect(kutip.checks.archive!()).rejects.toThrow(/OpenSearch cannot be reached at/);
    expect(textOf(await discord.interaction({ command: 'latest' }).reply)).toContain('Tower');
    texts[77] = 'The lighthouse of Harbour 77 is 55 metres high now.';
    await write();
    gate.isClosed = false;
    await expect.poll(() => kutip.checks.archive!().then(() => 'well', String), { timeout: 20_000 }).toBe('well');
    await expect.poll(() => plain(textOf(discord.world.messages.get(shown.id) as never)), { timeout: 20_000 }).toContain('55 metres');
    expect((await ask('When was the lighthouse of Harbour 12 built?'))[0]).toContain('1712');

    await stop();
    gate.isClosed = true;
    const again = startArchive({ knowledge: [knowledge, join(dataDir, 'articles')], segments: { folder: join(dataDir, 'index'), write: true, engine: { address: where.archive } } }, () => undefined);
    onTestFinished(() => again.close());
    const question = { text: 'How high is the lighthouse of Harbour 77?', askedAt: new Date('2025-06-01'), strictness: 'normal' } as const;
    await expect(again.archive.ask(question)).rejects.toThrow(Unsearchable);
    gate.isClosed = false;
    expect(await again.loaded).toMatchObject({ articles: 150, refusals: [] });
    expect(await again.archive.ask(question)).toMatchObject({ quotes: [{ text: texts[77] }] });
  }, 90_000); // prettier-ignore

  it('has nothing of what a process that follows knows better: a new text, an article that was withdrawn', async () => {
    const [one, two, gone] = ['one', 'two', 'gone'].map((id) => articleOf(id, `The lighthouse of ${id} was repaired.`, { language: 'en' }));
    const engine = ungated('ahead');
    await engine.call('open', { version: 'c0ffee000008', owner: 'us' });
    const others = new Int32Array(new SharedArrayBuffer(4));
    const openPart = (index: SearchIndex) => openEnginePart(createEngineSegments(engine), others, index, undefined, () => undefined, () => Promise.resolve());
    const newer = { ...one!, text: 'The lighthouse of one was sold.' };
    const ahead = opened(newer, two!);
    const part = await openPart(ahead);
    await move(opened(one!, two!, gone!), engine);
    await part.follow();
    expect(Array.from(ahead.entries(), ({ text }) => text).sort()).toEqual([newer.text, two!.text].sort());
    expect(part.isWriter()).toBe(false);
    const isThere = (id: string) => part.has(segmentOf(ahead.get(id)!));
    expect([isThere('one'), isThere('two')]).toEqual([false, true]);
    // What was not here yet is found there once it is.
    ahead.put(gone!);
    await part.follow();
    expect(isThere('gone')).toBe(true);

    // Who has not followed for long asks for what has another place now.
    await writerOf(engine).remove(segmentOf(ahead.get('two')!)!, 3);
    await fetch(`${cluster.nodes[0]!.url}/ahead-*/_refresh`, { method: 'POST' });
    expect(() => ahead.get('gone')!.text).toThrow(/was moved within OpenSearch/);
    await move(opened(one!, two!, gone!), engine);
    await part.follow();
    expect(ahead.get('gone')!.text).toBe(gone!.text);

    // At a start, nobody knows which is newer: what is not as in the engine is not there, so that its file is read again.
    const starting = opened(newer);
    await openPart(starting);
    expect(Array.from(starting.entries(), ({ facts }) => facts.id).sort()).toEqual(['gone', 'two']);
  }); // prettier-ignore

  it('is followed by the processes that do not write to it, whichever writes', async () => {
    const knowledge = join(folder, 'both');
    await mkdir(knowledge);
    const text = (at: number, metres: number) => `The lighthouse of Harbour ${at} is ${metres} metres high.`;
    const write = (at: number, metres: number) =>
      writeFile(join(knowledge, `${at}.md`), `---\nid: tower-${at}\ntitle: Tower ${at}\nlanguage: en\npublished: 2025-05-01\n---\n${text(at, metres)}\n`);
    await Promise.all(Array.from({ length: 120 }, (_, at) => write(at, at + 20)));
    const open = (name: string, isWriter: boolean) => {
      const turn = new Int32Array(new SharedArrayBuffer(4)).fill(isWriter ? 1 : 0);
      const engine = { address: { nodes: [cluster.nodes[0]!.url], user: null, prefix: 'both' }, owner: 'us', turn };
      const index = join(folder, name);
      const thread = startArchive({ knowledge: [knowledge], segments: { folder: index, write: true, hot: 10, engine } }, () => undefined);
      onTestFinished(() => thread.close());
      const high = async (at: number) => {
        const answer = await thread.archive.ask({ text: `How high is the lighthouse of Harbour ${at}?`, askedAt: new Date('2025-06-01'), strictness: 'normal' });
        return answer.status === 'answered' ? answer.quotes[0]!.text : answer.reason.kind;
      };
      const own = async () => (await readdir(index)).filter((file) => file.endsWith('.segment'));
      return { ...thread, turn, high, own };
    };
    const [one, other] = [open('one', true), open('other', false)];
    await Promise.all([one.loaded, other.loaded]);
    for (const { high, own } of [one, other]) {
      await expect.poll(own, { timeout: 20_000 }).toEqual([]);
      expect(await high(77)).toBe(text(77, 97));
    }

    one.turn[0] = 0;
    other.turn[0] = 1;
    await Promise.all(Array.from({ length: 30 }, (_, at) => write(at, at + 500)));
    await rm(join(knowledge, '99.md'));
    for (const { archive } of [one, other]) await archive.reread();
    for (const { high, own } of [one, other]) {
      await expect.poll(own, { timeout: 20_000 }).toEqual([]);
      expect(await high(7)).toBe(text(7, 507));
      expect(await high(77)).toBe(text(77, 97));
      expect(await high(99)).not.toBe(text(99, 119));
    }
    // One that comes later has nothing to analyse.
    const late = open('late', false);
    expect(await late.loaded).toMatchObject({ articles: 119 });
    expect(await late.high(7)).toBe(text(7, 507));
    expect(await late.own()).toEqual([]);
  }, 90_000); // prettier-ignore
});

const plain = (drawn: string) => drawn.replaceAll('**', '');

/** What stands before a node for a user with a password, and can be closed. */
interface Gate {
  readonly url: string;
  readonly server: Server;
  isClosed: boolean;
  /** How many writings it refuses. */
  refusals: number;
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
    } else if (gate.refusals > 0 && incoming.url?.endsWith('/_bulk') === true) {
      gate.refusals--;
      incoming.resume();
      const error = { type: 'circuit_breaking_exception', reason: '[parent] Data too large' };
      outgoing
        .writeHead(429, { 'content-type': 'application/json' })
        .end(JSON.stringify({ error, status: 429 }));
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
  const gate: Gate = { url, server, isClosed: false, refusals: 0, answer: null };
  return gate;
}
