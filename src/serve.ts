import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { composeServing, type Kutip, type Serving } from './compose.ts';
import { isLoopback, type Config } from './config.ts';
import { localServer } from './chat/contract/context.ts';
import type { Notifier } from './chat/contract/notifier.ts';
import type { DiscordBot } from './discord/bot.ts';
import { createStartLog } from './ops/log.ts';
import { createMetrics, type Metrics, type ProcessState } from './ops/metrics.ts';
import { operationOf, serveOperation, type HealthFacts } from './ops/health-and-metrics.ts';
import type { LocalServer } from './ops/http-server.ts';
import type { LocalPage } from './web/page.ts';

/** How long the start waits for the articles before it says that it is ready, in milliseconds. */
const patienceMs = 2000;

/** How long stopping may take before the program ends without more ado, in milliseconds. */
const stopWithinMs = 9_500;

/** How long it may take to let go of what libraries still wait for when all is closed, in milliseconds. */
const letGoMs = 500;

/**
 * Runs on Discord with a token, on a local page without one, until SIGINT or SIGTERM. Either is loaded while the thread of the
 * archive is starting.
 */
export async function serve(config: Config): Promise<void> {
  const { log, open } = createStartLog(config.logLevel);
  const stopping = stopOnSignals(log);
  // One event that cannot be handled must not end the conversations of everybody else.
  process.on('unhandledRejection', (error) => {
    log.error({ err: error }, 'unhandled promise rejection');
  });
  if (config.unknown.length > 0) {
    log.warn({ variables: config.unknown }, 'unknown KUTIP_* variables (typo?)');
  }
  let kutip: Serving | undefined;
  let surface: RunningSurface | undefined;
  try {
    const metrics = createMetrics();
    kutip = await composeServing({ ...config, metrics, log });
    stopping.throwIfAborted();
    const stopped = once(stopping, 'abort');
    const loaded = kutip.loaded.catch(() => undefined);
    const patience = Promise.race([loaded, sleep(patienceMs, undefined, { ref: false }), stopped]);
    // Questions wait for an index that is there; without one, a small archive is whole before the first of them.
    if (!kutip.hasIndex) await patience;
    stopping.throwIfAborted();
    surface =
      config.discordToken === null
        ? await serveOnPage(kutip, metrics, config)
        : await serveOnDiscord(kutip, metrics, config.discordToken, config, stopping);
    await patience;
    stopping.throwIfAborted();
    log.info(`Kutip is ready, ${await loadedWords(kutip)}. ${surface.where}`);
    // Asked for on the page too, so that they are there for its first visitor.
    if (open !== null || surface.server !== null) {
      const lines = [surface.first, ...(await tryWords(kutip, surface.server))];
      open?.(lines);
    }
    const closed = surface.closed?.then((error) => Promise.reject(error));
    await Promise.race([stopped, closed ?? stopped]);
  } catch (error) {
    if (!stopping.aborted) {
      // The message is a sentence that says what to do; only what caused it is for developers.
      log.fatal({ cause: (error as Error).cause }, (error as Error).message);
      process.exitCode = 1;
    }
  }
  await stop(surface, kutip, log);
}

/** Aborted by the first SIGINT or SIGTERM. Ctrl+C comes twice below npm, which passes on what the terminal has sent already. */
function stopOnSignals(log: Logger): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (!stopping.signal.aborted) log.info({ signal }, 'stopping');
      stopping.abort();
    });
  }
  return stopping.signal;
}

/** Finishes what is being answered, closes everything, and ends the program. */
async function stop(
  surface: RunningSurface | undefined,
  kutip: Serving | undefined,
  log: Logger,
): Promise<void> {
  setTimeout(() => {
    log.error('did not stop in time');
    process.exit(1);
  }, stopWithinMs).unref();
  try {
    try {
      await surface?.stop();
    } finally {
      await kutip?.close();
    }
  } catch (error) {
    log.error({ err: error }, 'did not stop cleanly');
    process.exitCode = 1;
  }
  setTimeout(() => process.exit(), letGoMs).unref();
}

/** For the line at the start. */
async function loadedWords({ loaded, knowledge }: Kutip): Promise<string> {
  const from = `from ${knowledge.join(' and ')}`;
  // What could not be loaded was said already.
  const known = await Promise.race([loaded, Promise.resolve(null)]).catch(() => null);
  if (known === null) return `while articles are still being read ${from}`;
  const { articles, samples, refusals, fromDisk } = known;
  const notes = [
    ...(samples > 0 ? [sampleWords(samples, articles)] : []),
    ...(fromDisk > 0 ? [`${fromDisk} of them as kept by the last start`] : []),
    ...(refusals.length > 0 ? [`${refusals.length} refused, see above`] : []),
  ];
  return `with ${articles} ${articles === 1 ? 'article' : 'articles'} ${from}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`;
}

const sampleWords = (samples: number, articles: number) =>
  samples === articles
    ? `all of them samples, which are searched only until there are others: /kutip feed add, npm run import, or KUTIP_KNOWLEDGE`
    : `${samples} of them samples, which are not searched where there are others`;

