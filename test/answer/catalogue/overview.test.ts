import { describe, expect, it } from 'vitest';
import { archiveOf } from '../articles.ts';

const on = (published: string | null, publisher: string | null = 'Harian Contoh') => ({
  title: 'Judul',
  text: 'Satu kalimat yang cukup panjang.',
  published,
  publisher,
});

describe('counting articles', () => {
  it('counts by day and publisher, days without any article too, those without a date apart', () => {
    const { archive } = archiveOf(
      on('2024-02-01'),
      on('2024-02-03T23:30+07:00'),
      on('2024-02-03', 'Kabar'),
      on(null),
      on('2024-02-03', null),
    );
    expect(archive.counts({})).toEqual({
      step: 'day',
      starts: ['2024-02-01', '2024-02-02', '2024-02-03'],
      publishers: [
        { publisher: 'Harian Contoh', isOthers: false, counts: [1, 0, 1] },
        { publisher: 'Kabar', isOthers: false, counts: [0, 0, 1] },
        { publisher: null, isOthers: false, counts: [0, 0, 1] },
      ],
      undated: 1,
      earlier: 0,
      later: 0,
    });
  });
  it.each([
    ['days', '2024-01-01', '2024-03-02', 'day', 62],
    ['weeks, from Monday on', '2024-01-01', '2024-03-03', 'week', 9],
    ['months', '2022-01-31', '2024-03-31', 'month', 27],
    ['years', '1969-12-31', '2024-03-03', 'year', 56],
  ])('counts by %s where that keeps it small', (_, first, last, step, steps) => {
    const { archive } = archiveOf(on(first), on(last));
    const counts = archive.counts({});
    expect([counts.step, counts.starts.length]).toEqual([step, steps]);
    expect(counts.publishers[0]!.counts.filter((count) => count > 0)).toEqual([1, 1]);
  });
  it.each([
    ['one that is far older', ['1998-05-01'], 'day', [1, 0]],
    ['one that is far newer', ['2031-05-01'], 'day', [0, 1]],
    ['several, each far from the next', ['1912-05-01', '1998-05-01'], 'day', [2, 0]],
    ['more than a tenth', ['1998-05-01', '1999-05-01', '2000-05-01'], 'year', [0, 0]],
    ['one that is not far', ['2023-12-20'], 'week', [0, 0]],
  ])('leaves out of the picture few articles that would squeeze it: %s', (_, far, step, outside) => {
    const days = Array.from({ length: 20 }, (_, at) => on(`2024-0${1 + (at % 2)}-${10 + at}`));
    const { archive } = archiveOf(...days, ...far.map((day) => on(day)));
    const counts = archive.counts({});
    expect([counts.step, [counts.earlier, counts.later]]).toEqual([step, outside]);
    const drawn = counts.publishers.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0);
    expect(drawn + counts.earlier + counts.later).toBe(20 + far.length);
  });
  it('puts together the publishers with fewest articles', () => {
    const { archive } = archiveOf(
      ...['A', 'B', 'C', 'D', 'E', 'F', 'G'].flatMap((name, place) =>
        Array.from({ length: 7 - place }, () => on('2024-02-01', name)),
      ),
    );
    const { publishers } = archive.counts({});
    expect(publishers.map(({ publisher, counts }) => [publisher, counts[0]])).toEqual([
      ['A', 7], ['B', 6], ['C', 5], ['D', 4], ['E', 3], [null, 3],
    ]); // prettier-ignore
    expect(publishers.at(-1)!.isOthers).toBe(true);
  });
  it('counts what a filter lets through, and nothing where there is nothing', () => {
    const { archive } = archiveOf(on('2024-02-01'), on('2024-02-03', 'Kabar'));
    expect(archive.counts({ filter: { source: 'kabar' } }).starts).toEqual(['2024-02-03']);
    expect(archive.counts({ filter: { source: 'nobody' } })).toEqual({
      step: 'day',
      starts: [],
      publishers: [],
      undated: 0,
      earlier: 0,
      later: 0,
    });
  });
});

describe('the passages of an article', () => {
  const text = Array.from({ length: 90 }, (_, at) => `Kalimat nomor ${at} dari sebuah artikel.`).join(' ');
  it('are a part of its text, word for word, and together all of it', () => {
    const { archive } = archiveOf({ title: 'Panjang', text });
    const first = archive.passages({ id: '0', skip: 0, limit: 2 })!;
    const rest = archive.passages({ id: '0', skip: 2, limit: 50 })!;
    expect([first.passages.length, first.total]).toEqual([2, 2 + rest.passages.length]);
    const all = [...first.passages, ...rest.passages];
    for (const { start, end, text: passage } of all) expect(passage).toBe(text.slice(start, end));
    expect(all.map((passage) => passage.text).join(' ')).toBe(text);
  });
  it('are none of an article that is not there', () => {
    expect(archiveOf().archive.passages({ id: '0', skip: 0, limit: 5 })).toBeNull();
  });
});

it('lists the newest articles that a filter lets through', () => {
  const { archive } = archiveOf(on('2024-02-01'), on('2024-02-03'), on('2030-02-03'));
  const filter = { since: Date.UTC(2024, 1, 2) };
  expect(archive.latest({ filter, limit: 5 }).items.map(({ id }) => id)).toEqual(['2', '1']);
});
