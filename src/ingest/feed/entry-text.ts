import { whyTooMuch } from '../markup-limits.ts';
import { blocksOf, type TextBlock } from '../page/blocks.ts';
import { parsePage } from '../page/dom.ts';
import { joinBlocks } from '../page/join-blocks.ts';
import { withoutNoise } from '../page/noise.ts';

/** What feeds append to a text: where it appeared first, and links to the rest. */
const added =
  /\s*(?:\b(?:the post|artikel|berita|tulisan|pos)\s.{1,300}?\s(?:appeared first on|first appeared on|(?:pertama kali )?(?:tampil|muncul|terbit|tayang) (?:pertama kali )?(?:di|pada))\s[^\n]{1,200}|\bsubmitted by\s+\/?u\/[^\n]{1,200}|(?:\[link\]|\[comments\])\s*|[([]?(?:read (?:more|the (?:full|rest)[^\n.]{0,40})|continue reading|(?:baca )?selengkapnya|lanjutkan membaca|view (?:original|full)[^\n.]{0,40}|more)\s*(?:…|\.\.\.|→|»|>|&gt;)*[)\]]?[^\n.!?]{0,120})$/iu;

/** The mark of a truncated text. */
const cut = /\s*(?:\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\))\s*$/u;

/** How often such an addition may be stripped. */
const mostAdded = 4;

/** The text of an entry's markup, without links to the rest or to other articles. */
export function entryText(markup: string): string {
  // What a feed has escaped was no markup before.
  if (markup.trim() === '' || whyTooMuch(markup) !== null) return '';
  const blocks = blocksOf(parsePage(`<html><body><div>${markup}</div></body></html>`).body);
  const kept = withoutNoise(blocks);
  // A short entry may look like a pointer throughout.
  return shortened(kept.length === 0 ? blocks : kept);
}

/** The text of an entry without markup, one paragraph per line. */
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

/** Strips additions at the end, and a truncated last sentence if a whole one comes before it. */
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
