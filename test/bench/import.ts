import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startProgram } from './program.ts';

/** How often the memory of the import and the articles of the bot are looked at, in milliseconds. */
const lookMs = 200;

/** Measures the import of the articles of a set while the bot runs, from the start of the command until the last one can be found. */
export async function benchImport(folder: string): Promise<void> {
  const articles = articlesIn(folder);
  const scratch = await mkdtemp(join(tmpdir(), 'kutip-import-bench-'));
  const knowledge = join(scratch, 'knowledge');
  await mkdir(knowledge);
  const environment = { KUTIP_DATA_DIR: join(scratch, 'data'), KUTIP_KNOWLEDGE: knowledge, KUTIP_PORT: '0' };
  const bot = startProgram([], environment);
  try {
    const [, page] = await bot.printed(/DISCORD_TOKEN is not set.*?(http:\/\/127\.0\.0\.1:\d+)/);
    const startedAt = performance.now();
    const command = startProgram(['import', articles], environment);
    const memory: number[] = [];
    const looking = setInterval(() => {
      const rss = residentBytes(command.pid);
      if (rss !== null) memory.push(rss);
    }, lookMs);
    const code = await command.ended;
    clearInterval(looking);
    const keptMs = performance.now() - startedAt;
    const [summary, added] = /^(\d+) added, .*$/m.exec(command.out()) ?? [];
    if (code !== 0 || added === undefined) throw new Error(`The import ended with ${code}: ${command.err()}`);
    while ((await articlesOf(page!)) < Number(added)) await wait(lookMs);
    const foundMs = performance.now() - startedAt;
    const all = (command.out().match(/\n/g) ?? []).length - 1;
    console.log(`${folder}: ${summary}; node ${process.version}`);
    print('kept on the disk', keptMs, all);
    print('and found by the bot that runs meanwhile', foundMs, all);
    const quarters = [0.25, 0.5, 0.75, 1].map((share) => memory[Math.ceil(memory.length * share) - 1] ?? 0);
    console.log(
      `memory of the import after each quarter of its time: ${quarters.map((rss) => (rss / 1e6).toFixed(0)).join(', ')} MB`,
    );
    console.log(`work of the bot until then: ${(cpuMs(bot.pid) / 1000).toFixed(1)} s of a core`);
    console.log(`memory of the bot at the end: ${((residentBytes(bot.pid) ?? 0) / 1e6).toFixed(0)} MB`);
  } finally {
    await bot.stop();
    await rm(scratch, { recursive: true });
  }
}

/** The articles of an evaluation set. */
export function articlesIn(folder: string): string {
  const articles = ['articles.jsonl.gz', 'articles.jsonl'].map((name) => join(folder, name)).find(existsSync);
  if (articles === undefined)
    throw new Error(`"${folder}" holds no articles: expected articles.jsonl or articles.jsonl.gz in it.`);
  return articles;
}

function print(what: string, ms: number, articles: number): void {
  console.log(`${what}: ${(ms / 1000).toFixed(1)} s, ${((1000 * articles) / ms).toFixed(0)} articles/s`);
}

async function articlesOf(page: string): Promise<number> {
  const metrics = await (await fetch(`${page}/metrics`)).text();
  return Number(/^kutip_articles (\d+)$/m.exec(metrics)?.[1] ?? 0);
}

/** Time of a core that a process has used; 0 where the system does not say. */
function cpuMs(pid: number): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return 0;
  const [user, system] = readFileSync(path, 'utf8').split(') ')[1]!.split(' ').slice(11, 13).map(Number);
  return (user! + system!) * 10;
}

/** @returns `null` where the system does not say, or the process is gone */
function residentBytes(pid: number): number | null {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return null;
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(path, 'utf8'))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
