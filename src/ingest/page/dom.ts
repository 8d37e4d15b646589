import { parseHTML } from 'linkedom';

/** The part of the DOM used here; linkedom's types need the browser's, which this program is not compiled with. */
export interface PageNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly parentElement: PageElement | null;
  readonly childNodes: Iterable<PageNode>;
}

export interface PageElement extends PageNode {
  /** In capitals for HTML. */
  readonly tagName: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  querySelector(selectors: string): PageElement | null;
  querySelectorAll(selectors: string): Iterable<PageElement>;
  contains(other: PageNode): boolean;
  remove(): void;
}

export interface Page extends PageElement {
  readonly documentElement: PageElement;
  readonly body: PageElement;
  cloneNode(deep: true): Page;
}

/** Parses HTML, however broken. */
export function parsePage(html: string): Page {
  // Without these three, linkedom has neither a head nor a body to ask for.
  const written = inSmallLetters(html);
  const whole = /<html[\s>]/i.test(written) ? written : `<html><body>${written}</body></html>`;
  return (parseHTML(whole) as unknown as { readonly document: Page }).document;
}

/** linkedom cannot find upper-case attribute names, as in old pages. */
function inSmallLetters(html: string): string {
  if (!/<\w+\s+[A-Z]+\s*=/.test(html)) return html;
  return html.replace(/<[a-z][^<>]*>/gi, (tag) =>
    tag.replace(/(\s)([A-Z]+)(?=\s*=)/g, (_, space: string, name: string) => space + name.toLowerCase()),
  );
}

export const isElement = (node: PageNode): node is PageElement => node.nodeType === 1;
export const isText = (node: PageNode): boolean => node.nodeType === 3;

/** White space collapsed. */
export const textOf = (element: PageElement | null | undefined): string | null =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? null;

/** Reduced to words, for comparing. */
export const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether two texts have the same words, or one begins the other. */
export function sameWords(one: string, other: string): boolean {
  const [a, b] = [fold(one), fold(other)];
  return (
    a !== '' &&
    b !== '' &&
    (a === b || (Math.min(a.length, b.length) > 20 && (a.startsWith(b) || b.startsWith(a))))
  );
}
