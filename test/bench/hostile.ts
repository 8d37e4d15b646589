import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { createArchive } from '../../src/answer/archive.ts';
import { readArticles } from '../../src/articles/read.ts';
import { limits } from '../../src/articles/limits.ts';
import { allows } from '../../src/ingest/fetch/robots-rules.ts';
import { jobs } from '../../src/ingest/jobs.ts';
import { nothingMore } from '../../src/ingest/nothing-more.ts';
import { articleOf } from '../answer/article.ts';
import { hostileFeed, hostileFile, hostilePage, hostileRobots, hostileText } from '../hostile-inputs.ts';

/** What an input may take of the archive or the reading thread. */
const bar = { ms: 1000, mb: 300 };

/** A step with an input: what is done, named as it is reported. */
type Step = readonly [name: string, work: () => unknown];

/** For each kind of input, what is tried and what is done with it; at the largest that gets so far. */
const kinds = {
  text: kind(fc.tuple(hostileText(limits.text), hostileText(500)), ([text, asked]) => articleSteps(text, '', asked)), 
  title: kind(fc.tuple(hostileText(2000), hostileText(500)), ([title, asked]) => articleSteps('Presiden datang pada 13 Januari 2022. Ia pulang.', title.slice(0, limits.title), asked)),
  question: kind(fc.tuple(hostileText(6000), hostileText(6000)), ([text, previous]) => questionSteps(text, previous)),
  page: kind(hostilePage(1_000_000), (page) => [['read', () => jobs.read({ bytes: Buffer.from(page), contentType: 'text/html', url: 'https://a.example/b' })]]),
  feed: kind(hostileFeed(1_000_000), (feed) => [['read', () => jobs.read({ bytes: Buffer.from(feed), contentType: 'application/rss+xml', url: 'https://a.example/feed' })]]),
  robots: kind(hostileRobots(512_000), robotsSteps),
  file: kind(hostileFile(300_000), ({ name, content }) => [['read', () => jobs.readFile({ name, bytes: Buffer.from(content) })]]),
}; // prettier-ignore

function kind<Input>(inputs: fc.Arbitrary<Input>, stepsOf: (input: Input) => readonly Step[]) {
  return { inputs: inputs as fc.Arbitrary<unknown>, stepsOf: stepsOf as (input: unknown) => readonly Step[] };
}

export type Kind = keyof typeof kinds;

const askedAt = new Date('2024-05-10');
const sample = createArchive();

function articleSteps(text: string, title: string, asked: string): readonly Step[] {
  const archive = createArchive();
  const found = { ...nothingMore, title, text, url: null, publisher: 'Warta', byline: null, published: '2024-05-01', updated: null, language: null, tags: [] }; // prettier-ignore
  const put = articleOf('a', text.toWellFormed(), { title, published: '2024-05-01' });
  const about = text.slice(1000, 1200) || title;
  const asks = [asked, `Kapan ${about}?`, `How many ${about}?`].map((question): Step => [
    'ask',
    () => archive.ask({ text: question, previous: about, askedAt, strictness: 'never' }),
  ]);
  return [
    ['prepare', () => jobs.prepare(found)],
    ['write', () => jobs.write(put)],
    [
      'put',
      () => {
        archive.apply({ put });
      },
    ],
    ...asks,
    ['suggest', () => archive.suggestArticles({ written: asked.slice(0, 100), limit: 25 })],
    ['search', () => archive.search({ words: about, askedAt, filter: {}, skip: 0, limit: 10 })],
    ['timeline', () => archive.timeline({ words: about, askedAt, filter: {}, skip: 0, limit: 10 })],
  ];
}

const questionSteps = (text: string, previous: string): readonly Step[] => [
  ['ask', () => sample.ask({ text, previous, askedAt, strictness: 'never' })],
  ['explain', () => sample.explain({ text, previous, askedAt, strictness: 'normal' })],
  ['search', () => sample.search({ words: text, askedAt, filter: {}, skip: 0, limit: 10 })],
  ['suggest', () => sample.suggestArticles({ written: text, limit: 25 })],
];

function robotsSteps(robots: string): readonly Step[] {
  const read = jobs.readRobots(Buffer.from(robots));
  return [
    ['read', () => jobs.readRobots(Buffer.from(robots))],
    [
      'allows',
      () => {
        if (!('reason' in read)) allows(read, `https://a.example/${'ab'.repeat(1000)}`);
      },
    ],
  ];
}

/** What the inputs of a kind took, the worst of each step. */
interface Figures {
  readonly runs: number;
  /** How often a step threw. */
  readonly thrown: number;
  readonly worst: Readonly<Record<string, number>>;
  readonly grownMb: number;
  readonly offender: string | null;
}

