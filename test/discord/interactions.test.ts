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

const callback = 'POST /interactions/{interaction_id}/{interaction_token}/callback';
const original = 'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original';
const question = 'kapan penarikan pasukan CSTO selesai?';

const edits = ({ requests }: LoopbackDiscord) =>
  requests.items.filter(({ method, path }) => `${method} ${path}` === original).length;

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

  it('is acknowledged before any work', async () => {
    const { archive, asked, open } = gate();
    const { discord } = await connected({ archive });
    const interaction = discord.interaction({ command: 'ask', options: { question } });
    await asked;
    expect(interaction.responded).toBe(InteractionResponseType.DeferredChannelMessageWithSource);
    open();
    await interaction.reply;
  });

  it.each([
    ['ask', { question, private: true }, true],
    ['ask', { question, private: false }, false],
    ['ask', { question }, false],
    ['sources', {}, true],
  ] as const)('/%s %j is for the asker alone: %s', async (command, options, isPrivate) => {
    const { discord } = await connected();
    const asked = discord.interaction({ command, options });
    expect(await asked.acknowledged).toMatchObject({
      type: InteractionResponseType.DeferredChannelMessageWithSource,
      ...(isPrivate && { data: { flags: MessageFlags.Ephemeral } }),
    });
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
    expect(edits(discord)).toBe(2);
  });

  it('that we no longer have is refused kindly', async () => {
    const { discord } = await connected();
    discord.world.commands.push({ ...discord.commands[0]!, name: 'old', options: [] });
    const asked = discord.interaction({ command: 'old' });
    expect(await asked.acknowledged).toMatchObject({ data: { flags: MessageFlags.Ephemeral } });
    expect(textOf(await asked.reply)).toContain('Try /help.');
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
  it('answers once when the answer to the acknowledgement was lost', async () => {
    const { discord } = await connected();
    discord.fail(callback, { status: 500, done: true });
    const asked = discord.interaction({ command: 'ask', options: { question } });
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

  it('logs the age of an interaction that it got too late, and searches nothing', async () => {
    const { discord, bot, logged } = await connected({ acknowledgeWithinMs: -1 });
    discord.interaction({ command: 'ask', options: { question } });
    await discord.requests.when(({ path }) => path.startsWith('/interactions/'), 'the acknowledgement');
    await bot.stop();
    expect(logged).toContainEqual(
      expect.objectContaining({ code: 10062, ageMs: expect.any(Number) as number }),
    );
    expect(logged.map(({ msg }) => msg)).not.toContain('answered');
    expect(edits(discord)).toBe(0);
    expect(JSON.stringify(logged)).not.toContain('token-');
  });

  it('says that something went wrong when Discord refuses what a reply holds', async () => {
    const { discord, logged } = await connected();
    discord.fail(original, { status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
    const asked = discord.interaction({ command: 'ask', options: { question }, locale: 'id' });
    expect(textOf(await asked.reply)).toContain('Terjadi kesalahan');
    expect(logged).toContainEqual(
      expect.objectContaining({ code: 50035, msg: 'Discord rejected the content of a reply' }),
    );
    expect(JSON.stringify(logged)).not.toContain('token-');
  });

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
