import { describe, expect, it } from 'vitest';
import { startDiscord as startBot } from '../../src/discord/bot.ts';
import type { LoopbackDiscord } from '../loopback/server.ts';
import { connected, newChat, newDiscord, textOf } from './connected.ts';

const gatewayRoute = 'GET /gateway/bot';

/** What Discord says of its gateway when logging in is used up for `seconds`, or when the gateway is somewhere else. */
const gatewayBot = (
  discord: LoopbackDiscord,
  { remaining = 999, seconds = 86_400, url = discord.api.replace('http:', 'ws:').replace('/api', '') } = {},
) => ({
  status: 200,
  body: {
    url,
    shards: 1,
    session_start_limit: { total: 1000, remaining, reset_after: seconds * 1000, max_concurrency: 1 },
  },
});

/** What is to be done after a test that runs beside others. */
type Finished = (end: () => Promise<void>) => void;

/** A bot that is starting on a Discord that is in trouble. */
async function starting(trouble: (discord: LoopbackDiscord) => unknown, finished: Finished) {
  const discord = await newDiscord({}, finished);
  const { chat, logged } = await newChat();
  await trouble(discord);
  const stop = new AbortController();
  const bot = startBot(chat, { token: discord.token, api: discord.api, signal: stop.signal });
  const ended = bot.then(
    () => 'connected',
    (error: unknown) => error,
  );
  finished(async () => {
    stop.abort();
    if ((await ended) === 'connected') await (await bot).stop();
  });
  return { discord, bot, logged, stop, ended };
}

type Lines = readonly Record<string, unknown>[];

const complaints = (logged: Lines) => logged.filter(({ level }) => Number(level) >= 40);

/** Waits for a line of the log. */
async function line(logged: Lines, words: RegExp): Promise<Record<string, unknown>> {
  for (;;) {
    const found = logged.find(({ msg }) => words.test(String(msg)));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Why there is no connection, as the log says. */
async function saidReason(logged: Lines): Promise<unknown> {
  const { reason, err } = await line(logged, /no connection to Discord/);
  return reason ?? (err as Error).message;
}

const again = /^connected to Discord again after \d+ s$/;

type Trouble = [
  string,
  {
    begin: (discord: LoopbackDiscord) => unknown;
    end?: (discord: LoopbackDiscord) => unknown;
    reason: RegExp;
  },
];

const troubles: Trouble[] = [
  ['the gateway answers 503', {
    begin: ({ gateway }) => (gateway.upgrade = 503),
    end: ({ gateway }) => (gateway.upgrade = null),
    reason: /503/,
  }],
  ['Discord refuses connections', {
    begin: (discord) => discord.unplug(),
    end: (discord) => discord.plugIn(),
    reason: /ECONNREFUSED/,
  }],
  ['Discord answers 502', {
    begin: (discord) => { discord.fail(gatewayRoute, { status: 502 }); },
    end: () => undefined,
    reason: /Bad Gateway/,
  }],
  ['Discord ends the connection without an answer', {
    begin: (discord) => { discord.fail(gatewayRoute, { status: 'close' }); },
    end: () => undefined,
    reason: /other side closed/,
  }],
  ['the logins of the day are used up', {
    begin: (discord) => { discord.fail(gatewayRoute, gatewayBot(discord, { remaining: 0, seconds: 2 })); },
    end: () => undefined,
    reason: /logged in too often.*\d{4}-\d\d-\d\dT/,
  }],
  ['the gateway has no address', {
    begin: (discord) => { discord.fail(gatewayRoute, gatewayBot(discord, { url: 'ws://gateway.invalid' })); },
    reason: /ENOTFOUND|EAI_AGAIN/,
  }],
  ['no way leads to the gateway', {
    begin: (discord) => { discord.fail(gatewayRoute, gatewayBot(discord, { url: 'ws://255.255.255.255:9' })); },
    reason: /ENETUNREACH|EHOSTUNREACH|EACCES|EINVAL/,
  }],
]; // prettier-ignore

describe.concurrent('at the start', () => {
  it.for(troubles.filter(([, { end }]) => end !== undefined))(
    '%s: it is waited out, and said once with its reason',
    async ([, { begin, end, reason }], { onTestFinished }) => {
      const { discord, bot, logged } = await starting(begin, onTestFinished);
      expect(await saidReason(logged)).toMatch(reason);
      await end!(discord);
      expect((await bot).isConnected()).toBe(true);
      const asked = discord.interaction({ command: 'help' });
      expect(textOf(await asked.reply)).toContain('/ask');
      expect(complaints(logged).map(({ msg }) => msg)).toEqual([
        expect.stringContaining('no connection to Discord'),
      ]);
      await line(logged, again);
    },
  );

  it.for(troubles)(
    '%s: it can be stopped nevertheless',
    async ([, { begin, reason }], { onTestFinished }) => {
      const { logged, stop, ended, discord } = await starting(begin, onTestFinished);
      expect(await saidReason(logged)).toMatch(reason);
      const knocks = discord.gateway.knocks.items.length;
      const stoppedAt = performance.now();
      stop.abort();
      expect(await ended).toBe(stop.signal.reason);
      expect(performance.now() - stoppedAt).toBeLessThan(10_000);
      // What comes back finds nobody who logs in.
      discord.gateway.upgrade = null;
      await discord.plugIn().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      expect(discord.gateway.knocks.items).toHaveLength(knocks);
      expect(complaints(logged).map(({ msg }) => msg)).toEqual([
        expect.stringContaining('no connection to Discord'),
      ]);
    },
  );

  it('can be stopped while the gateway does not answer at all', async ({ onTestFinished }) => {
    const hang = ({ gateway }: LoopbackDiscord) => (gateway.upgrade = 'hang');
    const { discord, stop, ended } = await starting(hang, onTestFinished);
    await discord.gateway.knocks.reached(1, 'the wish for a WebSocket');
    const stoppedAt = performance.now();
    stop.abort();
    expect(await ended).toBe(stop.signal.reason);
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
  });
});

describe.concurrent('while it runs', () => {
  it('tries again with ever longer pauses, says so once, and says when it is over', async ({
    onTestFinished,
  }) => {
    const { discord, logged } = await connected({ finished: onTestFinished });
    discord.gateway.upgrade = 503;
    discord.gateway.dropWithoutClose();
    await discord.gateway.knocks.reached(4, 'the third try');
    const [, first, second, third] = discord.gateway.knocks.items as [number, number, number, number];
    expect(second - first).toBeGreaterThan(750);
    expect(third - second).toBeGreaterThan(1_500);
    discord.gateway.upgrade = null;
    await discord.resumed();
    await line(logged, again);
    expect(complaints(logged).map(({ msg }) => msg)).toEqual([
      expect.stringContaining('no connection to Discord'),
    ]);
  });

  it('can be stopped while the gateway is down', async ({ onTestFinished }) => {
    const { discord, bot, logged } = await connected({ finished: onTestFinished });
    await discord.unplug();
    await saidReason(logged);
    expect(bot.isConnected()).toBe(false);
    const stoppedAt = performance.now();
    await bot.stop();
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
    await discord.plugIn();
    const knocks = discord.gateway.knocks.items.length;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(discord.gateway.knocks.items).toHaveLength(knocks);
  });

  it('can be stopped when the gateway says nothing any more, not even goodbye', async ({
    onTestFinished,
  }) => {
    const { discord, bot } = await connected({ finished: onTestFinished });
    discord.gateway.goDeaf();
    const stoppedAt = performance.now();
    await bot.stop();
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
  });
});
