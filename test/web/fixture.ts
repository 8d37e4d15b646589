import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Attribution, Part, QuotePart, Reply } from '../../src/chat/contract/reply.ts';
import type { Chat } from '../../src/chat/contract/chat.ts';
import { compose } from '../../src/compose.ts';

/** Articles about an invented town, in the form of JSON Lines; one of them tries to be more than text. */
export const articles = [
  {
    id: 'bridge',
    title: 'Jembatan Sukamaju dibuka',
    url: 'https://news.example/jembatan?a=1&b=2',
    publisher: 'Harian Contoh',
    byline: 'Sari <b>Contoh</b>',
    published: '2024-05-03T09:30+07:00',
    language: 'id',
    text: 'Wali Kota Budi Hartono meresmikan Jembatan Sukamaju pada 2 Mei 2024. Pembangunan jembatan itu menelan biaya Rp48 miliar.\n\nWarga menyambutnya dengan pesta rakyat.',
  },
  {
    id: 'hostile',
    title: '<img src=x onerror=alert(1)> Quarry "strike" & more',
    publisher: '<script>alert(2)</script>',
    published: '2024-06-01',
    language: 'en',
    text: 'The quarry workers of Northfield <script>alert("3")</script> ended their strike on 31 May 2024 after talks with the owner.\n\nThe \u001b]0;owned\u0007owner \u001b[31mMelissa Grant\u001b[0m promised better pay.',
  },
];

/** A folder that holds `articles` and is removed after the tests. */
export async function knowledgeFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'kutip-local-'));
  await writeFile(
    join(path, 'articles.jsonl'),
    articles.map((article) => JSON.stringify(article)).join('\n'),
  );
  return { path, remove: () => rm(path, { recursive: true }) };
}

/** The real bot on a folder of articles; what it logs is kept as text. */
export async function openChat(folder: string): Promise<{ chat: Chat; log: Collected }> {
  const log = new Collected();
  const limits = {
    person: { burst: 1e9, everyMs: 1 },
    channel: { burst: 1e9, everyMs: 1 },
    longestWaitMs: 0,
  };
  const { chat } = await compose({ knowledge: [folder], limits, log: pino({ level: 'debug' }, log) });
  return { chat, log };
}

/** A stream that keeps what is written to it. */
export class Collected extends Writable {
  text = '';

  override _write(piece: Buffer | string, _encoding: BufferEncoding, done: () => void): void {
    this.text += piece.toString();
    done();
  }
}

export const attribution: Attribution = {
  publisher: 'Harian Contoh',
  byline: 'Sari Contoh',
  published: {
    absolute: '3 May 2024, 09:30 UTC+7',
    relative: '2 years ago',
    at: Date.UTC(2024, 4, 3, 2, 30),
  },
  title: 'Jembatan Sukamaju dibuka',
  url: 'https://news.example/jembatan',
  linkUnknown: 'link unknown',
  notes: ['corrected since it was published'],
  basedOn: {
    label: 'facts from',
    links: ['https://source.example/a/report', 'https://source.example/b/minutes'],
  },
};

export const quote: QuotePart = {
  kind: 'quote',
  text: 'The bridge was opened on 2 May 2024.',
  highlights: [
    [4, 10],
    [25, 35],
  ],
  omitted: { before: true, after: true },
  attribution,
};

export const replyOf = (...parts: Part[]): Reply => ({ locale: 'en', tone: 'answer', private: false, parts });
