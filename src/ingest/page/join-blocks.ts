import type { TextBlock } from './blocks.ts';
import type { PageElement } from './dom.ts';

/**
 * Joins blocks to a text: paragraphs parted by a blank line, items of a list and rows of a table by a line end.
 *
 * @param url the page's own address, which is not part of the text
 */
export function joinBlocks(blocks: readonly TextBlock[], url: string | null): string {
  let text = '';
  let list: PageElement | null = null;
  for (const { text: words, element } of blocks) {
    if (words === url) continue;
    const within = element.tagName === 'LI' || element.tagName === 'TR' ? element.parentElement : null;
    text += `${text === '' ? '' : within !== null && within === list ? '\n' : '\n\n'}${words}`;
    list = within;
  }
  return text;
}
