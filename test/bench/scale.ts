import { createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startArchive } from '../../src/answer/host/thread.ts';
import type { OpenArchive } from '../../src/answer/host/calls.ts';
import type { Article } from '../../src/articles/article.ts';
import { readArticles } from '../../src/articles/read.ts';
import { sentences } from '../../src/text/sentences.ts';
import { withBot, type BotProcess } from './bot-process.ts';
import { askedAt, readSet, type EvaluationSet } from './sets.ts';
import { table } from './table.ts';
import { milliseconds, percentile, timed } from './times.ts';

/** Milliseconds after which a process is at rest. */
const restMs = 20_000;
const warmUp = 50;
const mostQuestions = 400;
/** Calls of each list. */
const mostCalls = 200;
/** Questions per second while an article is added, and how many articles are. */
const meanwhile = 20;
const added = 5;

/** Share of sentences of a recombined article that are its own; the others are of articles of about the same day. */
const ownShare = 0.7;
/** Growth of the vocabulary with the number of articles (Heaps' law), measured from 7,449 to 26,175 articles. */
const heaps = 0.489;
const dayMs = 86_400_000;

/** Measures the bot with archives of some sizes, the larger ones recombined from the articles of a set, and prints it. */
export async function scale(folder: string, sizes: readonly number[]): Promise<void> {
  const set = readSet(folder);
  const columns: Record<string, string>[] = [];
  for (const size of sizes) {
    const scratch = await mkdtemp(join(tmpdir(), 'kutip-scale-'));
    try {
      columns.push(await measured(set, size, scratch));
    } finally {
      await rm(scratch, { recursive: true });
    }
  }
  console.log(`${set.name}, recombined; node ${process.version}\n`);
  const rows = Object.keys(columns[0]!).map((name) => [name, ...columns.map((column) => column[name]!)]);
  console.log(table(['articles', ...sizes.map(String)], rows));
}

async function measured(set: EvaluationSet, size: number, scratch: string): Promise<Record<string, string>> {
  const knowledge = join(scratch, 'knowledge');
  const dataDir = join(scratch, 'data');
  await mkdir(knowledge);
  await writeSet(set, size, join(knowledge, 'articles.jsonl'));
  const places = { knowledge, dataDir };
  const built = await withBot(places, async (bot) => {
    await bot.ready();
    const { ms } = await bot.logged('articles loaded');
    await bot.logged('index written');
    return { 'built anew': seconds(ms), 'articles/s': ((1000 * size) / ms).toFixed(0) };
  });
  const restarted = await withBot(places, async (bot) => {
    await bot.ready();
    const answeredMs = await bot.ask(set.questions[0]!.question);
    const loaded = await bot.logged('articles loaded');
    await wait(restMs);
    const rss = treeBytes(bot.pid);
    return {
      'articles that were not analysed again': String(loaded.line.fromDisk),
      'restart to the first answer': seconds(answeredMs),
      'restart to all files looked at': seconds(loaded.ms),
      'process tree at rest, MB': (rss / 1e6).toFixed(0),
    };
  });
  const asked = await withArchive(knowledge, join(dataDir, 'index'), (archive) => askAll(set, archive));
  const found = await withBot(places, (bot) => addArticles(bot, set, knowledge));
  return { ...built, ...restarted, ...asked, ...found };
}

async function withArchive<Measured>(
  knowledge: string,
  folder: string,
  measure: (archive: OpenArchive) => Promise<Measured>,
): Promise<Measured> {
  const sources = { knowledge: [knowledge], segments: { folder, write: false } };
  const thread = startArchive(sources, () => undefined);
  try {
    await thread.loaded;
    return await measure(thread.archive);
  } finally {
    await thread.close();
  }
}

async function askAll(set: EvaluationSet, archive: OpenArchive): Promise<Record<string, string>> {
  const ask = (place: number) => {
    const judged = set.questions[place % set.questions.length]!;
    return archive.ask({ text: judged.question, askedAt: askedAt(set, judged), strictness: 'normal' });
  };
  const times: number[] = [];
  for (let place = 0; place < warmUp + mostQuestions; place++) {
    const ms = await timed(() => ask(place));
    if (place >= warmUp) times.push(ms);
  }
  const lists: number[] = [];
  const slowest: string[] = [];
  for (const [name, call] of Object.entries(listsOf(archive))) {
    const own: number[] = [];
    for (let at = 0; at < warmUp; at++) await call();
    for (let at = 0; at < mostCalls; at++) own.push(await timed(call));
    lists.push(...own);
    slowest.push(`${name} ${milliseconds(percentile(own, 0.99))}`);
  }
  return {
    'question p50 / p99': `${milliseconds(percentile(times, 0.5))} / ${milliseconds(percentile(times, 0.99))}`,
    'lists and suggestions p50 / p99': `${milliseconds(percentile(lists, 0.5))} / ${milliseconds(percentile(lists, 0.99))}`,
    'each p99': slowest.join(', '),
  };
}

