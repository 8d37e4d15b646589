import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { readMarkdown } from '../../src/articles/markdown.ts';
import { toMarkdown } from '../../src/articles/to-markdown.ts';

const article: Article = {
  id: 'harian-contoh/2022-01-13-jembatan',
  title: 'Jembatan: "dibuka" #1',
  url: 'https://news.example/2022?a=1&b=2',
  publisher: 'Harian Contoh',
  byline: 'Sari, Puspita',
  published: '2022-01-13T14:05:00+07:00',
  updated: null,
  language: 'id',
  tags: ['jembatan', '2022', 'yes'],
  origin: 'ANTARA',
  translation: null,
  basedOn: ['https://a.example/'],
  copyOf: 'harian-lain/2022-01-13-jembatan',
  archived: 'https://archive.example/1',
  factCheck: { claim: 'Jembatan: ditutup?', verdict: 'Keliru', author: null },
  status: 'corrected',
  text: 'Satu kalimat.',
};

const again = (text: string) => {
  const read = readMarkdown(article.id, toMarkdown({ ...article, text }));
  return 'text' in read ? read.text : read;
};

describe('an article written as Markdown', () => {
  it('has the same facts when it is read again', () => {
    expect(readMarkdown(article.id, toMarkdown(article))).toEqual(article);
  });

  it('says that it has no title where it has none', () => {
    const untitled = { ...article, title: '' };
    expect(readMarkdown(article.id, toMarkdown(untitled))).toEqual(untitled);
  });

  it.each([
    ['paragraphs', 'Satu.\n\nDua.'],
    ['items of a list on lines of their own', 'Hasil:\n\nSatu\nDua\nTiga'],
    ['what looks like a heading', '# Satu\n\nDua\n===\n\nTiga\n---'],
    ['what looks like a list', '- satu\n- dua\n\n1. tiga\n2) empat\n\n+ lima\n\n* enam'],
    [
      'what looks like a quote, code or a table',
      '> satu\n\n```\ndua\n```\n\n| a | b |\n| - | - |\n| c | d |',
    ],
    [
      'what looks like emphasis or a link',
      '*satu* _dua_ ~~tiga~~ [empat](https://a.example) ![lima](b) <b>enam</b>',
    ],
    ['addresses', 'https://a.example/b_c_d?e=*f* www.contoh_a.example nama_a@contoh.example'],
    ['entities and back slashes', 'A &amp; B &lt; C &#65; \\* D\\'],
    ['front matter', '---\ntitle: lain\n---'],
    ['blanks at line ends and line starts', 'Satu  \n  dua\n\n    tiga\n\t empat'],
    ['more blank lines than one', 'Satu\n\n\n\nDua\n \nTiga'],
    ['blanks of other kinds', 'Rp\u00a01.000\u2003juta\ttiga  empat'],
    ['definitions of links', '[a]: https://a.example\n\nSatu [a].'],
    ['a number at the end of a line', 'Pada\n1945. Lalu\n\n2022. Selesai'],
  ])('keeps %s', (_, text) => {
    expect(again(text)).toBe(text);
  });

  it('keeps any text, character for character', () => {
    const pieces = fc.constantFrom(
      ...'# * _ - + = ` ~ | > < & ; : [ ] ( ) ! \\ / @ . , 1 2 a b é www http https :// 日 😀 &amp; <b> --- *** ```'.split(
        ' ',
      ),
      ...[' ', '  ', '\n', '\n\n', '\t', '\u00a0', '\n    ', ' \n', 'kata'],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
        const text = parts
          .join('')
          .replace(/[\u0000-\u0008\u000b-\u001f]/g, '')
          .trim();
        fc.pre(text !== '');
        expect(again(text)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
