import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { user } from '../loopback/payloads.ts';
import { startDiscord } from '../loopback/server.ts';

/** How the process of a bot feels. */
export interface Feeling {
  readonly rssBytes: number;
  /** Delay of the main thread's event loop since `watch`, in milliseconds. */
  readonly delayMs: { readonly p999: number; readonly max: number };
}

/** A busy machine is slow, but not slower than this. */
const readyWithinMs = 60_000;

type Line = Readonly<Record<string, unknown>> & { readonly msg: string };

/** The real bot in a process of its own, on a Discord of its own. Times are milliseconds since the process was started. */
export async function startBotProcess({ knowledge, dataDir }: { knowledge: string; dataDir: string }) {
  const discord = await startDiscord({ schema: false, keep: 100 });
  const startedAt = performance.now();
  const bot = fork(fileURLToPath(new URL('../../src/main.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', '--import', new URL('probe.mjs', import.meta.url).href],
    env: {
      ...process.env,
      DISCORD_TOKEN: discord.token,
      KUTIP_DISCORD_API: discord.api,
      KUTIP_KNOWLEDGE: knowledge,
      KUTIP_DATA_DIR: dataDir,
      KUTIP_LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const said = new Map<string, { readonly line: Line; readonly ms: number }>();
  const listeners = new Set<() => void>();
  createInterface({ input: bot.stdout! }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    said.set(line.msg, { line, ms: performance.now() - startedAt });
    for (const listen of listeners) listen();
  });

  return {
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
      // A new person each time, so that nobody has to wait for having asked much.
      const asker = user('asker');
      const channel = discord.world.direct(asker);
      await discord.interaction({ command: 'ask', options: { question }, user: asker, channel }).reply;
      return performance.now() - startedAt;
    },
    watch: () => bot.send('watch'),
    async feeling(): Promise<Feeling> {
      bot.send('feeling');
      return ((await once(bot, 'message')) as [Feeling])[0];
    },
    async stop(): Promise<void> {
      const exit = once(bot, 'exit');
      bot.kill('SIGTERM');
      await exit;
      await discord.close();
    },
  };
}
