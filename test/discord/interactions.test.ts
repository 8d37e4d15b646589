import {
  ButtonStyle,
  ComponentType,
  InteractionResponseType,
  MessageFlags,
  type APIMessage,
} from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { LoopbackDiscord } from '../loopback/server.ts';
import { connected, gate, textOf } from './connected.ts';
import { isEphemeral, press } from './press.ts';

const callback = 'POST /interactions/{interaction_id}/{interaction_token}/callback';
const original = 'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original';
const question = 'kapan penarikan pasukan CSTO selesai?';

const count = ({ requests }: LoopbackDiscord, route: string) =>
  requests.items.filter(({ method, path }) => `${method} ${path}` === route).length;
const edits = (discord: LoopbackDiscord) => count(discord, original);
const responses = (discord: LoopbackDiscord) => count(discord, callback);

describe('a slash command', () => {
  it('is answered with an exact quote and its source', async () => {
    const { discord } = await connected();
    const text = textOf(
      await discord.interaction({ command: 'ask', options: { question }, locale: 'id' }).reply,
    );
    expect(text).toMatch(/^### kapan penarikan pasukan CSTO selesai\?\n> /);
    expect(text).toContain('19 Januari');
    expect(text).toMatch(
      /\*\*Kabar Contoh\*\* · Ani Putri · 13 Jan 2022, 14\.05 WIB \(<t:1642057500:R>\) · \[Pasukan CSTO mulai ditarik dari Kazakhstan\]\(<https:\/\/contoh\.id\/pasukan-csto#:~:text=[^>]+>\)/,
    );
  });

  it.each([
    ['id', 'text', 'Artikel terbaru'],
    ['en-GB', 'text', 'Latest articles'],
    ['fr', 'text', 'Artikel terbaru'], // the language of the server
    ['fr', 'dm', 'Latest articles'],
    ['id', 'foreign', 'Artikel terbaru'],
    ['de', 'foreign', 'Latest articles'],
  ] as const)(
    'is answered to a user with locale %s in the channel "%s" with "%s"',
    async (locale, place, heading) => {
      const { discord } = await connected();
      const asked = discord.interaction({ command: 'latest', locale, channel: discord.channels[place] });
      expect(textOf(await asked.reply)).toContain(`### ${heading}`);
    },
  );

  it('is answered at once when the answer is ready within a second', async () => {
    const { discord } = await connected();
    const asked = discord.interaction({ command: 'ask', options: { question } });
    await asked.reply;
    expect(asked.responded).toBe(InteractionResponseType.ChannelMessageWithSource);
    expect(asked.said.items.map(({ how }) => how)).toEqual(['callback']);
  });

  it.each([
    [true, [MessageFlags.Ephemeral]],
    [false, [undefined]],
  ])(
    'is acknowledged in time when the answer takes longer, and answered later; private: %s',
    async (isPrivate, [flags]) => {
      const { archive, open } = gate();
      const { discord } = await connected({ archive });
      const asked = discord.interaction({ command: 'ask', options: { question, private: isPrivate } });
      const { type, data, ms } = (await asked.acknowledged) as { type: number; data?: object; ms: number };
      expect({ type, data }).toEqual({
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        data: flags && { flags },
      });
      expect(ms).toBeLessThan(3_000);
      open();
      expect(textOf(await asked.reply)).toContain('19 Januari');
      expect(asked.said.items.map(({ how }) => how)).toEqual(['callback', 'edit']);
    },
  );

  it('is acknowledged at once when many are being answered', async () => {
    const { archive, open } = gate();
    const { discord } = await connected({ archive });
    const asked = Array.from({ length: 6 }, () =>
      discord.interaction({ command: 'ask', options: { question } }),
    );
    for (const { acknowledged } of asked)
      expect((await acknowledged).type).toBe(InteractionResponseType.DeferredChannelMessageWithSource);
    open();
    for (const { shown } of asked) expect(textOf(await shown)).toContain('19 Januari');
  });

  it('that turns out to be for the asker alone is so from the first response', async () => {
    const { discord } = await connected();
    const asked = discord.interaction({ command: 'ask', options: { question, since: 'whenever' } });
    expect(textOf(await asked.reply)).toContain('whenever');
    expect(isEphemeral(await asked.shown)).toBe(true);
    expect(asked.said.items.map(({ how }) => how)).toEqual(['callback']);
  });

  it('that turns out so after all could see that it was announced is not left there', async () => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const { discord } = await connected({
      archive: () => ({ ask: () => opened.then(() => Promise.reject(new Error('the index is broken'))) }),
    });
    const asked = discord.interaction({ command: 'ask', options: { question } });
    await asked.acknowledged;
    open();
    await asked.reply;
    expect(asked.said.items.map(({ how }) => how)).toEqual(['callback', 'deletion', 'follow-up']);
    expect(isEphemeral(await asked.shown)).toBe(true);
  });

  it.each([
    ['ask', { question, private: true }, true],
    ['ask', { question, private: false }, false],
    ['ask', { question }, false],
    ['sources', {}, true],
  ] as const)('/%s %j is for the asker alone: %s', async (command, options, isPrivate) => {
    const { discord } = await connected();
    const asked = discord.interaction({ command, options });
    await asked.reply;
    expect(((await asked.shown).flags ?? 0) & MessageFlags.Ephemeral).toBe(
      isPrivate ? MessageFlags.Ephemeral : 0,
    );
  });

  it('is answered as if mentions and emoji were not typed', async () => {
    const { discord } = await connected();
    const typed = `<@123> ${question} <:kue:9>`;
    const asked = discord.interaction({ command: 'ask', options: { question: typed }, locale: 'id' });
    expect(textOf(await asked.reply)).toMatch(/^### kapan penarikan pasukan CSTO selesai\?\n> /);
  });

  it('shows hostile text of an article as text', async () => {
    const { discord } = await connected();
    const asked = discord.interaction({
      command: 'ask',
      options: { question: 'berapa harga kue lapis legit?' },
    });
    const text = textOf(await asked.reply);
    const unescaped = text.replace(/\\(.)|\*\*/g, (_, character?: string) => character ?? '');
    expect(unescaped).toContain(
      '@everyone di <#42> seharga **Rp90.000** || https://jahat.example || [di sini](https://jahat.example) discord.gg/jahat oleh <@123> [U+202E]takgnisret[U+202C] dan <:kue:9> `sekarang`.',
    );
    expect(text).not.toMatch(
      /(?<!\\)(?:@everyone|<[@#:]|\|\||`)|https?:\/\/jahat|discord\.gg|[\u202a-\u202e]/,
    );
    expect((await asked.shown).mention_everyone).toBe(false);
  });

  it('that comes twice is answered once', async () => {
    const { discord } = await connected();
    const asked = discord.interaction({ command: 'ask', options: { question } });
    asked.repeat();
    await asked.reply;
    asked.repeat();
    await discord.interaction({ command: 'help' }).reply;
    expect(responses(discord)).toBe(2);
  });

  it('that we no longer have is refused kindly', async () => {
    const { discord } = await connected();
    discord.world.commands.push({ ...discord.commands[0]!, name: 'old', options: [] });
    const asked = discord.interaction({ command: 'old' });
    expect(textOf(await asked.reply)).toMatch(/Try <\/help:\d+>\./);
    expect(isEphemeral(await asked.shown)).toBe(true);
  });
});

it('answers a button that it does not know kindly', async () => {
  const { discord } = await connected();
  const reply = discord.interaction({ command: 'latest' });
  await reply.reply;
  const button = {
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    label: 'a',
    custom_id: 'old',
  } as const;
  const message: APIMessage = {
    ...(await reply.shown),
    components: [{ type: ComponentType.ActionRow, components: [button] }],
  };
  const pressed = discord.interaction({ button: 'old', message });
  expect(await pressed.acknowledged).toMatchObject({
    type: InteractionResponseType.ChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2 },
  });
  expect(textOf(await pressed.reply)).toContain('has expired');
});

describe('in trouble', () => {
  it('answers once when the answer to the first response was lost, and its buttons work', async () => {
    const { discord } = await connected();
    discord.fail(callback, { status: 500, done: true });
    const asked = discord.interaction({ command: 'ask', options: { question }, locale: 'id' });
    expect(textOf(await asked.reply)).toContain('19 Januari');
    expect(textOf(await press(discord, await asked.shown, 'Sumber').reply)).toContain('Kabar Contoh');
    expect(asked.said.items.map(({ how }) => how)).toEqual(['callback']);
  });

  it('answers once when the answer to the acknowledgement was lost', async () => {
    const { archive, open } = gate();
    const { discord } = await connected({ archive });
    discord.fail(callback, { status: 500, done: true });
    const asked = discord.interaction({ command: 'ask', options: { question } });
    await asked.acknowledged;
    open();
    expect(textOf(await asked.reply)).toContain('19 Januari');
    expect(asked.said.items.map(({ how }) => how)).toEqual(['callback', 'edit']);
  });

  it('answers when the first acknowledgement hangs', async () => {
    const { discord } = await connected();
    discord.fail(callback, { status: 'hang' });
    const asked = discord.interaction({ command: 'ask', options: { question } });
    expect(textOf(await asked.reply)).toContain('19 Januari');
    expect((await asked.acknowledged).ms).toBeLessThan(3_000);
  });

  it('logs the age of an interaction that it got too late, and keeps nothing of it', async () => {
    const { discord, bot, chat, logged } = await connected({ acknowledgeWithinMs: -1 });
    discord.interaction({ command: 'ask', options: { question } });
    await discord.requests.when(({ path }) => path.startsWith('/interactions/'), 'the acknowledgement');
    await bot.stop();
    expect(logged).toContainEqual(
      expect.objectContaining({ code: 10062, ageMs: expect.any(Number) as number }),
    );
    expect(logged.map(({ msg }) => msg)).not.toContain('answered');
    expect(edits(discord)).toBe(0);
    expect(await chat.services.replies.quoted()).toEqual([]);
    expect(JSON.stringify(logged)).not.toContain('token-');
  });

  it.each(['at once', 'later'])(
    'says that something went wrong when Discord refuses what a reply holds, sent %s',
    async (when) => {
      const { archive, open } = gate();
      const { discord, logged } = await connected({ archive });
      const refused = { status: 400, body: { code: 50035, message: 'Invalid Form Body' } } as const;
      discord.fail(when === 'later' ? original : callback, refused);
      if (when === 'at once') open();
      const asked = discord.interaction({ command: 'ask', options: { question }, locale: 'id' });
      await asked.acknowledged;
      open();
      expect(textOf(await asked.reply)).toContain('Terjadi kesalahan');
      expect(logged).toContainEqual(
        expect.objectContaining({ code: 50035, msg: 'Discord rejected the content of a reply' }),
      );
      expect(JSON.stringify(logged)).not.toContain('token-');
    },
  );

  it('says that something went wrong when a command breaks', async () => {
    const { discord, logged } = await connected({
      archive: () => ({ ask: () => Promise.reject(new Error('the index is broken')) }),
    });
    const asked = discord.interaction({ command: 'ask', options: { question }, locale: 'id' });
    expect(textOf(await asked.reply)).toContain('Terjadi kesalahan');
    expect(logged).toContainEqual(expect.objectContaining({ command: 'ask', msg: 'a command failed' }));
  });

  it('keeps questions apart that come at the same time', async () => {
    const { discord } = await connected();
    const questions = Array.from({ length: 50 }, (_, place) => `kapan penarikan pasukan selesai (${place})?`);
    const asked = questions.map((one) => discord.interaction({ command: 'ask', options: { question: one } }));
    const texts = await Promise.all(asked.map(async ({ reply }) => textOf(await reply)));
    expect(texts.map((text) => text.split('\n')[0])).toEqual(questions.map((one) => `### ${one}`));
  });
});
