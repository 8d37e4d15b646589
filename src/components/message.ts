import {
  ComponentType,
  MessageFlags,
  type APIAllowedMentions,
  type APIComponentInContainer,
  type APIContainerComponent,
} from 'discord-api-types/v10';
import type { Part, QuotePart, Reply } from '../chat/contract/reply.ts';
import type { Locale } from '../locales/words.ts';
import { articleLines, attributionLines, inline } from './attribution.ts';
import { barsPng } from './bars.ts';
import { rowsOf } from './controls.ts';
import { fitted } from './fit.ts';
import { longest, messageCharacters, messageComponents } from './limits.ts';
import { escape } from './markdown.ts';
import { blockQuote, saidIn } from './quote.ts';
import { atText } from './text-fragment.ts';
import { cutAtWord, visible } from './visible.ts';

/** The body of a request that writes a message: a Components V2 message that can ping nobody. */
export interface ReplyMessage {
  readonly flags: MessageFlags.IsComponentsV2;
  readonly components: [APIContainerComponent];
  readonly allowed_mentions: APIAllowedMentions;
  readonly attachments?: [{ readonly id: string; readonly filename: string }];
  /** What is attached; sent beside the body of the request. */
  readonly file?: { readonly name: string; readonly content: string; readonly encoding?: 'base64' };
}

const accents: Readonly<Record<Reply['tone'], number>> = {
  answer: 0x2f9e6e,
  abstention: 0xd9a441,
  plain: 0x5865f2,
  error: 0xd64545,
};

/** Draws a reply for Discord, within its limits. */
export function replyMessage({ locale, tone, parts }: Reply): ReplyMessage {
  // If space is short, links to the exact words are shortened first.
  const whole = draw(parts.map(linkedAtWords), locale);
  const within = (kept: readonly Part[]) => fits(draw(kept, locale));
  const components = fits(whole) ? whole : draw(fitted(parts, within), locale);
  const file = fileOf(parts);
  return {
    ...(file !== undefined && {
      attachments: [{ id: '0', filename: file.name }],
      file,
    }),
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: ComponentType.Container, accent_color: accents[tone], components }],
    allowed_mentions: { parse: [], replied_user: false },
  };
}

const barsName = 'histogram.png';

function fileOf(parts: readonly Part[]): ReplyMessage['file'] {
  for (const part of parts) {
    if (part.kind === 'file') return { name: part.name, content: part.content };
    if (part.kind === 'bars') return { name: barsName, content: barsPng(part.heights), encoding: 'base64' };
  }
  return undefined;
}

/** A quote whose link leads to its words, where that is no trouble for the link. */
function linkedAtWords(part: Part): Part {
  if (part.kind !== 'quote' || part.attribution.url === null) return part;
  const url = atText(part.attribution.url, part.text);
  return url.length > longest.link ? part : { ...part, attribution: { ...part.attribution, url } };
}

function fits(components: readonly APIComponentInContainer[]): boolean {
  const characters = components.reduce(
    (sum, component) => sum + (component.type === ComponentType.TextDisplay ? component.content.length : 0),
    0,
  );
  const nested = components.reduce(
    (sum, component) => sum + (component.type === ComponentType.ActionRow ? component.components.length : 0),
    0,
  );
  const withContainer = components.length + nested + 1;
  return characters <= messageCharacters && withContainer <= messageComponents;
}

/**
 * One component per part, with all controls below. Discord rejects empty text; a separator only makes sense
 * between two texts.
 */
function draw(parts: readonly Part[], locale: Locale): APIComponentInContainer[] {
  const drawn: APIComponentInContainer[] = [];
  for (const part of parts) {
    const content = markdown(part, locale);
    const last = drawn.at(-1);
    if (part.kind === 'file')
      drawn.push({ type: ComponentType.File, file: { url: `attachment://${part.name}` } });
    else if (part.kind === 'bars')
      drawn.push({
        type: ComponentType.MediaGallery,
        items: [{ media: { url: `attachment://${barsName}` }, description: part.description }],
      });
    else if (part.kind === 'separator') {
      if (last?.type === ComponentType.TextDisplay) drawn.push({ type: ComponentType.Separator });
    } else if (content !== '') drawn.push({ type: ComponentType.TextDisplay, content });
  }
  if (drawn.at(-1)?.type === ComponentType.Separator) drawn.pop();
  drawn.push(...rowsOf(parts.flatMap((part) => (part.kind === 'controls' ? [part.controls] : []))));
  return drawn.length > 0 ? drawn : [{ type: ComponentType.TextDisplay, content: '…' }];
}

function markdown(part: Part, locale: Locale): string {
  switch (part.kind) {
    case 'heading':
      return marked('### ', inline(part.text, longest.heading));
    case 'notice':
      return marked('**', inline(part.text, longest.text), '**');
    case 'text':
      return escape(block(part.text));
    case 'countdown':
      return `${escape(block(part.text))} <t:${Math.ceil(part.until / 1000)}:R>`;
    case 'small':
      return marked('-# ', inline(part.text, longest.text));
    case 'list':
      return lines(part.items.map((item) => marked('- ', inline(item, longest.text))));
    case 'act':
      return marked(
        '- ',
        inline(part.text, longest.text),
        part.account !== null && /^\d+$/.test(part.account) ? ` · <@${part.account}>` : '',
      );
    case 'channels':
      return part.ids
        .filter((id) => /^\d+$/.test(id))
        .map((id) => `<#${id}>`)
        .join(' ');
    case 'code':
      return fenced(visible(part.text));
    case 'quote':
      return lines([
        ...contextualQuote(part),
        ...(part.isContinued ? [] : attributionLines(part.attribution, locale)),
      ]);
    case 'article':
      return lines((part.isWhole === true ? attributionLines : articleLines)(part.attribution, locale));
    case 'separator':
    case 'controls':
    case 'bars':
    case 'file':
      return '';
  }
}

/** The quote; where its context is shown, that stands around it in small text, and the marks of what is left out around that. */
function contextualQuote(part: QuotePart): string[] {
  const { context, omitted } = part;
  if (context === undefined) return [blockQuote(part)];
  const [before, after] = [inline(context.before, longest.text), inline(context.after, longest.text)];
  return [
    marked('-# ', [omitted.before && '[…]', before].filter(Boolean).join(' ')),
    blockQuote({ ...part, omitted: { before: false, after: false } }),
    marked('-# ', [after, omitted.after && '[…]'].filter(Boolean).join(' ')),
  ];
}

/** What a message shows as the words of a quote. */
export const drawnQuote = (part: QuotePart) => saidIn(blockQuote(part));

/** Three marks in it would end it. */
const fenced = (text: string) => marked('```\n', text.replaceAll('```', '`\u200b``'), '\n```');

const lines = (all: readonly string[]) => all.filter((line) => line !== '').join('\n');

const marked = (before: string, text: string, after = '') => (text === '' ? '' : before + text + after);

function block(text: string): string {
  const shown = visible(text).trim();
  return shown.length <= longest.text ? shown : `${cutAtWord(shown, longest.text - 1)}…`;
}
