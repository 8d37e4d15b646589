import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  ButtonStyle,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  Client,
  ComponentType,
  Events,
  GatewayIntentBits,
  InteractionResponseType,
  MessageFlags,
  Partials,
  PermissionFlagsBits,
  Routes,
  TextInputStyle,
} from 'discord.js';
import type {
  APIContainerComponent,
  APITextDisplayComponent,
  ApplicationCommandDataResolvable,
  ChatInputCommandInteraction,
  ClientOptions,
  DiscordAPIError,
  Interaction,
  MessageCreateOptions,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { rateLimited, startDiscord } from './server.ts';
import type { LoopbackDiscord, Options } from './server.ts';
import { callbackProblems, commandProblems, messageProblems } from './limits.ts';
import type { MessageBody } from './limits.ts';
import { schemaProblems } from './schema.ts';

const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits;
const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function start(options?: Options): Promise<LoopbackDiscord> {
  const discord = await startDiscord(options);
  cleanUp.push(() => discord.close());
  return discord;
}

/** A real discord.js client on the loopback; `errors` collects what it reports. */
function newClient(
  discord: LoopbackDiscord,
  options: Partial<ClientOptions> = {},
): { client: Client; errors: Error[] } {
  const client = new Client({
    intents: [Guilds, GuildMessages, DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    rest: { api: discord.api },
    // Without this the client waits 5 seconds between two logins.
    ws: { buildIdentifyThrottler: () => Promise.resolve({ waitForIdentify: () => Promise.resolve() }) },
    ...options,
  });
  const errors: Error[] = [];
  client.on(Events.Error, (error) => errors.push(error));
  cleanUp.push(() => client.destroy());
  return { client, errors };
}

const ASK: ApplicationCommandDataResolvable = {
  name: 'ask',
  description: 'Ask the news',
  descriptionLocalizations: { id: 'Tanya berita' },
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'question',
      description: 'What you want to know',
      required: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'source',
      description: 'Only this publisher',
      autocomplete: true,
    },
  ],
};
const FIND: ApplicationCommandDataResolvable = {
  type: ApplicationCommandType.Message,
  name: 'Find sources',
  nameLocalizations: { id: 'Cari sumber' },
};