/** A question that is answered well, for the lines at the start; none while articles are being read. */
async function tryWords({ chat, loaded }: Kutip, server: string | null): Promise<string[]> {
  const known = await Promise.race([loaded, Promise.resolve(null)]).catch(() => null);
  if (known === null) return [];
  const { en, id } = await chat.services.archive.examples({ server, askedAt: new Date() });
  const [question] = [...en, ...id];
  return question === undefined ? [] : [`Try asking: ${question}`];
}

/** Where questions come from. */
interface RunningSurface {
  /** What a person does first, for the lines at the start. */
  readonly first: string;
  /** Whose articles are searched first. */
  readonly server: string | null;
  /** Where to ask, for the line at the start. */
  readonly where: string;
  stop(): Promise<void>;
  /** Resolves if it can take no more questions, with what to do as the message of the error. */
  readonly closed?: Promise<Error>;
}

/** Answers on Discord. Health and figures are there from before the login on; a bot without them is better than none. */
async function serveOnDiscord(
  kutip: Serving,
  metrics: Metrics,
  token: string,
  { discordApi, shards, port, host, preview }: Config,
  stopping: AbortSignal,
): Promise<RunningSurface> {
  const { chat, checks } = kutip;
  const { log } = chat;
  let bot: DiscordBot | undefined;
  let isConnected = () => false;
  const discord = () => (isConnected() ? Promise.resolve() : Promise.reject(new Error('not connected')));
  const operation = operationOf(
    { ...checks, discord },
    metrics,
    processStateOf(kutip, metrics, () => bot?.shards() ?? []),
  );
  const serving: Promise<LocalServer & Partial<LocalPage>> =
    preview === null
      ? serveOperation(operation, { port, host, anyName: !isLoopback(host) }, log)
      : (await import('./web/page.ts')).servePage(chat, { port, host, ...preview }, operation);
  const served = await serving.catch((error: unknown) => {
    log.warn(`/healthz and /metrics are not available: ${(error as Error).message}`);
    return undefined;
  });
  if (served !== undefined && preview !== null)
    log.info(
      `preview for moderators: ${served.url}${preview.secret === null ? '' : '/?secret=… with KUTIP_PREVIEW'}`,
    );
  if (served !== undefined) log.info(`health and metrics: ${served.url}/healthz and ${served.url}/metrics`);
  const pages = served?.notifier;
  const speak = (notifier: Notifier) => {
    kutip.notifyWith(pages === undefined ? notifier : either(pages, notifier));
  };
  try {
    const { startDiscord } = await import('./discord/bot.ts');
    bot = await startDiscord(chat, {
      token,
      api: discordApi,
      signal: stopping,
      shards,
      shared: kutip.shared,
      stoodBy: (standby) => {
        ({ isConnected } = standby);
        speak(standby.notifier);
      },
    });
  } catch (error) {
    await served?.close();
    throw error;
  }
  const { name, invitation, installation, notifier, closed } = bot;
  if (kutip.shared === null) {
    ({ isConnected } = bot);
    speak(notifier);
  }
  const started = bot;
  return {
    first: `Invite ${name} to a server: ${invitation}`,
    server: null,
    where: `It answers on Discord as ${name}; invite it to a server: ${invitation} or add it to your own account: ${installation}`,
    stop: async () => {
      try {
        await started.stop();
      } finally {
        await served?.close();
      }
    },
    closed,
  };
}

/** What a process does among several, for `/healthz` and `/metrics`; nothing where it is alone. */
function processStateOf(
  { shared, behind }: Serving,
  metrics: Metrics,
  shards: () => readonly number[],
): HealthFacts {
  if (shared === null) return () => ({});
  const state = async (): Promise<ProcessState> => ({
    leader: shared.leadership.isLeader,
    shards: shards(),
    behind: await behind(),
  });
  metrics.addProcessState(state);
  return async () => ({ ...(await state()) });
}

/** What is shown on the page beside Discord is edited there. */
const either = (page: Notifier, discord: Notifier): Notifier => ({
  ...discord,
  edit: async (kept, reply) => {
    const edited = await page.edit(kept, reply);
    return edited === 'out of reach' ? discord.edit(kept, reply) : edited;
  },
});

async function serveOnPage(
  kutip: Serving,
  metrics: Metrics,
  { port, host, preview }: Config,
): Promise<RunningSurface> {
  const { chat, checks } = kutip;
  const { servePage } = await import('./web/page.ts');
  const page = await servePage(
    chat,
    { port, host, ...preview },
    operationOf(
      checks,
      metrics,
      processStateOf(kutip, metrics, () => []),
    ),
  );
  kutip.notifyWith(page.notifier);
  return {
    first: `Open in a browser: ${page.url}`,
    server: localServer,
    where: `DISCORD_TOKEN is not set, so it answers on a local page: ${page.url}`,
    stop: () => page.close(),
  };
}
