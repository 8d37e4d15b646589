import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { startArchive } from '../../src/answer/host/thread.ts';
import type { OpenArchive } from '../../src/answer/host/calls.ts';
import { readArticles } from '../../src/articles/read.ts';
import { withBot } from './bot-process.ts';
import { searchBesideLucene } from './lucene.ts';
import { plainMiniSearch } from './plain-minisearch.ts';
import { askedAt, readSet, type EvaluationSet } from './sets.ts';
import { milliseconds, percentile, ratio, timed } from './times.ts';

const warmUp = 50;
/** Questions that MiniSearch as it comes is asked: it is slow. */
const plainQuestions = 40;
/** Milliseconds after which a process is at rest: its garbage is collected by then. */
const restMs = 30_000;

type Rows = Record<string, string>;

/**
 * Measures building, restarting, asking and changing an archive of the articles of a set, and prints it.
 *
 * @param lucene the script that runs Lucene, when it is to be measured in the same run
 */
export async function speed(folder: string, { lucene }: { readonly lucene?: string }): Promise<void> {
  if (lucene !== undefined && !existsSync(lucene))
    throw new Error(`There is no file "${lucene}" to run Lucene with.`);
  const set = readSet(folder);
  const scratch = await mkdtemp(join(tmpdir(), 'kutip-speed-'));
  try {
    const rows = {
      ...(await buildAndRestart(set, scratch)),
      ...(await questions(set, scratch)),
      ...(await searchBesideLucene(set, join(scratch, wholeIndex), lucene)),
    };
    console.log(`${set.name}, ${set.questions.length} questions, node ${process.version}`);
    for (const [what, value] of Object.entries(rows)) console.log(`${what.padEnd(58)} ${value}`);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/** Of the articles of the set alone; that of the bot is of its data folder too. */
const wholeIndex = 'whole';

/** The real bot in a process of its own: once without segments, once with them. */
async function buildAndRestart(set: EvaluationSet, dataDir: string): Promise<Rows> {
  const places = { knowledge: set.articles, dataDir };
  const build = await withBot(places, async (bot) => {
    await bot.ready();
    bot.watch();
    const built = await bot.logged('articles loaded');
    const { delayMs } = await bot.feeling();
    const written = await bot.logged('index written');
    await wait(restMs);
    const { rssBytes } = await bot.feeling();
    return {
      'built, from the start of the process': seconds(built.ms),
      'event-loop delay of the Discord thread meanwhile, p99.9': milliseconds(delayMs.p999),
      'event-loop delay of the Discord thread meanwhile, most': milliseconds(delayMs.max),
      'process at rest after the build': megabytes(rssBytes),
      'all of it on the disk': seconds(written.ms),
    };
  });
  const restart = await withBot(places, async (bot) => {
    await bot.ready();
    const answeredMs = await bot.ask(set.questions[0]!.question);
    const loaded = await bot.logged('articles loaded');
    await wait(restMs);
    const { rssBytes } = await bot.feeling();
    return {
      'articles that came from segments at the restart': String(loaded.line.fromDisk),
      'restart to all articles loaded': seconds(loaded.ms),
      'restart to first answer on Discord': seconds(answeredMs),
      'process at rest after the restart': megabytes(rssBytes),
    };
  });
  return { ...build, ...restart };
}

/** Questions and changes through the thread; then of every second article, and of MiniSearch as it comes. */
async function questions(set: EvaluationSet, dataDir: string): Promise<Rows> {
  const whole = join(dataDir, wholeIndex);
  await keepIndex(set.articles, whole);
  const all = await asked(set, set.articles, whole);
  const halfFile = join(dataDir, 'half.jsonl');
  await writeEverySecond(set.articles, halfFile);
  const halfIndex = join(dataDir, 'half');
  await keepIndex(halfFile, halfIndex);
  const half = await asked(set, halfFile, halfIndex);
  const plain = await plainMiniSearch(set.articles);
  const every = Math.ceil(set.questions.length / plainQuestions);
  const plainTimes: number[] = [];
  for (const { question } of set.questions.filter((_, place) => place % every === 0)) {
    plainTimes.push(await timed(() => plain.search(question)));
  }
  return {
    'question to answer, p50': milliseconds(percentile(all.times, 0.5)),
    'question to answer, p99': milliseconds(percentile(all.times, 0.99)),
    'an article is added, until a question finds it': milliseconds(all.putMs),
    'an article is removed, until no question finds it': milliseconds(all.removeMs),
    'every second article: question to answer, p50': milliseconds(percentile(half.times, 0.5)),
    'all articles cost, times every second one (p50)': ratio(
      percentile(all.times, 0.5),
      percentile(half.times, 0.5),
    ),
    [`MiniSearch as it comes, ${plain.passages} passages, p50`]: milliseconds(percentile(plainTimes, 0.5)),
    'MiniSearch as it comes costs, times (p50)': ratio(
      percentile(plainTimes, 0.5),
      percentile(all.times, 0.5),
    ),
  };
}

/** Both archives must come from the disk, where their articles are in few segments. */
async function keepIndex(articles: string, folder: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const thread = startArchive({ knowledge: [articles], segments: { folder, write: true } }, ({ kind }) => {
      if (kind === 'kept') resolve(thread.close());
    });
  });
}

async function asked(set: EvaluationSet, articles: string, folder: string) {
  const thread = startArchive({ knowledge: [articles], segments: { folder, write: false } }, () => undefined);
  const { archive } = thread;
  await thread.loaded;
  const ask = (place: number) => {
    const judged = set.questions[place % set.questions.length]!;
    return archive.ask({ text: judged.question, askedAt: askedAt(set, judged), strictness: 'normal' });
  };
  for (let place = 0; place < warmUp; place++) await ask(place);
  const times: number[] = [];
  for (const place of set.questions.keys()) times.push(await timed(() => ask(place)));
  const changes = await timedChanges(archive);
  await thread.close();
  return { times, ...changes };
}

/** Adds and removes an article that is a question's only answer. */
async function timedChanges(archive: OpenArchive): Promise<{ putMs: number; removeMs: number }> {
  const question = {
    text: 'Who found the lantern of Zubrowkaville?',
    askedAt: new Date(),
    strictness: 'never',
  } as const;
  const isFound = async () => {
    const answer = await archive.ask(question);
    return answer.status === 'answered' && answer.quotes.some(({ article }) => article.id === 'bench');
  };
  const unknown = {
    title: 'A find', url: null, publisher: null, byline: null, published: null, updated: null, language: 'en',
    tags: [], origin: null, translation: null, basedOn: [], copyOf: null, status: 'current',
  } as const; // prettier-ignore
  const text = 'The lantern of Zubrowkaville was found by Ada Quill on Monday.';
  const putMs = await timed(async () => {
    await archive.apply({ put: { ...unknown, id: 'bench', text } });
    if (!(await isFound())) throw new Error('An article that was added is not found.');
  });
  const removeMs = await timed(async () => {
    await archive.apply({ remove: 'bench' });
    if (await isFound()) throw new Error('An article that was removed is still found.');
  });
  return { putMs, removeMs };
}

async function writeEverySecond(articles: string, path: string): Promise<void> {
  async function* lines() {
    let place = 0;
    for await (const read of readArticles([articles])) {
      if ('article' in read && place++ % 2 === 0) yield `${JSON.stringify(read.article)}\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