/** A client that has logged in, registered `/ask` and *Find sources*, and answers interactions with `handle`. */
async function bot(
  discord: LoopbackDiscord,
  handle?: (interaction: Interaction) => Promise<unknown>,
  options?: Partial<ClientOptions>,
) {
  const made = newClient(discord, options);
  const { client } = made;
  client.on(Events.InteractionCreate, (interaction) => {
    handle?.(interaction).catch((error: unknown) => made.errors.push(error as Error));
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  await client.application!.commands.set([ASK, FIND]);
  return made;
}

const panel = (text: string): APIContainerComponent => ({
  type: ComponentType.Container,
  components: [
    { type: ComponentType.TextDisplay, content: text },
    {
      type: ComponentType.ActionRow,
      components: [
        { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'More quotes', custom_id: 'more' },
      ],
    },
  ],
});
const v2 = (text: string) => ({ flags: MessageFlags.IsComponentsV2 as const, components: [panel(text)] });

/** Defers and then shows the question in Components V2. */
async function echo(interaction: Interaction): Promise<void> {
  if (!interaction.isChatInputCommand()) return;
  await interaction.deferReply();
  await interaction.editReply(v2(interaction.options.getString('question', true)));
}

describe('logging in', () => {
  it('gets the client ready with its guild, its channels and its own permissions', async () => {
    const discord = await start();
    const { client } = await bot(discord);
    expect(client.user?.username).toBe('Kutip');
    const guild = client.guilds.cache.first()!;
    expect(guild.name).toBe('Loopback');
    const { text, thread, post } = discord.channels;
    for (const { id, name } of [text, thread, post]) {
      const channel = await client.channels.fetch(id);
      expect(channel).toMatchObject({ name });
      expect(guild.members.me!.permissionsIn(text.id).has(PermissionFlagsBits.SendMessages)).toBe(true);
    }
    expect(discord.identified.intents).toBe(Guilds | GuildMessages | DirectMessages);
    expect(discord.problems).toEqual([]);
  });

  it('refuses a wrong token over REST', async () => {
    const discord = await start();
    await expect(newClient(discord).client.login('wrong')).rejects.toThrow('An invalid token was provided');
    expect(discord.requests.items).toMatchObject([{ path: '/gateway/bot', status: 401 }]);
  });

  it('closes the gateway with 4004 for a wrong token', async () => {
    const discord = await start();
    const { client } = newClient(discord);
    const url = discord.api.replace('http', 'ws').replace('/api', '');
    const session_start_limit = { total: 1, remaining: 1, reset_after: 0, max_concurrency: 1 };
    discord.fail('GET /gateway/bot', { status: 200, body: { url, shards: 1, session_start_limit } });
    const closed = once(client, Events.ShardDisconnect);
    await expect(client.login('wrong')).rejects.toThrow('Authentication failed');
    expect(await closed).toMatchObject([{ code: 4004 }, 0]);
  });

  it('closes the gateway with 4014 for a privileged intent that was not allowed', async () => {
    const discord = await start();
    const { client } = newClient(discord, { intents: [Guilds, GuildMessages, MessageContent] });
    const closed = once(client, Events.ShardDisconnect);
    await expect(client.login(discord.token)).rejects.toThrow('Used disallowed intents');
    expect(await closed).toMatchObject([{ code: 4014 }, 0]);
  });
});

describe('commands', () => {
  it('keeps what was registered and gives every command an id', async () => {
    const discord = await start();
    await bot(discord);
    await discord.registered();
    expect(discord.commands.map(({ name }) => name)).toEqual(['ask', 'Find sources']);
    expect(discord.commands[0]?.id).toMatch(/^\d+$/);
    expect(discord.commands[0]).toMatchObject({ options: [{ name: 'question' }, {}] });
    expect(discord.problems).toEqual([]);
  });

  it('does not let a test use a command, option or button that nobody could use', async () => {
    const discord = await start();
    await bot(discord, echo);
    expect(() => discord.interaction({ command: 'search' })).toThrow('not registered "search"');
    expect(() => discord.interaction({ command: 'ask' })).toThrow('required option "question"');
    expect(() => discord.interaction({ command: 'ask', options: { question: 'x', since: 'y' } })).toThrow(
      '"since"',
    );
    const asked = discord.interaction({ command: 'ask', options: { question: 'x' } });
    const message = await asked.shown;
    expect(() => discord.interaction({ button: 'less', message })).toThrow('It shows: more.');
  });
});

describe('interactions', () => {
  it('are deferred and then answered with Components V2', async () => {
    const discord = await start();
    await bot(discord, echo);
    const asked = discord.interaction({ command: 'ask', options: { question: 'Kapan?' }, locale: 'id' });
    expect(await asked.acknowledged).toMatchObject({ type: 5 });
    expect(await asked.reply).toMatchObject(v2('Kapan?'));
    expect(await asked.shown).toMatchObject({
      author: { username: 'Kutip' },
      flags: MessageFlags.IsComponentsV2,
    });
    expect(await asked.msToReply).toBeGreaterThan(0);
    expect(discord.problems).toEqual([]);
  });

  it('carry the language, the guild, the member, and the permissions of both', async () => {
    const discord = await start();
    const seen: unknown[] = [];
    await bot(discord, async (interaction) => {
      const { locale, guildLocale, memberPermissions, appPermissions } = interaction;
      seen.push(locale, guildLocale, interaction.inCachedGuild(), memberPermissions?.has('ManageGuild'));
      seen.push(appPermissions.has('SendMessages'));
      await echo(interaction);
    });
    discord.forbid(discord.channels.text, PermissionFlagsBits.SendMessages);
    const user = discord.users.moderator;
    await discord.interaction({ command: 'ask', options: { question: 'x' }, locale: 'id', user }).reply;
    expect(seen).toEqual(['id', 'id', true, true, false]);
  });

  it('come from guilds without the bot when a user installed it for himself', async () => {
    const discord = await start();
    const seen: unknown[] = [];
    await bot(discord, async (interaction) => {
      seen.push(interaction.guild, interaction.inRawGuild(), interaction.authorizingIntegrationOwners.userId);
      await echo(interaction);
    });
    const channel = discord.channels.foreign;
    expect(
      await discord.interaction({ command: 'ask', options: { question: 'x' }, channel }).reply,
    ).toMatchObject(v2('x'));
    expect(seen).toEqual([null, true, discord.users.asker.id]);
  });

  it('cover completions, message commands, buttons, selects and modals', async () => {
    const discord = await start();
    const modal = {
      title: 'Why?',
      custom_id: 'reason',
      components: [
        {
          type: ComponentType.Label as const,
          label: 'Reason',
          component: {
            type: ComponentType.TextInput as const,
            custom_id: 'text',
            style: TextInputStyle.Short,
          },
        },
      ],
    };
    await bot(discord, async (interaction) => {
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: 'Antara', value: interaction.options.getFocused() }]);
      else if (interaction.isMessageContextMenuCommand())
        await interaction.reply(interaction.targetMessage.content);
      else if (interaction.isButton()) await interaction.showModal(modal);
      else if (interaction.isModalSubmit() && interaction.isFromMessage())
        await interaction.update(v2(interaction.fields.getTextInputValue('text')));
      else await echo(interaction);
    });
    const typed = discord.interaction({ autocomplete: 'ask', options: { source: 'ant' }, focused: 'source' });
    expect(await typed.choices).toEqual([{ name: 'Antara', value: 'ant' }]);

    const target = discord.message({ content: 'Who won?', user: discord.users.other }).message;
    expect(await discord.interaction({ messageCommand: 'Find sources', target }).reply).toMatchObject({
      content: 'Who won?',
    });

    const asked = discord.interaction({ command: 'ask', options: { question: 'x' } });
    const pressed = discord.interaction({ button: 'more', message: await asked.shown });
    const opened = await pressed.modal;
    expect(opened).toMatchObject({ custom_id: 'reason' });
    const message = pressed.interaction.message;
    const sent = discord.interaction({ modal: opened, fields: { text: 'too old' }, message });
    expect(await sent.reply).toMatchObject(v2('too old'));
    expect((await asked.shown).components).toMatchObject([panel('too old')]);
    expect(discord.problems).toEqual([]);
  });

  it('can be acknowledged once, in time, and only with a known token', async () => {
    const discord = await start();
    const codes: unknown[] = [];
    const attempt = async (step: () => Promise<unknown>): Promise<void> => {
      await step().then(
        () => codes.push('done'),
        (error: unknown) => codes.push((error as DiscordAPIError).code),
      );
    };
    const { client } = await bot(discord);
    const ask = async () => {
      const came = once(client, Events.InteractionCreate);
      const asked = discord.interaction({ command: 'ask', options: { question: 'x' } });
      const [one] = (await came) as [ChatInputCommandInteraction];
      return {
        asked,
        one,
        callback: () =>
          one.client.rest.post(Routes.interactionCallback(one.id, one.token), {
            body: { type: 5 },
            auth: false,
          }),
      };
    };
    const first = await ask();
    await attempt(() => first.one.editReply('too early'));
    await attempt(first.callback);
    await attempt(first.callback);
    await attempt(() =>
      first.one.client.rest.post(Routes.interactionCallback(first.one.id, 'unknown'), {
        body: { type: 5 },
        auth: false,
      }),
    );
    first.asked.expired = true;
    await attempt(() =>
      client.rest.patch(Routes.webhookMessage(client.application!.id, first.one.token), {
        body: { content: 'late' },
      }),
    );
    const late = await ask();
    late.asked.expired = true;
    await attempt(late.callback);
    expect(codes).toEqual(['InteractionNotReplied', 'done', 40060, 10062, 50027, 10062]);
  });

  it('arrive twice when Discord repeats them', async () => {
    const discord = await start();
    const { client } = await bot(discord, echo);
    const asked = discord.interaction({ command: 'ask', options: { question: 'x' } });
    await asked.reply;
    const again = once(client, Events.InteractionCreate);
    asked.repeat();
    expect(await again).toMatchObject([{ id: asked.interaction.id }]);
  });
});

