import type { TextBlock } from './blocks.ts';
import type { PageElement } from './dom.ts';

/**
 * Joins blocks into a text: paragraphs separated by a blank line, list items and table rows by a line break.
 *
 * @param url the page's own address, which is left out of the text
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
