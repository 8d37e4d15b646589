import { describe, expect, it, onTestFinished } from 'vitest';
import { startDiscord } from '../../src/discord/bot.ts';
import { fairChange } from '../../src/discord/shards.ts';
import { sealWith } from '../../src/discord/editable-replies.ts';
import { newChat, newDiscord } from './connected.ts';

describe('a process takes', () => {
  it.each([
    [
      'what is free, where it is alone',
      { of: 3, mine: [0], free: [1, 2], each: [1] },
      { is: 'take', shard: 1 },
    ],
    ['as many as the others first', { of: 3, mine: [0], free: [2], each: [1, 1] }, { is: 'take', shard: 2 }],
    ['none before all others have as many', { of: 4, mine: [0], free: [2, 3], each: [1, 1, 0] }, null],
    [
      'one more than others, where all have as many',
      { of: 4, mine: [0], free: [3], each: [1, 1, 1] },
      { is: 'take', shard: 3 },
    ],
    ['those of one that is gone', { of: 4, mine: [0, 1], free: [2, 3], each: [2] }, { is: 'take', shard: 2 }],
    ['none that is owned', { of: 4, mine: [0, 1], free: [], each: [2, 2] }, null],
  ] as const)('%s', (_, held, change) => {
    expect(fairChange(held)).toEqual(change);
  });
});

describe('a process gives up', () => {
  it.each([
    [
      'its last to one that has none',
      { of: 4, mine: [0, 1, 2, 3], free: [], each: [4, 0] },
      { is: 'give up', shard: 3 },
    ],
    [
      'the one that it has more than others, where somebody has less',
      { of: 4, mine: [0, 1], free: [], each: [2, 2, 0] },
      { is: 'give up', shard: 1 },
    ],
    [
      'nothing where one has less since there are not more',
      { of: 4, mine: [0, 1], free: [], each: [2, 1, 1] },
      null,
    ],
    [
      'nothing while the owners of others are still coming back',
      { of: 4, mine: [0, 1], free: [], each: [2, 0] },
      null,
    ],
    ['nothing while there are free ones', { of: 4, mine: [0, 1], free: [2, 3], each: [2, 0] }, null],
  ] as const)('%s', (_, held, change) => {
    expect(fairChange(held)).toEqual(change);
  });
});

it('a process that is given some shards of so many connects these alone, and answers there', async () => {
  const discord = await newDiscord({ shards: 3, maxConcurrency: 3 });
  const { chat } = await newChat();
  const channels = [0, 1, 2].map((shard) => discord.join(`server of ${shard}`, { shard })[0]!);
  const bot = await startDiscord(chat, {
    token: discord.token,
    api: discord.api,
    shards: { ids: [1, 2], of: 3 },
  });
  onTestFinished(() => bot.stop());
  expect(new Set(discord.gateway.shards)).toEqual(new Set([1, 2]));
  expect(bot.shards()).toEqual([1, 2]);
  const help = (shard: number) => discord.interaction({ command: 'help', channel: channels[shard]! });
  const elsewhere = help(0);
  await Promise.all([help(1).reply, help(2).reply]);
  expect(elsewhere.said.items).toEqual([]);
});

describe('what changes a reply', () => {
  const sealed = sealWith('token of the bot').seal('token of the interaction', 'a reply');

  it('is opened by who knows the token of the bot, for the same reply', () => {
    expect(sealed).not.toContain('token');
    expect(sealWith('token of the bot').open(sealed, 'a reply')).toBe('token of the interaction');
  });

  it('is closed to all others', () => {
    expect(sealWith('another token').open(sealed, 'a reply')).toBeNull();
    expect(sealWith('token of the bot').open(sealed, 'another reply')).toBeNull();
  });
});
