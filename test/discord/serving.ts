import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Locale } from 'discord-api-types/v10';
import { pino } from 'pino';
import { beforeAll, expect, onTestFinished } from 'vitest';
import { composeServing } from '../../src/compose.ts';
import { startDiscord as startBot } from '../../src/discord/bot.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import type { EngineAddress } from '../../src/search/opensearch/address.ts';
import { newSite, type Site } from '../site.ts';
import { noLimits, newDiscord } from './connected.ts';

type Finished = (end: () => Promise<void> | void) => void;

/** A data folder that is gone after the test. */
export function newDataDir(finished: Finished = onTestFinished): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'kutip-serving-'));
  finished(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });
  return dataDir;
}

/**
 * The whole program as it serves on a Discord of its own, with its data folder; `loopbackPorts` may be fetched from; `finished`
 * is that of a test that it outlives.
 */
export async function serving({
  loopbackPorts,
  finished = onTestFinished,
  dataDir = newDataDir(finished),
  knowledge = [fileURLToPath(new URL('knowledge', import.meta.url))],
  discord: given,
  store = null,
  archive = null,
}: {
  loopbackPorts: readonly number[];
  finished?: Finished;
  dataDir?: string;
  knowledge?: readonly string[];
  discord?: Awaited<ReturnType<typeof newDiscord>>;
  store?: string | null;
  archive?: EngineAddress | null;
}) {
  const logged: Record<string, unknown>[] = [];
  const stream = { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) };
  const log = pino({ level: 'trace' }, stream);
  const discord = given ?? (await newDiscord({}, finished));
  const kutip = await composeServing({
    knowledge,
    dataDir,
    store,
    archive,
    loopbackPorts,
    retentionDays: 90,
    serverBytes: 50e6,
    metrics: createMetrics(),
    limits: noLimits,
    log,
  });
  await kutip.loaded;
  const bot = await startBot(kutip.chat, { token: discord.token, api: discord.api });
  kutip.notifyWith(bot.notifier);
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await bot.stop();
    await kutip.close();
  };
  finished(stop);
  return { discord, kutip, bot, logged, dataDir, stop };
}

/**
 * One program for the tests of a block, as to start one takes a second of a processor. Each test has a server and a news site
 * of its own, and does all on that server by default.
 *
 * @param most how many tests there are at most
 */
export function sharedServing(
  most: number,
  given: { knowledge?: readonly string[] } = {},
): () => Awaited<ReturnType<typeof serving>> & { site: Site } {
  const sites: Site[] = [];
  let shared: Awaited<ReturnType<typeof serving>>;
  beforeAll(async () => {
    const ends: Parameters<Finished>[0][] = [];
    const finished: Finished = (end) => void ends.unshift(end);
    for (let made = 0; made < most; made++) sites.push(await newSite(finished));
    shared = await serving({ ...given, loopbackPorts: sites.map(({ port }) => port), finished });
    return async () => {
      for (const end of ends) await end();
    };
  });
  return () => {
    const site = sites.pop();
    if (site === undefined) throw new Error(`There are more than ${most} tests.`);
    const { discord } = shared;
    discord.channels.text = discord.join('A server', { at: new Date(0), locale: Locale.Indonesian })[0]!;
    onTestFinished(() => {
      expect(discord.problems).toEqual([]);
    });
    return { ...shared, site };
  };
}
