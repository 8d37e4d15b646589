/** Elements that are not closed, or need not be. */
const open =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|tbody|thead|tfoot|option|optgroup|colgroup|rp|rt)$/i;

/** How deep the elements of a page or feed may be nested: parsers and extractors call themselves once a level. */
export const deepest = 1000;

/** Whether elements are nested deeper than can be read, told from the tags alone: no parser is safe to ask. */
export function isTooDeep(markup: string): boolean {
  let depth = 0;
  for (const [, slash, name, end] of markup.matchAll(/<(\/?)([a-z][\w:-]*)[^<>]*?(\/?)>/gi)) {
    if (open.test(name!)) continue;
    if (slash === '/') depth = Math.max(0, depth - 1);
    else if (end !== '/' && ++depth > deepest) return true;
  }
  return false;
}
