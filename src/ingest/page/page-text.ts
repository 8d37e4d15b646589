import { Readability } from '@mozilla/readability';
import { correctionNotice } from '../../text/correction.ts';
import { blocksOf, type TextBlock } from './blocks.ts';
import { type Page, type PageElement } from './dom.ts';
import { joinBlocks } from './join-blocks.ts';
import { isNoise, withoutNoise } from './noise.ts';
import { surroundings, withoutMachinery, type Why } from './prune.ts';

/** A block of this length begins the text, in characters. */
const beginsFrom = 80;

/** A text shorter than both, in characters and as a share of all prose, means that the pruning was misled by names. */
const least = { characters: 500, share: 0.25 };

/** The innermost element with this share of a text's characters is its container. */
const containerShare = 0.8;

/**
 * Extracts the article's text: paragraphs separated by a blank line, list items by a line break.
 *
 * @param page loses what readers do not see
 * @param facts.title distinguishes the story from others on the page
 * @param facts.url the page's own address, which is left out of the text
 * @returns an empty string if there is no article
 */
export function pageText(
  page: Page,
  { title, url }: { readonly title: string; readonly url: string | null },
): string {
  withoutMachinery(page);
  const blocks = blocksOf(page.body);
  const out = surroundings(page, blocks, title);
  const best = joinBlocks(story(page, blocks, out), url);
  const prose = proseLength(blocks.filter((block) => !isNoise(block)));
  if (best.length >= Math.min(least.characters, least.share * prose)) return best;
  const careful = joinBlocks(story(page, blocks, new Map()), url);
  return careful.length > 2 * best.length ? careful : best;
}

const proseLength = (blocks: readonly TextBlock[]) =>
  blocks.reduce(
    (sum, { text, linked }) =>
      sum + (text.length >= beginsFrom && linked < text.length / 2 ? text.length : 0),
    0,
  );

/** Attribute that marks elements, to find them in a copy of the page. */
const mark = 'data-kutip-out';

/** The story's blocks, without elements that are `out`. */
function story(page: Page, blocks: readonly TextBlock[], out: ReadonlyMap<PageElement, Why>): TextBlock[] {
  for (const element of out.keys()) element.setAttribute(mark, '');
  const copy = page.cloneNode(true);
  for (const element of copy.querySelectorAll(`[${mark}]`)) element.remove();
  const read = new Readability(copy, {
    keepClasses: true,
    disableJSONLD: true,
    // Readability's types are those of a browser, which this program is not compiled with.
    serializer: (node: unknown) => node as PageElement,
  }).parse();
  return read?.content ? trimmed(withoutNoise(completed(blocksOf(read.content), blocks, out))) : [];
}

/**
 * Restores blocks of the story that were removed by mistake: for an ambiguous name, or because Readability took them for a
 * menu.
 */
function completed(
  found: readonly TextBlock[],
  all: readonly TextBlock[],
  out: ReadonlyMap<PageElement, Why>,
): readonly TextBlock[] {
  const places = placesOf(found, all);
  const known = places.filter((place) => place !== -1);
  if (known.length === 0) return found;
  const kept = new Set(known);
  const [first, last] = [known[0]!, known.at(-1)!];
  const texts = new Set(known.map((place) => all[place]!.text));
  const container = containerOf([...kept].map((place) => all[place]!));
  const parents = new Set(
    known
      .map((place) => all[place]!.element)
      .filter(({ tagName }) => tagName === 'P')
      .flatMap(({ parentElement }) => [parentElement, parentElement?.parentElement ?? null]),
  );
  const whyOf = reasons(out);
  /** A removed block belongs to the story if the story continues around or next to it. */
  const belongs = (element: PageElement, place: number, block: TextBlock) =>
    container.contains(block.element)
      ? (place > first && place < last) || parents.has(element.parentElement)
      : isHeadOrFoot(element, container) &&
        (element.tagName === 'HEADER' || correctionNotice(block.text) !== null);
  const named = new Map<PageElement, number[]>();
  for (const [place, block] of all.entries()) {
    if (kept.has(place) || !isStory(block) || texts.has(block.text)) continue;
    const { why, element } = whyOf(block.element);
    if (why === undefined && place > first && place < last && container.contains(block.element))
      kept.add(place);
    if (why === 'name' && belongs(element, place, block))
      named.set(element, [...(named.get(element) ?? []), place]);
  }
  for (const [element, places] of named) {
    // What leads on with pictures or asks for something is what its name says.
    if (element.querySelector('a img,form') !== null) continue;
    for (const place of places) kept.add(place);
  }
  // A block that was made anew stands after the one that it was found after.
  const anew = new Map<number, TextBlock[]>();
  let before = -1;
  for (const [at, place] of places.entries()) {
    if (place !== -1) before = place;
    else if (anew.has(before)) anew.get(before)!.push(found[at]!);
    else anew.set(before, [found[at]!]);
  }
  return [
    ...(anew.get(-1) ?? []),
    ...all.flatMap((block, place) => [...(kept.has(place) ? [block] : []), ...(anew.get(place) ?? [])]),
  ];
}

/** Positions of the found blocks among all; -1 for a new one. */
function placesOf(found: readonly TextBlock[], all: readonly TextBlock[]): number[] {
  const byText = new Map<string, number[]>();
  // The first place last, so that it is taken first.
  for (const [place, { text }] of [...all.entries()].reverse()) {
    const same = byText.get(text);
    if (same === undefined) byText.set(text, [place]);
    else same.push(place);
  }
  let after = -1;
  return found.map(({ text }) => {
    const same = byText.get(text);
    let place = same?.pop();
    while (place !== undefined && place <= after) place = same!.pop();
    after = place ?? after;
    return place ?? -1;
  });
}

/** The innermost element with most of the blocks. */
function containerOf(blocks: readonly TextBlock[]): PageElement {
  const held = new Map<PageElement, number>();
  let whole = 0;
  for (const { element, text } of blocks) {
    whole += text.length;
    for (let at: PageElement | null = element; at !== null; at = at.parentElement)
      held.set(at, (held.get(at) ?? 0) + text.length);
  }
  // Ancestors come after what they hold.
  return [...held].find(([, length]) => length >= containerShare * whole)![0];
}

type Reason =
  { readonly why: Why; readonly element: PageElement } | { readonly why: undefined; readonly element: null };

/** For an element, which one puts it out and why: being part of the surrounding page outweighs a name. */
function reasons(out: ReadonlyMap<PageElement, Why>) {
  return (inner: PageElement): Reason => {
    let named: PageElement | null = null;
    for (let at: PageElement | null = inner; at !== null; at = at.parentElement) {
      const why = out.get(at);
      if (why === 'part') return { why, element: at };
      if (why === 'name') named = at;
    }
    return named === null ? { why: undefined, element: null } : { why: 'name', element: named };
  };
}

/** Whether an element is the header or footer of the container's article. */
function isHeadOrFoot({ tagName, parentElement }: PageElement, container: PageElement): boolean {
  return (
    (tagName === 'HEADER' || tagName === 'FOOTER') &&
    parentElement !== null &&
    parentElement.tagName !== 'BODY' &&
    parentElement.contains(container)
  );
}

/** Whether a block may be prose of the story: a sentence that is not just a link. */
const isStory = (block: TextBlock) =>
  block.text.length >= 20 &&
  !isHeading(block.element) &&
  isSentence(block.text) &&
  /\p{L}+\P{L}+\p{L}+\P{L}+\p{L}+/u.test(block.text) &&
  !isNoise(block);

/** Trims headings, dates, names and labels before and after the text. */
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
