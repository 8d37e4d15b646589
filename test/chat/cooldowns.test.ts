import { expect, it } from 'vitest';
import { createCooldowns, ordinaryLimits } from '../../src/chat/cooldowns.ts';

const limits = {
  person: { burst: 2, everyMs: 1_000 },
  channel: { burst: 4, everyMs: 500 },
  longestWaitMs: 0,
};
const at = (ms: number) => 1_000_000 + ms;
/** It may be done at once. */
const now = { of: 'person', waitMs: 0 };

it('lets a person do some things at once, and more as time goes by', () => {
  const cooldowns = createCooldowns(limits);
  expect([0, 0].map((ms) => cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(ms)))).toEqual([now, now]);
  expect(cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(100))).toEqual({
    of: 'person',
    ms: 900,
    isSaid: false,
  });
  expect(cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(1_000))).toEqual(now);
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
  expect(cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(1_001))).toEqual(now);
  expect(cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(1_002))).toMatchObject({ isSaid: false });
});

it('does not let the flood of one person keep others waiting', () => {
  const cooldowns = createCooldowns(limits);
  for (let count = 0; count < 1_000; count++) cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(0));
  expect(cooldowns.take({ person: 'budi', channel: 'c' }, 1, at(0))).toEqual(now);
  expect(cooldowns.take({ person: 'ani', channel: 'd' }, 1, at(0))).toMatchObject({ of: 'person' });
});

it('lets all together do so much in one channel, without charging those who have to wait', () => {
  const cooldowns = createCooldowns(limits);
  for (const person of ['a', 'b', 'c', 'd'])
    expect(cooldowns.take({ person: person, channel: 'c' }, 1, at(0))).toEqual(now);
  expect(cooldowns.take({ person: 'e', channel: 'c' }, 1, at(0))).toEqual({
    of: 'channel',
    ms: 500,
    isSaid: false,
  });
  expect([
    cooldowns.take({ person: 'e', channel: 'd' }, 1, at(0)),
    cooldowns.take({ person: 'e', channel: 'd' }, 1, at(0)),
  ]).toEqual([now, now]);
  expect(cooldowns.take({ person: 'f', channel: 'c' }, 1, at(500))).toEqual(now);
});

it('keeps counting when a great many people ask', () => {
  const cooldowns = createCooldowns(ordinaryLimits);
  for (let count = 0; count < 20; count++) cooldowns.take({ person: 'ani', channel: 'c' }, 4, at(0));
  for (let person = 0; person < 20_000; person++)
    cooldowns.take({ person: String(person), channel: String(person) }, 1, at(0));
  expect(cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(0))).toMatchObject({ of: 'person' });
});

it('charges more for what costs more', () => {
  const cooldowns = createCooldowns({
    person: { burst: 5, everyMs: 1_000 },
    channel: { burst: 50, everyMs: 1 },
    longestWaitMs: 0,
  });
  const ani = { person: 'ani', channel: 'c' };
  expect([cooldowns.take(ani, 4, at(0)), cooldowns.take(ani, 1, at(0))]).toEqual([now, now]);
  expect(cooldowns.take(ani, 4, at(0))).toMatchObject({ ms: 4_000 });
  expect(cooldowns.take(ani, 1, at(1_000))).toEqual(now);
});

it('has those who ask a little too much wait, each behind the other, and refuses what would wait too long', () => {
  const cooldowns = createCooldowns({ ...limits, longestWaitMs: 2_000 });
  const waits = [0, 0, 0, 0].map((ms) => cooldowns.take({ person: 'ani', channel: 'c' }, 1, at(ms)));
  expect(waits).toEqual([now, now, { of: 'person', waitMs: 1_000 }, { of: 'person', waitMs: 2_000 }]);
  expect(cooldowns.take({ person: 'ani', channel: 'd' }, 1, at(0))).toEqual({
    of: 'person',
    ms: 3_000,
    isSaid: false,
  });
  expect(cooldowns.take({ person: 'budi', channel: 'c' }, 1, at(0))).toEqual({ of: 'channel', waitMs: 500 });
});

it('knows people without a limit of their own', () => {
  const cooldowns = createCooldowns(limits);
  const turns = [0, 0, 0, 0, 0].map((ms) => cooldowns.take({ person: null, channel: 'c' }, 1, at(ms)));
  expect(turns.slice(0, 4)).toEqual([now, now, now, now]);
  expect(turns[4]).toMatchObject({ of: 'channel', ms: 500 });
});
