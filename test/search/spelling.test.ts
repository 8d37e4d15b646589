import { expect, it } from 'vitest';
import { createLexicon } from '../../src/search/lexicon.ts';
import { createQuery, type Query } from '../../src/search/query.ts';
import { createSpelling } from '../../src/search/spelling.ts';
import { analyze } from '../../src/text/analyzer.ts';

function spellingOf(text: string, language = 'id') {
  const lexicon = createLexicon();
  const frequencies = new Map<number, number>();
  for (const term of analyze(text, language)) {
    const number = lexicon.termOf(lexicon.word(term, language));
    frequencies.set(number, (frequencies.get(number) ?? 0) + 1);
  }
  const words = { frequencyOf: (term: number) => frequencies.get(term) ?? 0, usesOf: () => 1 };
  const spelling = createSpelling(lexicon);
  return { corrections: (query: Query) => spelling.corrections(query, words) };
}

const archive =
  'Presiden Kazakhstan Tokayev Tokayev mencopot Masimov di Almaty. Redaksi menulis Massimov. CSTO keras 2022';

it.each([
  ['Kapan Kazakstan merdeka?', 'Kazakstan', 'Kazakhstan'],
  ['Siapa presidan Kazakhstan?', 'presidan', 'presiden'],
  ['Siapa itu Tokajew?', 'Tokajew', 'Tokayev'],
  ['kapan tokayef lahir?', 'tokayef', 'tokayev'],
  ['Apa itu CTSO?', 'CTSO', 'CSTO'],
])('corrects "%s" from the words of the archive', (question, written, corrected) => {
  expect(spellingOf(archive).corrections(createQuery(question, 'id', []))).toEqual([{ written, corrected }]);
});

it.each([
  ['a rare name that the archive has', 'Siapa Massimov?'],
  ['a country that it lacks', 'Siapa presiden Kenya dan Iran?'],
  ['a dictionary word that it lacks', 'Berapa harga beras?'],
  ['a number', 'Apa yang terjadi pada 2021?'],
  ['a short word', 'Siapa Ali?'],
])('leaves %s alone', (_, question) => {
  expect(spellingOf(archive).corrections(createQuery(question, 'id', []))).toEqual([]);
});

it('takes the more frequent of two words that are equally near', () => {
  const spelling = spellingOf('Karimov Karimov Karimos');
  expect(spelling.corrections(createQuery('Siapa itu Karimoz?', 'id', []))[0]?.corrected).toBe('Karimos');
  expect(spelling.corrections(createQuery('Siapa itu Karimot?', 'id', []))[0]?.corrected).toBe('Karimov');
});
