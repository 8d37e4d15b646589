import fc from 'fast-check';
import { it } from 'vitest';
import { createArchive } from '../../src/answer/archive.ts';
import { articleOf } from './article.ts';

const unit = fc.oneof(
  fc.constantFrom('カタ漢', 'ไทย', '。', '. ', '“', '"', '(', ')', '\n', 'A.', 'dr. ', '1,', '13 Januari ', 'Rp 5 juta ', 'CSTO (Aaa Bbb Ccc) ', 'Presiden ', '*', '[', '![a](', '`', '> ', '- ', '&amp;', '<a ', '</b>', '<!--', '<p>', '%41', '$', '\u202e', '\ud800'),
  fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }),
); // prettier-ignore
/** Few things again and again, which is what makes a parser go back. */
const hostile = fc
  .array(fc.tuple(fc.array(unit, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 4000 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) =>
    parts
      .map(([units, times]) => units.join('').repeat(times))
      .join(' ')
      .slice(0, 60_000),
  );

/** A hang is what the timeout of the test finds; how long each step takes is measured by the bench. */
const limits = { numRuns: 15, plugins: [fc.interruptAfterTimeLimit(6_000)] };

it('no text, title or question makes the archive hang or fail', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (text, title, asked) => {
      const archive = createArchive();
      const put = articleOf('a', text, { title: title.slice(0, 300), published: '2024-05-01' });
      archive.apply({ put });
      const about = text.slice(0, 200);
      for (const question of [asked.slice(0, 500), `Kapan ${about}?`, `How many ${about}?`]) {
        const given = { text: question, previous: about, askedAt: new Date('2024-05-10') };
        archive.ask({ ...given, strictness: 'never' });
      }
      archive.suggestArticles({ written: asked.slice(0, 100), limit: 25 });
    }),
    limits,
  );
}, 90_000);
