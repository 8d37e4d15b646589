/** Elements without, or with an optional, end tag. */
const open =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|tbody|thead|tfoot|option|optgroup|colgroup|rp|rt)$/i;

/** Deepest nesting of a page or feed: parsers and extractors recurse once per level. */
const deepest = 1000;

/** Most tags of a page or feed; the largest real ones have about a tenth. */
const mostTags = 300_000;

/**
 * Why a page or feed is too complex to parse, judged by its tags alone.
 *
 * @returns `null` if it may be parsed
 */
export function whyTooMuch(markup: string): string | null {
  let tags = 0;
  for (let at = markup.indexOf('<'); at !== -1; at = markup.indexOf('<', at + 1)) {
    if (++tags > mostTags) return `it has more than ${mostTags} tags`;
  }
  let depth = 0;
  for (const [, slash, name, end] of markup.matchAll(/<(\/?)([a-z][\w:-]*)[^<>]*?(\/?)>/gi)) {
    if (open.test(name!)) continue;
    if (slash === '/') depth = Math.max(0, depth - 1);
    else if (end !== '/' && ++depth > deepest) return `its elements are nested deeper than ${deepest} levels`;
  }
  return null;
}
