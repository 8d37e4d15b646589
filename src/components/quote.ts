import type { QuotePart } from '../chat/contract/reply.ts';
import { escape } from './markdown.ts';
import { visible } from './visible.ts';

/** What a block quote says without its marks and escapes, read from what was drawn. */
export function saidIn(drawn: string): string {
  return drawn
    .replace(/^> /gm, '')
    .replace(/^\[…\] | \[…\]$/g, '')
    .replace(/\\(.)|\*\*/gsu, (_, escaped: string | undefined) => escaped ?? '');
}

type StyledSpan = readonly [start: number, end: number];

/**
 * A quote as a block quote: the highlights in bold, `[…]` where text of the article was left out before or after. Without
 * these marks and the escapes it has exactly the visible characters of the quote.
 */
export function blockQuote({
  text,
  highlights,
  omitted,
}: Pick<QuotePart, 'text' | 'highlights' | 'omitted'>): string {
  const shown = visible(text);
  if (shown.trim() === '') return '';
  const shownSpans = highlights.map(([start, end]): StyledSpan => [shownAt(text, start), shownAt(text, end)]);
  let drawn = '';
  let from = 0;
  for (const [start, end] of boldSpans(shown, shownSpans)) {
    drawn += `${escape(shown.slice(from, start))}**${escape(shown.slice(start, end))}**`;
    from = end;
  }
  drawn += escape(shown.slice(from));
  const whole = `${omitted.before ? '[…] ' : ''}${drawn}${omitted.after ? ' […]' : ''}`;
  return whole.replace(/^/gm, '> ');
}

/** Where an offset into a text falls in what is visible of it. */
const shownAt = (text: string, offset: number) => visible(text.slice(0, Math.max(offset, 0))).length;

/** Spans that stay valid when they are put between asterisks, in order. */
function boldSpans(text: string, spans: readonly StyledSpan[]): StyledSpan[] {
  const whole = spans.filter(isNotEmpty).map((span) => wholeCharacters(text, span));
  return joined(whole.sort(([one], [other]) => one - other))
    .flatMap((span) => linesOf(text, span))
    .map((span) => withoutLooseMarks(text, span))
    .filter(isNotEmpty);
}

const isNotEmpty = ([start, end]: StyledSpan) => start < end;

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Widened so that no character is torn from its accents, and an emoji stays in one piece. */
function wholeCharacters(text: string, [start, end]: StyledSpan): StyledSpan {
  const all = characters.segment(text);
  const last = all.containing(end - 1);
  return [all.containing(start)?.index ?? start, last === undefined ? end : last.index + last.segment.length];
}

/** Spans that touch become one: four asterisks in a row would end nothing. */
function joined(spans: readonly StyledSpan[]): StyledSpan[] {
  const result: StyledSpan[] = [];
  for (const [start, end] of spans) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], end)];
    else result.push([start, end]);
  }
  return result;
}

/** One span per line, without the blanks at its ends: every line of a block quote is marked on its own. */
function linesOf(text: string, [start, end]: StyledSpan): StyledSpan[] {
  return Array.from(text.slice(start, end).matchAll(/\S(?:.*\S)?/g), ({ index, 0: line }) => [
    start + index,
    start + index + line.length,
  ]);
}

/** Between a letter and a punctuation mark, asterisks neither open nor close bold text; there the mark stays outside. */
function withoutLooseMarks(text: string, [start, end]: StyledSpan): StyledSpan {
  const inside = text.slice(start, end);
  const opens = !/[^\s\p{P}\p{S}]$/u.test(text.slice(0, start));
  const closes = !/^[^\s\p{P}\p{S}]/u.test(text.slice(end));
  const from = opens ? 0 : inside.search(/[^\s\p{P}\p{S}]/u);
  const to = closes ? inside.length : inside.search(/[\s\p{P}\p{S}]*$/u);
  return from < 0 ? [start, start] : [start + from, start + to];
}
