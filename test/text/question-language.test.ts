import { expect, it } from 'vitest';
import { questionLanguage } from '../../src/text/question-language.ts';

it.each([
  ['dan kapan?', 'id'],
  ['Kapan James Hepburn lahir?', 'id'],
  ['Siapakah Director of Cancer Division WHO?', 'id'],
  ['how many of them?', 'en'],
  ['¿Cuándo nació Gabriela Mistral?', 'es'],
])('"%s" is in "%s"', (question, language) => {
  expect(questionLanguage(question)).toBe(language);
});
