import type { Attribution, DateWords, Part, QuotePart, Reply } from '../chat/reply.ts';
import { words } from '../locales/words.ts';
import { markup, type Markup } from './markup.ts';

const dayMs = 86_400_000;

/** How much of an address's last segment is shown, in characters. */
const shownSegment = 32;

/** Draws a reply as HTML. Whatever an article says is shown as text; only http and https addresses become links. */
export function replyHtml(reply: Reply): Markup {
  // Everything on this page is for one person; that an error would be too needs no saying.
  const isPrivate = reply.private && reply.tone !== 'error';
  return markup`<article class="reply ${reply.tone}" lang="${reply.locale}">
${reply.parts.map(partHtml)}${isPrivate && markup`<p class="small">${words(reply.locale)('page.private')}</p>`}
</article>`;
}

function partHtml(part: Part): Markup {
  switch (part.kind) {
    case 'heading':
      return markup`<h2 dir="auto">${part.text}</h2>\n`;
    case 'text':
    case 'notice':
    case 'small':
      return markup`<p class="${part.kind}" dir="auto">${part.text}</p>\n`;
    case 'list':
      return markup`<ul>${part.items.map((item) => markup`<li dir="auto">${item}</li>`)}</ul>\n`;
    case 'channels':
      return markup`<p>${part.ids.join(' ')}</p>\n`;
    case 'quote':
      return quoteHtml(part);
    case 'article':
      return markup`<div class="article">
<p class="title" dir="auto">${titleHtml(part.attribution)}</p>
<p>${[...originHtml(part.attribution), linkUnknown(part.attribution)]}</p>
${extrasHtml(part.attribution)}</div>\n`;
    case 'separator':
      return markup`<hr>\n`;
    case 'controls':
      return markup``; // a page without a script has none yet
  }
}

function quoteHtml({ text, highlights, omitted, attribution }: QuotePart): Markup {
  const pieces = [];
  let done = 0;
  for (const [start, end] of highlights) {
    pieces.push(text.slice(done, start), markup`<mark>${text.slice(start, end)}</mark>`);
    done = end;
  }
  pieces.push(text.slice(done));
  const gap = markup`<span class="gap">[…]</span>`;
  // The quote keeps its line breaks on the page, so no blank may stand inside its element but its own.
  return markup`<figure class="quote">
<blockquote dir="auto">${omitted.before && markup`${gap} `}<span class="exact">${pieces}</span>${omitted.after && markup` ${gap}`}</blockquote>
<figcaption><p>${originHtml(attribution)}<span class="dot"> · </span>${titleHtml(attribution)}${linkUnknown(attribution)}</p>
${extrasHtml(attribution)}</figcaption>
</figure>\n`;
}

/** Publisher, byline and date. */
function originHtml({ publisher, byline, published }: Attribution): Markup[] {
  return [
    markup`<strong><bdi>${publisher}</bdi></strong>`,
    ...(byline === null ? [] : [markup`<span class="dot"> · </span><bdi>${byline}</bdi>`]),
    markup`<span class="dot"> · </span>${dateHtml(published)}`,
  ];
}

function dateHtml({ absolute, relative, at }: DateWords): Markup {
  const age = relative !== null && ` (${relative})`;
  return at === null
    ? markup`<span>${absolute}${age}</span>`
    : markup`<time datetime="${machineDate(at)}">${absolute}</time>${age}`;
}

/** A date without a time counts from its midnight in UTC, and must not be told to machines as that moment. */
function machineDate(at: number): string {
  const moment = new Date(at).toISOString();
  return at % dayMs === 0 ? moment.slice(0, 10) : moment;
}

function titleHtml({ title, url }: Attribution): Markup {
  const words = markup`<bdi>${title}</bdi>`;
  return url === null ? words : linkHtml(url, words);
}

function linkUnknown({ url, linkUnknown }: Attribution): Markup | false {
  return url === null && markup`<span class="dot"> · </span>${linkUnknown}`;
}

/** What a reader must know beside the attribution: notes, and the links of the facts' sources. */
function extrasHtml({ notes, basedOn }: Attribution): Markup[] {
  return [
    ...notes.map((note) => markup`<p class="note">${note}</p>\n`),
    ...(basedOn === null
      ? []
      : [
          markup`<p class="based-on">${basedOn.label} ${basedOn.links.map(
            (url, place) => markup`${place > 0 && ', '}${linkHtml(url)}`,
          )}</p>\n`,
        ]),
  ];
}

/** A link in these words, else in its own shortened address. What is not of the web is shown as text. */
function linkHtml(url: string, words?: Markup): Markup {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/.test(address.protocol)) return markup`${words ?? url}`;
  return markup`<a href="${url}" rel="noopener noreferrer">${words ?? shortened(address)}</a>`;
}

/** The host and the end of the path, which most often tells what the page is about. */
function shortened({ host, pathname }: URL): string {
  const site = host.replace(/^www\./, '');
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const last = segments.at(-1);
  if (last === undefined) return site;
  const end = last.length > shownSegment ? `${last.slice(0, shownSegment)}…` : last;
  return `${site}/${segments.length > 1 ? '…/' : ''}${end}`;
}
