import { whyTooMuch } from '../markup-limits.ts';
import { blocksOf } from './blocks.ts';
import { parsePage } from './dom.ts';
import { joinBlocks } from './join-blocks.ts';

/** The text of a piece of HTML that is article all through: paragraphs parted by a blank line. */
export function textOfMarkup(markup: string): string {
  // Where it stood in data, nobody has looked at its tags.
  if (markup.trim() === '' || whyTooMuch(markup) !== null) return '';
  return joinBlocks(blocksOf(parsePage(`<html><body><div>${markup}</div></body></html>`).body), null);
}
