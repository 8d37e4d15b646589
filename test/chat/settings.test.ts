import { expect, it } from 'vitest';
import { isTimeZone, loadSettings } from '../../src/chat/settings.ts';
import { openStore } from '../../src/store/open.ts';

const defaults = {
  language: null,
  timeZone: null,
  channels: [],
  adders: [],
  mentions: true,
  quotes: 3,
  strictness: 'normal',
};

it('answers at once where nobody has set anything', async () => {
  const settings = await loadSettings(openStore(':memory:').settings);
  expect(settings.of('g1')).toEqual(defaults);
  expect(settings.of(null)).toEqual(defaults);
});

it('keeps what was changed, for that server alone', async () => {
  const { settings: rows } = openStore(':memory:');
  const settings = await loadSettings(rows);
  await settings.change('g1', { language: 'id', quotes: 1 });
  expect(await settings.change('g1', { quotes: 2 })).toEqual({ ...defaults, language: 'id', quotes: 2 });
  for (const each of [settings, await loadSettings(rows)]) {
    expect(each.of('g1')).toEqual({ ...defaults, language: 'id', quotes: 2 });
    expect(each.of('g2')).toEqual(defaults);
  }
});

it('changes nothing when the change cannot be stored', async () => {
  const { settings: rows } = openStore(':memory:');
  const settings = await loadSettings({ ...rows, put: () => Promise.reject(new Error('the disk is full')) });
  await expect(settings.change('g1', { quotes: 1 })).rejects.toThrow('the disk is full');
  expect(settings.of('g1')).toEqual(defaults);
});

it('takes a stored value that means nothing as not set', async () => {
  const { settings: rows } = openStore(':memory:');
  await rows.put('g1', {
    language: 'fr',
    timeZone: 'Mars/Olympus',
    quotes: 7,
    mentions: false,
    future: true,
  });
  await rows.put('g2', 'nonsense');
  const settings = await loadSettings(rows);
  expect(settings.of('g1')).toEqual({ ...defaults, mentions: false });
  expect(settings.of('g2')).toEqual(defaults);
});

it.each([['Asia/Jakarta', true], ['UTC', true], ['Mars/Olympus', false], ['', false]])(
  'knows whether "%s" is a time zone: %s',
  (name, is) => { expect(isTimeZone(name)).toBe(is); },
); // prettier-ignore
