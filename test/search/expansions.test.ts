import { describe, expect, it } from 'vitest';
import { createArchive } from '../../src/answer/archive.ts';
import { createQuery } from '../../src/search/query.ts';
import { createSearchIndex } from '../../src/search/search-index.ts';
import { articleOf } from '../answer/article.ts';

describe('an acronym and what it stands for', () => {
  const archive = createArchive();
  const articles = [
    [
      'pembuka',
      'Organisasi Perjanjian Keamanan Kolektif (CSTO) didirikan di Tashkent. Kantornya ada di Moskwa.',
    ],
    [
      'panjang',
      'Sekretaris Jenderal Organisasi Perjanjian Keamanan Kolektif, Stanislav Zas, tiba di Minsk pada hari Selasa.',
    ],
    ['umum', 'Sekretaris Jenderal PBB António Guterres tiba di Minsk pada hari Rabu.'],
    ['singkat', 'Latihan bersama CSTO digelar di Tajikistan dengan 4.000 tentara.'],
    [
      'lain',
      'Organisasi Kesehatan Dunia membuka kantor di Minsk. Perjanjian dagang ditandatangani di Tajikistan.',
    ],
  ] as const;
  for (const [id, text] of articles) archive.apply({ put: articleOf(id, text, { language: 'id' }) });
  const firstOf = (text: string) => {
    const answer = archive.ask({ text, askedAt: new Date(), strictness: 'normal' });
    return answer.status === 'answered' ? answer.quotes[0]?.article.id : answer.reason;
  };

  it('finds an article that has only the name, by its acronym', () => {
    expect(firstOf('Siapa Sekretaris Jenderal CSTO?')).toBe('panjang');
  });
  it('finds an article that has only the acronym, by the name', () => {
    expect(firstOf('Di mana latihan bersama Organisasi Perjanjian Keamanan Kolektif digelar?')).toBe(
      'singkat',
    );
  });

  it('is counted where the question has another form of one of its words', () => {
    const index = createSearchIndex();
    const text =
      'Presiden mengunjungi Command and General Staff College (CGSC) di Kansas. Ia tinggal dua hari.';
    index.put(articleOf('kunjungan', text, { language: 'id' }));
    const query = createQuery('Di mana Commanding and General Staff College (CGSC)?', 'id', ['id', 'en']);
    const [best] = index.seenOn(null).search(query, Date.now(), () => true).hits;
    expect(best).toBeDefined();
    for (const [name, value] of Object.entries(best!.features)) {
      expect(value, name).toSatisfy(Number.isFinite);
    }
  });
});
