import { Readability } from '@mozilla/readability';
import { blocksOf, type TextBlock } from './blocks.ts';
import { parsePage, type PageElement } from './dom.ts';
import { prune } from './prune.ts';
import { joinBlocks } from './join-blocks.ts';
import { textOfMarkup } from './markup-text.ts';
import { isLabel, isNoise } from './noise.ts';

/** Blocks from which on a text has begun, in characters. */
const beginsFrom = 80;

/** A text shorter than both, in characters and of all the prose, tells that names on the page have misled the pruning. */
const least = { characters: 500, share: 0.25 };

/**
 * Finds the text of the article on a page: paragraphs parted by a blank line, items of a list by a line end.
 *
 * @param body the text that the page's linked data gives; used where the page itself shows less than half of it
 * @param url the page's own address, which is not part of the text
 * @returns an empty string when there is none
 */
export function pageText(html: string, body: string | null, url: string | null): string {
  const whole = proseLength(blocksOf(parsePage(html).body));
  let best = joinBlocks(paragraphs(html, 'all'), url);
  if (best.length < Math.min(least.characters, least.share * whole)) {
    const careful = joinBlocks(paragraphs(html, 'careful'), url);
    if (careful.length > 2 * best.length) best = careful;
  }
  const stated = body === null ? '' : textOfMarkup(asHtml(body));
  return stated.length > 2 * best.length ? stated : best;
}

const asHtml = (body: string) =>
  /<(?:p|br|div)\b/i.test(body) ? body : body.replace(/</g, '&lt;').replace(/\n+/g, '</p><p>');

const proseLength = (blocks: readonly TextBlock[]) =>
  blocks.reduce(
    (sum, { text, linked }) =>
      sum + (text.length >= beginsFrom && linked < text.length / 2 ? text.length : 0),
    0,
  );

function paragraphs(html: string, how: 'all' | 'careful'): TextBlock[] {
  const page = parsePage(html);
  prune(page, how);
  const read = new Readability(page, {
    keepClasses: true,
    disableJSONLD: true,
    // Readability's types are those of a browser, which this program is not compiled with.
    serializer: (node: unknown) => node as PageElement,
  }).parse();
  return read?.content ? trimmed(withoutNoise(blocksOf(read.content))) : [];
}

/** Leaves out lines about the article or to others, and the list below a line such as "More stories". */
function withoutNoise(blocks: readonly TextBlock[]): TextBlock[] {
  let points = false;
  return blocks.filter((block) => {
    const isItem = block.element.tagName === 'LI' || block.element.parentElement?.tagName === 'LI';
    points = isLabel(block) || (points && isItem);
    return !points && !isNoise(block);
  });
}

/** Takes off what stands before and after the text: headings, dates, names, labels. */
function trimmed(blocks: readonly TextBlock[]): TextBlock[] {
  const begins = blocks.findIndex(isProse);
  if (begins === -1) return [...blocks];
  const head = blocks
    .slice(0, begins)
    .filter(
      ({ element, text }) => !isHeading(element) && (isSentence(text) || (/\d/.test(text) && !hasDate(text))),
    );
  const ends = blocks.findLastIndex((block) => isProse(block) || isSentence(block.text));
  const tail = blocks
    .slice(ends + 1)
    .filter(({ element, text, linked }) => !isHeading(element) && linked < text.length / 2);
  return [...head, ...blocks.slice(begins, ends + 1), ...tail];
}

const hasDate = (text: string) => /\b(?:19|20)\d\d\b/.test(text) && text.length < 100;
const isHeading = (element: PageElement) => /^H[1-6]$/.test(element.tagName);
const isProse = ({ text, element }: TextBlock) => !isHeading(element) && text.length >= beginsFrom;
const isSentence = (text: string) => /[.!?…:;。！？]["'”’»)\]]*$/.test(text);
