import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escape, link } from '../../src/components/markdown.ts';
import { visible } from '../../src/components/visible.ts';
import { readMarkdown, type MarkdownBlock, type Inline } from '../../src/web/browser/drawing/markdown.ts';
import { hostileText } from '../components/hostile.ts';

const textOf = (blocks: readonly MarkdownBlock[]): string =>
  blocks
    .map((block) => {
      if ('blocks' in block) return textOf(block.blocks);
      if ('text' in block) return block.text;
      return 'items' in block ? block.items.map(wordsOf).join('\n') : wordsOf(block.inside);
    })
    .join('\n');

const wordsOf = (inside: readonly Inline[]): string =>
  inside
    .map((one) => {
      if (typeof one === 'string') return one;
      return 'inside' in one ? wordsOf(one.inside) : `<${one.kind}>`;
    })
    .join('');

describe('Discord’s Markdown on the page', () => {
  it.each<[string, MarkdownBlock[]]>([
    ['### A heading', [{ kind: 'heading', inside: ['A heading'] }]],
    ['-# small', [{ kind: 'small', inside: ['small'] }]],
    [
      '> one\n> **two**',
      [{ kind: 'quote', blocks: [{ kind: 'text', inside: ['one\n', { kind: 'bold', inside: ['two'] }] }] }],
    ],
    ['- one\n- two', [{ kind: 'bullets', items: [['one'], ['two']] }]],
    ['1. one', [{ kind: 'numbers', items: [['one']] }]],
    [
      'one\n-# small',
      [
        { kind: 'text', inside: ['one'] },
        { kind: 'small', inside: ['small'] },
      ],
    ],
    ['<t:1642060800:R>', [{ kind: 'text', inside: [{ kind: 'time', at: 1642060800, style: 'R' }] }]],
    ['<#11>', [{ kind: 'text', inside: [{ kind: 'mention', of: '#', id: '11' }] }]],
    ['2 \\* 3 \\* 4', [{ kind: 'text', inside: ['2 * 3 * 4'] }]],
    ['[a](javascript:alert(1))', [{ kind: 'text', inside: ['[a](javascript:alert(1))'] }]],
    ['snake_case_name', [{ kind: 'text', inside: ['snake_case_name'] }]],
  ])('reads %j', (written, read) => {
    expect(readMarkdown(written)).toEqual(read);
  });

  it('reads a link as the one that was written', () => {
    const url = 'https://news.example/a_(b)?c=*d*';
    const [block] = readMarkdown(link('A [title] *with* marks', url)!);
    expect(block).toMatchObject({
      kind: 'text',
      inside: [{ kind: 'link', inside: ['A [title] *with* marks'] }],
    });
  });

  it('draws what is escaped as just these characters', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = visible(text);
        expect(textOf(readMarkdown(escape(shown)))).toBe(shown);
      }),
    );
  });
});
