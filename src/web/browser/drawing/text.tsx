import type { ComponentChild } from 'preact';
import { relativeTime } from '../../../locales/relative-time.ts';
import type { Locale } from '../../../locales/words.ts';
import { usePlaceName } from '../places.ts';
import { useLocale } from '../words.ts';
import { readMarkdown, type MarkdownBlock, type Inline } from './markdown.ts';

/** A text display: Discord's Markdown, drawn as Discord draws it. */
export function MarkdownText({ text }: { readonly text: string }) {
  return <div class="text">{readMarkdown(text).map(block)}</div>;
}

function block(of: MarkdownBlock): ComponentChild {
  switch (of.kind) {
    case 'heading':
      return <h3 dir="auto">{of.inside.map(inline)}</h3>;
    case 'small':
      return (
        <p class="small" dir="auto">
          {of.inside.map(inline)}
        </p>
      );
    case 'text':
      return <p dir="auto">{of.inside.map(inline)}</p>;
    case 'pre':
      return <pre dir="auto">{of.text}</pre>;
    case 'quote':
      return <blockquote dir="auto">{of.blocks.map(block)}</blockquote>;
    case 'bullets':
      return <ul>{of.items.map(item)}</ul>;
    case 'numbers':
      return <ol>{of.items.map(item)}</ol>;
  }
}

const item = (inside: readonly Inline[]) => <li dir="auto">{inside.map(inline)}</li>;

function inline(of: Inline): ComponentChild {
  if (typeof of === 'string') return of;
  switch (of.kind) {
    case 'bold':
      return <strong>{of.inside.map(inline)}</strong>;
    case 'italic':
      return <em>{of.inside.map(inline)}</em>;
    case 'underline':
      return <u>{of.inside.map(inline)}</u>;
    case 'strike':
      return <s>{of.inside.map(inline)}</s>;
    case 'spoiler':
      return (
        <details class="spoiler">
          <summary>…</summary>
          {of.inside.map(inline)}
        </details>
      );
    case 'code':
      return <code>{of.text}</code>;
    case 'link':
      return (
        <a href={of.url} target="_blank" rel="noopener noreferrer">
          {of.inside.map(inline)}
        </a>
      );
    case 'time':
      return <Time at={new Date(of.at * 1000)} style={of.style} />;
    case 'mention':
      return <Mention {...of} />;
  }
}

function Mention({ of, id }: { readonly of: string; readonly id: string }) {
  const name = usePlaceName()(id);
  return (
    <span class="mention">
      {of === '#' ? '#' : '@'}
      {name ?? id}
    </span>
  );
}

function Time({ at, style }: { readonly at: Date; readonly style: string }) {
  const locale = useLocale();
  if (Number.isNaN(at.getTime())) return <>?</>;
  const whole = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(at);
  return (
    <time dateTime={at.toISOString()} title={whole}>
      {style === 'R' ? age(at, locale) : new Intl.DateTimeFormat(locale, dateStyles[style]).format(at)}
    </time>
  );
}

const dateStyles: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** Units of time, in seconds: as Discord, it counts in the largest of which there is one. */
const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** "4 years ago" */
function age(at: Date, locale: Locale): string {
  const seconds = (at.getTime() - Date.now()) / 1000;
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units[5];
  return relativeTime(locale, Math.round(seconds / length), unit);
}
