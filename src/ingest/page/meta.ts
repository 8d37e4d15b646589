import type { Page } from './dom.ts';

/** The content of the first `meta` element with one of these values as property, name or itemprop, in lower case. */
export type Meta = (...names: string[]) => string | null;

export function metaOf(page: Page): Meta {
  const values = new Map<string, string>();
  for (const element of page.querySelectorAll('meta')) {
    const content = element.getAttribute('content')?.trim();
    if (!content) continue;
    const names = ['property', 'name', 'itemprop'].map((attribute) => element.getAttribute(attribute) ?? '');
    for (const key of names.join(' ').toLowerCase().split(/\s+/)) {
      if (key !== '' && !values.has(key)) values.set(key, content);
    }
  }
  return (...names) => names.map((name) => values.get(name)).find((value) => value !== undefined) ?? null;
}