describe('messages', () => {
  /** Answers whatever message it can read. */
  async function listener(discord: LoopbackDiscord) {
    const made = await bot(discord);
    made.client.on(Events.MessageCreate, (message) => {
      if (message.author.id === made.client.user!.id || message.content === '') return;
      message.reply(`read: ${message.content}`).catch((error: unknown) => made.errors.push(error as Error));
    });
    return made;
  }

  it('that mention the bot are answered with a reply to them', async () => {
    const discord = await start();
    await listener(discord);
    const posted = discord.message({ content: `${discord.mention} kapan?` });
    expect(await posted.reply).toMatchObject({
      content: `read: ${discord.mention} kapan?`,
      message_reference: { message_id: posted.message.id },
      allowed_mentions: { parse: [], replied_user: false },
    });
    expect(await posted.shown).toMatchObject({ referenced_message: { id: posted.message.id } });
    expect(discord.problems).toEqual([]);
  });

  it('reach the bot in threads, in forum posts and in direct messages', async () => {
    const discord = await start();
    const { client } = await listener(discord);
    const { thread, dm } = discord.channels;
    const places: unknown[] = [];
    client.on(Events.MessageCreate, ({ channel, author, id }) => {
      if (!author.bot)
        places.push(channel.isThread() ? [channel.name, channel.id === id] : channel.isDMBased());
    });
    await discord.message({ content: discord.mention, channel: thread }).reply;
    await discord.forumPost('Who won?', discord.mention).reply;
    expect(await discord.message({ content: 'no mention needed', channel: dm }).reply).toMatchObject({
      content: 'read: no mention needed',
    });
    expect(places).toEqual([['a thread', false], ['Who won?', true], true]);
    expect(discord.problems).toEqual([]);
  });

  it('without a mention arrive empty, as do replies to the answer of a command', async () => {
    const discord = await start();
    const { client } = await listener(discord);
    client.on(Events.InteractionCreate, (interaction) => void echo(interaction));
    const contents: string[] = [];
    client.on(Events.MessageCreate, ({ content, author }) => {
      if (!author.bot) contents.push(content);
    });
    const answer = await discord.message({ content: discord.mention }).shown;
    const commandAnswer = await discord.interaction({ command: 'ask', options: { question: 'x' } }).shown;
    discord.message({ content: 'nobody asked' });
    discord.message({ content: '@everyone hello' });
    discord.message({ content: 'dan kapan?', replyTo: answer });
    discord.message({ content: 'dan di mana?', replyTo: answer, ping: false });
    discord.message({ content: 'dan siapa?', replyTo: commandAnswer });
    await discord.message({ content: `${discord.mention} the end` }).reply;
    expect(contents).toEqual([discord.mention, '', '', 'dan kapan?', '', '', `${discord.mention} the end`]);
  });

  it('arrive whole when the portal allows the privileged intent and the client asks for it', async () => {
    const discord = await start({ allowedIntents: MessageContent });
    const { client } = await bot(discord, undefined, { intents: [Guilds, GuildMessages, MessageContent] });
    const came = once(client, Events.MessageCreate);
    discord.message({ content: 'nobody asked' });
    expect(await came).toMatchObject([{ content: 'nobody asked' }]);
  });

  it('are refused with the code that tells which permission is missing', async () => {
    const discord = await start();
    const { client, errors } = await listener(discord);
    const { text, thread } = discord.channels;
    const { ViewChannel, SendMessages, SendMessagesInThreads } = PermissionFlagsBits;
    discord.forbid(text, SendMessages | SendMessagesInThreads);
    discord.message({ content: discord.mention, channel: text });
    discord.message({ content: discord.mention, channel: thread });
    await vi.waitFor(() => {
      expect(errors).toMatchObject([{ code: 50013 }, { code: 50013 }]);
    });
    discord.forbid(text, ViewChannel);
    await expect(client.rest.get(Routes.channel(text.id))).rejects.toMatchObject({ code: 50001 });
  });

  it('do not reach the bot from channels that it cannot see', async () => {
    const discord = await start();
    const { client } = await bot(discord);
    const came = once(client, Events.MessageCreate);
    discord.forbid(discord.channels.text, PermissionFlagsBits.ViewChannel);
    discord.message({ content: discord.mention });
    discord.message({ content: 'seen', channel: discord.channels.dm });
    expect(await came).toMatchObject([{ content: 'seen' }]);
  });

  it('can be edited and deleted by the bot, which is kept as well', async () => {
    const discord = await start();
    const { client } = await bot(discord);
    client.on(Events.MessageCreate, (message) => {
      if (message.author.bot) return;
      void message.reply('first').then(async (mine) => (await mine.edit('corrected')).delete());
    });
    const posted = discord.message({ content: discord.mention });
    await posted.wait(({ how }) => how === 'deletion', 'the deletion after');
    expect(posted.said.items.map(({ how, reply }) => [how, reply?.content])).toEqual([
      ['message', 'first'],
      ['edit', 'corrected'],
      ['deletion', undefined],
    ]);
    await expect(posted.shown).rejects.toThrow('was deleted');
  });
});

