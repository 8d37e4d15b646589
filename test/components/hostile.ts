import fc from 'fast-check';

/** Pieces of text that try to be more than text on Discord. */
const tricks = [
  '**', '*', '__', '_', '~~', '||', '`', '```', '\\', '# ', '> ', '>>> ', '- ', '-# ', '1. ', '[', ']', '(', ')', '](http://a.b)',
  '<@1>', '<@&2>', '<#3>', '<:a:4>', '<t:5:R>', '</ask:6>', '@everyone', '@here', ':smile:', 'https://a.b', 'discord.gg/a',
  '\u202e', '\u2066', '\u200b', '\u200d', '\ufe0f', '\u00ad', '\ud800', '\r', '\n', '\n\n', ' ', '\t', '\u0000',
  'e\u0301', '👩‍👧', '❤️‍🔥', '🇮🇩', 'می‌خواهم', '今日は', 'kata', 'word', '$5', '“', '…', '"',
]; // prettier-ignore

/** Any text, with more tricks in it than chance would bring. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...tricks), fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 40 })
  .map((pieces) => pieces.join(''));
