import { expect, test } from 'vitest';
import { hitScores, mrr10, placesOf, score, type GivenQuote, type Reply } from './score.ts';
import type { JudgedQuestion } from './sets.ts';

const articles: Readonly<Record<string, string>> = {
  dam: 'The dam at Welang was opened on Monday.\n\nIt cost  41 billion rupiah, the regent said.',
  fair: 'A fair was held in Lumbir. It drew 300 people.',
};
const judged = (id: string, more: Partial<JudgedQuestion>): JudgedQuestion => ({
  id, question: id, answers: [], relevant: [], answerable: true, ...more,
}); // prettier-ignore
const cost = judged('cost', { answers: ['41 billion'], relevant: ['dam'] });
const visitors = judged('visitors', { answers: ['300'], strong: ['fair'] });
const stranger = judged('stranger', { answerable: false, lure: 0.7 });

const quote = (article: string, text: string, ...lit: readonly string[]): GivenQuote => ({
  article: { id: article },
  text,
  highlights: lit.map((words) => [text.indexOf(words), text.indexOf(words) + words.length]),
});
const reply = (judged: JudgedQuestion, tookMs: number, ...quotes: readonly GivenQuote[]): Reply => ({
  judged, status: quotes.length > 0 ? 'answered' : 'abstained', quotes, tookMs,
}); // prettier-ignore

const costs = quote('dam', 'It cost 41 billion rupiah, the regent said.', '41', 'billion');
const draws = quote('fair', 'It drew 300 people.', 'people');
const scored = (...replies: readonly Reply[]) => score(replies, (id) => articles[id]);

test('an answer in the first quote, one in the second, and a refusal, measured by hand', () => {
  const replies = [
    reply(cost, 10, costs),
    reply(visitors, 20, quote('fair', 'A fair was held in Lumbir.'), draws),
    reply(stranger, 30),
  ];
  expect(scored(...replies)).toEqual({
    'art@1': 1,
    'art@3': 1,
    'quote@1': 0.5,
    'quote@3': 1,
    'highlight@1': 0.5,
    'highlight@1 ÷ quote@1': 1,
    exact: 0.5,
    f1: 0.5,
    shown: 1.5,
    'useful@1': 0.5,
    'useful@2': 1,
    'useful@3': null,
    useful: 2 / 3,
    effort: 26 + 'It drew 300'.length,
    read: (costs.text.length + 26 + draws.text.length) / 2,
    highlighted: '41 billion'.length / costs.text.length / 2,
    verbatim: 1,
    'chars, 1st quote': (costs.text.length + 26) / 2,
    'chars, 2nd quote': draws.text.length,
    'chars, 3rd quote': null,
    'chars, most': costs.text.length,
    'abstained, answerable': 0,
    'abstained, unanswerable': 1,
    'abstained, lure < .5': null,
    'abstained, lure ≥ .5': 1,
    'ms, p50': 20,
    'ms, p99': 30,
  });
});

test.each([
  ['a refusal of an answerable question is a miss', reply(cost, 1), 'quote@3', 0],
  ['an answer in an article that is not right is a miss', reply(cost, 1, { ...costs, article: { id: 'fair' } }), 'quote@3', 0],
  ['an answer within a longer word is a miss', reply(visitors, 1, quote('fair', 'It drew 3000 people.')), 'quote@1', 0],
  ['a highlight beside the answer is a miss', reply(visitors, 1, draws), 'highlight@1', 0],
  ['marked words beyond the answer are half of what they should be', reply(cost, 1, quote('dam', costs.text, '41 billion rupiah, the regent')), 'f1', 4 / 7],
  ['an answer after a quote without one is read to with all of that quote', reply(visitors, 1, quote('fair', 'A fair.'), draws), 'effort', 18],
  ['a quote of an article that is not right is of no use', reply(cost, 1, { ...costs, article: { id: 'fair' } }), 'useful', 0],
  ['a quote with a word changed is not verbatim', reply(cost, 1, quote('dam', 'It costs 41 billion rupiah.')), 'verbatim', 0],
  ['a quote of an article that is not there is not verbatim', reply(cost, 1, quote('road', 'It cost')), 'verbatim', 0],
  ['an empty quote is not verbatim', reply(cost, 1, quote('dam', ' ')), 'verbatim', 0],
] as const)('%s', (_, given, measure, expected) => {
  expect(scored(given)[measure]).toBe(expected);
}); // prettier-ignore

test('the place of the first right quote counts up to ten', () => {
  const wrong = Array.from({ length: 9 }, () => quote('fair', 'It drew nobody.'));
  const tenth = placesOf(visitors, [...wrong, draws]);
  const eleventh = placesOf(visitors, [...wrong, ...wrong.slice(0, 1), draws]);
  expect(mrr10([tenth])).toBe(0.1);
  expect(mrr10([eleventh])).toBe(0);
  expect(hitScores([tenth])).toEqual({ 'art@1': 1, 'art@3': 1, 'quote@1': 0, 'quote@3': 0 });
});
