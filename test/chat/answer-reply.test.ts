import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/chat/contract/reply.ts';
import { answerReply } from '../../src/chat/presenters/answer-reply.ts';
import { sourcesReply } from '../../src/chat/presenters/sources-reply.ts';
import { replyMessage } from '../../src/components/message.ts';
import { replyText } from '../../src/terminal/reply-text.ts';
import { archiveOf } from '../answer/articles.ts';

const two = [
  { title: 'Banjir di Welang', text: 'Banjir di Welang menewaskan 12 orang.' },
  { title: 'Banjir Welang', text: 'Sebanyak 15 orang tewas akibat banjir di Welang.' },
];

it.each([
  ['id', 'Angka atau tanggal dalam artikel-artikel ini berbeda'],
  ['en', 'These articles disagree on figures or dates'],
] as const)('in "%s", warns that articles differ', (locale, words) => {
  const question = 'Berapa orang tewas dalam banjir di Welang?';
  const reply = answerReply(question, archiveOf(...two).ask(question), {
    locale,
    now: new Date(),
    timeZone: null,
    private: false,
  });
  expect(reply.parts).toContainEqual({ kind: 'notice', text: expect.stringContaining(words) as string });
});

const reader = { now: new Date('2024-02-06T12:00:00Z'), timeZone: null, private: false } as const;
const drawnText = (reply: Reply) => JSON.stringify(replyMessage(reply).components);
const occurrences = (text: string, words: string) => text.split(words).length - 1;

describe('around the quotes of a reply', () => {
  const filler = 'Warga lain menonton dari jauh sambil menunggu kabar.';
  const bridge = {
    title: 'Jembatan Rantau',
    text: `Jembatan Rantau dibangun Budi Santoso. ${filler} ${filler} Jembatan Rantau diresmikan Sari Dewi. ${filler}`,
    basedOn: ['https://contoh.id/dokumen'],
  };
  const asked = 'Siapa yang meresmikan Jembatan Rantau?';
  it('the line of the publisher stands once below neighbouring quotes of one article', () => {
    const answer = archiveOf(bridge).ask(asked);
    const [first] = answer.status === 'answered' ? answer.quotes : [];
    const two = {
      ...answer,
      quotes: [first!, { ...first!, text: 'Jembatan Rantau dibangun Budi Santoso.', start: 0, end: 38 }],
    } as typeof answer;
    const reply = answerReply(asked, two, { locale: 'id', ...reader });
    expect(reply.parts.filter(({ kind }) => kind === 'quote')).toHaveLength(2);
    expect(reply.parts.some(({ kind }) => kind === 'separator')).toBe(false);
    expect(occurrences(drawnText(reply), 'Publisher 0')).toBe(1);
    expect(occurrences(replyText(reply, { colour: false }), 'Publisher 0')).toBe(1);
  });

  it.each([
    [false, 1],
    [true, 0],
  ])('what its facts rest on and that it has no link is said once, and left to Sources where there is that control: %s', (hasSources, times) => {
    const answer = archiveOf(bridge).ask(asked);
    const text = drawnText(answerReply(asked, answer, { locale: 'id', ...reader, hasSources }));
    expect(occurrences(text, 'berdasarkan')).toBe(times);
    expect(occurrences(text, 'tanpa tautan asli')).toBe(times);
    const quotes = answer.status === 'answered' ? answer.quotes : [];
    expect(drawnText(sourcesReply(quotes, [], { locale: 'id', ...reader }))).toContain('berdasarkan');
  }); // prettier-ignore

  it('all dates are in one zone, that of the first quote where the server has none', () => {
    const east = { ...two[0]!, published: '2024-02-05T10:00:00+07:00' };
    const west = { ...two[1]!, published: '2024-02-05T10:00:00Z' };
    const asked = 'Berapa orang tewas dalam banjir di Welang?';
    const dates = (timeZone: string | null) =>
      answerReply(asked, archiveOf(east, west).ask(asked), {
        locale: 'id',
        ...reader,
        timeZone,
      }).parts.flatMap((part) => (part.kind === 'quote' ? [part.attribution.published.absolute] : []));
    expect(dates(null)).toHaveLength(2);
    expect(new Set(dates(null).map((date) => date.split(' ').at(-1))).size).toBe(1);
    expect(dates('Asia/Jayapura').every((date) => date.endsWith('WIT'))).toBe(true);
  });
});

it.each([
  ['id', 'artikel berbahasa Inggris', 'Kapan pasukan asing ditarik?'],
  ['en', 'article in Indonesian', 'When will the protesters be released?'],
] as const)('says in "%s" that a quote is from an article in another language', (locale, note, question) => {
  const english = {
    title: 'Troops leave',
    text: 'The foreign troops will be withdrawn on 19 January 2022.',
    language: 'en',
  };
  const indonesian = {
    title: 'Pengunjuk rasa',
    text: 'Para pengunjuk rasa akan dibebaskan pada 3 Maret 2022, kata polisi.',
  };
  const answer = archiveOf(locale === 'id' ? english : indonesian).ask(question);
  const text = drawnText(answerReply(question, answer, { locale, ...reader }));
  expect(text).toContain(note);
  expect(text).toMatch(locale === 'id' ? /\*\*19 January 2022\*\*/ : /\*\*3 Maret 2022\*\*/);
});
