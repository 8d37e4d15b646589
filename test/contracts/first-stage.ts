import { beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { createQuery } from '../../src/search/query.ts';
import type { SearchIndex } from '../../src/search/search-index.ts';
import { articleOf } from '../answer/article.ts';

const articles = [
  articleOf('bridge', 'Wali Kota Budi Hartono meresmikan Jembatan Sukamaju pada 2 Mei 2024. Biayanya Rp48 miliar.', { title: 'Jembatan Sukamaju dibuka', language: 'id', published: '2024-05-03T09:30+07:00' }),
  articleOf('opening', 'Warga Sukamaju menyambut pembukaan. Jembatan itu panjang.', { title: 'Kabar pagi', language: 'id', published: '2024-05-04' }),
  articleOf('strike', 'The quarry workers ended their strike on 31 May 2024.\n\nMelissa Grant promised “better pay”.', { language: 'en', tags: ['work'] }),
  articleOf('csto', 'Pasukan Organisasi Perjanjian Keamanan Kolektif (CSTO) ditarik dari Kazakhstan.', { title: 'CSTO ditarik', language: 'id' }),
  articleOf('thai', 'ประเทศไทยประกาศวันหยุดใหม่เมื่อวานนี้', { language: 'th' }),
  articleOf('broken', 'Half of a pair \ud83d is in this text about Northfield.', { language: 'en' }),
]; // prettier-ignore

const questions = [
  ['Siapa yang meresmikan Jembatan Sukamaju?', 'id'],
  ['When did the quarry workers end their strike?', 'en'],
  ['Di mana pasukan CSTO?', 'id'],
  ['Northfield', 'en'],
  ['วันหยุด', 'th'],
] as const;

/** What is found for the questions, to the last digit of every score. */
export const foundIn = (index: SearchIndex, allowed: (id: string) => boolean = () => true) =>
  questions.map(([question, language]) => {
    const seen = index.seenOn(null);
    const query = createQuery(question, language, seen.languages());
    const { hits, unknown } = seen.search(query, Date.UTC(2024, 5, 1), ({ facts }) => allowed(facts.id));
    return {
      unknown,
      hits: hits.map(({ entry, sentence, score }) => [entry.facts, entry.text, sentence, score]),
    };
  });

/**
 * What every first stage does, whose articles an index searches; all that is compared is what it finds with all articles in
 * memory.
 *
 * @param filled an index of the articles, all of them searched by the first stage
 * @param plain the same with all articles in memory
 */
export function firstStageContract(
  name: string,
  filled: (articles: readonly Article[]) => Promise<SearchIndex>,
  plain: (articles: readonly Article[]) => SearchIndex,
): void {
  describe(name, () => {
    let index: SearchIndex;
    beforeEach(async () => {
      index = await filled(articles);
    });

    it('finds the same as MiniSearch over all articles', () => {
      expect(foundIn(index)).toEqual(foundIn(plain(articles)));
      expect(foundIn(index).every(({ hits }) => hits.length > 0)).toBe(true);
    });

    it('leaves out what is not allowed', () => {
      const allowed = (id: string) => id !== 'bridge' && id !== 'strike';
      expect(foundIn(index, allowed)).toEqual(foundIn(plain(articles), allowed));
    });

    it('finds nothing of what was removed, and what it counted is gone', () => {
      for (const id of ['bridge', 'strike', 'thai']) expect(index.remove(id)).toBe(true);
      expect(index.remove('bridge')).toBe(false);
      const rest = articles.filter(({ id }) => !['bridge', 'strike', 'thai'].includes(id));
      expect(foundIn(index)).toEqual(foundIn(plain(rest)));
    });

    it('finds a changed article as it is now, and new ones', () => {
      const changed = articleOf('bridge', 'The lighthouse of Tanjung Baru was repaired in 2025.', { language: 'en' });
      const added = articleOf('new', 'Melissa Grant left Northfield.', { language: 'en' });
      for (const one of [changed, added]) index.put(one);
      const now = [...articles.filter(({ id }) => id !== 'bridge'), changed, added];
      expect(foundIn(index)).toEqual(foundIn(plain(now)));
    }); // prettier-ignore

    it('keeps every text as it is, half surrogate pairs included', () => {
      const texts = Array.from(index.entries(), ({ facts, text }) => [facts.id, text]);
      expect(Object.fromEntries(texts)).toEqual(
        Object.fromEntries(articles.map(({ id, text }) => [id, text])),
      );
    });

    it('knows which words are mentioned where', () => {
      const seen = index.seenOn(null);
      expect(seen.isMentioned('Kazakh', () => true)).toBe(true);
      expect(seen.isMentioned('Kazakh', ({ facts }) => facts.id !== 'csto')).toBe(false);
      expect(seen.isMentioned('Atlantis', () => true)).toBe(false);
    });

    it('lists the newest first, by title, address and tag', () => {
      const [catalogue] = index.seenOn(null).catalogues;
      expect(
        catalogue!.newest
          .all()
          .map(({ facts }) => facts.id)
          .slice(0, 2),
      ).toEqual(['opening', 'bridge']);
      expect([...catalogue!.titled('maju')].map(({ facts }) => facts.id)).toEqual(['bridge']);
      expect(catalogue!.tags.get('work')!.map(({ facts }) => facts.id)).toEqual(['strike']);
    });
  });
}
