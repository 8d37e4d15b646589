import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startOpenSearch } from '../engines/opensearch.ts';
import { generatedArticles } from '../generated-articles.ts';
import type { Asked, Exchange } from '../loopback/exchange.ts';
import { user, type Channel } from '../loopback/payloads.ts';
import { startDiscord, type LoopbackDiscord } from '../loopback/server.ts';
import { hasPostgres, startPostgres, type TestPostgres } from '../postgres.ts';
import { startProgram } from './program.ts';

const shards = 4;
const processes = 3;
const feeds = 10;
/** How many people ask in turn, so that nobody asks too much. */
const people = 300;
/** As on Discord: logins of a bucket are so far apart, in milliseconds; a little less, since it is not the sender's clock. */
const identifyMs = 4_500;
/** How long a process that was killed stays away, and how long all goes on afterwards, in milliseconds. */
const awayMs = 10_000;
const settleMs = 25_000;
/** How long PostgreSQL is stopped, in milliseconds. */
const stoppedMs = 30_000;
/** How long a process hangs, in milliseconds. */
const hungMs = 20_000;
/** How long feeds are not due again, in milliseconds: a leader looks for them every 15 seconds. */
const roundMs = 30_000;
/** Faults of each phase that are shown. */
const mostShown = 5;
/** Articles besides those that are asked about, where these are searched in OpenSearch: so many that they move there. */
const others = 3000;
/** How long the last answers and corrections may take, in milliseconds. */
const restMs = 90_000;

type Program = ReturnType<typeof startProgram>;

interface Asking {
  readonly exchange: Exchange;
  readonly at: number;
  readonly phase: string;
}

/**
 * Three processes on one Discord and one PostgreSQL, asked without a pause, of which each is killed in turn, then the leader; then
 * the next leader hangs for a while, and then PostgreSQL is stopped. Tells what was lost or done twice.
 *
 * @param perSecond questions per second
 * @param killed how many processes are killed before the leader is
 * @param hasEngine whether the processes share an index in OpenSearch
 */
export async function benchCluster(perSecond: number, killed: number, hasEngine: boolean): Promise<void> {
  if (!hasPostgres) {
    console.log('skipped, since there is no PostgreSQL on this machine (apt-get install postgresql)');
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'kutip-cluster-'));
  const knowledge = join(folder, 'knowledge');
  await mkdir(knowledge);
  const postgres = await startPostgres();
  const engine = hasEngine ? await startOpenSearch(1, '512m') : null;
  if (engine !== null) {
    const lines = Array.from(generatedArticles(others), (article) => `${JSON.stringify(article)}\n`);
    await writeFile(join(knowledge, 'others.jsonl'), lines);
  }
  const archive = engine && `opensearch:${engine.nodes[0]!.url}/kutip`;
  const discord = await startDiscord({ schema: false, shards, identifyMs });
  const site = await feedSite();
  try {
    await run({ folder, knowledge, postgres, archive, discord, site, perSecond, killed });
  } finally {
    site.close();
    await discord.close();
    await engine?.close();
    await postgres.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly folder: string;
  readonly knowledge: string;
  readonly postgres: TestPostgres;
  readonly archive: string | null;
  readonly discord: LoopbackDiscord;
  readonly site: Awaited<ReturnType<typeof feedSite>>;
  readonly perSecond: number;
  readonly killed: number;
}

