/** Words at either end of a stretch of text by which it is found. */
const words = 5;
/** Characters that may be added to an address. */
const longest = 300;

/**
 * The address of a page at some of its words: browsers scroll to them and highlight them, or just open the
 * page if they do not find them (https://wicg.github.io/scroll-to-text-fragment/).
 *
 * @returns the address as it is, where the words would make it too long
 */
export function atText(url: string, text: string): string {
  const lines = text
    .split('\n')
    .map(wordsOf)
    .filter((line) => line.length > 0);
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined || !/^https?:/i.test(url) || !URL.canParse(url)) return url;
  const whole = lines.length === 1 && first.length <= 2 * words;
  const directive = whole
    ? encoded(first)
    : `${encoded(first.slice(0, words))},${encoded(last.slice(-words))}`;
  if (directive.length > longest) return url;
  const [page] = url.split('#');
  const anchor = url.slice(page!.length + 1);
  return `${page!}#${anchor}:~:text=${directive}`;
}

const wordsOf = (line: string) => line.split(/\s+/).filter((word) => word !== '');

/** A dash would part what stands before or after from the text. */
const encoded = (line: readonly string[]) =>
  encodeURIComponent(line.join(' ').toWellFormed()).replace(
    /[-()'*!~]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
