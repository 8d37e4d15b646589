import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createArchive } from '../../src/answer/archive.ts';
import { sentenceCount, tokensOf } from '../../src/search/indexed-article.ts';
import { createSearchIndex } from '../../src/search/search-index.ts';
import { hostileText } from '../hostile-inputs.ts';
import { articleOf } from './article.ts';

/** A hang is what the timeout of the test finds; how long each step takes is measured by the bench `hostile`. */
const limits = { numRuns: 15, plugins: [fc.interruptAfterTimeLimit(6_000)] };
const text = hostileText(60_000);

it('no text, title or question makes the archive hang or fail, and no sentence is longer than can be judged', () => {
  fc.assert(
    fc.property(text, text, text, (text, title, asked) => {
      const index = createSearchIndex();
      const archive = createArchive(index);
      const put = articleOf('a', text, { title: title.slice(0, 300), published: '2024-05-01' });
      archive.apply({ put });
      const about = text.slice(0, 200);
      for (const question of [asked.slice(0, 500), `Kapan ${about}?`, `How many ${about}?`]) {
        const given = { text: question, previous: about, askedAt: new Date('2024-05-10') };
        archive.ask({ ...given, strictness: 'never' });
      }
      archive.suggestArticles({ written: asked.slice(0, 100), limit: 25 });
      const entry = index.get('a')!;
      for (let sentence = 0; sentence < sentenceCount(entry); sentence++) {
        const [from, to] = tokensOf(entry, sentence);
        expect(to - from).toBeLessThanOrEqual(300);
      }
    }),
    limits,
  );
}, 90_000);
