import { isElement, isText, type PageElement, type PageNode } from './dom.ts';

/** A paragraph, heading or list item, as readers see it. */
export interface TextBlock {
  /** White space collapsed; LF where the page breaks lines. */
  readonly text: string;
  /** The nearest enclosing block element. */
  readonly element: PageElement;
  /** Characters inside links. */
  readonly linked: number;
}

const blockTags = new Set(
  (
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 ' +
    'H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL'
  ).split(' '),
);
const silent = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME SVG OBJECT HEAD'.split(' '));

/** Table cells with more characters are layout, not data. */
const cellUpTo = 200;

const isLayout = (cell: PageElement) => (cell.textContent ?? '').length > cellUpTo;

/** The visible blocks of an element, in order, without empty ones. */
export function blocksOf(root: PageElement): TextBlock[] {
  const blocks: TextBlock[] = [];
  let lines = [{ text: '', linked: 0 }];
  let isEmpty = true;
  let element = root;

  const flush = () => {
    let part: { text: string; linked: number }[] = [];
    const end = () => {
      if (part.length > 0) {
        const linked = part.reduce((sum, line) => sum + line.linked, 0);
        blocks.push({ text: part.map((line) => line.text).join('\n'), element, linked });
      }
      part = [];
    };
    for (const { text, linked } of lines) {
      const clean = text.replace(/\s+/g, ' ').trim();
      // A blank line inside is a border between paragraphs that was made of line breaks.
      if (clean === '') end();
      else part.push({ text: clean, linked });
    }
    end();
    lines = [{ text: '', linked: 0 }];
    isEmpty = true;
  };
  const add = (words: string, isLink: boolean) => {
    const line = lines.at(-1)!;
    line.text += words;
    isEmpty &&= words.trim() === '';
    if (isLink) line.linked += words.trim().length;
  };
  const walk = (node: PageNode, within: PageElement, isLink: boolean, isPre: boolean) => {
    let before: PageElement | null = null;
    for (const child of node.childNodes) {
      if (isText(child)) {
        const raw = (child.textContent ?? '').replace(/[\u200b\u00ad\ufeff]/g, '');
        if (isEmpty) element = within;
        for (const [at, words] of (isPre ? raw.split('\n') : [raw.replace(/\s+/g, ' ')]).entries()) {
          if (at > 0) lines.push({ text: '', linked: 0 });
          add(words, isLink);
        }
        before = null;
      } else if (isElement(child)) {
        const tag = child.tagName;
        if (silent.has(tag)) continue;
        if (tag === 'BR') lines.push({ text: '', linked: 0 });
        else if ((tag === 'TD' || tag === 'TH') && !isLayout(child)) {
          // The cells of a row share its line.
          if (!isEmpty) add(' | ', false);
          walk(child, within, isLink, isPre);
        } else if (blockTags.has(tag) || tag === 'TD') {
          flush();
          walk(child, child, isLink, isPre || tag === 'PRE');
          flush();
        } else {
          if (before !== null && areApart(before, child)) add(' ', false);
          walk(child, within, isLink || tag === 'A', isPre);
        }
        before = child;
      }
    }
  };
  walk(root, root, false, false);
  flush();
  return blocks;
}

/** Whether adjacent `span`s are drawn apart, like facts of an article: "3 March 2025" and "Harwick". */
function areApart(one: PageElement, other: PageElement): boolean {
  if (one.tagName !== 'SPAN' || other.tagName !== 'SPAN') return false;
  const [before, after] = [one.textContent ?? '', other.textContent ?? ''];
  // A letter alone is the large one at the beginning of a text.
  return before.trim().length > 1 && /[\p{L}\p{N}]$/u.test(before) && /^[\p{Lu}\p{N}]/u.test(after);
}
