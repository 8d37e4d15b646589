import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generatedArticles } from '../generated-articles.ts';
import { startBotProcess, type BotProcess, type Feeling } from './bot-process.ts';
import { createAskers, joinServers, poisson, saturated, typed, type Ask, type Load } from './load.ts';
import { readSet } from './sets.ts';

const warmUp = 100;
const servers = 500;
/** Questions in flight at saturation. */
const inFlight = 64;
/** How often suggestions are asked for, and how many questions per second are asked besides. */
const suggestions = 500;
const besides = 10;
/** A process at rest has done its cleaning after this long. */
const restMs = 5_000;

interface Wanted {
  /** The folder of an evaluation set, to be asked besides `knowledge/`. */
  readonly set?: string;
  /** Questions per second. */
  readonly rates: readonly number[];
  /** How long each rate lasts, in seconds. */
  readonly seconds: number;
  /** Questions after which memory is compared with that after a tenth of them; 0 leaves it out. */
  readonly memory: number;
  /** Sentences of an archive that is indexed meanwhile; 0 leaves it out. */
  readonly indexing: number;
}

interface Subject {
  readonly name: string;
  readonly entry?: string;
  readonly knowledge: string;
  readonly questions: readonly string[];
}

/** Asks bots in processes of their own through a Discord on 127.0.0.1, and prints how long each step took. */
export async function benchDiscord({ set, rates, seconds, memory, indexing }: Wanted): Promise<void> {
  const sample = readFileSync('test/fixtures/knowledge-questions.jsonl', 'utf8').trim().split('\n');
  const own = {
    name: 'knowledge/',
    knowledge: 'knowledge',
    questions: sample.map((line) => (JSON.parse(line) as { question: string }).question),
  };
  const subjects: Subject[] = [{ ...own, name: 'a trivial handler', entry: 'trivial-bot.ts' }, own];
  if (set !== undefined) {
    const { name, articles, questions } = readSet(set);
    subjects.push({ name, knowledge: articles, questions: questions.map(({ question }) => question) });
  }
  for (const subject of subjects) await rateTable(subject, rates, seconds);
  if (indexing > 0) await whileIndexing(own.questions, indexing);
  if (memory > 0) for (const subject of subjects.slice(0, 2)) await memoryTable(subject, memory);
}

async function rateTable(subject: Subject, rates: readonly number[], seconds: number): Promise<void> {
  await withBot(subject, async (bot, ask) => {
    if (subject.entry === undefined) await bot.logged('articles loaded');
    await saturated(ask, warmUp, 1);
    const rows: Record<string, object> = {};
    for (const rate of rates) {
      bot.watch();
      const load = await poisson(ask, rate, (_, ms) => ms >= seconds * 1000);
      rows[`${rate}/s`] = figures(load, await bot.feeling());
    }
    bot.watch();
    const load = await saturated(ask, Math.max(500, 10 * inFlight), inFlight);
    rows[`${inFlight} in flight`] = figures(load, await bot.feeling());
    console.log(`${subject.name}, ${seconds} s each, milliseconds from the event`);
    console.table(rows);
    if (subject.entry === undefined) await suggestionTable(subject, bot, ask);
  });
}

/** How long somebody waits for suggestions while he types the title of an article, on its own and beside questions. */
async function suggestionTable({ name, questions }: Subject, bot: BotProcess, ask: Ask): Promise<void> {
  const type = () => typed(bot.discord, questions, suggestions);
  const alone = await type();
  let isTyped = false;
  const asking = poisson(ask, besides, () => isTyped);
  const beside = await type().finally(() => (isTyped = true));
  await asking;
  const row = (times: readonly number[]) => ({ p50: spread(times)(0.5), p95: spread(times)(0.95), p99: spread(times)(0.99) });
  console.log(`${name}, ${suggestions} times suggestions for the title of /article, milliseconds from the event`);
  console.table({ 'nothing else asked': row(alone), [`beside ${besides} questions/s`]: row(beside) });
} // prettier-ignore

