/** Discord's Markdown as a tree: https://support.discord.com/hc/en-us/articles/210298617 */
export type MarkdownBlock =
  | { readonly kind: 'heading' | 'small' | 'text'; readonly inside: readonly Inline[] }
  | { readonly kind: 'pre'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly MarkdownBlock[] }
  | { readonly kind: 'bullets' | 'numbers'; readonly items: readonly (readonly Inline[])[] };

export type Inline =
  | string
  | { readonly kind: Mark; readonly inside: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly inside: readonly Inline[] }
  /** `at` in seconds since 1970; `style` is Discord's format letter. */
  | { readonly kind: 'time'; readonly at: number; readonly style: string }
  | { readonly kind: 'mention'; readonly of: string; readonly id: string };

type Mark = 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler';

/** Line prefixes with a meaning. Adjacent lines of one kind form a block, except headings and small text. */
const beginnings = {
  heading: /^#{1,3} +(?=\S)/,
  small: /^-# +(?=\S)/,
  quote: /^> /,
  bullets: /^\s*[-*] +(?=\S)/,
  numbers: /^\s*\d+\. +(?=\S)/,
  text: /^/,
} as const;

type Kind = keyof typeof beginnings;

/** Text to be copied as it is. */
const fenced = /^```\n([\s\S]*?)\n```$/m;

/** Parses a text display. */
export function readMarkdown(text: string): MarkdownBlock[] {
  const pre = fenced.exec(text);
  if (pre === null) return readLines(text);
  const before = text.slice(0, pre.index).trimEnd();
  const after = text.slice(pre.index + pre[0].length).trimStart();
  return [
    ...(before === '' ? [] : readLines(before)),
    { kind: 'pre', text: pre[1]! },
    ...(after === '' ? [] : readMarkdown(after)),
  ];
}

function readLines(text: string): MarkdownBlock[] {
  const groups: { readonly kind: Kind; readonly lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const kind = kindOf(line);
    const rest = line.replace(beginnings[kind], '');
    const last = groups.at(-1);
    if (last?.kind === kind && kind !== 'heading' && kind !== 'small') last.lines.push(rest);
    else groups.push({ kind, lines: [rest] });
  }
  return groups.map(({ kind, lines }) => blockOf(kind, lines));
}

const kindOf = (line: string): Kind =>
  (Object.keys(beginnings) as Kind[]).find((kind) => beginnings[kind].test(line)) ?? 'text';

function blockOf(kind: Kind, lines: readonly string[]): MarkdownBlock {
  switch (kind) {
    case 'quote':
      return { kind, blocks: readMarkdown(lines.join('\n')) };
    case 'bullets':
    case 'numbers':
      return { kind, items: lines.map(readInline) };
    case 'heading':
    case 'small':
    case 'text':
      return { kind, inside: readInline(lines.join('\n')) };
  }
}

/** Inline syntax, tried in order. */
const inlines: readonly {
  readonly written: RegExp;
  readonly make: (found: readonly string[]) => Inline;
}[] = [
  { written: /\\([^\p{L}\p{N}\s])/uy, make: ([, character = '']) => character },
  { written: /`([^`]+)`/y, make: ([, text = '']) => ({ kind: 'code', text }) },
  {
    written: /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
    make: ([, at, style = 'f']) => ({ kind: 'time', at: Number(at), style }),
  },
  { written: /<(#|@&|@!?)(\d+)>/y, make: ([, of = '', id = '']) => ({ kind: 'mention', of, id }) },
  {
    written: /\[((?:\\.|[^\\[\]]|\[[^[\]]*\])+)\]\((?:<(https?:\/\/[^>\s]+)>|(https?:\/\/[^)\s]+))\)/y,
    make: ([, label = '', angled, bare = '']) => ({
      kind: 'link',
      url: angled ?? bare,
      inside: readInline(label),
    }),
  },
  {
    written: /<(https?:\/\/[^>\s]+)>|(https?:\/\/[^\s<]*[^\s<.,:;"'\])])/y,
    make: ([, angled, bare = '']) => ({ kind: 'link', url: angled ?? bare, inside: [angled ?? bare] }),
  },
  marked('bold', /\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/sy),
  marked('underline', /__((?:\\.|[^\\])+?)__(?!_)/sy),
  marked('strike', /~~((?:\\.|[^\\])+?)~~/sy),
  marked('spoiler', /\|\|((?:\\.|[^\\])+?)\|\|/sy),
  marked('italic', /\*(?=\S)((?:\\.|\*\*|[^\\*])+?)\*(?!\*)/sy),
  marked('italic', /(?<![\p{L}\p{N}])_((?:\\.|__|[^\\_])+?)_(?![\p{L}\p{N}_])/suy),
];

function marked(kind: Mark, written: RegExp) {
  return {
    written,
    make: ([, inside = '']: readonly string[]): Inline => ({ kind, inside: readInline(inside) }),
  };
}

function readInline(text: string): Inline[] {
  const read: Inline[] = [];
  let plain = '';
  const add = (inline: Inline) => {
    if (typeof inline === 'string') {
      plain += inline;
      return;
    }
    if (plain !== '') read.push(plain);
    plain = '';
    read.push(inline);
  };
  for (let place = 0; place < text.length;) {
    const next = inlineAt(text, place);
    add(next?.inline ?? text[place]!);
    place += next?.length ?? 1;
  }
  if (plain !== '') read.push(plain);
  return read;
}

function inlineAt(text: string, place: number): { readonly inline: Inline; readonly length: number } | null {
  if (!/[\\`<[h*_~|]/.test(text[place]!)) return null;
  for (const { written, make } of inlines) {
    written.lastIndex = place;
    const found = written.exec(text);
    if (found !== null) return { inline: make(found), length: found[0].length };
  }
  return null;
}
