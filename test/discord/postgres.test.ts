import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { errorReply } from '../../src/chat/presenters/error-reply.ts';
import { composeServing } from '../../src/compose.ts';
import { startDiscord, type DiscordBot } from '../../src/discord/bot.ts';
import { openShared } from '../../src/store/postgres/open-shared.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { hasPostgres, startPostgres, type TestPostgres } from '../postgres.ts';
import { newChat, newDiscord, noLimits, textOf } from './connected.ts';
import { buttonsOf, press } from './press.ts';
import { newDataDir, serving } from './serving.ts';

const ask = {
  command: 'ask',
  options: { question: 'kapan penarikan pasukan selesai?' },
  locale: 'id',
} as const;

describe.skipIf(!hasPostgres)('a bot on PostgreSQL', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());

  it('answers while PostgreSQL is away, without buttons, refuses what it cannot save, says so in /healthz, and goes on by itself', async () => {
    const { discord, kutip } = await serving({ loopbackPorts: [], store: await postgres.schema() });
    const answered = await discord.interaction(ask).shown;
    expect([...buttonsOf(answered).keys()]).toContain('up');

    await postgres.kill();
    const without = await discord.interaction(ask).shown;
    expect(textOf(without)).toContain('19 Januari');
    expect(buttonsOf(without).size).toBe(0);
    const voted = press(discord, answered, 'up');
    expect(textOf(await voted.reply)).toContain('tidak dapat menyimpan apa pun');
    await expect(kutip.checks.store!()).rejects.toThrow(
      /^PostgreSQL at 127\.0\.0\.1:\d+\/postgres cannot be reached: start it/,
    );

    await postgres.start();
    await vi.waitFor(() => kutip.checks.store!(), 5000);
    expect(buttonsOf(await discord.interaction(ask).shown).size).toBeGreaterThan(0);
    expect(textOf(await press(discord, answered, 'up').reply)).toContain('membantu');
  });

  it('may lead while all shards are those of others, and says what it has to say', async () => {
    const url = await postgres.schema();
    const discord = await newDiscord();
    const { chat, logged } = await newChat();
    const [other, own] = [await openShared(url, chat.log), await openShared(url, chat.log)];
    const stopping = new AbortController();
    onTestFinished(async () => {
      await Promise.all([other.store.close(), own.store.close()]);
    });
    await other.shared.shards.join(1);
    await expect.poll(() => other.shared.shards.take(0)).toBe(true);
    let starting: Promise<unknown> = Promise.resolve();
    onTestFinished(async () => {
      stopping.abort();
      await starting.catch(() => undefined);
    });
    const { token, api } = discord;
    const { notifier, isConnected } = await new Promise<Pick<DiscordBot, 'notifier' | 'isConnected'>>(
      (stoodBy) => {
        starting = startDiscord(chat, { token, api, shared: own.shared, signal: stopping.signal, stoodBy });
      },
    );
    expect(isConnected()).toBe(true);
    await vi.waitFor(() => {
      expect(logged.map(({ msg }) => msg)).toContain(
        'other processes have all shards; this one stands by, and may lead',
      );
    });
    const say = () =>
      notifier.say(discord.channels.text.id, {
        ...errorReply('en', 'A feed fails.', 'feed'),
        private: false,
      });
    await expect(say()).rejects.toThrow('this is left to another process');
    await new Promise<void>((begin) => {
      own.shared.leadership.stand({ prepare: () => Promise.resolve(), begin, end: () => undefined });
    });
    await say();
    expect(textOf([...discord.world.messages.values()].at(-1)!)).toContain('A feed fails.');
    expect(discord.gateway.identified.items).toEqual([]);
  });

  it('quotes what another process has imported', async () => {
    const store = await postgres.schema();
    const { discord, kutip } = await serving({ loopbackPorts: [], store });
    const server = discord.channels.text.guild_id!;
    const other = await composeServing({
      ...{ knowledge: [], dataDir: newDataDir(), store, retentionDays: 90, serverBytes: 50e6 },
      ...{ metrics: createMetrics(), limits: noLimits, log: pino({ level: 'silent' }) },
    });
    onTestFinished(() => other.close());
    await other.loaded;
    const article =
      '---\ntitle: Jembatan Sukamaju dibuka\npublished: 2024-05-03\n---\n\nPembangunan Jembatan Sukamaju menelan biaya 45 miliar rupiah.\n';
    const address = `data:text/markdown;name=jembatan.md;base64,${Buffer.from(article).toString('base64')}`;
    const [added] = await other.chat.services.importer!.addFile(address, server);
    expect(added).toMatchObject({ outcome: 'added' });
    const question = { ...ask, options: { question: 'berapa biaya pembangunan Jembatan Sukamaju?' } };
    await vi.waitFor(async () => {
      expect(textOf(await discord.interaction(question).reply)).toContain('45 miliar rupiah');
    }, 10_000);
    await kutip.chat.services.importer!.remove(added!.outcome === 'added' ? added!.id : '', server);
    await vi.waitFor(async () => {
      const asked = {
        text: question.options.question,
        askedAt: new Date(),
        strictness: 'normal',
        server,
      } as const;
      expect((await other.archive.ask(asked)).status).toBe('abstained');
    }, 10_000);
  });
});
