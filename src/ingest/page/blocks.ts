import { isElement, isText, type PageElement, type PageNode } from './dom.ts';

/** A paragraph, heading or item of a list, as a reader sees it. */
export interface TextBlock {
  /** White space collapsed; lines parted by LF where the page breaks them. */
  readonly text: string;
  /** The nearest element around it that makes a block. */
  readonly element: PageElement;
  /** Characters of the text that are links. */
  readonly linked: number;
}

const blockTags = new Set(
  (
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 ' +
    'H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL'
  ).split(' '),
);
const silent = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME SVG OBJECT HEAD'.split(' '));

/** A cell with more text than this, in characters, is there for the layout of the page, not of a table. */
const cellUpTo = 200;

const isLayout = (cell: PageElement) => (cell.textContent ?? '').length > cellUpTo;

/** Parts an element into the blocks that a reader sees, in their order; empty ones are left out. */
export function blocksOf(root: PageElement): TextBlock[] {
  const blocks: TextBlock[] = [];
  let text = '';
  let linked = 0;
  let element = root;

  const flush = () => {
    const clean = text
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim();
    // A blank line inside is a border between paragraphs that was made of line breaks.
    const parts = clean.split(/\n{2,}/).filter((part) => part !== '');
    for (const part of parts) {
      const share = linked * (part.length / Math.max(1, clean.length));
      blocks.push({ text: part, element, linked: Math.round(share) });
    }
    text = '';
    linked = 0;
  };
  const walk = (node: PageNode, within: PageElement, isLink: boolean, isPre: boolean) => {
    for (const child of node.childNodes) {
      if (isText(child)) {
        const raw = (child.textContent ?? '').replace(/[\u200b\u00ad\ufeff]/g, '');
        const words = isPre ? raw : raw.replace(/\s+/g, ' ');
        if (text.trim() === '') element = within;
        text += words;
        if (isLink) linked += words.trim().length;
      } else if (isElement(child)) {
        const tag = child.tagName;
        if (silent.has(tag)) continue;
        if (tag === 'BR') text += '\n';
        else if ((tag === 'TD' || tag === 'TH') && !isLayout(child)) {
          // The cells of a row share its line.
          if (text.trim() !== '') text += ' | ';
          walk(child, within, isLink, isPre);
        } else if (blockTags.has(tag) || tag === 'TD') {
          flush();
          walk(child, child, isLink, isPre || tag === 'PRE');
          flush();
        } else walk(child, within, isLink || tag === 'A', isPre);
      }
    }
  };
  walk(root, root, false, false);
  flush();
  return blocks;
}
