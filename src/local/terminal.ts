import { styleText } from 'node:util';
import type { Attribution, Part, QuotePart, Reply } from '../chat/reply.ts';
import { visible, visibleLine } from '../components/visible.ts';
import { wrap } from './wrap.ts';

/** The narrowest text, in columns; a terminal that is narrower breaks the lines itself. */
const narrowest = 20;

export interface TerminalOptions {
  /** Whether the terminal draws styles (ANSI). Without them the highlights of a quote are not shown. */
  readonly colour: boolean;
  /** Columns; lines are not broken when it is left out. */
  readonly width?: number;
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

/** What a terminal may get to see of any text; a tab would have a width that depends on where it stands. */
const safe = (text: string) => visible(text).replaceAll('\t', ' ');

/** The same on one line: text that must not look like a line of its own. */
export const safeLine = (text: string) => visibleLine(text, Infinity);

/** Text in pieces, each with the style that it is drawn in. */
type Piece = readonly [text: string, style?: Style];

/** Draws a reply for a terminal. Whatever an article holds, nothing but our own styles can act on the terminal. */
export function replyText(reply: Reply, { colour, width = Infinity }: TerminalOptions): string {
  const pen = createPen(Math.max(width, narrowest), colour);
  return reply.parts
    .map((part) => partLines(part, pen).join('\n'))
    .filter((block) => block !== '')
    .join('\n\n');
}

interface Pen {
  /** Lines that fit the width, each after its margin. */
  readonly lines: (pieces: readonly Piece[], first?: Piece, rest?: Piece) => string[];
  /** An address, never broken, so that a terminal can open it. */
  readonly address: (url: string) => string;
}

function createPen(width: number, colour: boolean): Pen {
  // Whether to style was decided by the caller, for the stream that the text is written to.
  const paint = ([text, style]: Piece) =>
    colour && style !== undefined && text !== ''
      ? styleText(styles[style], text, { validateStream: false })
      : text;
  return {
    lines: (pieces, first = [''], rest = first) => {
      const text = pieces.map(([piece]) => piece).join('');
      return wrap(text, width - first[0].length).map(({ start, end }, place) => {
        const shownEnd = text[end - 1] === '\n' ? end - 1 : end;
        return [place === 0 ? first : rest, ...cut(pieces, start, shownEnd)].map(paint).join('');
      });
    },
    address: (url) => `  ${paint([safeLine(url), 'link'])}`,
  };
}

/** The pieces of a stretch of their joined text. */
function cut(pieces: readonly Piece[], start: number, end: number): Piece[] {
  let at = 0;
  return pieces.map(([text, style]): Piece => {
    const from = at;
    at += text.length;
    const kept = text.slice(Math.max(start - from, 0), Math.max(end - from, 0));
    return style === undefined ? [kept] : [kept, style];
  });
}

function partLines(part: Part, pen: Pen): string[] {
  switch (part.kind) {
    case 'heading':
    case 'notice':
      return pen.lines([[safeLine(part.text), part.kind]]);
    case 'text':
      return pen.lines([[safe(part.text)]]);
    case 'small':
      return pen.lines([[safeLine(part.text), 'soft']]);
    case 'list':
      return part.items.flatMap((item) => pen.lines([[safeLine(item)]], ['• '], ['  ']));
    case 'channels':
      return pen.lines([[safeLine(part.ids.join(' '))]]);
    case 'quote':
      return quoteLines(part, pen);
    case 'article':
      return [
        ...pen.lines([[safeLine(part.attribution.title), 'heading']], ['• '], ['  ']),
        ...originLines(part.attribution, pen),
        ...linkLines(part.attribution, pen),
      ];
    case 'separator':
    case 'controls':
      return []; // blank lines part the blocks anyway, and nothing can be pressed
  }
}

function quoteLines({ text, highlights, omitted, attribution }: QuotePart, pen: Pen): string[] {
  const pieces: Piece[] = omitted.before ? [['[…] ', 'soft']] : [];
  let done = 0;
  for (const [start, end] of highlights) {
    pieces.push([safe(text.slice(done, start))], [safe(text.slice(start, end)), 'mark']);
    done = end;
  }
  pieces.push([safe(text.slice(done))]);
  if (omitted.after) pieces.push([' […]', 'soft']);
  return [
    ...pen.lines(pieces, ['│ ', 'soft']),
    ...originLines(attribution, pen),
    ...pen.lines([[safeLine(attribution.title)]], ['  ']),
    ...linkLines(attribution, pen),
  ];
}

/** Publisher, byline and date. */
function originLines({ publisher, byline, published }: Attribution, pen: Pen): string[] {
  const age = published.relative === null ? '' : ` (${published.relative})`;
  const rest = [...(byline === null ? [] : [byline]), `${published.absolute}${age}`].join(' · ');
  return pen.lines([[safeLine(publisher), 'publisher'], [` · ${safeLine(rest)}`]], ['  ']);
}

/** The link, what a reader must know before trusting the words, and the links of the facts' sources. */
function linkLines({ url, linkUnknown, notes, basedOn }: Attribution, pen: Pen): string[] {
  return [
    ...(url === null ? pen.lines([[linkUnknown]], ['  ']) : [pen.address(url)]),
    ...notes.flatMap((note) => pen.lines([[safeLine(note), 'notice']], ['  '])),
    ...(basedOn === null ? [] : [...pen.lines([[basedOn.label]], ['  ']), ...basedOn.links.map(pen.address)]),
  ];
}
