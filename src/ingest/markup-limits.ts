/** Elements that are not closed, or need not be. */
const open =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|tbody|thead|tfoot|option|optgroup|colgroup|rp|rt)$/i;

/** How deep the elements of a page or feed may be nested: parsers and extractors call themselves once a level. */
const deepest = 1000;

/** How many tags a page or feed may have; the largest real ones have about a tenth. */
const mostTags = 300_000;

/**
 * Why a page or feed is too much for any parser, told from its tags alone.
 *
 * @returns `null` when it may be parsed
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
