import { ComponentType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Attribution, Part, QuotePart } from '../../src/chat/contract/reply.ts';
import { replyMessage } from '../../src/components/message.ts';
import { messageProblems } from '../loopback/limits.ts';

/** Words that tell when they were cut: "<12>"; and what is around them would end a mark, a link, or a line. */
const word = fc
  .tuple(fc.nat(999), fc.constantFrom('', '', '', '*', '**', '||', '`', '\\', '](', ']', '\n'))
  .map(([number, mark]) => `${mark}{${number}}${mark}`);
const text = (most: number) =>
  fc.array(word, { minLength: 1, maxLength: most }).map((words) => words.join(' '));

const attribution: fc.Arbitrary<Attribution> = fc.record({
  publisher: text(30),
  byline: fc.option(text(30)),
  published: fc.record({ absolute: text(5), relative: fc.constant(null), at: fc.option(fc.nat()) }),
  title: text(60),
  url: fc.option(text(40).map((path) => `https://contoh.id/${path}`)),
  linkUnknown: text(3),
  notes: fc.array(text(30), { maxLength: 3 }),
  basedOn: fc.option(
    fc.record({
      label: text(3),
      links: fc.array(text(10).map((path) => `https://sumber.id/${path}`), { minLength: 1, maxLength: 5 }),
    }),
  ),
}); // prettier-ignore

const quote: fc.Arbitrary<QuotePart> = fc
  .record({
    words: fc.array(word, { minLength: 20, maxLength: 400 }),
    from: fc.nat(9),
    to: fc.nat(15),
    omitted: fc.record({ before: fc.boolean(), after: fc.boolean() }),
    context: fc.option(fc.record({ before: text(40), after: text(40) })),
    attribution,
  })
  .map(({ words, from, to, context, ...rest }) => {
    const start = words.slice(0, from).join(' ').length;
    const end = words.slice(0, Math.max(from, to)).join(' ').length;
    return {
      kind: 'quote',
      text: words.join(' '),
      highlights: [[start, end]],
      ...(context !== null && { context }),
      ...rest,
    };
  });

const other: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text', 'notice', 'small'), text: text(300) }),
  fc.record({ kind: fc.constant('list'), items: fc.array(text(80), { maxLength: 12 }) }),
  fc.record({ kind: fc.constant('article'), attribution }),
);

const call = (action: string) => ({ command: 'ask', action, args: ['id'] });
const controls: Part = {
  kind: 'controls',
  controls: ['show', 'sources', 'delete'].map((action) => ({ kind: 'button', label: action, call: call(action) })),
}; // prettier-ignore

/** Escapes, times, and the links that are whole, taken out. */
const withoutLinks = (line: string) =>
  line.replace(/\\[^\w\s]|<t:\d+:R>/g, '').replace(/\[[^\]]*\]\(<[^<>\s]*>\)/g, '');

it('what does not fit is left out between words; links, marks, escapes and controls stay whole', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(quote, { minLength: 1, maxLength: 3 }), fc.array(other, { maxLength: 5 }), (quotes, others) => {
      const heading: Part = { kind: 'heading', text: 'Kapan?' };
      const parts = [heading, ...quotes, ...others, controls];
      const message = replyMessage({ locale: 'id', tone: 'answer', private: false, parts });
      expect(messageProblems(message as never)).toEqual([]);
      const [container] = message.components;
      const texts = container.components.flatMap((one) => one.type === ComponentType.TextDisplay ? [one.content] : []);
      expect(texts[0]).toBe('### Kapan?');
      expect(texts[1]).toMatch(/^> /m);
      for (const line of texts.join('\n').split('\n')) {
        const bare = withoutLinks(line);
        expect(bare).not.toMatch(/\]\(|[<>]\)|\\$/);
        expect(bare.split('**').length % 2, line).toBe(1);
        expect(line.replace(/\{\d{1,3}\}|%7B\d{1,3}%7D/g, '')).not.toMatch(/\{|\}|%7B|%7D/);
      }
      const rows = container.components.filter(({ type }) => type === ComponentType.ActionRow);
      expect(rows).toHaveLength(1);
      expect((rows[0] as { components: unknown[] }).components).toHaveLength(3);
    }),
    { numRuns: 200 },
  );
}); // prettier-ignore
