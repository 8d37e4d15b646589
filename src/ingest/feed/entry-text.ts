import { whyTooMuch } from '../markup-limits.ts';
import { blocksOf, type TextBlock } from '../page/blocks.ts';
import { parsePage } from '../page/dom.ts';
import { joinBlocks } from '../page/join-blocks.ts';
import { withoutNoise } from '../page/noise.ts';

/** What feeds add to the end of a text: where it appeared, and the way to the rest of it. */
const added =
  /\s*(?:\b(?:the post|artikel|berita|tulisan|pos)\s.{1,300}?\s(?:appeared first on|first appeared on|(?:pertama kali )?(?:tampil|muncul|terbit|tayang) (?:pertama kali )?(?:di|pada))\s[^\n]{1,200}|\bsubmitted by\s+\/?u\/[^\n]{1,200}|(?:\[link\]|\[comments\])\s*|[([]?(?:read (?:more|the (?:full|rest)[^\n.]{0,40})|continue reading|(?:baca )?selengkapnya|lanjutkan membaca|view (?:original|full)[^\n.]{0,40}|more)\s*(?:…|\.\.\.|→|»|>|&gt;)*[)\]]?[^\n.!?]{0,120})$/iu;

/** Where a feed cuts a text off. */
const cut = /\s*(?:\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\))\s*$/u;

/** How often something may stand at the end of a text that is no part of it. */
const mostAdded = 4;

/** The text of a feed's entry from its markup: without what leads to other articles or to the rest of this one. */
export function entryText(markup: string): string {
  // What a feed has escaped was no markup before.
  if (markup.trim() === '' || whyTooMuch(markup) !== null) return '';
  const blocks = blocksOf(parsePage(`<html><body><div>${markup}</div></body></html>`).body);
  const kept = withoutNoise(blocks);
  // A short entry may look like a pointer throughout.
  return shortened(kept.length === 0 ? blocks : kept);
}

/** The same for a text without markup: a line is a paragraph. */
export function plainEntryText(text: string): string {
  const lines = text
    .split(/\n+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
  return trimmedEnd(lines).join('\n\n');
}

function shortened(blocks: readonly TextBlock[]): string {
  const texts = trimmedEnd(blocks.map(({ text }) => text));
  return joinBlocks(
    texts.map((text, at) => ({ ...blocks[at]!, text })),
    null,
  );
}

/** Takes off what was added at the end, and a last sentence that was cut off, where there is a whole one before it. */
function trimmedEnd(texts: readonly string[]): string[] {
  const kept = [...texts];
  for (let times = 0; times < mostAdded && kept.length > 0; times++) {
    const last = kept.at(-1)!;
    const isCut = cut.test(last);
    const shorter = isCut ? wholeSentences(last.replace(cut, '')) : last.replace(added, '').trimEnd();
    if (shorter === last) break;
    if (shorter === '') kept.pop();
    else kept[kept.length - 1] = shorter;
  }
  // What was nothing but such words is all that there is.
  return kept.length === 0 ? [...texts] : kept;
}

function wholeSentences(text: string): string {
  const ends = [...text.matchAll(/[.!?]["'”’)\]]*(?=\s|$)/g)].at(-1);
  return ends === undefined ? `${text}…` : text.slice(0, ends.index + ends[0].length);
}
