import { expect, it } from 'vitest';
import { createCooldowns, ordinaryLimits } from '../../src/chat/cooldowns.ts';

const limits = { person: { burst: 2, everyMs: 1_000 }, channel: { burst: 4, everyMs: 500 } };
const at = (ms: number) => new Date(1_700_000_000_000 + ms);

it('lets a person do some things at once, and more as time goes by', () => {
  const cooldowns = createCooldowns(limits);
  expect([0, 0].map((ms) => cooldowns.take('ani', 'c', at(ms)))).toEqual([null, null]);
  expect(cooldowns.take('ani', 'c', at(100))).toEqual({ of: 'person', ms: 900, isSaid: false });
  expect(cooldowns.take('ani', 'c', at(1_000))).toBeNull();
  expect(cooldowns.take('ani', 'c', at(1_000))).toEqual({ of: 'person', ms: 1_000, isSaid: false });
});

it('knows whether it said so already', () => {
  const cooldowns = createCooldowns(limits);
  for (const ms of [0, 0, 1]) cooldowns.take('ani', 'c', at(ms));
  expect(cooldowns.take('ani', 'c', at(2))).toMatchObject({ isSaid: true });
  expect(cooldowns.take('ani', 'c', at(1_001))).toBeNull();
  expect(cooldowns.take('ani', 'c', at(1_002))).toMatchObject({ isSaid: false });
});

it('does not let the flood of one person keep others waiting', () => {
  const cooldowns = createCooldowns(limits);
  for (let count = 0; count < 1_000; count++) cooldowns.take('ani', 'c', at(0));
  expect(cooldowns.take('budi', 'c', at(0))).toBeNull();
  expect(cooldowns.take('ani', 'd', at(0))).toMatchObject({ of: 'person' });
});

it('lets all together do so much in one channel, without charging those who have to wait', () => {
  const cooldowns = createCooldowns(limits);
  for (const person of ['a', 'b', 'c', 'd']) expect(cooldowns.take(person, 'c', at(0))).toBeNull();
  expect(cooldowns.take('e', 'c', at(0))).toEqual({ of: 'channel', ms: 500, isSaid: false });
  expect([cooldowns.take('e', 'd', at(0)), cooldowns.take('e', 'd', at(0))]).toEqual([null, null]);
  expect(cooldowns.take('f', 'c', at(500))).toBeNull();
});

it('keeps counting when a great many people ask', () => {
  const cooldowns = createCooldowns(ordinaryLimits);
  for (let count = 0; count < 5; count++) cooldowns.take('ani', 'c', at(0));
  for (let person = 0; person < 20_000; person++) cooldowns.take(String(person), String(person), at(0));
  expect(cooldowns.take('ani', 'c', at(0))).toMatchObject({ of: 'person' });
});
