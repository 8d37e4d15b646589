import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/open.ts';

// Writes replies until it is killed, and prints the id of each one that is confirmed.
const store = openStore(process.argv[2]!);
const quote = { article: 'a', publisher: null, start: 0, end: 1, version: 'v', title: null, text: null };
for (let count = 0; ; count++) {
  const id = await store.replies.keep({
    askedAt: new Date(count),
    place: { server: null, channel: 'c' },
    asker: store.people.pseudonymOf(String(count)),
    locale: 'id',
    private: false,
    command: 'ask',
    options: { question: 'x'.repeat(500) },
    status: 'answered',
    answer: null,
    quotes: [quote, quote],
    previous: null,
  });
  writeSync(1, `${id}\n`);
}
