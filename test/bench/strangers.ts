import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { textOf } from '../discord/connected.ts';
import { user, type Channel } from '../loopback/payloads.ts';
import { startDiscord, type LoopbackDiscord } from '../loopback/server.ts';
import { startBotProcess, type BotProcess } from './bot-process.ts';
import { createAskers, joinServers, poisson, saturated, type Load } from './load.ts';
import { percentile } from './times.ts';

/** What those on other servers may wait, in milliseconds. */
const bar = { acknowledged: 250, answered: 2000 };
/** Questions per second that they ask, and how long at least while something is done to the bot. */
const perSecond = 5;
const leastMs = 8000;
/** What a stranger waits for themselves is their own affair, in milliseconds. */
const patienceMs = 120_000;
const servers = 50;

const kana = 'カタカナ漢字'.repeat(42_000);
const longSentence = Array.from({ length: 29_000 }, (_, at) => `kata${at % 97} Presiden`).join(' ').slice(0, 290_000); // prettier-ignore
const page = (title: string, text: string, head = '') =>
  `<!doctype html><html lang="id"><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1><p>${text}</p></article></body></html>`;
const line = (fields: object) => JSON.stringify({ title: 'Judul', text: 'Satu kalimat.', ...fields });

/** Files of a hostile site by their paths. */
const files: Readonly<Record<string, string | Buffer>> = {
  '/kana.html': page('Kana', kana),
  '/kana.txt': `Kana\n\n${kana}`,
  '/sentence.txt': `Kalimat\n\n${longSentence}.`,
  '/fields.html': page(
    'Judul'.repeat(160_000),
    'Satu kalimat yang cukup panjang untuk sebuah berita. '.repeat(9),
    `<meta property="og:site_name" content="${'Penerbit'.repeat(75_000)}">${'<meta property="article:tag" content="tag">'.repeat(100_000)}`,
  ),
  '/fields.jsonl': line({ tags: Array.from({ length: 400_000 }, (_, at) => `tag${at}`), publisher: 'P'.repeat(600_000) }), // prettier-ignore
  '/nested.md': `---\ntitle: Judul\n---\n\n${'> - '.repeat(30_000)}kata`,
  '/brackets.md': `---\ntitle: Judul\n---\n\n${'![a]('.repeat(24_000)}`,
  '/yaml.md': `---\ntitle: Judul\n${Array.from({ length: 30_000 }, (_, at) => `k${at}: &a${at} [*a0]`).join('\n')}\n---\n\nSatu kalimat.`, // prettier-ignore
  '/lines.jsonl': `${line({ text: 'x' })}\n`.repeat(100_000).slice(0, 4_900_000),
  '/bomb.jsonl.gz': gzipSync(Buffer.alloc(200_000_000, 'a')),
  '/good.txt': 'Jembatan Wonosari dibuka\n\nBupati membuka Jembatan Wonosari pada hari Senin.',
  '/deep.xml': `<rss><channel>${'<li>'.repeat(250_000)}`,
};
/** On its own port, since it is for all files there. */
const robots = Array.from({ length: 14_000 }, (_, at) => `User-agent: a${at}\n`).join('') +
  'User-agent: *\n' + Array.from({ length: 32_000 }, (_, at) => `Disallow: /${at}*\n`).join('').slice(0, 300_000); // prettier-ignore
const stars = `User-agent: *\nDisallow: /${'*a'.repeat(250_000)}`;

