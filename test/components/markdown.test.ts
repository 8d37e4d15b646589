import { describe, expect, it } from 'vitest';
import { escape, hostOf, link } from '../../src/components/markdown.ts';

describe('escape', () => {
  it.each([
    ['bold', '**tebal**', String.raw`\*\*tebal\*\*`],
    ['italics and underlines', '_a_ __b__', String.raw`\_a\_ \_\_b\_\_`],
    ['strikethrough', '~~a~~', String.raw`\~\~a\~\~`],
    ['spoilers', '||a||', String.raw`\|\|a\|\|`],
    ['code', '`a` ```b```', '\\`a\\` \\`\\`\\`b\\`\\`\\`'],
    ['headings', '# a\n## b', '\\# a\n\\#\\# b'],
    ['small text', '-# a', String.raw`-\# a`],
    ['block quotes', '> a\n>>> b', '\\> a\n\\>\\>\\> b'],
    ['bullets', '- a\n  + b\n* c', '\\- a\n  \\+ b\n\\* c'],
    ['numbered lists', '1. a\n 12) b', '1\\. a\n 12\\) b'],
    ['masked links', '[a](http://b.c)', String.raw`\[a\](http\://b.c)`],
    ['bare links', 'https://a.b steam://run', String.raw`https\://a.b steam\://run`],
    [
      'mentions',
      '<@1> <@&2> <#3> </ask:4> <id:guide>',
      String.raw`\<@1\> \<@&2\> \<\#3\> \</ask:4\> \<id:guide\>`,
    ],
    ['emoji and times', '<:a:1> <t:1:R> :smile:', String.raw`\<\:a:1\> \<t\:1:R\> \:smile:`],
    ['mentions of everybody', '@everyone @here', String.raw`\@everyone \@here`],
    [
      'invitations',
      'discord.gg/a discordapp.com/invite/a',
      String.raw`discord\.gg/a discordapp\.com/invite/a`,
    ],
    ['backslashes', String.raw`a\b ¯\_(ツ)_/¯`, String.raw`a\\b ¯\\\_(ツ)\_/¯`],
  ])('takes the meaning from %s', (_, text, expected) => {
    expect(escape(text)).toBe(expected);
  });

  it.each([
    'pukul 14.05 WIB',
    'Rp2,5 triliun (naik 3%)',
    'redaksi@contoh.id',
    '2021-2022',
    'ia berkata: “ya”',
    '14:05',
  ])('leaves %s as it is', (text) => {
    expect(escape(text)).toBe(text);
  });
});

describe('link', () => {
  it.each([
    ['escapes the label', 'a *b*', 'https://a.b/c', String.raw`[a \*b\*](<https://a.b/c>)`],
    ['keeps brackets that pair', '[Foto] a', 'https://a.b', String.raw`[\[Foto\] a](<https://a.b>)`],
    ['encodes what would end the address', 'a', 'https://a.b/(c)>|*', '[a](<https://a.b/%28c%29%3E%7C%2A>)'],
    ['encodes blanks and controls', 'a', 'https://a.b/c d\u202e', '[a](<https://a.b/c%20d%E2%80%AE>)'],
    ['refuses brackets that do not pair', 'a] b', 'https://a.b', null],
    ['refuses a label that looks like an address', 'https://good.example', 'https://evil.example', null],
    ['refuses an empty label', '', 'https://a.b', null],
    ['refuses other schemes', 'a', 'javascript:alert(1)', null],
    ['refuses what is no address', 'a', 'https://', null],
    ['refuses an address too long to send', 'a', `https://a.b/${'c'.repeat(1500)}`, null],
  ])('%s', (_, label, url, expected) => {
    expect(link(label, url)).toBe(expected);
  });
});

it.each([
  ['https://www.contoh.id/a', 'contoh.id'],
  ['urn:isbn:1', null],
  ['kabar', null],
])('the host of %s is %s', (url, host) => {
  expect(hostOf(url)).toBe(host);
});
