import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/chat/reply.ts';
import { replyHtml } from '../../src/local/html.ts';
import { hostileText } from '../components/hostile.ts';
import { attribution, quote, replyOf } from './fixture.ts';

const drawn = (reply: Reply) => replyHtml(reply).toString();
const tagsOf = (html: string) => html.match(/<[^>]*>/g)!.map((tag) => tag.split(/[\s>]/)[0]);

describe('a quote on the page', () => {
  const html = drawn(replyOf(quote));

  it('stands in a block quote with its highlights marked', () => {
    expect(html).toContain(
      '<span class="exact">The <mark>bridge</mark> was opened on <mark>2 May 2024</mark>.</span>',
    );
  });
  it('shows where text of the article was left out', () => {
    expect(html).toMatch(
      /<blockquote dir="auto"><span class="gap">\[…\]<\/span> <span class="exact">.*<\/span> <span class="gap">\[…\]<\/span><\/blockquote>/,
    );
    expect(drawn(replyOf({ ...quote, omitted: { before: false, after: false } }))).not.toContain('[…]');
  });
  it('says publisher, byline, date, title and link', () => {
    expect(html).toContain('<bdi>Harian Contoh</bdi>');
    expect(html).toContain('<bdi>Sari Contoh</bdi>');
    expect(html).toContain(
      '<time datetime="2024-05-03T02:30:00.000Z">3 May 2024, 09:30 UTC+7</time> (2 years ago)',
    );
    expect(html).toContain(
      '<a href="https://news.example/jembatan" rel="noopener noreferrer"><bdi>Jembatan Sukamaju dibuka</bdi></a>',
    );
  });
  it('says what a reader must know, and where the facts are from', () => {
    expect(html).toContain('corrected since it was published');
    expect(html).toContain('facts from');
    expect(html).toContain('href="https://source.example/a/report"');
    expect(html).toContain('source.example/…/minutes</a>');
  });
  it('tells machines the day alone when there is no time', () => {
    const published = { absolute: '3 May 2024, time unknown', relative: null, at: Date.UTC(2024, 4, 3) };
    expect(drawn(replyOf({ ...quote, attribution: { ...attribution, published } }))).toContain(
      '<time datetime="2024-05-03">',
    );
  });
  it('says that date and link are unknown', () => {
    const published = { absolute: 'date unknown', relative: null, at: null };
    const unknown = drawn(replyOf({ ...quote, attribution: { ...attribution, published, url: null } }));
    expect(unknown).toContain('date unknown');
    expect(unknown).toContain('link unknown');
    expect(unknown).not.toContain('<time');
  });
});

describe('a reply on the page', () => {
  it('draws every kind of part', () => {
    const html = drawn(
      replyOf(
        { kind: 'heading', text: 'a heading' },
        { kind: 'notice', text: 'a notice' },
        { kind: 'text', text: 'a text' },
        { kind: 'list', items: ['one', 'two'] },
        { kind: 'article', attribution },
        { kind: 'separator' },
        { kind: 'small', text: 'a footer' },
      ),
    );
    expect(html).toContain('>a heading</h2>');
    expect(html).toContain('<p class="notice" dir="auto">a notice</p>');
    expect(html).toContain('<li dir="auto">one</li><li dir="auto">two</li>');
    expect(html).toContain('<div class="article">');
    expect(html).toContain('<hr>');
    expect(html).toContain('<p class="small" dir="auto">a footer</p>');
  });
  it('says what on Discord would be for the asker alone', () => {
    expect(drawn({ ...replyOf(), private: true })).toContain('only you would see this');
    expect(drawn(replyOf())).not.toContain('only you would see this');
  });
  it.each(['javascript:alert(1)', 'data:text/html,<script>', 'file:///etc/passwd', 'not an address', '//x'])(
    'never links to %s',
    (url) => {
      const basedOn = { label: 'facts from', links: [url] };
      const html = drawn(replyOf({ ...quote, attribution: { ...attribution, url, basedOn } }));
      expect(html).not.toContain('<a ');
      expect(html).toContain('Jembatan Sukamaju dibuka');
    },
  );
  it('never turns the text of an article into HTML', () => {
    const hostile = fc.oneof(
      hostileText,
      fc
        .array(fc.constantFrom('<', '>', '"', "'", '&', '</span>', '<script>', '<!--', '<mark>', 'x', ' '))
        .map((all) => all.join('')),
    );
    const build = (text: string, length: number) => {
      const published = { absolute: text, relative: text, at: 0 };
      const facts = { ...attribution, publisher: text, byline: text, published, title: text, notes: [text] };
      const end = Math.min(length, text.length);
      return drawn(
        replyOf(
          { kind: 'heading', text },
          { kind: 'list', items: [text] },
          { ...quote, text, highlights: [[0, end]], attribution: facts },
          { kind: 'article', attribution: facts },
        ),
      );
    };
    const expected = tagsOf(build('plain', 3));
    fc.assert(
      fc.property(hostile, fc.nat(20), (text, length) => {
        expect(tagsOf(build(text, length))).toEqual(expected);
      }),
    );
  });
});
