import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { composeServing } from '../../src/compose.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { hasPostgres, startPostgres, type TestPostgres } from '../postgres.ts';
import { noLimits, textOf } from './connected.ts';
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
