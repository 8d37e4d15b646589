import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replyText } from '../../src/terminal/reply-text.ts';
import { hostileText } from '../components/hostile.ts';
import { attribution, quote, replyOf } from '../web/fixture.ts';

describe('a reply in the terminal', () => {
  it('shows a quote with its attribution, and no marks without colour', () => {
    expect(replyText(replyOf(quote), { colour: false })).toBe(
      [
        '│ […] The bridge was opened on 2 May 2024. […]',
        '  Harian Contoh · Sari Contoh · 3 May 2024, 09:30 UTC+7 (2 years ago)',
        '  Jembatan Sukamaju dibuka',
        '  https://news.example/jembatan',
        '  corrected since it was published',
        '  facts from',
        '  https://source.example/a/report',
        '  https://source.example/b/minutes',
      ].join('\n'),
    );
  });
  it('draws every kind of part, blocks parted by blank lines', () => {
    const bare = { ...attribution, byline: null, url: null, notes: [], basedOn: null };
    const reply = replyOf(
      { kind: 'heading', text: 'a heading' },
      { kind: 'notice', text: 'a notice' },
      { kind: 'text', text: 'a text' },
      { kind: 'list', items: ['one', 'two'] },
      { kind: 'article', attribution: bare },
      { kind: 'separator' },
      { kind: 'small', text: 'a footer' },
    );
    expect(replyText(reply, { colour: false })).toBe(
      [
        'a heading\n\na notice\n\na text\n\n• one\n• two\n\n• Jembatan Sukamaju dibuka',
        '  Harian Contoh · 3 May 2024, 09:30 UTC+7 (2 years ago)\n  link unknown\n\na footer',
      ].join('\n'),
    );
  });
  it('highlights with bold and underline where there is colour', () => {
    const text = replyText(replyOf(quote), { colour: true });
    expect(text).toContain('The \u001b[1m\u001b[4mbridge\u001b[24m\u001b[22m was opened');
    expect(stripVTControlCharacters(text)).toBe(replyText(replyOf(quote), { colour: false }));
  });
  it('keeps the highlights over a line break', () => {
    const text = replyText(replyOf({ ...quote, omitted: { before: false, after: false } }), {
      colour: true,
      width: 30,
    });
    expect(text).toContain('\u001b[1m\u001b[4m2 \u001b[24m\u001b[22m\n');
    expect(text).toContain('\u001b[1m\u001b[4mMay 2024\u001b[24m\u001b[22m.');
  });
  it('wraps at the width, and never breaks an address', () => {
    const url = `https://news.example/${'long/'.repeat(20)}`;
    const text = replyText(replyOf({ ...quote, attribution: { ...attribution, url } }), {
      colour: false,
      width: 24,
    });
    expect(text).toContain(`  ${url}\n`);
    for (const line of text.split('\n').filter((line) => !line.includes('http'))) {
      expect(line.length).toBeLessThanOrEqual(24);
    }
  });
  it('keeps the paragraphs of a quote inside its margin', () => {
    const text = replyText(replyOf({ ...quote, text: 'One.\n\nTwo.', highlights: [] }), { colour: false });
    expect(text).toContain('│ […] One.\n│ \n│ Two. […]\n');
  });
  it('makes terminal escapes harmless', () => {
    const hostile = 'a\u001b]0;owned\u0007b\u001b[31mc\u009b2Jd\re\u202ef';
    const facts = { ...attribution, title: `${hostile}\nforged line`, publisher: hostile, url: hostile };
    const text = replyText(replyOf({ ...quote, text: hostile, highlights: [], attribution: facts }), {
      colour: false,
    });
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(text).toContain('a]0;ownedb[31mc2Jd');
    expect(text).not.toMatch(/^forged line/m);
  });
  it('lets nothing but its own styles act on the terminal, whatever an article holds', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 20, max: 100 }), (text, width) => {
        const facts = {
          ...attribution,
          publisher: text,
          byline: text,
          title: text,
          url: text,
          notes: [text],
        };
        const drawn = replyText(
          replyOf(
            { kind: 'text', text },
            { ...quote, text, highlights: [[0, text.length]], attribution: facts },
          ),
          { colour: true, width },
        );
        const own = /\u001b\[(?:1|2|4|22|24|33|36|39)m/g;
        expect(drawn.replace(own, '')).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
