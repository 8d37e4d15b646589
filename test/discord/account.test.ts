import { describe, expect, it } from 'vitest';
import type { InteractionRecord } from '../../src/chat/contract/interaction-record.ts';
import { connected, gate, textOf } from './connected.ts';

const question = 'kapan penarikan pasukan CSTO selesai?';

/** The lines about what people did; written once the bot is stopped. */
const accounts = (logged: readonly Record<string, unknown>[]) =>
  logged.filter((line) => 'stages' in line) as unknown as (InteractionRecord & { msg: string })[];

describe('the log', () => {
  it('has one line for each question: who as a hash, what became of it, and how long each stage took', async () => {
    const { discord, bot, chat, logged } = await connected();
    const { asker } = discord.users;
    await discord.interaction({ command: 'ask', options: { question } }).reply;
    await discord.message({ content: `${discord.mention} siapa presiden Atlantis?` }).reply;
    await bot.stop();
    const byWay = accounts(logged).sort((a, b) => a.through.localeCompare(b.through));
    const { id: channel, guild_id: server } = discord.channels.text;
    const common = { who: chat.services.people.pseudonymOf(asker.id), server, channel, command: 'ask' };
    const number = expect.any(Number) as number;
    expect(byWay).toMatchObject([
      {
        ...common,
        through: 'command',
        outcome: 'answered',
        msg: 'answered',
        quotes: 1,
        reply: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
        ms: number,
        stages: { wait: number, search: number, send: number },
      },
      { ...common, through: 'message', outcome: 'abstained', quotes: 0, stages: { search: number, send: number } },
    ]);
    expect(JSON.stringify(logged)).not.toMatch(new RegExp(`${asker.id}|CSTO|Atlantis`));
  }); // prettier-ignore

  it('tells how long an acknowledgement took, where there was one', async () => {
    const { archive, open } = gate();
    const { discord, bot, logged } = await connected({ archive });
    const asked = discord.interaction({ command: 'ask', options: { question } });
    await asked.acknowledged;
    open();
    await asked.reply;
    await bot.stop();
    expect(accounts(logged)[0]!.stages.acknowledge).toBeGreaterThan(0);
  });

  it('tells waiting for the archive from searching in it', async () => {
    const { archive, asked, open } = gate();
    const { discord, bot, logged } = await connected({ archive });
    const { reply } = discord.interaction({ command: 'ask', options: { question } });
    await asked;
    await new Promise((resolve) => setTimeout(resolve, 300));
    open();
    await reply;
    await bot.stop();
    const [{ wait, search } = {}] = accounts(logged).map(({ stages }) => stages);
    expect(wait).toBeGreaterThan(250);
    expect(search).toBeLessThan(wait!);
  });

  it.each([
    ['latest', 'done'],
    ['kutip stats', 'refused'],
  ])('/%s by somebody who may not administer is told as "%s"', async (command, outcome) => {
    const { discord, bot, logged } = await connected();
    await discord.interaction({ command }).reply;
    await bot.stop();
    expect(accounts(logged)).toMatchObject([{ command, outcome }]);
  });

  it('tells a fault, and the use of a control', async () => {
    const { discord, bot, logged } = await connected({
      archive: () => ({ latest: () => Promise.reject(new Error('the index is broken')) }),
    });
    const asked = discord.interaction({ command: 'ask', options: { question } });
    const reply = JSON.stringify(await asked.reply);
    const [, up] = /"custom_id":"(ask\/up\/[^"]+)"/.exec(reply)!;
    expect(textOf(await discord.interaction({ button: up!, message: await asked.shown }).reply)).not.toBe('');
    await discord.interaction({ command: 'latest' }).reply;
    await bot.stop();
    expect(accounts(logged).map(({ command, outcome }) => [command, outcome])).toEqual([
      ['ask', 'answered'],
      ['ask/up', 'done'],
      ['latest', 'failed'],
    ]);
  });
});
