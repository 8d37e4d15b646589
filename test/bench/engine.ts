import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startArchive } from '../../src/answer/host/thread.ts';
import type { OpenArchive } from '../../src/answer/host/calls.ts';
import type { Answer } from '../../src/answer/answer.ts';
import type { EngineAddress } from '../../src/search/opensearch/address.ts';
import { startOpenSearch, type Cluster } from '../engines/opensearch.ts';
import { writeSet } from './scale.ts';
import { hitScores, placesOf, type Scores } from './score.ts';
import { askedAt, readSet, type EvaluationSet } from './sets.ts';
import { table } from './table.ts';
import { milliseconds, percentile } from './times.ts';

const warmUp = 50;
const mostQuestions = 400;
/** Questions per second while a node is lost, and for how many seconds. */
const perSecond = 20;
const lossSeconds = 30;
const killAfter = 5;

interface EngineOptions {
  readonly sizes: readonly number[];
  readonly nodes: number;
  readonly heap: string;
  readonly every: number;
}

/** Measures an archive in a cluster of this machine's, and prints it. */
export async function benchEngine(
  folder: string,
  { sizes, nodes, heap, every }: EngineOptions,
): Promise<void> {
  const set = readSet(folder);
  const scratch = await mkdtemp(join(tmpdir(), 'kutip-engine-'));
  const cluster = await startOpenSearch(nodes, heap);
  const address = (prefix: string): EngineAddress => ({
    nodes: cluster.nodes.map(({ url }) => url),
    user: null,
    prefix,
  });
  console.log(
    `${set.name}; ${nodes} nodes of ${heap}; node ${process.version}; load ${loadavg()[0]!.toFixed(1)}\n`,
  );
  try {
    if (every > 0) await compareQuotes(set, every, scratch, address('quotes'));
    for (const size of sizes) {
      const knowledge = join(scratch, `knowledge-${size}`);
      await mkdir(knowledge);
      await writeSet(set, size, join(knowledge, 'articles.jsonl'));
      await measure(set, size, knowledge, join(scratch, `index-${size}`), address(`of${size}`), cluster);
    }
  } finally {
    await cluster.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function withArchive<Measured>(
  knowledge: string,
  folder: string,
  engine: EngineAddress | null,
  measured: (archive: OpenArchive, loadedMs: number) => Promise<Measured>,
): Promise<Measured> {
  const startedAt = performance.now();
  const segments = { folder, write: true, hot: 500, engine: engine && { address: engine } };
  let kept!: () => void;
  const isKept = new Promise<void>((resolve) => (kept = resolve));
  const thread = startArchive({ knowledge: [knowledge], segments }, (event) => {
    if (event.kind === 'kept') kept();
    if (event.kind === 'engine' && event.problem !== null) console.log(`  ${event.problem}`);
    if (event.kind === 'crashed') console.log(event.error);
  });
  try {
    await thread.loaded;
    const loadedMs = performance.now() - startedAt;
    await isKept;
    return await measured(thread.archive, loadedMs);
  } finally {
    await thread.close();
  }
}

/** First quotes, and how many of them differ. */
async function compareQuotes(
  set: EvaluationSet,
  every: number,
  scratch: string,
  address: EngineAddress,
): Promise<void> {
  const judged = set.questions.filter(({ answerable }) => answerable).filter((_, at) => at % every === 0);
  const found = async (engine: EngineAddress | null) =>
    withArchive(
      set.articles,
      join(scratch, engine === null ? 'embedded' : 'engine'),
      engine,
      async (archive) => {
        const firsts: string[] = [];
        const places = [];
        for (const one of judged) {
          const answer = await archive.ask({
            text: one.question,
            askedAt: askedAt(set, one),
            strictness: 'never',
          });
          const quotes = answer.status === 'answered' ? answer.quotes : [];
          places.push(placesOf(one, quotes));
          firsts.push(quotes[0]?.text ?? '');
        }
        return { scores: hitScores(places), firsts };
      },
    );
  const [embedded, engine] = [await found(null), await found(address)];
  const row = (name: string, scores: Scores) => [
    name,
    ...Object.values(scores).map((share) => share?.toFixed(4) ?? null),
  ];
  console.log(
    table(
      [`${judged.length} questions`, ...Object.keys(engine.scores)],
      [row('embedded', embedded.scores), row('OpenSearch', engine.scores)],
    ),
  );
  const different = engine.firsts.filter((text, at) => text !== embedded.firsts[at]).length;
  console.log(`\nfirst quotes that differ: ${different}\n`);
}

async function measure(
  set: EvaluationSet,
  size: number,
  knowledge: string,
  folder: string,
  address: EngineAddress,
  cluster: Cluster,
): Promise<void> {
  const ask = (archive: OpenArchive, place: number) => {
    const judged = set.questions[place % set.questions.length]!;
    return archive.ask({ text: judged.question, askedAt: askedAt(set, judged), strictness: 'normal' });
  };
  const builtMs = await withArchive(knowledge, folder, address, (_, ms) => Promise.resolve(ms));
  console.log(
    `${size} articles: built in ${(builtMs / 1000).toFixed(0)} s; load ${loadavg()[0]!.toFixed(1)}`,
  );
  await untilMerged(cluster);
  const stats = await fetch(
    `${cluster.nodes[0]!.url}/_cat/indices/${address.prefix}-*?bytes=mb&h=pri.store.size,store.size`,
  );
  console.log(`MB on the disks of the engine, without and with replicas: ${(await stats.text()).trim()}`);
  await withArchive(knowledge, folder, address, async (archive, ms) => {
    const times: number[] = [];
    const known = new Map<number, string>();
    for (let place = 0; place < warmUp + mostQuestions; place++) {
      const startedAt = performance.now();
      known.set(place % set.questions.length, shown(await ask(archive, place)));
      if (place >= warmUp) times.push(performance.now() - startedAt);
    }
    console.log(
      `restarted in ${(ms / 1000).toFixed(1)} s; question p50 / p99 ${milliseconds(percentile(times, 0.5))} / ${milliseconds(percentile(times, 0.99))}; this process ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB; load ${loadavg()[0]!.toFixed(1)}`,
    );
    if (cluster.nodes.length > 1) await loseManager(archive, ask, known, cluster, set);
  });
}

/** Waits until no node copies small files into large ones any more, which takes a processor of its own. */
async function untilMerged({ nodes }: Cluster): Promise<void> {
  for (;;) {
    const response = await fetch(`${nodes[0]!.url}/_stats/merge`);
    const { _all } = (await response.json()) as { _all: { total: { merges: { current: number } } } };
    if (_all.total.merges.current === 0) return;
    await wait(2000);
  }
}

/** Kills the elected manager while questions come in, and compares the answers with those of before. */
async function loseManager(
  archive: OpenArchive,
  ask: (archive: OpenArchive, place: number) => Promise<Answer>,
  known: ReadonlyMap<number, string>,
  cluster: Cluster,
  set: EvaluationSet,
): Promise<void> {
  const response = await fetch(`${cluster.nodes[0]!.url}/_cat/cluster_manager?h=node`);
  const elected = (await response.text()).trim();
  const node = cluster.nodes.find(({ name }) => name === elected)!;
  const times: number[] = [];
  let [failed, wrong] = [0, 0];
  const asking: Promise<void>[] = [];
  const all = [...known.keys()];
  for (let at = 0; at < lossSeconds * perSecond; at++) {
    if (at === killAfter * perSecond) void node.kill();
    const place = all[at % all.length]!;
    const startedAt = performance.now();
    asking.push(
      ask(archive, place).then(
        (answer) => {
          times.push(performance.now() - startedAt);
          if (shown(answer) !== known.get(place % set.questions.length)) wrong++;
        },
        (error: unknown) => {
          console.log(`  ${String(error)}`);
          failed++;
        },
      ),
    );
    await wait(1000 / perSecond);
  }
  await Promise.all(asking);
  console.log(
    `kill -9 of ${elected}, the elected manager, at ${perSecond} questions a second: ${times.length} answered, ${failed} failed, ${wrong} other than before; slowest ${milliseconds(Math.max(...times))}, p50 ${milliseconds(percentile(times, 0.5))}\n`,
  );
  await node.restart();
}

const shown = (answer: Answer) =>
  answer.status === 'answered' ? answer.quotes.map(({ text }) => text).join('\n') : answer.reason.kind;
