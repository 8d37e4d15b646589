import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startDiscord as startBot } from '../../src/discord/bot.ts';
import { rateLimited, type Fault, type LoopbackDiscord, type Options } from '../loopback/server.ts';
import { connected, gate, newChat, newDiscord, textOf } from './connected.ts';
import { press } from './press.ts';

const question = 'kapan penarikan pasukan CSTO selesai?';
const answer = '19 Januari';
const dam = 'kapan Bendungan Jatimulyo mulai diisi air?';

const ask = (discord: LoopbackDiscord) => discord.interaction({ command: 'ask', options: { question } });
const write = (discord: LoopbackDiscord) => discord.message({ content: `${discord.mention} ${question}` });

/** As `connected`, for a test that runs beside others: it ends with its block. */
async function isolated(
  options?: Options & { knowledge?: string; archive?: ReturnType<typeof gate>['archive'] },
) {
  const ends: (() => unknown)[] = [];
  const { discord, bot, logged } = await connected({ ...options, finished: (end) => void ends.unshift(end) });
  return {
    discord,
    logged,
    stopped: () => bot.stop(),
    async [Symbol.asyncDispose]() {
      for (const end of ends) await end();
    },
  };
}

/** Everything by the bot that people can see now. */
const shown = ({ world }: LoopbackDiscord) =>
  [...world.messages.values()].filter(({ author }) => author.id === world.bot.id);

const complaints = (logged: readonly Record<string, unknown>[]) =>
  logged.filter(({ level }) => Number(level) >= 40);

// The description of Discord's interface is compiled when it is first needed; on a busy machine, that takes longer than an
// interaction waits.
beforeAll(async () => {
  await using run = await isolated();
  await Promise.allSettled([ask(run.discord).reply, write(run.discord).reply]);
});

describe('a close of the gateway that no new try can mend', () => {
  const closes: [number, RegExp][] = [
    [4004, /then Bot, Reset Token, and put the new token into DISCORD_TOKEN\.$/],
    [4010, /start Kutip again.*let no other program use the token/],
    [4011, /too many servers.*start Kutip again/],
    [4012, /install a newer Kutip/],
    [4013, /install a newer Kutip/],
    [4014, /Bot, and switch on what is missing under Privileged Gateway Intents\.$/],
  ];

  it.each(closes)('%i while running tells in one sentence what to do', async (code, remedy) => {
    const { discord, bot, logged } = await connected();
    discord.gateway.close(code);
    const { message } = await bot.closed;
    expect(message).toMatch(remedy);
    expect(message.match(/[.!?](?:\s|$)/g)).toEqual(['.']);
    expect(message).toContain('https://discord.com/developers/applications');
    expect(complaints(logged)).toEqual([]);
  });

  it.each(closes)('%i in answer to the login tells in one sentence what to do', async (code, remedy) => {
    const discord = await newDiscord({ refuseWith: code });
    const { chat, logged } = await newChat();
    await expect(startBot(chat, { token: discord.token, api: discord.api })).rejects.toThrow(remedy);
    expect(complaints(logged)).toEqual([]);
  });
});

type Trouble = [string, (discord: LoopbackDiscord) => unknown];

const closedWith = (code: number): Trouble => [
  `is closed with ${code}`,
  ({ gateway }) => {
    gateway.close(code);
  },
];

