import { expect, it } from 'vitest';
import { createCooldowns, ordinaryLimits } from '../../src/chat/cooldowns.ts';

const limits = { person: { burst: 2, everyMs: 1_000 }, channel: { burst: 4, everyMs: 500 } };
const at = (ms: number) => new Date(1_700_000_000_000 + ms);

it('lets a person do some things at once, and more as time goes by', () => {
  const cooldowns = createCooldowns(limits);
  expect([0, 0].map((ms) => cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(ms)))).toEqual([
    null,
    null,
  ]);
  expect(cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(100))).toEqual({
    of: 'person',
    ms: 900,
    isSaid: false,
  });
  expect(cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(1_000))).toBeNull();
  expect(cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(1_000))).toEqual({
    of: 'person',
    ms: 1_000,
    isSaid: false,
  });
});

it('knows whether it said so already', () => {
  const cooldowns = createCooldowns(limits);
  for (const ms of [0, 0, 1]) cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(ms));
  expect(cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(2))).toMatchObject({ isSaid: true });
  expect(cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(1_001))).toBeNull();
  expect(cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(1_002))).toMatchObject({ isSaid: false });
});

it('does not let the flood of one person keep others waiting', () => {
  const cooldowns = createCooldowns(limits);
  for (let count = 0; count < 1_000; count++) cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(0));
  expect(cooldowns.take({ person: 'budi', channel: 'c' }, 1, at(0))).toBeNull();
  expect(cooldowns.take({ person: 'ani', channel: 'd' }, 1, at(0))).toMatchObject({ of: 'person' });
});

it('lets all together do so much in one channel, without charging those who have to wait', () => {
  const cooldowns = createCooldowns(limits);
  for (const person of ['a', 'b', 'c', 'd'])
    expect(cooldowns.take({ person: person, channel: 'c' }, 1, at(0))).toBeNull();
  expect(cooldowns.take({ person: 'e', channel: 'c' }, 1, at(0))).toEqual({
    of: 'channel',
    ms: 500,
    isSaid: false,
  });
  expect([
    cooldowns.take({ person: 'e', channel: 'd' }, 1, at(0)),
    cooldowns.take({ person: 'e', channel: 'd' }, 1, at(0)),
  ]).toEqual([null, null]);
  expect(cooldowns.take({ person: 'f', channel: 'c' }, 1, at(500))).toBeNull();
});

it('keeps counting when a great many people ask', () => {
  const cooldowns = createCooldowns(ordinaryLimits);
  for (let count = 0; count < 20; count++) cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(0));
  for (let person = 0; person < 20_000; person++)
    cooldowns.take({ person: String(person), channel: String(person) }, 1, at(0));
  expect(cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(0))).toMatchObject({ of: 'person' });
});

it('charges more for what costs more', () => {
  const cooldowns = createCooldowns({
    person: { burst: 5, everyMs: 1_000 },
    channel: { burst: 50, everyMs: 1 },
  });
  const ani = { person: 'ani', channel: 'c' };
  expect([cooldowns.take(ani, 4, at(0)), cooldowns.take(ani, 1, at(0))]).toEqual([null, null]);
  expect(cooldowns.take(ani, 4, at(0))).toMatchObject({ ms: 4_000 });
  expect(cooldowns.take(ani, 1, at(1_000))).toBeNull();
});
