import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startDiscord, type LoopbackDiscord } from '../loopback/server.ts';

/** How the process of a bot feels. */
export interface Feeling {
  readonly rssBytes: number;
  /** Of the main thread, after its garbage was collected. */
  readonly heapBytes: number;
  /** Delay of the main thread's event loop since `watch`, in milliseconds. */
  readonly delayMs: { readonly p999: number; readonly max: number };
}

/** A busy machine is slow, but not slower than this. */
const readyWithinMs = 60_000;

type Line = Readonly<Record<string, unknown>> & { readonly msg: string };

interface Wanted {
  /** The module that is the bot (default: Kutip). */
  readonly entry?: string;
  readonly knowledge: string;
  readonly dataDir: string;
  /** Changes the Discord before the bot logs in. */
  readonly prepare?: (discord: LoopbackDiscord) => void;
  /** The Discord on which it is (default: one of its own), and stays when the bot stops. */
  readonly discord?: LoopbackDiscord;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * A bot in a process of its own, on a Discord in this one. Times are milliseconds since the process was started.
 */
export async function startBotProcess({
  entry = '../../src/start.mjs',
  knowledge,
  dataDir,
  prepare,
  discord: given,
  environment = {},
}: Wanted) {
  // Far more exchanges than are ever in flight.
  const discord = given ?? (await startDiscord({ schema: false, keep: 5_000 }));
  prepare?.(discord);
  const startedAt = performance.now();
  const bot = fork(fileURLToPath(new URL(entry, import.meta.url)), {
    execArgv: [
      ...(entry.endsWith('.ts') ? ['--import', 'tsx'] : []),
      '--import',
      new URL('probe.mjs', import.meta.url).href,
    ],
    env: {
      ...process.env,
      DISCORD_TOKEN: discord.token,
      KUTIP_DISCORD_API: discord.api,
      KUTIP_KNOWLEDGE: knowledge,
      KUTIP_DATA_DIR: dataDir,
      KUTIP_LOG_LEVEL: 'info',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const said = new Map<string, { readonly line: Line; readonly ms: number }>();
  /** How many complaints the log holds, by their words. */
  const complaints = new Map<string, number>();
  const counts = new Map<string, number>();
  const listeners = new Set<() => void>();
  createInterface({ input: bot.stdout! }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    if (Number(line.level) >= 40) complaints.set(line.msg, (complaints.get(line.msg) ?? 0) + 1);
    counts.set(line.msg, (counts.get(line.msg) ?? 0) + 1);
    said.set(line.msg, { line, ms: performance.now() - startedAt });
    for (const listen of listeners) listen();
  });

  return {
    discord,
    pid: bot.pid!,
    /** How often a line of the log was there. */
    count: (message: string) => counts.get(message) ?? 0,
    complaints,
    /** Waits until the bot is on Discord and has registered its commands. */
    ready: () =>
      discord.requests.when(
        ({ method, path, status }) => method === 'PUT' && path.endsWith('/commands') && status === 200,
        'the registration of commands',
        readyWithinMs,
      ),
    /** Waits for a line of the log. */
    logged: (message: string) =>
      new Promise<{ readonly line: Line; readonly ms: number }>((resolve) => {
        const listen = () => {
          const found = said.get(message);
          if (found === undefined) return;
          listeners.delete(listen);
          resolve(found);
        };
        listeners.add(listen);
        listen();
      }),
    /** @returns when the answer was there */
    async ask(question: string): Promise<number> {
      await discord.interaction({ command: 'ask', options: { question } }).reply;
      return performance.now() - startedAt;
    },
    watch: () => bot.send('watch'),
    async feeling(): Promise<Feeling> {
      bot.send('feeling');
      return ((await once(bot, 'message')) as [Feeling])[0];
    },
    async stop(): Promise<void> {
      const isOver = bot.exitCode !== null || bot.signalCode !== null;
      const exit = isOver ? null : once(bot, 'exit');
      bot.kill('SIGTERM');
      await exit;
      if (given === undefined) await discord.close();
    },
  };
}

export type BotProcess = Awaited<ReturnType<typeof startBotProcess>>;

/** Measures with a bot that is stopped afterwards, whatever happens. */
export async function withBot<Measured>(
  places: Pick<Wanted, 'knowledge' | 'dataDir'>,
  measure: (bot: BotProcess) => Promise<Measured>,
): Promise<Measured> {
  const bot = await startBotProcess(places);
  try {
    return await measure(bot);
  } finally {
    await bot.stop();
  }
}