const listsOf = (archive: OpenArchive) => ({
  latest: () => archive.latest({ limit: 10 }),
  article: () => archive.article({ wanted: 'biden visits', place: 0 }),
  sources: () => archive.sources(),
  counts: () => archive.counts({}),
  'titles of one letter': () => archive.suggestArticles({ written: 't', limit: 25 }),
  'titles of words': () => archive.suggestArticles({ written: 'ukrai war', limit: 25 }),
  'titles of no article': () => archive.suggestArticles({ written: 'zzzz', limit: 25 }),
  publishers: () => archive.suggestSources({ written: 'n', limit: 25 }),
  tags: () => archive.suggestTopics({ written: 'a', limit: 25 }),
});

/** How long it takes until an article can be found whose file is written while questions come in. */
async function addArticles(
  bot: BotProcess,
  set: EvaluationSet,
  knowledge: string,
): Promise<Record<string, string>> {
  await bot.ready();
  await bot.logged('articles loaded');
  await wait(2000);
  let asked = 0;
  const asking = setInterval(() => {
    void bot.ask(set.questions[asked++ % set.questions.length]!.question).catch(() => undefined);
  }, 1000 / meanwhile);
  const times: number[] = [];
  try {
    for (let at = 0; at < added; at++) {
      const before = bot.count('articles changed');
      const text = `---\ntitle: A find\nlanguage: en\n---\n\nThe lantern of Zubrowka ${at} was found by Ada Quill.\n`;
      times.push(
        await timed(async () => {
          await writeFile(join(knowledge, `found-${at}.md`), text);
          while (bot.count('articles changed') === before) await wait(5);
        }),
      );
      await wait(500);
    }
  } finally {
    clearInterval(asking);
  }
  return { 'an article is added, until it can be found, most of five': milliseconds(Math.max(...times)) };
}

/** Resident memory of a process and all that it started. */
function treeBytes(pid: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const path = `/proc/${name}/status`;
    const status = existsSync(path) ? readFileSync(path, 'utf8') : '';
    parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  const isBelow = (one: number): boolean => one === pid || (one > 1 && isBelow(parents.get(one) ?? 0));
  return [...parents.keys()]
    .filter(isBelow)
    .map((one) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${one}/status`, 'utf8'))?.[1] ?? 0))
    .reduce((sum, kilobytes) => sum + kilobytes * 1024, 0);
}

/** Writes so many articles: those of the set first, then recombined ones, whose vocabulary grows as that of news does. */
export async function writeSet(set: EvaluationSet, size: number, path: string): Promise<void> {
  const base: Article[] = [];
  for await (const read of readArticles([set.articles])) if ('article' in read) base.push(read.article);
  base.sort((a, b) => Date.parse(a.published ?? '') - Date.parse(b.published ?? '') || 0);
  const parts = base.map(({ text, language }) =>
    sentences(text, language ?? 'en').map(({ start, end }) => text.slice(start, end)),
  );
  const random = seeded(42);
  const rename = renamer(base, size);
  const file = createWriteStream(path);
  for (let at = 0; at < size; at++) {
    const copy = Math.floor(at / base.length);
    const place = at % base.length;
    const article = base[place]!;
    const beside = Math.min(base.length - 1, Math.max(0, place + Math.floor((random() - 0.5) * 200)));
    const other = parts[beside]!;
    const text = parts[place]!.map((own) =>
      random() < ownShare || other.length === 0 ? own : other[Math.floor(random() * other.length)]!,
    ).join(' ');
    const published =
      article.published === null
        ? null
        : new Date(Date.parse(article.published) - copy * 200 * dayMs).toISOString().slice(0, 10);
    const recombined =
      copy === 0
        ? article
        : {
            ...article,
            id: `${copy}-${article.id}`,
            title: rename(article.title, copy),
            text: rename(text, copy),
            url: article.url === null ? null : `${article.url}-${copy}`,
            published,
          };
    if (!file.write(`${JSON.stringify(recombined)}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

/** Gives each copy new words in place of some that are rare, so many that the vocabulary grows as it should. */
function renamer(base: readonly Article[], size: number): (text: string, copy: number) => string {
  const frequencies = new Map<string, number>();
  for (const { text } of base)
    for (const word of new Set(text.match(/\p{L}{4,}/gu)))
      frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  const copies = Math.ceil(size / base.length);
  const wanted = (frequencies.size * ((size / base.length) ** heaps - 1)) / Math.max(1, copies - 1);
  const rare = [...frequencies].filter(([, articles]) => articles < 30).map(([word]) => word);
  const share = Math.min(1, wanted / rare.length);
  const isRare = new Set(rare);
  return (text, copy) =>
    text.replace(/\p{L}{4,}/gu, (word) =>
      isRare.has(word) && hashOf(`${word}${copy}`) < share ? `${word}${letters(copy)}` : word,
    );
}

const letters = (copy: number) =>
  `q${String.fromCharCode(97 + (copy % 26))}${String.fromCharCode(97 + Math.floor(copy / 26))}`;

/** From 0 up to 1 (FNV-1a). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