describe('trouble', () => {
  it('resumes after a cut connection and gets what it missed', async () => {
    const discord = await start();
    await bot(discord, echo);
    discord.gateway.dropWithoutClose();
    const missed = discord.interaction({ command: 'ask', options: { question: 'missed?' } });
    await discord.resumed();
    expect(await missed.reply).toMatchObject(v2('missed?'));
    expect(discord.gateway.identified.items).toHaveLength(1);
  });

  it.each([
    [
      'close 4000',
      'resumes',
      (discord: LoopbackDiscord) => {
        discord.gateway.close(4000);
      },
    ],
    [
      'a request to reconnect',
      'resumes',
      (discord: LoopbackDiscord) => {
        discord.gateway.askToReconnect();
      },
    ],
    [
      'a resumable invalid session',
      'resumes',
      (discord: LoopbackDiscord) => {
        discord.gateway.invalidate(true);
      },
    ],
    [
      'an invalid session',
      'identifies anew',
      (discord: LoopbackDiscord) => {
        discord.gateway.invalidate(false);
      },
    ],
    [
      'close 4009',
      'identifies anew',
      (discord: LoopbackDiscord) => {
        discord.gateway.close(4009);
      },
    ],
  ])('after %s the client %s and answers', async (_, how, trouble) => {
    const discord = await start();
    await bot(discord, echo);
    trouble(discord);
    await (how === 'resumes' ? discord.resumed() : discord.ready(2));
    expect(
      await discord.interaction({ command: 'ask', options: { question: 'still there?' } }).reply,
    ).toMatchObject(v2('still there?'));
  });

  it('answers requests with planned faults, in order, and then properly again', async () => {
    const discord = await start();
    await bot(discord, echo, { rest: { api: discord.api, timeout: 100 } });
    const edit = 'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original';
    discord.fail(edit, { status: 500 }, { status: 'reset' }, { status: 'hang' }, rateLimited(0.01));
    expect(await discord.interaction({ command: 'ask', options: { question: 'x' } }).reply).toMatchObject(
      v2('x'),
    );
    const tries = discord.requests.items.filter(({ method }) => method === 'PATCH');
    expect(tries.map(({ status, done }) => [status, done])).toEqual([
      [500, false],
      ['reset', false],
      ['hang', false],
      [429, false],
      [200, true],
    ]);
  });

  it('answers 40060 when a callback is sent again because its answer was lost', async () => {
    const discord = await start();
    const { client } = await bot(discord);
    const result = new Promise((resolve) => {
      client.on(Events.InteractionCreate, (interaction) => {
        if (interaction.isChatInputCommand()) interaction.deferReply().then(resolve, resolve);
      });
    });
    discord.fail('POST /interactions/{interaction_id}/{interaction_token}/callback', {
      status: 'reset',
      done: true,
    });
    const asked = discord.interaction({ command: 'ask', options: { question: 'x' } });
    expect(await asked.acknowledged).toMatchObject({ type: 5 });
    expect(await result).toMatchObject({ code: 40060 });
  });

  it('hides the answer but does the work, also when it never comes', async () => {
    const discord = await start();
    const { client } = await bot(discord, undefined, {
      rest: { api: discord.api, timeout: 1_000, retries: 0 },
    });
    const post = 'POST /channels/{channel_id}/messages';
    discord.fail(
      post,
      { status: 'hang', done: true },
      { status: 'close', done: true },
      { status: 502, done: true },
    );
    const body = { content: 'once', allowed_mentions: { parse: [] }, nonce: '7', enforce_nonce: true };
    const send = () => client.rest.post(Routes.channelMessages(discord.channels.text.id), { body });
    await expect(send()).rejects.toThrow('aborted');
    await expect(send()).rejects.toThrow('other side closed');
    await expect(send()).rejects.toThrow('Bad Gateway');
    expect(await send()).toMatchObject({ content: 'once' });
    const shown = [...discord.world.messages.values()].filter(({ content }) => content === 'once');
    expect(shown).toHaveLength(1);
  });

  it('leaves heartbeats unanswered while silent, so that the client gives the connection up', async () => {
    const discord = await start({ heartbeatMs: 20 });
    await bot(discord, echo);
    discord.gateway.silent = true;
    const missed = discord.interaction({ command: 'ask', options: { question: 'heard?' } });
    await discord.gateway.closed.reached(1, 'the end of the dead connection');
    discord.gateway.silent = false;
    await discord.resumed();
    expect(await missed.reply).toMatchObject(v2('heard?'));
  });

  it('invites the bot to another guild while it runs', async () => {
    const discord = await start();
    const { client } = await bot(discord);
    const joined = once(client, Events.GuildCreate);
    discord.join('Another');
    expect(await joined).toMatchObject([{ name: 'Another' }]);
  });

  it('gives each shard the events of its servers alone, and tells of one that is connected twice', async () => {
    const discord = await start({ shards: 2, maxConcurrency: 2 });
    const channels = [0, 1].map((shard) => discord.join(`guild of ${shard}`, { shard })[0]!);
    const clientOf = async (shard: number) => {
      const { client } = newClient(discord, { shards: [shard], shardCount: 2 });
      const seen: string[] = [];
      client.on(Events.MessageCreate, ({ content }) => seen.push(content));
      await client.login(discord.token);
      return { seen, guilds: client.guilds.cache.map(({ name }) => name) };
    };
    const one = await clientOf(0);
    const other = await clientOf(1);
    expect(one.guilds).toContain('guild of 0');
    expect(other.guilds).toContain('guild of 1');
    expect(other.guilds).not.toContain('guild of 0');
    const { mention } = discord;
    discord.message({ content: `${mention} zero`, channel: channels[0]! });
    discord.message({ content: `${mention} one`, channel: channels[1]! });
    discord.message({ content: 'direct', channel: discord.channels.dm });
    await vi.waitFor(() => {
      expect([one.seen, other.seen]).toEqual([[`${mention} zero`, 'direct'], [`${mention} one`]]);
    });
    expect(new Set(discord.gateway.shards)).toEqual(new Set([0, 1]));
    await clientOf(1);
    expect(discord.problems.splice(0)).toEqual(['shard 1 is connected twice']);
  });

  it('passes on malformed events as they are', async () => {
    const discord = await start();
    const { client } = await bot(discord, echo);
    const raw = once(client, 'raw');
    discord.gateway.sendRaw('{"op":0,"t":"NO_SUCH_EVENT","s":99,"d":{"id":7}}');
    expect(await raw).toMatchObject([{ t: 'NO_SUCH_EVENT', d: { id: 7 } }, 0]);
  });

  it('says which event waited in vain, and for what', async () => {
    const discord = await start();
    await bot(discord);
    const asked = discord.interaction({ command: 'ask', options: { question: 'x' } });
    await expect(asked.said.when(() => false, 'the answer to /ask', 1)).rejects.toThrow(
      'for the answer to /ask',
    );
  });
});

