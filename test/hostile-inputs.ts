import fc from 'fast-check';

/** What parsers, analysers and drawing trip over, one piece at a time. */
const unit = fc.oneof(
  fc.constantFrom('カタ漢', 'ไทย', '。', '. ', '“', '"', '(', ')', '\n', '\n\n', 'A.', 'dr. ', '1,', '1.', '13 Januari ', 'Rp 5 juta ', 'CSTO (Aaa Bbb Ccc) ', 'Presiden ', 'kata ', '*', '_', '[', '![a](', '`', '> ', '- ', '&amp;', '<a ', '</b>', '<!--', '<p>', '%41', '$', ': ', '{', '? ', '\u202e', '\u0301', '\ud800'),
  fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }),
); // prettier-ignore

const tags = fc.constantFrom('div', 'p', 'article', 'section', 'li', 'table', 'tr', 'td', 'a', 'b', 'span', 'time', 'script', 'h1', 'blockquote', 'noscript'); // prettier-ignore
const markup = fc.oneof(
  unit,
  tags.map((tag) => `<${tag}>`),
  tags.map((tag) => `</${tag}>`),
  tags.map((tag) => `<${tag} class="paywall widget" id="a" href="/b?c=${tag}" datetime="2026-11-23">kata `),
  fc.constantFrom('<script type="application/ld+json">{"articleBody":"', '"}</script>', '{"@type":"NewsArticle",', '[[', '<![CDATA[', ']]>', '&#x41;', '<meta property="og:title" content="a">'),
); // prettier-ignore
const entry = fc.constantFrom(
  '<item><title>Judul</title><link>https://a.example/</link><description>kata</description></item>',
  '<item>', '</item>', '<entry>', '</entry>', '<title>', '</title>', '<link href="https://a.example/b"/>', '<guid>a</guid>', '<pubDate>Mon, 23 Nov 2026 09:00:00 +0700</pubDate>', '<content:encoded><![CDATA[<p>kata</p>]]></content:encoded>', '<category>a</category>', '<x:y xmlns:x="z">', '<media:description>kata</media:description>',
); // prettier-ignore
const rule = fc.constantFrom('User-agent: *\n', 'User-agent: kutip\n', 'Disallow: /', 'Allow: /', 'a*', '*', '**a', '$', '%2a', '\n', '\r', 'Crawl-delay: 99\n', '# ', ': ', 'Disallow: /*a*b*c*d*e*f*g*h*i*j$\n'); // prettier-ignore

/** Few things again and again, which is what makes a parser go back. */
const repeated = (units: fc.Arbitrary<string>, most: number) =>
  fc
    .array(fc.tuple(fc.array(units, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: Math.ceil(most / 3) })), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => parts.map(([some, times]) => some.join('').repeat(times)).join(' ').slice(0, most)); // prettier-ignore

/** What is hostile in an article, a question or a title, up to so many characters. */
export const hostileText = (most: number) => repeated(unit, most);
export const hostilePage = (most: number) =>
  repeated(markup, most).map((body) => `<!doctype html><html><head><title>Judul</title></head><body>${body}`);
export const hostileFeed = (most: number) =>
  repeated(fc.oneof(entry, entry, markup), most).map(
    (body) => `<?xml version="1.0"?><rss version="2.0"><channel><title>A</title>${body}</channel></rss>`,
  );
export const hostileRobots = (most: number) => repeated(rule, most);
/** A file in one of our own forms. */
export const hostileFile = (most: number) =>
  fc.tuple(fc.constantFrom('a.md', 'a.txt', 'a.jsonl'), repeated(unit, most), repeated(fc.oneof(unit, fc.constantFrom('a: ', '&a ', '*a ', '!!set ', '- ', '{', '[', '? ', '|\n', '\n  ')), Math.ceil(most / 20))).map(
    ([name, text, front]) => ({
      name,
      content:
        name === 'a.md'
          ? `---\ntitle: a\n${front.replaceAll('---', '')}\n---\n\n${text}`
          : name === 'a.jsonl'
            ? `${JSON.stringify({ title: front, text, tags: [front, text] })}\n`.repeat(3)
            : text,
    }),
  ); // prettier-ignore
