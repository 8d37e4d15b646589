import { expect, it } from 'vitest';
import { isQuestion } from '../../src/text/own-language.ts';
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

it.each([
  ['Kapan gencatan senjata berlaku?', true],
  ['berapa harga beras', true],
  ['Who won the election', true],
  ['gempa Cianjur', false],
  ['Antara', false],
  ['harga beras', false],
])('whether "%s" asks something, rather than naming a topic: %s', (text, expected) => {
  expect(isQuestion(text)).toBe(expected);
});
