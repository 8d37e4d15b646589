import { styleText } from 'node:util';
import type { Attribution, Part, QuotePart, Reply } from '../chat/contract/reply.ts';
import { safeLine, visible } from '../components/visible.ts';
import { webAddress } from '../components/web-address.ts';
import { wrap } from './wrap.ts';

/** In columns; narrower terminals wrap by themselves. */
const narrowest = 20;

export interface TerminalOptions {
  /** Whether styles (ANSI) are drawn. Without them, highlights are not shown. */
  readonly colour: boolean;
  /** In columns; without it, lines are not wrapped. */
  readonly width?: number;
  /** Whether links are drawn: titles then link to their articles, followed by the host only. */
  readonly links?: boolean;
}

type Style = 'heading' | 'notice' | 'soft' | 'mark' | 'publisher' | 'link';

const styles: Readonly<Record<Style, Parameters<typeof styleText>[0]>> = {
  heading: 'bold',
  notice: 'yellow',
  soft: 'dim',
  mark: ['bold', 'underline'],
  publisher: 'bold',
  link: 'cyan',
};

/** Text that is safe on a terminal; a tab's width would depend on its position. */
const safe = (text: string) => visible(text).replaceAll('\t', ' ');

/** Text with an optional style and link. */
type StyledText = readonly [text: string, style?: Style | undefined, href?: string | null];

/** Draws a reply for a terminal. Nothing in an article can control the terminal. */
export function replyText(reply: Reply, options: TerminalOptions): string {
  const pen = createPen(options);
  return reply.parts
    .map((part) => partLines(part, pen).join('\n'))
    .filter((block) => block !== '')
    .join('\n\n');
}

interface Pen {
  /** Wrapped lines, each after its margin. */
  readonly lines: (pieces: readonly StyledText[], first?: StyledText, rest?: StyledText) => string[];
  /** Link target; `null` if links are not drawn, or it is not a web address. */
  readonly href: (url: string | null) => string | null;
  /** An unbroken URL, so that the terminal can open it; for a link, the host. */
  readonly address: (url: string) => string;
}

function createPen({ colour, width = Infinity, links = false }: TerminalOptions): Pen {
  const columns = Math.max(width, narrowest);
  // Whether to style was decided by the caller, for the stream that the text is written to.
  const paint = ([text, style, href]: StyledText) => {
    if (text === '') return text;
    const painted =
      colour && style !== undefined ? styleText(styles[style], text, { validateStream: false }) : text;
    return href == null ? painted : linked(painted, href);
  };
  const href = (url: string | null) => (links && url !== null ? (webAddress(url)?.href ?? null) : null);
  return {
    lines: (pieces, first = [''], rest = first) => {
      const text = pieces.map(([piece]) => piece).join('');
      return wrap(text, columns - first[0].length).map(({ start, end }, place) => {
        const shownEnd = text[end - 1] === '\n' ? end - 1 : end;
        return [place === 0 ? first : rest, ...cut(pieces, start, shownEnd)].map(paint).join('');
      });
    },
    href,
    address: (url) => {
      const target = href(url);
      return `  ${paint([target === null ? safeLine(url) : new URL(target).host, 'link', target])}`;
    },
  };
}

/** An OSC 8 link. Web addresses contain no character that could end it. */
const linked = (text: string, href: string) => `\u001b]8;;${href}\u001b\\${text}\u001b]8;;\u001b\\`;

/** The pieces of a range of their joined text. */
function cut(pieces: readonly StyledText[], start: number, end: number): StyledText[] {
  let at = 0;
  return pieces.map(([text, ...drawn]): StyledText => {
    const from = at;
    at += text.length;
    return [text.slice(Math.max(start - from, 0), Math.max(end - from, 0)), ...drawn];
  });
}

