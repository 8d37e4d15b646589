/** How long the fields of an article may be, in characters; `tags` and `basedOn` are how many there may be. */
export const limits = {
  title: 300,
  publisher: 100,
  byline: 200,
  url: 2048,
  tag: 50,
  tags: 30,
  basedOn: 30,
  /** Of everything else that is one line. */
  line: 500,
  text: 300_000,
} as const;

/** How much of a file that holds articles is read. */
export const fileLimits = {
  /** Bytes of an article: a file of Markdown or text, or a line of JSON Lines. Escapes make it longer than its text. */
  articleBytes: 2_000_000,
  /** Characters of the front matter, for which YAML takes long. */
  frontMatter: 100_000,
};

/** How much of a file that somebody handed over is read besides. */
export const uploadLimits = {
  /** Bytes, once it is unpacked. */
  bytes: 50_000_000,
  lines: 10_000,
  /** Reasons why something is no article. */
  refusals: 50,
};
