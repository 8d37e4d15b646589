import { ComponentType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attribution, Part, QuotePart, Reply } from '../../src/chat/contract/reply.ts';
import { replyMessage } from '../../src/components/message.ts';
import { mentionProblems, messageProblems } from '../loopback/limits.ts';
import { schemaProblems } from '../loopback/schema.ts';
import { hostileText } from './hostile.ts';

const attribution: Attribution = {
  publisher: 'Kabar Contoh',
  byline: 'Ani Putri',
  published: { absolute: '13 Jan 2022, 14.05 WIB', relative: '4 tahun lalu', at: 1_642_057_500_000 },
  title: 'Pasukan CSTO ditarik',
  url: 'https://contoh.id/csto',
  linkUnknown: 'tanpa tautan asli',
  notes: [],
  basedOn: null,
};
const unknown: Attribution = {
  ...attribution,
  publisher: 'media tidak diketahui',
  byline: null,
  published: { absolute: 'tanggal tidak diketahui', relative: null, at: null },
  url: null,
};
const quote: QuotePart = {
  kind: 'quote',
  text: 'Penarikan selesai pada 19 Januari.',
  highlights: [[23, 33]],
  omitted: { before: true, after: false },
  attribution,
};

const message = (...parts: Part[]) => replyMessage({ locale: 'id', tone: 'answer', private: false, parts });

/** What each component of the container shows; a separator is a dash. */
const drawn = (...parts: Part[]) =>
  message(...parts).components[0].components.map((component) =>
    component.type === ComponentType.TextDisplay ? component.content : '—',
  );

function problems(body: ReturnType<typeof message>): string[] {
  return [
    ...messageProblems(body),
    ...mentionProblems(body),
    ...schemaProblems('POST', '/channels/{channel_id}/messages', body),
  ];
}

const button = (place: number) =>
  ({
    kind: 'button',
    label: String(place),
    call: { command: 'ask', action: 'show', args: [String(place)] },
  }) as const;

describe('a link among the buttons', () => {
  const url = 'https://contoh.id/csto';
  const rowsWith = (buttons: number, address: string) => {
    const link = { kind: 'link', label: 'Baca di Kabar Contoh', url: address, at: quote.text } as const;
    const controls = [...Array.from({ length: buttons }, (_, place) => button(place)), link];
    return message({ kind: 'controls', controls }).components[0].components.map((row) =>
      'components' in row ? row.components.map((one) => ('url' in one ? one.url : 'button')) : [],
    );
  };
  const long = (characters: number) => `${url}?${'a'.repeat(characters - url.length - 1)}`;

  it.each([
    ['opens the article at the words that are quoted', url, `${url}#:~:text=Penarikan%20selesai%20pada%2019%20Januari.`],
    ['opens it as a whole where the words would make the address too long', long(512), long(512)],
    ['is left out where the address is too long itself', long(513), undefined],
    ['is left out where the address is none of the web', 'ftp://contoh.id/csto', undefined],
  ])('%s', (_, address, expected) => {
    expect(rowsWith(4, address)).toEqual([['button', 'button', 'button', 'button', ...(expected === undefined ? [] : [expected])]]);
  });

  it('takes no row of its own', () => {
    expect(rowsWith(5, url)).toEqual([Array.from({ length: 5 }, () => 'button')]);
    expect(rowsWith(0, url).flat()).toEqual([]);
  });
}); // prettier-ignore

