import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { composeServing } from '../../src/compose.ts';
import { startDiscord as startBot } from '../../src/discord/bot.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import type { EngineAddress } from '../../src/search/opensearch/address.ts';
import { noLimits, newDiscord } from './connected.ts';

/** A data folder that is gone after the test. */
export function newDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'kutip-serving-'));
  onTestFinished(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });
  return dataDir;
}

/** The whole program as it serves on a Discord of its own, with its data folder; `loopbackPorts` may be fetched from. */
export async function serving({
  loopbackPorts,
  dataDir = newDataDir(),
  knowledge = [fileURLToPath(new URL('knowledge', import.meta.url))],
  discord: given,
  store = null,
  archive = null,
}: {
  loopbackPorts: readonly number[];
  dataDir?: string;
  knowledge?: readonly string[];
  discord?: Awaited<ReturnType<typeof newDiscord>>;
  store?: string | null;
  archive?: EngineAddress | null;
}) {
  const logged: Record<string, unknown>[] = [];
  const stream = { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) };
  const log = pino({ level: 'trace' }, stream);
  const discord = given ?? (await newDiscord());
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
  onTestFinished(stop);
  return { discord, kutip, bot, logged, dataDir, stop };
}