describe.concurrent('the connection', () => {
  const failing: unknown = expect.objectContaining({
    msg: expect.stringContaining('no connection to Discord') as string,
  });
  const kept: [...Trouble, unknown?][] = [
    ...[4000, 4001, 4002, 4006].map(closedWith),
    ['is cut', (discord) => {
      discord.gateway.dropWithoutClose();
    }],
    ['is cut again as soon as it is resumed', async (discord) => {
      discord.gateway.dropWithoutClose();
      await discord.resumed();
      discord.gateway.dropWithoutClose();
    }],
    ['is to be made anew, says Discord', (discord) => {
      discord.gateway.askToReconnect();
    }],
    ['has a session that must be resumed, says Discord', (discord) => {
      discord.gateway.invalidate(true);
    }],
    ['is refused for a while', async (discord) => {
      await discord.unplug();
      setTimeout(() => void discord.plugIn(), 1_200);
    }, failing],
  ]; // prettier-ignore

  it.each(kept)('%s: what was asked in the meantime is answered, once', async (_, trouble, complaint) => {
    await using run = await isolated();
    const { discord, logged } = run;
    await trouble(discord);
    const written = write(discord);
    const asked = ask(discord);
    expect(textOf(await written.reply)).toContain(answer);
    expect(textOf(await asked.reply)).toContain(answer);
    written.repeat();
    asked.repeat();
    await discord.interaction({ command: 'help' }).reply;
    expect(shown(discord)).toHaveLength(3);
    expect(discord.gateway.identified.items).toHaveLength(1);
    for (const said of complaints(logged)) expect(said).toEqual(complaint);
  });

  it('is given up when heartbeats get no answer: what was asked in the meantime is answered, once', async () => {
    await using run = await isolated({ heartbeatMs: 500 });
    const { discord } = run;
    discord.gateway.silent = true;
    const written = write(discord);
    await discord.gateway.closed.reached(1, 'the end of the dead connection');
    discord.gateway.silent = false;
    expect(textOf(await written.reply)).toContain(answer);
    await discord.interaction({ command: 'help' }).reply;
    expect(shown(discord)).toHaveLength(2);
  });

  const lost: Trouble[] = [
    ...[1000, 1001, 4003, 4005, 4007, 4008, 4009].map(closedWith),
    ['has an invalid session', (discord) => {
      discord.gateway.invalidate(false);
    }],
    ['has an invalid session right after it was resumed', async (discord) => {
      discord.gateway.dropWithoutClose();
      await discord.resumed();
      discord.gateway.invalidate(false);
    }],
  ]; // prettier-ignore

  it.each(lost)('%s: a new session answers', async (_, trouble) => {
    await using run = await isolated();
    const { discord, logged } = run;
    await trouble(discord);
    await discord.ready(2);
    expect(textOf(await ask(discord).reply)).toContain(answer);
    expect(textOf(await write(discord).reply)).toContain(answer);
    expect(shown(discord)).toHaveLength(2);
    expect(complaints(logged)).toEqual([]);
  });
});

it('does not let questions wait for a server that does not come after the login', async () => {
  const discord = await newDiscord({ withoutGuilds: true });
  const { chat } = await newChat();
  const starting = startBot(chat, { token: discord.token, api: discord.api });
  onTestFinished(async () => (await starting).stop());
  await discord.ready();
  const written = discord.message({ content: question, channel: discord.channels.dm });
  expect(textOf(await written.reply)).toContain(answer);
  // By itself, discord.js would wait for 15 seconds.
  expect(await written.msToReply).toBeLessThan(10_000);
});

describe('an event that cannot be read', () => {
  const kinds = [
    'INTERACTION_CREATE', 'MESSAGE_CREATE', 'MESSAGE_UPDATE', 'MESSAGE_DELETE', 'GUILD_CREATE', 'GUILD_UPDATE',
    'GUILD_DELETE', 'CHANNEL_CREATE', 'CHANNEL_UPDATE', 'CHANNEL_DELETE', 'THREAD_CREATE', 'THREAD_UPDATE',
    'THREAD_DELETE', 'THREAD_LIST_SYNC', 'GUILD_ROLE_UPDATE', 'RESUMED', 'NO_SUCH_EVENT',
  ]; // prettier-ignore
  const contents = [
    null,
    7,
    'text',
    [],
    {},
    { id: null },
    { id: '1', type: 2 },
    { id: '1', type: 3, data: {} },
  ];

  it.each(kinds)('%s ends nothing', async (t) => {
    const { discord } = await connected();
    for (const d of contents) discord.gateway.sendRaw(JSON.stringify({ op: 0, t, s: null, d }));
    expect(textOf(await ask(discord).reply)).toContain(answer);
    expect(textOf(await write(discord).reply)).toContain(answer);
  });

  it.each(['', '{', 'null', '[]', '7', '{"op":99}', '{"op":0}', '{"op":0,"t":7,"s":"x","d":{}}'])(
    'such as %j ends nothing',
    async (text) => {
      const { discord } = await connected();
      discord.gateway.sendRaw(text);
      expect(textOf(await ask(discord).reply)).toContain(answer);
    },
  );

  it('is told in the log, with its name', async () => {
    const { discord, logged } = await connected();
    discord.gateway.sendRaw(JSON.stringify({ op: 0, t: 'MESSAGE_CREATE', s: null, d: null }));
    await ask(discord).reply;
    expect(complaints(logged)).toMatchObject([{ event: 'MESSAGE_CREATE' }]);
  });
});

