import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { Chat } from './chat/run.ts';
import { compose, composeServing, type Kutip } from './compose.ts';
import { ConfigError, readConfig, type Config } from './config.ts';

/** How long the start waits for the articles, in milliseconds. */
const patienceMs = 2000;

const [mode, ...args] = process.argv.slice(2);

try {
  const config = readConfig();
  if (mode === 'ask') process.exitCode = await ask(config, args);
  else if (mode === 'import') process.exitCode = await importArticles(config, args);
  else if (mode === undefined) await serve(config);
  else
    throw new ConfigError(
      `"${mode}" is not something Kutip does: expected nothing (to start it), "ask" or "import".`,
    );
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

async function ask(config: Config, args: string[]): Promise<number> {
  const { runAsk } = await import('./local/ask.ts');
  // Standard output belongs to the answers.
  const log = pino({ level: config.logLevel === 'info' ? 'warn' : config.logLevel }, pino.destination(2));
  const open = (knowledge: readonly string[] | null) =>
    knowledge === null
      ? compose({ knowledge: config.knowledge, dataDir: config.dataDir, log })
      : compose({ knowledge, log });
  return runAsk(args, open, { out: process.stdout, err: process.stderr });
}

async function importArticles({ loopbackPorts }: Config, args: string[]): Promise<number> {
  const { runImport } = await import('./ingest/import-command.ts');
  return runImport(args, { out: process.stdout, err: process.stderr }, { loopbackPorts });
}

/** Runs on Discord with a token, on a local page without one, until SIGINT or SIGTERM. */
async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel });
  // One event that cannot be handled must not end the conversations of everybody else.
  process.on('unhandledRejection', (error) => {
    log.error({ err: error }, 'something failed that nobody waited for');
  });
  if (config.unknown.length > 0) {
    log.warn(
      { variables: config.unknown },
      'variables that begin with KUTIP_ and mean nothing here; misspelt?',
    );
  }
  let kutip: Kutip | undefined;
  let surface: Surface;
  try {
    kutip = await composeServing({ ...config, log });
    // A small archive is whole before the first question; a large one answers from what is there.
    await Promise.race([kutip.loaded.catch(() => undefined), sleep(patienceMs, undefined, { ref: false })]);
    surface =
      config.discordToken === null
        ? await servePage(kutip.chat, config)
        : await serveDiscord(kutip.chat, config.discordToken, config);
  } catch (error) {
    // The message is a sentence that says what to do; only what caused it is for developers.
    log.fatal({ cause: (error as Error).cause }, (error as Error).message);
    process.exitCode = 1;
    await kutip?.close();
    return;
  }
  const opened = kutip;
  const stop = () => {
    surface
      .stop()
      .finally(() => opened.close())
      .catch((error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exitCode = 1;
      });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      stop();
    });
  }
  void surface.closed?.then(({ message }) => {
    log.fatal(message);
    process.exitCode = 1;
    stop();
  });
}

/** Where questions come from. */
interface Surface {
  stop(): Promise<void>;
  /** Resolves if it can take no more questions, with what to do as the message of the error. */
  readonly closed?: Promise<Error>;
}

async function serveDiscord(chat: Chat, token: string, { discordApi }: Config): Promise<Surface> {
  const { startDiscord } = await import('./discord/bot.ts');
  return startDiscord(chat, { token, api: discordApi });
}

async function servePage(chat: Chat, { port }: Config): Promise<Surface> {
  const { servePage } = await import('./local/page.ts');
  const page = await servePage(chat, { port });
  chat.log.info(`DISCORD_TOKEN is not set, so Kutip answers on a local page: ${page.url}`);
  return { stop: () => page.close() };
}