/** Feeds of three entries each, which takes down when each was read. */
async function feedSite() {
  const reads: { readonly feed: string; readonly at: number }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (!path.startsWith('/feed-')) {
      response.writeHead(404).end();
      return;
    }
    reads.push({ feed: path, at: Date.now() });
    const items = [1, 2, 3].map(
      (item) =>
        `<item><title>Item ${item} of ${path}</title><link>http://127.0.0.1${path}/${item}</link><description>${`Paragraph ${item} of ${path} tells of a bridge. `.repeat(20)}</description></item>`,
    );
    response.writeHead(200, { 'content-type': 'application/rss+xml' });
    response.end(
      `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed ${path}</title>${items.join('')}</channel></rss>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, reads, close: () => server.close() };
}

/** An article of its own for each phase, which is corrected in it. */
const topics = ['Sukamaju', 'Cikolot', 'Jatimulyo', 'Wonosari', 'Bantarjaya', 'Tanjungsari'];
const dayOf = (isCorrected: boolean) => (isCorrected ? '19 Mei 2024' : '4 Maret 2024');
const questionOn = (topic: string) => `kapan jembatan ${topic} dibuka untuk umum?`;

async function run({
  folder,
  knowledge,
  postgres,
  archive,
  discord,
  site,
  perSecond,
  killed,
}: Place): Promise<void> {
  const faults: string[] = [];
  const say = (topic: string, isCorrected: boolean) =>
    writeFile(
      join(knowledge, `${topic}.md`),
      `---\ntitle: Jembatan ${topic} dibuka\npublisher: Kabar Uji\npublished: 2024-05-20T08:00:00+07:00\nlanguage: id\n---\n\nJembatan ${topic} dibuka untuk umum pada ${dayOf(isCorrected)} setelah dibangun selama tiga tahun.\n\nWarga ${topic} menyambutnya dengan pesta rakyat di tepi sungai.\n`,
    );
  for (const topic of topics) await say(topic, false);
  // Enough for all questions: in one channel, only four are answered a second.
  const channels = Array.from(
    { length: 5 * shards },
    (_, at) => discord.join(`server ${at}`, { shard: at % shards })[0]!,
  );

  const all: Program[] = [];
  const running: Program[] = [];
  const start = (place: number) => {
    const program = startProgram([], {
      DISCORD_TOKEN: discord.token,
      KUTIP_DISCORD_API: discord.api,
      KUTIP_DATA_DIR: join(folder, `data-${place}`),
      KUTIP_STORE: postgres.url(),
      KUTIP_PORT: '0',
      KUTIP_LOOPBACK_PORTS: String(site.port),
      KUTIP_KNOWLEDGE: knowledge,
      ...(archive !== null && { KUTIP_ARCHIVE: archive }),
    });
    all.push(program);
    running[place] = program;
    return program;
  };
  const linesOf = (program: Program) =>
    program
      .out()
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as { time: number; level: number; msg: string; reason?: string });
  /** When processes began to lead, and which. */
  const terms = () =>
    all
      .flatMap((program) =>
        linesOf(program)
          .filter(({ msg }) => msg.startsWith('this process leads now'))
          .map(({ time }) => ({ program, time })),
      )
      .sort((one, other) => one.time - other.time);

  const isKeptInEngine = (program: Program) => program.out().includes('written to OpenSearch');
  for (let place = 0; place < processes; place++) start(place);
  await Promise.all(running.map((program) => program.printed(/Kutip is ready/)));
  await until(() => new Set(discord.gateway.shards).size === shards, 60_000);
  if (archive !== null) await until(() => all.some(isKeptInEngine), 120_000);
  await addFeeds(discord, channels, site.port, faults);

  const asked: Asking[] = [];
  let phase = 'calm';
  const over = new AbortController();
  const asking = (async () => {
    const askers = Array.from({ length: people }, (_, at) => user(`person ${at}`));
    const begun = performance.now();
    for (let count = 0; !over.signal.aborted; count++) {
      const topic = topics[count % topics.length]!;
      const channel = channels[count % channels.length]!;
      const who = askers[count % people]!;
      const question = questionOn(topic);
      const exchange =
        count % 2 === 0
          ? discord.interaction({ command: 'ask', options: { question }, channel, user: who, locale: 'id' })
          : discord.message({ content: `${discord.mention} ${question}`, channel, user: who });
      asked.push({ exchange, at: Date.now(), phase });
      await wait(Math.max(0, begun + ((count + 1) * 1000) / perSecond - performance.now()));
    }
  })();
  /** When feeds became due. */
  const rounds: number[] = [];
  const due = setInterval(() => {
    rounds.push(Date.now());
    postgres.query(`UPDATE feeds SET next = 0`).catch(() => undefined);
  }, roundMs);

  const shownBefore = (topic: string) =>
    asked.filter(({ exchange }) => isAnswered(exchange) && textOf(exchange).includes(topic));
  const corrected: { topic: string; of: Exchange[] }[] = [];
  const correct = async (topic: string) => {
    corrected.push({ topic, of: shownBefore(topic).map(({ exchange }) => exchange) });
    await say(topic, true);
  };
  await wait(settleMs);

  const leaders: string[] = [];
  const kills: number[] = [];
  const kill = async (place: number, topic: string) => {
    const program = running[place]!;
    const isLeader = terms().at(-1)?.program === program;
    await correct(topic);
    const at = Date.now();
    kills.push(at);
    program.kill();
    await program.ended;
    await wait(awayMs);
    start(place);
    await wait(settleMs);
    if (!isLeader) return;
    const next = terms().find(({ time, program: other }) => time > at && other !== program);
    leaders.push(next === undefined ? 'none' : `${((next.time - at) / 1000).toFixed(1)} s`);
  };
  for (let place = 0; place < killed; place++) {
    phase = `kill ${place + 1}`;
    await kill(place, topics[place]!);
  }
  phase = 'kill of the leader';
  await kill(running.indexOf(terms().at(-1)!.program), topics[3]!);
  phase = 'the leader hangs';
  const hanging = terms().at(-1)!.program;
  await correct(topics[4]!);
  const hungAt = Date.now();
  kills.push(hungAt);
  process.kill(hanging.pid, 'SIGSTOP');
  await wait(hungMs);
  process.kill(hanging.pid, 'SIGCONT');
  await wait(settleMs);
  const afterHang = terms().find(({ time, program }) => time > hungAt && program !== hanging);
  // Its connections stay open, which only it could close.
  const otherProblems = discord.problems
    .splice(0)
    .filter((problem) => !problem.endsWith('is connected twice'));
  faults.push(...otherProblems);
  phase = 'PostgreSQL stopped';
  await correct(topics[5]!);
  const stoppedAt = Date.now();
  await postgres.kill();
  await wait(stoppedMs);
  await postgres.start();
  const startedAt = Date.now();
  await wait(settleMs);
  const afterStop = terms().find(({ time }) => time > startedAt);
  phase = 'calm again';
  await wait(settleMs);
  over.abort();
  clearInterval(due);
  await asking;

  const isOwed = ({ exchange }: Asking) =>
    !('responded' in exchange) || (exchange as Asked).responded !== undefined;
  await until(() => asked.every((one) => !isOwed(one) || isAnswered(one.exchange)), restMs);
  const isCorrected = (exchange: Exchange) => {
    const shown = discord.world.messages.get(
      exchange.said.items.find(({ messageId }) => messageId !== undefined)?.messageId ?? '',
    );
    return JSON.stringify(shown ?? '').includes('Dikoreksi');
  };
  await until(() => corrected.every(({ of }) => of.every(isCorrected)), restMs);

  console.log('| phase | questions | never acknowledged | lost | answered twice | slowest |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  for (const name of new Set(asked.map(({ phase }) => phase))) {
    const some = asked.filter((one) => one.phase === name);
    const lost = some.filter((one) => isOwed(one) && !isAnswered(one.exchange));
    const twice = some.filter(
      ({ exchange: { said } }) => new Set(said.items.map(({ messageId }) => messageId)).size > 1,
    );
    for (const { exchange } of [...lost, ...twice].slice(0, mostShown))
      faults.push(
        `${name}: ${exchange.said.items.map(({ how }) => how).join()} ${textOf(exchange)}`.slice(0, 400),
      );
    const slowest = Math.max(...some.map(({ exchange: { said } }) => said.items[0]?.ms ?? 0));
    console.log(
      `| ${name} | ${some.length} | ${some.filter((one) => !isOwed(one)).length} | ${lost.length} | ${twice.length} | ${(slowest / 1000).toFixed(1)} s |`,
    );
  }
  const twiceRead = rounds.flatMap((from, place) => {
    const to = rounds[place + 1] ?? Infinity;
    const isKilledIn = [...kills, stoppedAt].some((at) => at > from - roundMs && at < to);
    const reads = site.reads.filter(({ at }) => at >= from && at < to).map(({ feed }) => feed);
    return isKilledIn ? [] : reads.filter((feed, at) => reads.indexOf(feed) !== at);
  });
  const uncorrected = corrected.flatMap(({ topic, of }) =>
    of.filter((one) => !isCorrected(one)).map(() => topic),
  );
  const corrections = corrected.reduce((sum, { of }) => sum + of.length, 0);
  console.log(
    `another leader after ${leaders.join(', ')}; ${afterHang === undefined ? 'never' : `after ${((afterHang.time - hungAt) / 1000).toFixed(1)} s`} where it hung; after PostgreSQL was back, one ${afterStop === undefined ? 'never' : `after ${((afterStop.time - startedAt) / 1000).toFixed(1)} s`}`,
  );
  console.log(
    `${site.reads.length} readings of ${feeds} feeds, ${twiceRead.length} twice in a round without a kill`,
  );
  console.log(`${corrections} answers to be corrected, ${uncorrected.length} were not`);
  const complaints = new Map<string, number>();
  for (const { level, msg } of all.flatMap(linesOf))
    if (level >= 40)
      complaints.set(
        msg.replace(/\d+/g, 'N').slice(0, 160),
        (complaints.get(msg.replace(/\d+/g, 'N').slice(0, 160)) ?? 0) + 1,
      );
  console.log('warnings and errors in the logs:');
  for (const [words, times] of [...complaints].sort(([, one], [, other]) => other - one))
    console.log(`${times} × ${words}`);
  for (const program of running) await program.stop();
  faults.push(
    ...discord.problems,
    ...twiceRead.map((feed) => `${feed} was read twice`),
    ...uncorrected.map((topic) => `an answer on ${topic} was not corrected`),
  );
  for (const fault of faults) console.error(`FAULT: ${fault}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

/** As moderators of all servers, so that some are asked of a process that does not lead. */
async function addFeeds(
  discord: LoopbackDiscord,
  channels: readonly Channel[],
  port: number,
  faults: string[],
): Promise<void> {
  for (let feed = 0; feed < feeds; feed++) {
    const options = { url: `http://127.0.0.1:${port}/feed-${feed}` };
    const channel = channels[feed % channels.length]!;
    const added = discord.interaction({
      command: 'kutip feed add',
      options,
      channel,
      user: discord.users.moderator,
      locale: 'id',
    });
    const reply = await added.said
      .when(({ reply }) => JSON.stringify(reply ?? '').includes('feed-'), 'the feed', 30_000)
      .catch(() => null);
    if (reply === null) faults.push(`feed ${feed} could not be added: ${textOf(added).slice(0, 300)}`);
  }
}

const textOf = ({ said }: Exchange) => JSON.stringify(said.items.map(({ reply }) => reply ?? null));

const isAnswered = (exchange: Exchange) =>
  [dayOf(false), dayOf(true)].some((day) => textOf(exchange).includes(day.slice(0, 5)));

async function until(isSo: () => boolean, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  while (!isSo() && performance.now() < end) await wait(200);
}
