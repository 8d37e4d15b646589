import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Asked, Exchange } from '../loopback/exchange.ts';
import { startDiscord, type LoopbackDiscord } from '../loopback/server.ts';
import { startProgram } from './program.ts';

const question = 'Kapan pasukan CSTO mulai ditarik dari Kazakhstan?';
const dayMs = 86_400_000;
/** After its first question, the process is killed within this time, in milliseconds. */
const killedWithinMs = 5_000;
/** How long the last process may take to answer what is left, in milliseconds. */
const restMs = 90_000;
/** A start that takes longer counts as one that does not come up, in milliseconds. */
const upWithinMs = 60_000;

type Program = ReturnType<typeof startProgram>;

/** What went wrong, and what the log complained of, by its words. */
interface Found {
  readonly faults: string[];
  readonly complaints: Map<string, number>;
}

/**
 * Kills, cuts off, and starves a bot while it answers, polls and imports, and shifts its clock; tells what was lost, what was answered
 * twice, which start did not come up, and what the log said.
 */
export async function benchDrill({
  kills,
  outages,
  longest,
}: {
  kills: number;
  outages: number;
  longest: number;
}): Promise<void> {
  const found: Found = { faults: [], complaints: new Map() };
  const drills = [
    ['kills', () => drillKills(kills, found)],
    ['outages', () => drillOutages(outages, longest, found)],
    ['full disk', () => drillDisk('full', found)],
    ['read-only disk', () => drillDisk('read-only', found)],
    ['clock jumps', () => drillClock(found)],
  ] as const;
  for (const [name, drill] of drills) {
    const startedAt = performance.now();
    const before = found.faults.length;
    console.log(
      `${name}: ${await drill()}; ${found.faults.length - before} faults; ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
    );
  }
  console.log('warnings and errors in the log:');
  for (const [words, times] of [...found.complaints].sort(([, one], [, other]) => other - one))
    console.log(`${times} × ${words}`);
  for (const fault of found.faults) console.error(`FAULT: ${fault}`);
  process.exitCode = found.faults.length > 0 ? 1 : 0;
}

/** A bot on a Discord, with a data folder that stays. */
async function prepare(dataDir: string, more: Readonly<Record<string, string>> = {}) {
  const discord = await startDiscord({ schema: false });
  const environment = {
    DISCORD_TOKEN: discord.token,
    KUTIP_DISCORD_API: discord.api,
    KUTIP_DATA_DIR: dataDir,
    KUTIP_PORT: '0',
    // As articles of one's own, which are searched beside others.
    KUTIP_KNOWLEDGE: 'knowledge',
    ...more,
  };
  let starts = 0;
  const start = async (found: Found): Promise<Program> => {
    const program = startProgram([], environment);
    const up = discord.gateway.identified
      .reached(++starts, 'the login', upWithinMs)
      .then(() => discord.registered())
      .then(
        () => true,
        () => false,
      );
    if (!(await Promise.race([up, wait(upWithinMs, false), program.ended.then(() => false)])))
      found.faults.push(`a start did not come up: ${program.out().slice(-500)}${program.err()}`);
    return program;
  };
  return { discord, start };
}

function note({ complaints, faults }: Found, program: Program): void {
  for (const line of program.out().split('\n')) {
    const {
      level = 0,
      msg = '',
      reason,
      err,
    } = line.startsWith('{') && line.endsWith('}')
      ? (JSON.parse(line) as { level?: number; msg?: string; reason?: string; err?: { message?: string } })
      : {};
    const words = `${msg} ${reason ?? err?.message ?? ''}`
      .trim()
      .replace(/\d+/g, 'N')
      .replace(/\/\S+/g, 'PATH');
    if (level >= 40) complaints.set(words, (complaints.get(words) ?? 0) + 1);
  }
  if (program.err() !== '') faults.push(program.err());
}

/** Three people, of whom each asks once by a command and once by a message. */
function askAll(discord: LoopbackDiscord): Exchange[] {
  const { asker, other, moderator } = discord.users;
  return [asker, other, moderator].flatMap((user) => [
    discord.interaction({ command: 'ask', options: { question }, locale: 'id', user }),
    discord.message({ content: `${discord.mention} ${question}`, user }),
  ]);
}

const isAnswered = ({ said }: Exchange) =>
  said.items.some(({ reply }) => JSON.stringify(reply ?? '').includes('13 Januari 2022'));

/** Commands that were never acknowledged are over after three seconds; whoever asked was told so by Discord. */
const isOwed = (exchange: Exchange) =>
  !('responded' in exchange) || (exchange as Asked).responded !== undefined;

/** Waits for what is owed, and counts. */
async function settle(all: readonly Exchange[], found: Found): Promise<string> {
  const until = performance.now() + restMs;
  while (performance.now() < until && all.some((one) => isOwed(one) && !isAnswered(one))) await wait(200);
  const owed = all.filter(isOwed);
  const lost = owed.filter((one) => !isAnswered(one));
  const twice = all.filter(({ said }) => new Set(said.items.map(({ messageId }) => messageId)).size > 1);
  for (const one of lost) found.faults.push(`lost: ${JSON.stringify(one.said.items.map(({ how }) => how))}`);
  for (const one of twice)
    found.faults.push(
      `answered twice: ${JSON.stringify(one.said.items.map(({ how, messageId }) => [how, messageId]))}`,
    );
  return `${all.length} questions, ${all.length - owed.length} never acknowledged, ${lost.length} lost, ${twice.length} answered twice`;
}

async function drillKills(kills: number, found: Found): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'kutip-drill-'));
  const feeds = createServer((request, response) => {
    const items = Array.from(
      { length: 20 },
      (_, at) =>
        `<item><title>Item ${at} of ${request.url!}</title><link>http://127.0.0.1/${request.url!}/${at}</link><description>${`Paragraph ${at} of ${request.url!} tells of a bridge. `.repeat(20)}</description></item>`,
    );
    response.writeHead(200, { 'content-type': 'application/rss+xml' });
    response.end(
      `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed ${request.url!}</title>${items.join('')}</channel></rss>`,
    );
  });
  await new Promise<void>((resolve) => feeds.listen(0, '127.0.0.1', resolve));
  const { port } = feeds.address() as AddressInfo;
  const { discord, start } = await prepare(scratch, { KUTIP_LOOPBACK_PORTS: String(port) });
  const all: Exchange[] = [];
  try {
    for (let time = 0; time < kills; time++) {
      await appendFile(join(scratch, 'feeds.txt'), `http://127.0.0.1:${port}/feed-${time}\n`);
      const file = join(scratch, 'incoming.jsonl');
      await writeFile(
        file,
        JSON.stringify({
          id: `incoming-${time}`,
          title: `Bridge ${time}`,
          text: `Bridge ${time} of Sukamaju was opened on day ${time} of the inquiry. `.repeat(5),
        }),
      );
      const bot = await start(found);
      const importing = time % 5 === 0 ? startProgram(['import', file], { KUTIP_DATA_DIR: scratch }) : null;
      await wait(Math.random() * 500);
      all.push(...askAll(discord));
      await wait(Math.random() * killedWithinMs);
      bot.kill();
      importing?.kill();
      await Promise.all([bot.ended, importing?.ended]);
      note(found, bot);
      // Half of them are also asked something while nothing runs.
      if (time % 2 === 0) all.push(discord.message({ content: `${discord.mention} ${question}` }));
      if ((time + 1) % 20 === 0)
        console.error(`${time + 1} of ${kills} kills, ${found.faults.length} faults`);
    }
    const bot = await start(found);
    const outcome = await settle(all, found);
    const code = await bot.stop();
    if (code !== 0) found.faults.push(`stopped with ${code}`);
    note(found, bot);
    return `${kills}; ${outcome}`;
  } finally {
    feeds.close();
    await discord.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function drillOutages(outages: number, longest: number, found: Found): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'kutip-drill-'));
  const { discord, start } = await prepare(scratch);
  const all: Exchange[] = [];
  let seconds = 0;
  try {
    const bot = await start(found);
    for (let time = 0; time < outages; time++) {
      // Evenly on a scale of powers, as outages are.
      const lasts = longest ** ((time + 1) / outages);
      seconds += lasts;
      all.push(...askAll(discord));
      await discord.unplug();
      await wait(lasts * 500);
      all.push(discord.message({ content: `${discord.mention} ${question}` }));
      await wait(lasts * 500);
      await discord.plugIn();
      // As long as the bot may pause by then, and time for those who ask too much.
      await wait(Math.min(2_000 + lasts * 1_500, 130_000) + 10_000);
    }
    const outcome = await settle(all, found);
    await bot.stop();
    note(found, bot);
    return `${outages} of 1 to ${longest} s, ${seconds.toFixed(0)} s in all; ${outcome}`;
  } finally {
    await discord.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function drillDisk(trouble: 'full' | 'read-only', found: Found): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'kutip-drill-'));
  const mount = (...options: string[]) => execFileSync('mount', [...options, scratch], { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', 'size=8m', 'tmpfs');
  } catch {
    await rm(scratch, { recursive: true });
    return 'skipped, since no disk can be mounted here';
  }
  const { discord, start } = await prepare(scratch);
  const all: Exchange[] = [];
  const health = async (bot: Program) => {
    const [, url] = await bot.printed(/health and metrics: (http:\/\/127\.0\.0\.1:\d+)/);
    return ((await (await fetch(`${url!}/healthz`)).json()) as { readonly store: string }).store;
  };
  try {
    const first = await start(found);
    await first.printed(/articles loaded/);
    all.push(...askAll(discord));
    await settle(all, found);
    first.kill();
    await first.ended;
    note(found, first);
    if (trouble === 'read-only') mount('-o', 'remount,ro');
    else
      for (let size = 65_536; size >= 1;) {
        try {
          await appendFile(join(scratch, 'fill'), Buffer.alloc(size));
        } catch {
          size /= 2;
        }
      }
    const second = await start(found);
    all.push(...askAll(discord));
    await settle(all, found);
    const said = await health(second);
    if (!(trouble === 'full' ? /is full/ : /cannot be written/).test(said))
      found.faults.push(`${trouble}: /healthz says "${said}"`);
    if (trouble === 'read-only') mount('-o', 'remount,rw');
    else await rm(join(scratch, 'fill'));
    const after = await health(second);
    if (after !== 'ok') found.faults.push(`after ${trouble}: /healthz says "${after}"`);
    all.push(...askAll(discord));
    const outcome = await settle(all, found);
    const code = await second.stop();
    if (code !== 0) found.faults.push(`stopped with ${code}`);
    note(found, second);
    return `${outcome}; said "${said.replace(scratch, '…')}"`;
  } finally {
    await discord.close();
    execFileSync('umount', ['-l', scratch]);
    await rm(scratch, { recursive: true, force: true });
  }
}