function partLines(part: Part, pen: Pen): string[] {
  switch (part.kind) {
    case 'heading':
    case 'notice':
      return pen.lines([[safeLine(part.text), part.kind]]);
    case 'text':
    case 'countdown':
      return pen.lines([[safe(part.text)]]);
    case 'small':
      return pen.lines([[safeLine(part.text), 'soft']]);
    case 'list':
      return part.items.flatMap((item) => pen.lines([[safeLine(item)]], ['• '], ['  ']));
    case 'act':
      return pen.lines([[safeLine(part.text)]], ['• '], ['  ']);
    case 'channels':
      return pen.lines([[safeLine(part.ids.join(' '))]]);
    case 'code':
      return part.text.split('\n').map(safe);
    case 'file':
      return part.content.trimEnd().split('\n').map(safe);
    case 'quote':
      return quoteLines(part, pen);
    case 'article':
      return [
        ...pen.lines(
          [[safeLine(part.attribution.title), 'heading', pen.href(part.attribution.url)]],
          ['• '],
          ['  '],
        ),
        ...originLines(part.attribution, pen),
        // In a list, what its facts rest on is left to the article itself.
        ...linkLines(part.isWhole === true ? part.attribution : { ...part.attribution, basedOn: null }, pen),
      ];
    case 'bars':
      return [sparkline(part.heights)];
    case 'separator':
    case 'controls':
      return []; // blocks are separated by blank lines anyway, and the prompt lists the buttons
  }
}

/** Bars as high as a line. */
function sparkline(heights: readonly number[]): string {
  const most = Math.max(1, ...heights);
  return heights
    .map((height) => (height === 0 ? '·' : '▁▂▃▄▅▆▇█'[Math.ceil((height / most) * 8) - 1]!))
    .join('');
}

const quoteMargin = '│ ';

function quoteLines({ text, highlights, omitted, attribution, isContinued }: QuotePart, pen: Pen): string[] {
  const pieces: StyledText[] = omitted.before ? [['[…] ', 'soft']] : [];
  let done = 0;
  for (const [start, end] of highlights) {
    pieces.push([safe(text.slice(done, start))], [safe(text.slice(start, end)), 'mark']);
    done = end;
  }
  pieces.push([safe(text.slice(done))]);
  if (omitted.after) pieces.push([' […]', 'soft']);
  const quote = pen.lines(pieces, [quoteMargin, 'soft']);
  if (isContinued) return quote;
  return [
    ...quote,
    ...originLines(attribution, pen),
    ...pen.lines([[safeLine(attribution.title), undefined, pen.href(attribution.url)]], ['  ']),
    ...linkLines(attribution, pen),
  ];
}

/** The words of a drawn quote, without styles and margins. */
export function drawnQuote(quote: QuotePart): string {
  const drawn = quoteLines(quote, createPen({ colour: false }));
  return drawn
    .filter((line) => line.startsWith(quoteMargin))
    .map((line) => line.slice(quoteMargin.length))
    .join('\n')
    .replace(/^\[…\] | \[…\]$/g, '');
}

/** Publisher, byline and dates. */
function originLines({ publisher, byline, published, updated }: Attribution, pen: Pen): string[] {
  const age = published.relative === null ? '' : ` (${published.relative})`;
  const rest = [byline, `${published.absolute}${age}`, updated].filter(Boolean).join(' · ');
  return pen.lines([[safeLine(publisher), 'publisher'], [` · ${safeLine(rest)}`]], ['  ']);
}

/** The link, notes on the text, and links to the sources of the facts. */
function linkLines({ url, linkUnknown, notes, basedOn }: Attribution, pen: Pen): string[] {
  return [
    ...(url !== null ? [pen.address(url)] : linkUnknown === '' ? [] : pen.lines([[linkUnknown]], ['  '])),
    ...notes.flatMap((note) => pen.lines([[safeLine(note), 'notice']], ['  '])),
    ...(basedOn === null ? [] : [...pen.lines([[basedOn.label]], ['  ']), ...basedOn.links.map(pen.address)]),
  ];
}