describe('the message of an answer', () => {
  it('is drawn as a container of texts and separators', () => {
    const parts: Part[] = [
      { kind: 'heading', text: 'Kapan selesai?' },
      { kind: 'notice', text: 'Artikel lama.' },
      quote,
      { kind: 'separator' },
      { ...quote, attribution: unknown, highlights: [], omitted: { before: false, after: true } },
      { kind: 'small', text: 'kutipan verbatim · 2 dari 57 artikel' },
    ];
    expect(drawn(...parts)).toEqual([
      '### Kapan selesai?',
      '**Artikel lama.**',
      '> […] Penarikan selesai pada **19 Januari**.\n' +
        '**Kabar Contoh** · Ani Putri · 13 Jan 2022, 14.05 WIB (<t:1642057500:R>) · [Pasukan CSTO ditarik](<https://contoh.id/csto#:~:text=Penarikan%20selesai%20pada%2019%20Januari.>)',
      '—',
      '> Penarikan selesai pada 19 Januari. […]\n' +
        '**media tidak diketahui** · tanggal tidak diketahui · Pasukan CSTO ditarik · tanpa tautan asli',
      '-# kutipan verbatim · 2 dari 57 artikel',
    ]);
    expect(problems(message(...parts))).toEqual([]);
  });

  it('says what a reader must know, and names the sources of the facts, in small text', () => {
    const basedOn = {
      label: 'fakta dari',
      links: ['https://www.a.example/x', 'https://b.example/(y)', 'buku'],
    };
    expect(drawn({ ...quote, attribution: { ...attribution, notes: ['dikoreksi', 'diterjemahkan'], basedOn } })).toEqual([
      expect.stringMatching(/\n-# dikoreksi · diterjemahkan\n-# fakta dari \[a\.example\]\(<https:\/\/www\.a\.example\/x>\) · \[b\.example\]\(<https:\/\/b\.example\/%28y%29>\) · buku$/),
    ]); // prettier-ignore
  });

  it.each([
    ['brackets that do not pair', 'Foto] baru', 'https://contoh.id/a', String.raw`Foto\] baru · [buka artikel](<https://contoh.id/a#:~:text=Penarikan%20selesai%20pada%2019%20Januari.>)`],
    ['an address that is no web address', 'Judul', 'urn:isbn', 'Judul · urn:isbn'],
    ['an address that is too long', 'Judul', `https://contoh.id/${'a'.repeat(1500)}`, 'Judul · contoh.id'],
    ['a title that is an address', 'https://a.b', 'https://c.d', String.raw`https\://a.b · [buka artikel](<https://c.d#:~:text=Penarikan%20selesai%20pada%2019%20Januari.>)`],
  ])('names the article with %s', (_, title, url, expected) => {
    const [text] = drawn({ ...quote, attribution: { ...attribution, title, url } });
    expect(text).toMatch(/\(<t:1642057500:R>\) · /);
    expect(text?.split('(<t:1642057500:R>) · ')[1]).toBe(expected);
  }); // prettier-ignore

  it('links to the words of a quote, as long as all has room', () => {
    const long = { ...quote, text: 'kata '.repeat(70).trim(), highlights: [] };
    expect(drawn(long).join()).toContain('contoh.id/csto#:~:text=kata');
    const crowded = drawn(...Array.from({ length: 8 }, () => long));
    expect(crowded.join()).not.toContain('#:~:text');
    expect(crowded.join().match(/contoh\.id\/csto>/g)!.length).toBeGreaterThan(5);
  });
});

describe('a message', () => {
  it('lists articles with their titles first', () => {
    expect(drawn({ kind: 'article', attribution: { ...attribution, notes: ['dikoreksi'] } })).toEqual([
      '[Pasukan CSTO ditarik](<https://contoh.id/csto>)\n' +
        '-# Kabar Contoh · Ani Putri · 13 Jan 2022, 14.05 WIB (<t:1642057500:R>) · dikoreksi',
    ]);
  });

  it('draws a list, one item per line', () => {
    expect(drawn({ kind: 'list', items: ['satu\ndua', '', '# tiga'] })).toEqual(['- satu dua\n- \\# tiga']);
  });

  it.each<[string, Part[], string[]]>([
    ['leaves out what shows nothing', [{ kind: 'text', text: ' \u200b' }, { kind: 'heading', text: 'a' }], ['### a']],
    ['is never empty', [{ kind: 'heading', text: '' }], ['…']],
    [
      'has separators only between texts',
      [{ kind: 'separator' }, { kind: 'text', text: 'a' }, { kind: 'separator' }, { kind: 'separator' }, { kind: 'text', text: 'b' }, { kind: 'separator' }],
      ['a', '—', 'b'],
    ],
    ['keeps the lines of a text', [{ kind: 'text', text: 'a\n\nb' }], ['a\n\nb']],
    ['cuts a long heading at a word', [{ kind: 'heading', text: 'kata '.repeat(100) }], [`### ${'kata '.repeat(59)}kata…`]],
  ])('%s', (_, parts, expected) => {
    expect(drawn(...parts)).toEqual(expected);
  }); // prettier-ignore

  it.each(['answer', 'abstention', 'plain', 'error'] as const)(
    'of the tone "%s" has its own colour',
    (tone) => {
      const accent = (one: Reply['tone']) =>
        replyMessage({ locale: 'id', tone: one, private: false, parts: [] }).components[0].accent_color;
      const others = (['answer', 'abstention', 'plain', 'error'] as const).filter((one) => one !== tone);
      expect(others.map(accent)).not.toContain(accent(tone));
    },
  );
});

describe('when room is short', () => {
  const long = { ...quote, text: `${'*penarikan* '.repeat(100)}selesai.`, highlights: [[1, 10]] as const };
  const links = Array.from({ length: 9 }, (_, place) => `https://${place}.example/${'a'.repeat(90)}`);
  const sourced = {
    ...long,
    attribution: { ...attribution, notes: ['dikoreksi'], basedOn: { label: 'fakta dari', links } },
  };
  const footer: Part = { kind: 'small', text: 'kaki' };

  it('the sources of the facts go first, of the last quote before the others', () => {
    const texts = drawn(sourced, { kind: 'separator' }, sourced, footer);
    expect(texts).toHaveLength(4);
    expect(texts[0]).toMatch(/dikoreksi\n-# fakta dari .*…$/);
    expect(texts[2]).toMatch(/selesai\.\n.*\n-# dikoreksi$/);
  });

  it('a whole quote goes before one is cut', () => {
    const texts = drawn(long, { kind: 'separator' }, long, { kind: 'separator' }, long, footer);
    expect(texts).toHaveLength(4);
    for (const text of [texts[0], texts[2]]) expect(text).toMatch(/selesai\.\n/);
  });

  it('a quote is cut at a word, and says that it is', () => {
    const text = 'penarikan||pasukan '.repeat(300);
    const [only] = drawn({ ...quote, text, highlights: [[0, 9]] });
    expect(only).toMatch(
      /^> \[…\] \*\*penarikan\*\*\\\|\\\|pasukan (penarikan\\\|\\\|pasukan )+\[…\]\n\*\*Kabar Contoh/,
    );
    expect(only!.length).toBeGreaterThan(3000);
  });

  it('a list is cut between its items', () => {
    const [text] = drawn({ kind: 'list', items: Array.from({ length: 30 }, () => 'kata '.repeat(40)) });
    expect(text).toMatch(/kata\n- …$/);
  });

  it('articles are left out whole', () => {
    const article: Part = { kind: 'article', attribution };
    const texts = drawn({ kind: 'heading', text: 'a' }, ...Array.from({ length: 50 }, () => article));
    expect(new Set(texts).size).toBe(3);
    expect(texts.at(-1)).toBe('-# …');
  });

  it('any reply stays within the limits of Discord and pings nobody', { timeout: 60_000 }, () => {
    const text = fc.oneof(
      hostileText,
      fc.string({ maxLength: 3000 }),
      hostileText.map((one) => one.repeat(30)),
    );
    const url = fc.option(
      fc.oneof(
        text,
        hostileText.map((tail) => `https://a.b/${tail.repeat(10)}`),
      ),
    );
    const attributions: fc.Arbitrary<Attribution> = fc.record({
      publisher: text,
      byline: fc.option(text),
      published: fc.record({ absolute: text, relative: fc.option(text), at: fc.option(fc.integer()) }),
      title: text,
      url,
      linkUnknown: text,
      notes: fc.array(text, { maxLength: 4 }),
      basedOn: fc.option(fc.record({ label: text, links: fc.array(text, { maxLength: 4 }) })),
    });
    const part: fc.Arbitrary<Part> = fc.oneof(
      fc.record({ kind: fc.constantFrom('heading', 'text', 'notice', 'small'), text }),
      fc.record({ kind: fc.constant('list'), items: fc.array(text, { maxLength: 6 }) }),
      fc.record({
        kind: fc.constant('quote'),
        text,
        highlights: fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 3 }),
        omitted: fc.record({ before: fc.boolean(), after: fc.boolean() }),
        attribution: attributions,
      }),
      fc.record({ kind: fc.constant('article'), attribution: attributions }),
      fc.record({ kind: fc.constant('separator') }),
      fc
        .record({
          kind: fc.constant('link' as const),
          label: text,
          url: url.map((one) => one ?? ''),
          at: text,
        })
        .map((link) => ({ kind: 'controls', controls: [button(1), link] }) as const),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        expect(problems(message(...parts))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