async function drillClock(found: Found): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'kutip-drill-'));
  const clock = join(scratch, 'clock');
  const dataDir = join(scratch, 'data');
  await mkdir(dataDir);
  const shift = async (days: number) => {
    await writeFile(clock, String(days * dayMs));
    await wait(300);
  };
  await shift(0);
  const { discord, start } = await prepare(dataDir, {
    BENCH_CLOCK: clock,
    NODE_OPTIONS: `--import ${new URL('shifted-clock.mjs', import.meta.url).href}`,
  });
  const all: Exchange[] = [];
  const slowest: number[] = [];
  const ask = async () => {
    const asked = askAll(discord);
    all.push(...asked);
    await settle(asked, found);
    slowest.push(Math.max(...asked.map(({ said }) => said.items.at(-1)?.ms ?? Infinity)));
  };
  try {
    const first = await start(found);
    await first.printed(/articles loaded/);
    await ask();
    await shift(2);
    await ask();
    await shift(0);
    await ask();
    await first.stop();
    note(found, first);
    await shift(100);
    const second = await start(found);
    await second.printed(/articles loaded/);
    const [, message] = await Promise.all([ask(), (all[0] as Asked).shown]);
    const { custom_id: control = '' } =
      /"custom_id":"(?<custom_id>ask\/[^"]*sources[^"]*)"/.exec(JSON.stringify(message))?.groups ?? {};
    const pressed = discord.interaction({ button: control, message, user: discord.users.asker });
    if (JSON.stringify(await pressed.reply).includes('kedaluwarsa'))
      found.faults.push('a start 100 days ahead forgot an answer');
    await second.stop();
    note(found, second);
    return `+2 days, back, and a start at +100 days; slowest answer ${(Math.max(...slowest) / 1000).toFixed(1)} s`;
  } finally {
    await discord.close();
    await rm(scratch, { recursive: true, force: true });
  }
}