async function whileIndexing(questions: readonly string[], sentences: number): Promise<void> {
  const perArticle = 10;
  await inScratch(async (scratch) => {
    const knowledge = join(scratch, 'articles.jsonl');
    const lines = [...generatedArticles(sentences / perArticle, perArticle)].map((one) =>
      JSON.stringify(one),
    );
    writeFileSync(knowledge, lines.join('\n'));
    const subject = { name: 'indexing', knowledge, questions };
    await withBot(subject, async (bot, ask) => {
      let isLoaded = false;
      const loaded = bot.logged('articles loaded').then((line) => {
        isLoaded = true;
        return line;
      });
      bot.watch();
      const load = await poisson(ask, 50, () => isLoaded);
      const feeling = await bot.feeling();
      console.log(`50/s while ${sentences} sentences are indexed, which was done after ${((await loaded).ms / 1000).toFixed(0)} s`);
      console.table({ '50/s': figures(load, feeling) });
    }); // prettier-ignore
  });
}

async function memoryTable(subject: Subject, questions: number): Promise<void> {
  await withBot(subject, async (bot, ask) => {
    if (subject.entry === undefined) await bot.logged('articles loaded');
    const rows: Record<string, object> = {};
    const resident: number[] = [];
    for (let part = 1; part <= 10; part++) {
      const load = await saturated(ask, questions / 10, 16);
      await sleep(restMs);
      const { rssBytes, heapBytes } = await bot.feeling();
      resident.push(rssBytes);
      rows[(part * questions) / 10] = {
        'resident MB': megabytes(rssBytes),
        'heap of the main thread MB': megabytes(heapBytes),
        'questions/s': Math.round((1000 * questions) / 10 / load.ms),
        lost: load.lost,
      };
    }
    console.log(`${subject.name}, memory by questions asked, each by somebody else`);
    console.table(rows);
    console.log(`resident after the last: ${(resident.at(-1)! / resident[0]!).toFixed(2)} times that after the first tenth`);
  });
} // prettier-ignore

async function withBot(
  { entry, knowledge, questions }: Subject,
  measure: (bot: BotProcess, ask: Ask) => Promise<void>,
): Promise<void> {
  await inScratch(async (dataDir) => {
    let channels: ReturnType<typeof joinServers> = [];
    const bot = await startBotProcess({
      ...(entry !== undefined && { entry }),
      knowledge,
      dataDir,
      prepare: (discord) => (channels = joinServers(discord, servers)),
    });
    try {
      await bot.ready();
      await measure(bot, createAskers(bot.discord, channels, questions));
      for (const [words, times] of bot.complaints) console.log(`logged ${times} times: ${words}`);
    } finally {
      await bot.stop();
    }
  });
}

async function inScratch(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kutip-load-'));
  await use(folder).finally(() => {
    rmSync(folder, { recursive: true });
  });
}

function figures({ acknowledgedMs, answeredMs, lost, ms }: Load, { delayMs }: Feeling): object {
  const [acknowledged, answered] = [spread(acknowledgedMs), spread(answeredMs)];
  return {
    questions: answeredMs.length + lost,
    lost,
    'per second': Number((((answeredMs.length + lost) * 1000) / ms).toFixed(1)),
    'ack p50': acknowledged(0.5),
    'ack p95': acknowledged(0.95),
    'ack p99': acknowledged(0.99),
    'answer p50': answered(0.5),
    'answer p95': answered(0.95),
    'answer p99': answered(0.99),
    'loop delay, most': Math.round(delayMs.max),
  };
}

function spread(times: readonly number[]): (part: number) => number {
  const sorted = [...times].sort((a, b) => a - b);
  return (part) => Number((sorted[Math.floor(sorted.length * part)] ?? NaN).toFixed(1));
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6);