/** Tries inputs of one kind in this process, whose heap has no more room than one of them may take: what needs more ends it. */
async function tryKind(name: Kind, runs: number, seed: number): Promise<Figures> {
  const { inputs, stepsOf } = kinds[name];
  for await (const read of readArticles(['knowledge']))
    if ('article' in read) sample.apply({ put: read.article });
  const tried = fc.sample(inputs, { numRuns: runs, seed });
  // What is read in at the first is no input's fault.
  for (const [, work] of stepsOf(fc.sample(inputs, { numRuns: 1, seed: 1 })[0]))
    await Promise.resolve()
      .then(work)
      .catch(() => undefined);
  const before = process.memoryUsage().rss;
  const worst: Record<string, number> = {};
  let offender: string | null = null;
  let thrown = 0;
  for (const [at, input] of tried.entries()) {
    for (const [step, work] of stepsOf(input)) {
      const from = process.cpuUsage();
      try {
        await work();
      } catch {
        // In the thread, it would be refused with these words.
        thrown++;
      }
      const { user, system } = process.cpuUsage(from);
      const ms = (user + system) / 1000;
      if (ms > Math.max(bar.ms, ...Object.values(worst)))
        offender = `${at}, ${step}: ${JSON.stringify(input).slice(0, 300)}`;
      worst[step] = Math.max(worst[step] ?? 0, ms);
    }
  }
  const grownMb = (process.resourceUsage().maxRSS * 1024 - before) / 1e6;
  return { runs, thrown, worst, grownMb, offender };
}

/** Tries hostile inputs of every kind, each kind in a process of its own, and prints the most that one took. */
export async function benchHostile(runs: number, seed: number, only: Kind | undefined): Promise<void> {
  const rows: Record<string, object> = {};
  for (const name of only === undefined ? (Object.keys(kinds) as Kind[]) : [only]) {
    const child = fork(fileURLToPath(import.meta.url), [name, String(runs), String(seed)], { execArgv: ['--import', 'tsx', `--max-old-space-size=${bar.mb}`] }); // prettier-ignore
    const [figures] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => [{ runs: 0, thrown: 0, worst: {}, grownMb: NaN, offender: `ended with ${String(code)}` }]),
    ])) as [Figures]; // prettier-ignore
    const { worst, grownMb, offender } = figures;
    const [slowest = '–', ms = NaN] = Object.entries(worst).sort((a, b) => b[1] - a[1])[0] ?? [];
    const isWithin = ms <= bar.ms && grownMb <= bar.mb;
    rows[name] = { inputs: figures.runs, refused: figures.thrown, slowest, 'CPU ms': Math.round(ms), MB: Math.round(grownMb), bar: isWithin ? 'held' : 'BROKEN' }; // prettier-ignore
    console.log(name, rows[name]);
    if (offender !== null) console.log(`${name}, the worst: ${offender}`);
    if (!isWithin) process.exitCode = 1;
  }
  console.log(`the most that one input took; the bar is ${bar.ms} ms and ${bar.mb} MB; seed ${seed}`);
  console.table(rows);
  if (only !== undefined) return;
  const child = fork(fileURLToPath(import.meta.url), ['churn'], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
  });
  const [after] = (await once(child, 'message')) as [readonly number[]];
  console.log('MB of a process after adding and removing an article of unheard words so many times:');
  console.table(Object.fromEntries(rounds.map((round, at) => [round, Math.round(after[at]!)])));
}

/** How often an article of unheard words is added and removed, and what is left of the memory that it took. */
const rounds = [1, 12, 100];

/** Adds and removes an article whose every word is new, and asks meanwhile, so that all that is kept of words is made. @returns MB of the process after so many rounds */
function churn(): readonly number[] {
  const archive = createArchive();
  const after: number[] = [];
  for (let round = 1; round <= rounds.at(-1)!; round++) {
    const words = Array.from({ length: 30_000 }, (_, at) => `k${(round * 30_000 + at).toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)]!)}`); // prettier-ignore
    archive.apply({
      put: articleOf('a', `${words.join(' ').slice(0, limits.text - 1)}.`, { language: 'id' }),
    });
    archive.ask({ text: `Kapan ${words[1]}x datang?`, askedAt, strictness: 'never' });
    archive.apply({ remove: 'a' });
    (globalThis as { gc?: () => void }).gc?.();
    if (rounds.includes(round)) after.push(process.memoryUsage().rss / 1e6);
  }
  return after;
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , name, runs, seed] = process.argv;
  process.send(name === 'churn' ? churn() : await tryKind(name as Kind, Number(runs), Number(seed)));
}
