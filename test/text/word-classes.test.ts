import { expect, it } from 'vitest';
import { tokenize } from '../../src/text/tokens.ts';
import { WordClass, classOf, longCountryAt } from '../../src/text/word-classes.ts';

it.each([
  ['Korea Selatan', 2],
  ['South Korea', 2],
  ['Arab Saudi', 2],
  ['Timor Leste', 2],
  ['Timor-Leste', 2],
  ['Papua Nugini', 2],
  ['Pantai Gading', 2],
  ['Côte d’Ivoire', 2],
  ['Uni Emirat Arab', 3],
  ['Bosnia and Herzegovina', 3],
  ['Democratic Republic of the Congo', 5],
  ['South Jakarta', 0],
  ['Uni Eropa', 0],
  ['Korea', 0],
])('"%s" is the name of a country in %i words', (name, length) => {
  const forms = tokenize(`${name} menang`, 'id').map(({ form }) => form);
  expect(longCountryAt((place) => forms[place], 0)).toBe(length);
  if (length > 0) expect(classOf(forms[0]!) & WordClass.countryFirst).not.toBe(0);
});
