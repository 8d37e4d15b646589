/** What a surface writes in place of a control that reorders text. */
const shownControl = /\[U\+(?:202[A-E]|206[6-9])\]/gi;
/** What has no form of its own. White space has one. */
const formless = /[^\P{Cc}\s]|[\p{Cf}\p{DI}\ufff9-\ufffb]/gu;

/**
 * What a reader can read of a text, to compare what was drawn with what is written: runs of white space are one space, and
 * characters without a form are gone, as those that the surfaces draw in their place.
 */
export function readable(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(shownControl, '')
    .replace(formless, '')
    .replace(/\s+/g, ' ')
    .trim();
}
