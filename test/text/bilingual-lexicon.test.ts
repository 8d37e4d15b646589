import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/text/analyzer.ts';
import { alternativesOf } from '../../src/text/bilingual-lexicon.ts';

const wordsOf = (text: string, language: string, kind: 'synonyms' | 'translations' | 'ofBorrowed') =>
  alternativesOf(text, language, analyze(text, language))[kind].map(({ words }) => words);

describe('the bilingual lexicon', () => {
  it.each([
    ['withdrawal of troops', 'en', 'penarikan'],
    ['the soldiers were detained', 'en', 'menahan'],
    ['Who stepped down?', 'en', 'mengundurkan diri'],
    ['the prime minister of Malaysia', 'en', 'perdana menteri'],
    ['When did the WHO warn?', 'en', 'Organisasi Kesehatan Dunia'],
    ['pasukan ditarik', 'id', 'withdraw'],
    ['presiden mengundurkan diri', 'id', 'step down'],
    ['pejabat KPK', 'id', 'anti-corruption commission'],
    ['berapa korban tewas', 'id', 'death toll'],
  ])('translates in "%s" (%s) to "%s"', (text, language, translation) => {
    expect(wordsOf(text, language, 'translations')).toContain(translation);
  });

  it.each([
    ['from Russia', 'en', 'Rusia'],
    ['di Korea Selatan', 'id', 'South Korea'],
    ['on Thursday', 'en', 'Kamis'],
    ['bahasa Jepang', 'id', 'Japanese'],
  ])('knows the countries, languages and weekdays of "%s"', (text, language, translation) => {
    expect(wordsOf(text, language, 'translations')).toContain(translation);
  });

  it.each([
    ['ibukota Kazakhstan', 'ibu kota'],
    ['pasukan Kazakh', 'Kazakhstan'],
    ['operasi antiteroris', 'anti-teroris'],
  ])('knows what in "%s" is the same as "%s"', (text, synonym) => {
    expect(wordsOf(text, 'id', 'synonyms')).toContain(synonym);
  });

  it.each([
    ['Berapakah kos pembinaan jambatan itu?', 'synonyms', 'biaya'],
    ['Berapakah kos pembinaan jambatan itu?', 'translations', 'bridge'],
    ['Bilakah kerajaan membuka jambatan itu?', 'synonyms', 'pemerintah'],
    ['Berapa biaya pembangunan jembatan itu?', 'synonyms', 'jambatan'],
  ] as const)('reads "%s" in Malay spelling too: %s "%s"', (text, kind, words) => {
    expect(wordsOf(text, 'id', kind)).toContain(words);
  });

  it('reads a word that Malay and Indonesian do not share the meaning of as Malay in Malay questions alone', () => {
    expect(wordsOf('Kapan kerajaan Majapahit runtuh?', 'id', 'synonyms')).not.toContain('pemerintah');
  });

  it('keeps acronyms apart from the words that look like them', () => {
    expect(wordsOf('the man who aids him', 'en', 'translations')).not.toContain('Organisasi Kesehatan Dunia');
  });

  it('reads a word of the other language in a question as one', () => {
    expect(wordsOf('Berapa budget bridge Sukamaju?', 'id', 'ofBorrowed')).toContain('jembatan');
  });

  it('has entries in the form that its head tells, sorted within each kind and none twice', () => {
    const lines = readFileSync('src/text/bilingual-lexicon.tsv', 'utf8').trimEnd().split('\n');
    const entries = lines.filter((line) => !line.startsWith('#'));
    const term = String.raw`[\p{L}\p{N}][^,\t]*`;
    const list = `${term}(?:, ${term})*`;
    const form = new RegExp(
      `^(?:${list}\\t${list}|(?:id|en): ${term}(?:, ${term})+|ms: ${term} = ${list})$`,
      'u',
    );
    expect(entries.filter((line) => !form.test(line))).toEqual([]);
    expect(new Set(entries).size).toBe(entries.length);
    const kindOf = (line: string) => (line.includes('\t') ? 'translation' : line.slice(0, 2));
    const { compare } = new Intl.Collator('id');
    const unsorted = entries.filter((line, at) => {
      const before = entries[at - 1];
      return before !== undefined && kindOf(before) === kindOf(line) && compare(before, line) > 0;
    });
    expect(unsorted).toEqual([]);
    expect(entries.filter((line) => line.includes('\t')).length).toBeGreaterThan(6000);
  });
});
