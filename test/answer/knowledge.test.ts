import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Quote } from '../../src/answer/answer.ts';
import { createArchive } from '../../src/answer/archive.ts';
import { readArticles } from '../../src/articles/read.ts';

interface Case {
  readonly id: string;
  readonly language: 'id' | 'en';
  readonly question: string;
  /** What the first quote must hold; `null` when nothing in the sample articles answers. */
  readonly answer: string | null;
}

const cases = readFileSync('test/fixtures/knowledge-questions.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

/** The ids of the questions that were answered right, or refused where nothing answers, when that was last accepted. */
const rightFile = 'test/fixtures/knowledge-right.txt';

const archive = createArchive();
const texts = new Map<string, string>();
beforeAll(async () => {
  for await (const read of readArticles(['knowledge'])) {
    if (!('article' in read)) continue;
    archive.apply({ put: read.article });
    texts.set(read.article.id, read.article.text);
  }
});

/** The answers to what several tests ask. */
const answers = new Map<string, Answer>();
function ask(text: string, readIn?: string): Answer {
  const key = `${readIn} ${text}`;
  const answer = answers.get(key) ?? archive.ask({ text, askedAt: new Date(), strictness: 'normal', readIn });
  answers.set(key, answer);
  return answer;
}
const quotesOf = (answer: Answer) => (answer.status === 'answered' ? answer.quotes : []);

describe.each(['id', 'en'] as const)('questions on the sample articles, in "%s"', (language) => {
  const answerable = cases.filter((asked) => asked.language === language && asked.answer !== null);

  it('mostly get the sentence that holds the answer as first quote, in their language', () => {
    const missed = answerable.filter(
      ({ question, answer }) => !quotesOf(ask(question, language))[0]?.text.includes(answer!),
    );
    expect(
      1 - missed.length / answerable.length,
      missed.map(({ question }) => question).join('\n'),
    ).toBeGreaterThan(0.75);
    const first = answerable.flatMap(({ question }) => quotesOf(ask(question, language)).slice(0, 1));
    const inLanguage = first.filter(({ article }) => article.language === language);
    expect(inLanguage.length / first.length).toBeGreaterThan(0.95);
  });

  it.each(['tokayev', 'putin'])('the name "%s" alone gets what an article about them begins with', (name) => {
    const [first] = quotesOf(ask(name, language));
    expect(first?.article.language).toBe(language);
    expect(first?.start).toBe(0);
    expect(first?.article.title.toLowerCase()).toContain(name.toLowerCase());
    const [[from, to] = [0, 0]] = first?.highlights ?? [];
    expect(first?.text.slice(from, to).toLowerCase()).toBe(name);
  }); // prettier-ignore
});

it('every question of the samples that was answered right still is, chat and everyday ones too', () => {
  const isRight = ({ question, answer, language }: Case) => {
    const [first] = quotesOf(ask(question, language));
    return answer === null ? first === undefined : first?.text.includes(answer) === true;
  };
  const right = cases.filter(isRight).map(({ id }) => id);
  // ACCEPT=right npx vitest run test/answer/knowledge.test.ts
  if (process.env.ACCEPT === 'right') writeFileSync(rightFile, `${right.join('\n')}\n`);
  const lost = readFileSync(rightFile, 'utf8')
    .trim()
    .split('\n')
    .filter((id) => !right.includes(id));
  expect(lost).toEqual([]);
});

describe('every quote', () => {
  let all: readonly Quote[] | undefined;
  const quotes = () => (all ??= cases.flatMap(({ question, language }) => quotesOf(ask(question, language))));

  it('is a slice of its article and at most 350 characters long', () => {
    for (const { article, text, start, end } of quotes()) {
      expect(text).toBe(texts.get(article.id)!.slice(start, end));
      expect(text.length).toBeLessThanOrEqual(350);
    }
  });

  it('begins and ends at the borders of sentences', () => {
    for (const { article, text, start, end } of quotes()) {
      const before = texts.get(article.id)!.slice(0, start);
      expect(
        before === '' || /[.!?:”"\n]\s+$|\n$/.test(before),
        `${article.id}: ${before.slice(-20)}|${text}`,
      ).toBe(true);
      expect(/[.!?:”"]$/.test(text) || /^(\n|$)/.test(texts.get(article.id)!.slice(end)), text).toBe(true);
    }
  });

  it('marks one span at most, inside the quote, a quarter of it on the whole', () => {
    const all = quotes();
    const shares = all.map(({ text, highlights }) => {
      expect(highlights.length).toBeLessThanOrEqual(1);
      for (const [start, end] of highlights) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
      return highlights.reduce((sum, [start, end]) => sum + end - start, 0) / text.length;
    });
    expect(shares.reduce((sum, share) => sum + share, 0) / all.length).toBeLessThanOrEqual(0.25);
  });

  it('stands alone as a rule: fewer than two are shown for a question', () => {
    const answered = cases
      .map(({ question, language }) => quotesOf(ask(question, language)).length)
      .filter((count) => count > 0);
    expect(answered.reduce((sum, count) => sum + count, 0) / answered.length).toBeLessThan(2);
  });

  it('says where the article goes on', () => {
    for (const { article, start, end, omitted } of quotes()) {
      const text = texts.get(article.id)!;
      expect(omitted).toEqual({
        before: text.slice(0, start).trim() !== '',
        after: text.slice(end).trim() !== '',
      });
    }
  });
});

describe('an abstention', () => {
  it.each([
    ['Siapa pemenang Piala Dunia 2022?', 'unknown words'],
    ['Who won the 2022 World Cup?', 'unknown words'],
    ['apa?', 'no words'],
  ])('to "%s" says why and what was searched', (question, kind) => {
    const answer = ask(question);
    expect(answer).toMatchObject({ status: 'abstained', reason: { kind }, searched: { articles: 16 } });
  });

  it('with a filter that lets nothing through says so', () => {
    const answer = archive.ask({
      text: 'Kapan pasukan CSTO ditarik?',
      askedAt: new Date(),
      strictness: 'normal',
      filter: { since: Date.UTC(2030, 0, 1) },
    });
    expect(answer).toMatchObject({
      status: 'abstained',
      reason: { kind: 'nothing to search' },
      searched: { articles: 0 },
    });
  });
});

it('does not use what was published more than a week after the question', () => {
  const answer = archive.ask({
    text: 'Berapa tahun hukuman penjara Karim Masimov?',
    askedAt: new Date('2022-01-15T12:00:00Z'),
    strictness: 'never',
  });
  expect(quotesOf(answer).length).toBeGreaterThan(0);
  for (const { article } of quotesOf(answer))
    expect(Date.parse(article.published!)).toBeLessThan(Date.UTC(2022, 0, 23));
});

it('says when the best quote is old for a question about the present', () => {
  const at = (askedAt: Date, text: string) => archive.ask({ text, askedAt, strictness: 'never' });
  const now = 'Apa kabar terbaru pasukan CSTO di Kazakhstan saat ini?';
  expect(at(new Date('2026-11-23'), now)).toMatchObject({ outdated: true });
  expect(at(new Date('2022-01-14'), now)).toMatchObject({ outdated: false });
  expect(at(new Date('2026-11-23'), 'Kapan pasukan CSTO ditarik dari Kazakhstan?')).toMatchObject({
    outdated: false,
  });
});

it('quotes no withdrawn article', async () => {
  const withdrawn = createArchive();
  for await (const read of readArticles(['knowledge'])) {
    if ('article' in read) withdrawn.apply({ put: { ...read.article, status: 'withdrawn' } });
  }
  expect(
    withdrawn.ask({ text: 'Kapan pasukan CSTO ditarik?', askedAt: new Date(), strictness: 'never' }),
  ).toMatchObject({
    reason: { kind: 'nothing to search' },
  });
});