describe('problems', () => {
  it.each([
    ['content over 2,000 characters', { content: 'x'.repeat(2001) }, 'content length: 2001'],
    ['an empty message', { content: '' }, 'the message is empty'],
    ['mentions that are not switched off', { content: 'hi', allowedMentions: {} }, 'allowed_mentions'],
    ['Components V2 mixed with content', { ...v2('x'), content: 'x' }, 'Components V2 are mixed'],
    [
      'over 4,000 characters in texts',
      { ...v2('x'.repeat(3000)), components: [panel('x'.repeat(3000)), panel('y'.repeat(1001))] },
      '4001',
    ],
  ])('catch %s', async (_, body, problem) => {
    const discord = await start({ schema: false });
    const { client } = await bot(discord);
    const channel = await client.channels.fetch(discord.channels.text.id);
    if (!channel?.isSendable()) throw new Error('The text channel is missing.');
    await channel.send(body as MessageCreateOptions).then(
      () => undefined,
      (error: unknown) => {
        expect(error).toMatchObject({ code: 50035 });
      },
    );
    expect(discord.problems.join()).toContain(problem);
  });

  const button = (label: string, custom_id: string) => ({
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    label,
    custom_id,
  });
  const row = (...components: unknown[]) => ({ type: ComponentType.ActionRow, components });
  const options = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ label: `${index}`, value: `${index}` }));
  const text = (content: string) => ({ type: ComponentType.TextDisplay, content });
  const many = (count: number) => Array.from({ length: count }, () => text('x'));

  it.each([
    ['41 components', many(41), 'components: 41'],
    ['a label of 81 characters', [row(button('x'.repeat(81), 'a'))], 'button label length: 81'],
    ['a custom id of 101 characters', [row(button('x', 'x'.repeat(101)))], 'custom_id length: 101'],
    [
      'the same custom id twice',
      [row(button('x', 'a'), button('y', 'a'))],
      'custom_id a occurs more than once',
    ],
    [
      'six buttons in a row',
      [row(...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => button(id, id)))],
      'action row: 6',
    ],
    [
      '26 options in a select',
      [row({ type: ComponentType.StringSelect, custom_id: 's', options: options(26) })],
      'select options: 26',
    ],
    ['an empty text', [text('')], 'text display length: 0'],
    [
      'a section without accessory',
      [{ type: ComponentType.Section, components: many(1) }],
      'a section has neither',
    ],
    [
      'a container in a container',
      [{ type: ComponentType.Container, components: [panel('x')] }],
      'may not stand in type 17',
    ],
  ])('name %s', (_, components, problem) => {
    const body = { flags: MessageFlags.IsComponentsV2, components } as unknown as MessageBody;
    expect(messageProblems(body).join()).toContain(problem);
  });

  it('name over 6,000 characters in embeds, 26 choices, and a modal title of 46 characters', () => {
    const embed = { title: 'x', description: 'x'.repeat(3000) };
    expect(messageProblems({ embeds: [embed, embed] }).join()).toContain('over all embeds: 6002');
    const choices = options(26).map(({ label }) => ({ name: label, value: label }));
    expect(
      callbackProblems({
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices },
      }).join(),
    ).toContain('choices: 26');
    const modal = {
      title: 'x'.repeat(46),
      custom_id: 'm',
      components: [text('x') as APITextDisplayComponent],
    };
    expect(callbackProblems({ type: InteractionResponseType.Modal, data: modal }).join()).toContain(
      'modal title length: 46',
    );
  });

  it.each([
    ['a name in capitals', { name: 'Ask' }, '"Ask" is no valid name'],
    [
      'a localized name with a space',
      { name_localizations: { id: 'tanya berita' } },
      '"tanya berita" is no valid name',
    ],
    ['a description of 101 characters', { description: 'x'.repeat(101) }, 'description length: 101'],
    [
      '26 options',
      { options: options(26).map(({ label }) => ({ type: 3, name: label, description: 'x' })) },
      'options: 26',
    ],
    [
      'a required option after an optional one',
      {
        options: [false, true].map((required) => ({
          type: 3,
          name: `${required}`,
          description: 'x',
          required,
        })),
      },
      'optional before required',
    ],
  ])('name %s in a command', (_, wrong, problem) => {
    const command = { name: 'ask', description: 'Ask', ...wrong } as RESTPostAPIApplicationCommandsJSONBody;
    expect(commandProblems([command]).join()).toContain(problem);
    expect(commandProblems([{ name: 'ask', description: 'Ask' }])).toEqual([]);
  });

  it("catch a misspelt field by Discord's description", async () => {
    const path = '/channels/{channel_id}/messages';
    const wrong = { components: [{ type: 17, components: [{ type: 10, contents: 'x' }] }] };
    expect(schemaProblems('POST', path, wrong).join()).toContain('/components/0/components/0');
    expect(schemaProblems('POST', path, { ...v2('x'), tts: false })).toEqual([]);

    const discord = await start();
    const { client } = await bot(discord);
    await expect(
      client.rest.post(Routes.channelMessages(discord.channels.text.id), { body: wrong }),
    ).rejects.toThrow('contents');
    expect(discord.problems).toHaveLength(1);
  });

  it('tell of a request for which the loopback has no route', async () => {
    const discord = await start();
    const { client } = await bot(discord);
    await expect(client.rest.get('/nowhere')).rejects.toThrow('Not Found');
    expect(discord.problems).toEqual(['GET /nowhere: the loopback has no such route']);
  });
});
