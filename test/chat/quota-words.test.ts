import { expect, it } from 'vitest';
import { failureWords } from '../../src/chat/presenters/import-replies.ts';

const bytes = { of: 'bytes', held: 49_870_000, most: 50_000_000 } as const;
const articles = { of: 'articles', held: 2000, most: 2000 } as const;

it.each([
  ['en', bytes, 'This server can hold 50 MB of articles; 49.9 MB are in use, and this one no longer fits. Make room with /kutip remove, or ask the bot\'s operator to raise KUTIP_SERVER_MB.'],
  ['id', bytes, 'Server ini dapat menyimpan 50 MB artikel; 49,9 MB sudah terpakai, jadi artikel ini tidak muat. Hapus beberapa dengan /kutip hapus, atau minta pengelola bot menaikkan KUTIP_SERVER_MB.'],
  ['en', articles, 'This server can hold 2,000 articles of its own and has 2,000. Make room with /kutip remove.'],
  ['id', articles, 'Server ini dapat menyimpan 2.000 artikel sendiri dan sudah menyimpan 2.000. Hapus beberapa dengan /kutip hapus.'],
] as const)('says in %s how much a server may hold, how much it holds and what to do: %o', (locale, usedUp, words) => {
  expect(failureWords({ code: 'full', usedUp }, locale)).toBe(words);
}); // prettier-ignore
