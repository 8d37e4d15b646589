import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { startProgram } from '../bench/program.ts';
import type { Exchange } from '../loopback/exchange.ts';
import { user, type Channel } from '../loopback/payloads.ts';
import { startDiscord, type LoopbackDiscord } from '../loopback/server.ts';
import { hasPostgres, startPostgres, type TestPostgres } from '../postgres.ts';
import { silentWay } from '../silent-way.ts';
import { articlePage, newSite, type Site } from '../site.ts';
import { textOf } from './connected.ts';
import { buttonsOf } from './press.ts';

const shards = [0, 1, 2, 3];
const bridge = [
  'Jembatan Sukamaju resmi dibuka untuk umum oleh Gubernur Ratna Dewi pada hari Senin setelah dibangun selama tiga tahun.',
  'Pembangunan jembatan itu menelan biaya 45 miliar rupiah yang seluruhnya berasal dari anggaran daerah.',
];
const known = 'kapan Bendungan Jatimulyo mulai diisi air?';
const question = 'berapa biaya pembangunan jembatan Sukamaju?';

type Program = ReturnType<typeof startProgram>;

describe.skipIf(!hasPostgres)('two processes', () => {
  let postgres: TestPostgres;
  let discord: LoopbackDiscord;
  /** A channel of a server of each shard. */
  let channels: Channel[];
  let folder: string;
  const programs: Program[] = [];
  const asked: Exchange[] = [];

  const start = ({ port }: Site, way?: { readonly port: number }): Program => {
    const program = startProgram([], {
      DISCORD_TOKEN: discord.token,
      KUTIP_DISCORD_API: discord.api,
      KUTIP_DATA_DIR: join(folder, `data-${programs.length}`),
      KUTIP_STORE: postgres.url().replace(`:${postgres.port}/`, `:${way?.port ?? postgres.port}/`),
      KUTIP_PORT: '0',
      KUTIP_LOOPBACK_PORTS: String(port),
      KUTIP_KNOWLEDGE: 'test/discord/dam',
    });
    programs.push(program);
    return program;
  };

  const connected = () => discord.gateway.shards.sort((one, other) => one - other);

  const health = async (program: Program) => {
    const [, url] = await program.printed(/health and metrics: (http:\/\/127\.0\.0\.1:\d+)/);
    return (await (await fetch(`${url!}/healthz`)).json()) as Record<string, unknown>;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kutip-cluster-'));
    [postgres, discord] = await Promise.all([
      startPostgres(),
      startDiscord({ shards: shards.length, maxConcurrency: shards.length }),
    ]);
    channels = shards.map((shard) => discord.join(`server of ${shard}`, { shard })[0]!);
  }, 30_000);

  afterAll(async () => {
    await Promise.all(programs.map((program) => program.stop()));
    await discord.close();
    await postgres.close();
    rmSync(folder, { recursive: true });
  });

  /** Asks in servers of some shards, by a command and by a message, each by somebody new, so that nobody asks too much. */
  const ask = (text: string, some: readonly number[]): Exchange[] => {
    const exchanges = some.flatMap((shard) => {
      const channel = channels[shard]!;
      const options = { question: text };
      return [
        discord.interaction({ command: 'ask', options, channel, user: user('asker'), locale: 'id' }),
        discord.message({ content: `${discord.mention} ${text}`, channel, user: user('other') }),
      ];
    });
    asked.push(...exchanges);
    return exchanges;
  };

  const answered = (exchanges: readonly Exchange[], answer: string) =>
    Promise.all(
      exchanges.map((one) =>
        one.said.when(
          ({ reply }) => textOf(reply ?? {}).includes(answer),
          `an answer with ${answer}`,
          20_000,
        ),
      ),
    );

  const heardOf = (exchanges: readonly Exchange[]) =>
    exchanges.filter((one) => !('responded' in one) || one.responded !== undefined);

  const moderator = (shard: number) =>
    ({ user: discord.users.moderator, channel: channels[shard]!, locale: 'id' }) as const;

  const moderate = async (shard: number, command: string, options: Record<string, string> = {}) =>
    textOf(await discord.interaction({ command, options, ...moderator(shard) }).reply);

  it('answer once on every server, import whoever is asked, and take over from one that dies, or stops', async () => {
    onTestFailed(() => {
      for (const program of programs) console.error(program.out());
    });
    const site = await newSite();
    site.pages.set('/jembatan', articlePage('Jembatan Sukamaju dibuka', bridge));
    const ways = [await silentWay(postgres.port), await silentWay(postgres.port)] as const;
    const both = [start(site, ways[0]), start(site, ways[1])];
    const shardsOf = async (program: Program) => (await health(program)).shards as number[];
    const counts = () => Promise.all(both.map(async (program) => (await shardsOf(program)).length));
    await expect.poll(counts, { timeout: 40_000 }).toEqual([2, 2]);
    await expect.poll(connected, { timeout: 20_000 }).toEqual(shards);
    const leads = async (program: Program) => (await health(program)).leader === true;
    const areLeading = () => Promise.all(both.map(leads));
    await expect.poll(areLeading, { timeout: 10_000 }).toContain(true);
    const [first, second] = (await leads(both[0]!)) ? [both[0]!, both[1]!] : [both[1]!, both[0]!];
    const [led] = await shardsOf(first);
    const [other] = await shardsOf(second);
    expect(await health(first)).toMatchObject({ status: 'ok', leader: true, behind: 0 });
    expect(await health(second)).toMatchObject({ status: 'ok', leader: false, behind: 0 });
    await answered(ask(known, shards), '4 Maret 2024');

    for (const shard of [led!, other!])
      expect(await moderate(shard, 'kutip add', { url: `${site.url}/jembatan` })).toContain('ditambahkan');
    await answered(ask(question, [led!, other!]), '45 miliar');
    const alone = discord.interaction({
      command: 'ask',
      options: { question, private: true },
      channel: channels[led!]!,
      user: discord.users.moderator,
      locale: 'id',
    });
    await answered([alone], '45 miliar');
    const secret = await alone.shown;

    const select = { select: 'kutip settings/set/quotes', values: ['1'] };
    const panel = {
      ...moderator(led!),
      message: await discord.interaction({ command: 'kutip settings', ...moderator(led!) }).shown,
    };
    const settings = textOf(await discord.interaction({ ...select, ...panel }).reply);

    const under = ask(known, shards);
    first.kill();
    const meanwhile = [...under, ...ask(known, [led!])];
    // Who was not heard at all within three seconds was told so by Discord.
    await answered(heardOf(meanwhile), '4 Maret 2024');
    await second.printed(/this process leads now/);
    await expect.poll(() => shardsOf(second), { timeout: 20_000 }).toEqual(shards);
    expect(connected()).toEqual(shards);
    await answered(ask(question, [led!]), '45 miliar');

    expect(await moderate(led!, 'kutip settings')).toBe(settings);
    const removal = { command: 'kutip remove', options: { article: 'Jembatan Sukamaju dibuka' } };
    const confirm = await discord.interaction({ ...removal, ...moderator(led!) }).shown;
    const button = buttonsOf(confirm).get('Hapus')!.custom_id!;
    await discord.interaction({ button, message: confirm, ...moderator(led!) }).reply;
    const now = () => textOf(discord.world.messages.get(secret.id) as never);
    await expect.poll(now, { timeout: 20_000 }).not.toContain('45 miliar');

    const third = start(site);
    await expect.poll(() => shardsOf(third), { timeout: 30_000 }).toHaveLength(2);

    // As long as a busy process may be silent.
    process.kill(second.pid, 'SIGSTOP');
    await wait(3_000);
    process.kill(second.pid, 'SIGCONT');
    await answered(ask(known, shards), '4 Maret 2024');
    expect(await health(second)).toMatchObject({ leader: true, shards: await shardsOf(second) });
    expect(await shardsOf(third)).toHaveLength(2);
    const hanging = await shardsOf(second);
    const inFlight = ask(known, hanging);
    process.kill(second.pid, 'SIGSTOP');
    const said = second.out().length;
    // So that it is told by nothing but its own clock.
    const way = ways[both.indexOf(second)]!;
    way.fallSilent();
    const unread = ask(known, hanging);
    await third.printed(/this process leads now/);
    await expect.poll(() => shardsOf(third), { timeout: 20_000 }).toEqual(shards);
    await answered([...heardOf([...inFlight, ...unread]), ...ask(known, shards)], '4 Maret 2024');
    process.kill(second.pid, 'SIGCONT');
    await second.printed(/this process does not lead any more/);
    way.speakAgain();
    await expect.poll(() => shardsOf(second), { timeout: 20_000 }).toHaveLength(2);
    expect(second.out().slice(said)).not.toContain('"msg":"answered"');
    // The connections of a process that hangs are not closed.
    expect(discord.problems.splice(0).sort()).toEqual(
      hanging.map((shard) => `shard ${shard} is connected twice`),
    );

    const late = ask(known, shards);
    await third.stop();
    await answered([...late, ...ask(known, shards)], '4 Maret 2024');
    expect(await shardsOf(second)).toEqual(shards);
    await expect.poll(() => leads(second), { timeout: 10_000 }).toBe(true);

    way.fallSilent();
    ask(known, shards);
    await wait(500);
    expect(await second.stop()).toBe(0);

    for (const { said } of asked)
      expect(new Set(said.items.map(({ messageId }) => messageId)).size).toBeLessThan(2);
    expect(discord.problems).toEqual([]);
  }, 180_000);
});