describe.concurrent('a request to Discord', () => {
  const storm = (length: number) => Array.from({ length }, (): Fault => ({ status: 500 }));
  const faults: [string, Fault[]][] = [
    ['is one too many', [rateLimited(0.1)]],
    ['is one too many of all', [rateLimited(0.1, true)]],
    ['fails in a storm', storm(5)],
    ['fails behind a proxy', [{ status: 502 }, { status: 503 }, { status: 504 }]],
    ['hangs', [{ status: 'hang' }]],
    ['is cut', [{ status: 'reset' }, { status: 'reset' }]],
    ['ends without an answer', [{ status: 'close' }]],
    ['is done, and its answer is lost', [{ status: 500, done: true }]],
    ['is done, and its answer never comes', [{ status: 'hang', done: true }]],
    ['is done, and then the connection ends', [{ status: 'close', done: true }]],
  ];
  const callback = 'POST /interactions/{interaction_id}/{interaction_token}/callback';
  const edit = 'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original';
  const post = 'POST /channels/{channel_id}/messages';

  it.each([
    ...faults.map((fault) => ['acknowledgement', callback, ...fault] as const),
    ...faults.map((fault) => ['later answer', edit, ...fault] as const),
  ])('the %s (%s) %s: a command is answered once', async (_, route, __, trouble) => {
    const { archive, open } = gate();
    await using run = await isolated({ archive });
    const { discord, logged } = run;
    discord.fail(route, ...trouble);
    const asked = ask(discord);
    expect((await asked.acknowledged).ms).toBeLessThan(3_000);
    open();
    expect(textOf(await asked.reply)).toContain(answer);
    await run.stopped();
    expect(shown(discord)).toHaveLength(1);
    expect(complaints(logged)).toEqual([]);
  });

  it.each(faults)('the answer, at once, %s: a command is answered once', async (_, trouble) => {
    await using run = await isolated();
    const { discord, logged } = run;
    discord.fail(callback, ...trouble);
    const asked = ask(discord);
    expect(textOf(await asked.reply)).toContain(answer);
    expect((await asked.acknowledged).ms).toBeLessThan(3_000);
    await run.stopped();
    expect(shown(discord)).toHaveLength(1);
    expect(complaints(logged)).toEqual([]);
  });

  const removal = 'DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original';
  const uses: [string, string, string][] = [
    ['to be acknowledged', callback, 'Konteks'],
    ['to be acknowledged', callback, 'Sumber'],
    ['to be acknowledged', callback, 'up'],
    ['to be acknowledged', callback, 'delete'],
    ['to change the reply', edit, 'Konteks'],
    ['to add one', edit, 'Sumber'],
    ['to delete it', removal, 'delete'],
  ];
  /** One of each kind. */
  const few = [0, 2, 4, 7].map((place) => faults[place]!);

  it.each(uses.flatMap((use) => few.map((fault) => [...use, ...fault] as const)))(
    'for a button, %s (%s, “%s”), %s: it does what it should, once',
    async (_, route, name, __, trouble) => {
      const { archive, open, close } = gate();
      await using run = await isolated({ knowledge: 'dam', archive });
      const { discord, logged } = run;
      open();
      const asked = discord.interaction({ command: 'ask', options: { question: dam }, locale: 'id' });
      await asked.reply;
      const message = await asked.shown;
      discord.fail(route, ...trouble);
      if (route === edit) close();
      const pressed = press(discord, message, name);
      await pressed.acknowledged;
      open();
      if (name === 'delete') await pressed.wait(({ how }) => how === 'deletion', 'the deletion by');
      else expect(textOf(await pressed.reply)).not.toContain('Itu tidak berhasil');
      expect((await pressed.acknowledged).ms).toBeLessThan(3_000);
      await run.stopped();
      expect(shown(discord)).toHaveLength({ Konteks: 1, delete: 0 }[name] ?? 2);
      expect(complaints(logged)).toEqual([]);
    },
  );

  it.each(few)('for a form %s: it opens', async (_, trouble) => {
    await using run = await isolated({ knowledge: 'dam' });
    const { discord } = run;
    const asked = discord.interaction({ command: 'ask', options: { question: dam }, locale: 'id' });
    await asked.reply;
    discord.fail(callback, ...trouble);
    const { title } = await press(discord, await asked.shown, 'down').modal;
    expect(title).toBe('Apa yang kurang tepat?');
  });

  it.each(few)('for suggestions %s: they come', async (_, trouble) => {
    await using run = await isolated({ knowledge: 'dam' });
    const { discord } = run;
    discord.fail(callback, ...trouble);
    const options = { title: 'waduk' };
    const typing = discord.interaction({ autocomplete: 'article', options, focused: 'title' });
    expect(await typing.choices).toHaveLength(1);
  });

  it.each(faults)('the answer (a message) %s: a question is answered once', async (_, trouble) => {
    await using run = await isolated();
    const { discord, logged } = run;
    discord.fail(post, ...trouble);
    expect(textOf(await write(discord).reply)).toContain(answer);
    await run.stopped();
    expect(shown(discord)).toHaveLength(1);
    expect(complaints(logged)).toEqual([]);
  });
});