/** A hostile site, and one with each hostile robots.txt. */
async function hostileSites() {
  const sites = await Promise.all(
    ['', robots, stars].map(async (rules) => {
      const server = createServer(({ url = '' }, response) => {
        const body = url === '/robots.txt' ? rules : files[url];
        if (body === undefined || body === '') response.writeHead(404).end();
        else response.writeHead(200, { 'content-type': url.endsWith('.html') ? 'text/html' : url.endsWith('.xml') ? 'application/rss+xml' : 'text/plain' }).end(body); // prettier-ignore
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return { server, port: (server.address() as AddressInfo).port };
    }),
  );
  return {
    ports: sites.map(({ port }) => port),
    close: () => {
      for (const { server } of sites) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

/** What a stranger who moderates a server of their own does: a command with its options. */
type Deed = readonly [command: string, options: Record<string, string>];

function deedsOn([plain, ofRobots, ofStars]: readonly number[]): Readonly<Record<string, readonly Deed[]>> {
  const at = (port: number | undefined, path: string) => `http://127.0.0.1:${port}${path}`;
  const upload = (path: string): Deed => ['kutip add', { file: at(plain, path) }];
  const add = (path: string): Deed => ['kutip add', { url: at(plain, path) }];
  const ask = (question: string): Deed => ['ask', { question }];
  return {
    'robots.txt with 46,000 lines': [
      ['kutip add', { url: at(ofRobots, '/kana.html') }],
      ['kutip feed add', { url: at(ofRobots, '/deep.xml') }],
    ],
    'robots.txt of one wildcard after another': [['kutip add', { url: at(ofStars, '/kana.html') }]],
    'kana without an end, as a page and a file, and a question about it': [
      add('/kana.html'),
      upload('/kana.txt'),
      ask(`カタカナ漢字${'カタ漢'.repeat(80)}`),
    ],
    'a sentence of 290,000 characters, and questions about it': [
      upload('/sentence.txt'),
      ask(`Kapan ${longSentence.slice(0, 280)}?`),
      ask('Kapan Presiden kata1 kata2 kata3 kata4 kata5?'),
    ],
    Markdown: [upload('/nested.md'), upload('/brackets.md')],
    'YAML with 30,000 keys': [upload('/yaml.md')],
    '4.9 MB of JSON Lines': [upload('/lines.jsonl')],
    '200 MB in a .jsonl.gz of 200 KB': [upload('/bomb.jsonl.gz')],
    'fields without limits': [add('/fields.html'), upload('/fields.jsonl'), ['latest', {}], ['sources', {}]],
    'a feed nested without end': [['kutip feed add', { url: at(plain, '/deep.xml') }]],
  };
}

/**
 * Does to a bot in a process of its own what strangers have done to it, while others ask on other servers, and prints how long
 * those waited; then restarts it, and prints whether all is well and who was named.
 */
export async function benchStrangers(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'kutip-strangers-'));
  const questions = readFileSync('test/fixtures/knowledge-questions.jsonl', 'utf8').trim().split('\n').map((one) => (JSON.parse(one) as { question: string }).question); // prettier-ignore
  const sites = await hostileSites();
  const discord = await startDiscord({ schema: false, keep: 5_000 });
  const [home] = discord.join('Strangers', { at: new Date('2022-01-01') });
  const channels = joinServers(discord, servers);
  const start = async () => {
    const bot = await startBotProcess({
      knowledge: 'knowledge',
      dataDir: join(scratch, 'data'),
      discord,
      environment: { KUTIP_LOOPBACK_PORTS: sites.ports.join(), KUTIP_PORT: '0' },
    });
    await bot.logged('articles loaded');
    await discord.ready(++starts);
    // The next time, the commands are registered already.
    if (starts === 1) await bot.ready();
    return bot;
  };
  let starts = 0;
  const ask = createAskers(discord, channels, questions);
  const rows: Record<string, object> = {};
  let bot = await start();
  try {
    await saturated(ask, 100, 1);
    const seen = { 'nothing hostile': [], ...deedsOn(sites.ports) } as Readonly<Record<string, readonly Deed[]>>; // prettier-ignore
    for (const [name, deeds] of Object.entries(seen)) {
      const told: string[] = [];
      let isDone = false;
      const startedAt = performance.now();
      const doing = doAll(deeds, { discord, channel: home!, told }).finally(() => (isDone = true));
      const load = await poisson(ask, perSecond, (_, ms) => ms > leastMs && isDone);
      await doing;
      rows[name] = figures(load, performance.now() - startedAt);
      for (const one of told) console.log(`${name}: ${one}`);
    }
    await printComplaints('before the restart', bot);
    await bot.stop();
    bot = await start();
    await saturated(ask, 100, 1);
    rows['after a restart'] = figures(await poisson(ask, perSecond, (_, ms) => ms > leastMs), leastMs);
    const told: string[] = [];
    await doAll([['kutip add', { file: `http://127.0.0.1:${sites.ports[0]}/good.txt` }], ['sources', {}]], { discord, channel: home!, told }); // prettier-ignore
    for (const one of told) console.log(`after a restart: ${one}`);
    await printComplaints('after the restart', bot);
    console.log(`bar: acknowledged within ${bar.acknowledged} ms (p99), answered within ${bar.answered} ms`);
    console.table(rows);
  } finally {
    await bot.stop();
    await discord.close();
    sites.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

let strangers = 0;

async function doAll(
  deeds: readonly Deed[],
  { discord, channel, told }: { discord: LoopbackDiscord; channel: Channel; told: string[] },
): Promise<void> {
  for (const [command, options] of deeds) {
    const by = {
      user: user(`stranger${strangers++}`),
      permissions: PermissionFlagsBits.ManageGuild,
      channel,
    };
    const { said } = discord.interaction({ command, options, ...by });
    const { reply } = await said
      .when(({ reply }) => reply !== undefined, `the reply to /${command}`, patienceMs)
      .catch(() => ({ reply: {} }));
    told.push(`/${command}: ${textOf(reply!).replace(/\s+/g, ' ').slice(0, 160)}`);
  }
}

const figures = ({ acknowledgedMs, answeredMs, lost }: Load, ms: number) => {
  const p99 = percentile(acknowledgedMs, 0.99) ?? NaN;
  const slowest = Math.max(...answeredMs);
  return {
    'took s': Math.round(ms / 1000),
    questions: answeredMs.length,
    lost,
    'acknowledged p99': Math.round(p99),
    'answered p50': Math.round(percentile(answeredMs, 0.5) ?? NaN),
    'answered max': Math.round(slowest),
    bar: lost === 0 && p99 <= bar.acknowledged && slowest <= bar.answered ? 'held' : 'BROKEN',
  };
};

/** Prints each complaint with how often it came, and whom the last of them names. */
async function printComplaints(when: string, { complaints, logged }: BotProcess): Promise<void> {
  console.log(`what the operator saw ${when}:`);
  for (const [words, count] of complaints) {
    const { server, what, file, article, reason } = (await logged(words)).line;
    console.log(
      `  ${count} × ${words}`,
      JSON.stringify({ server, what, file, article, reason }).slice(0, 300),
    );
  }
}
