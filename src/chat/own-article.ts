import type { ArticleFacts } from '../articles/article.ts';
import { serverOf } from '../articles/scope.ts';
import type { Importer } from '../ingest/contract.ts';
import type { Archive } from './contract/services.ts';

/** Articles that are offered where none is meant for certain: as many as a select has. */
const most = 25;

const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * The articles of its own that a server may mean. Only one is meant for certain: its key, its id or its address was given, or
 * its whole title, which no other has.
 */
export async function ownArticles(
  wanted: string,
  server: string,
  { archive, importer }: { readonly archive: Archive; readonly importer: Importer },
): Promise<{ readonly certain: ArticleFacts } | { readonly possible: readonly ArticleFacts[] }> {
  const byKey = await ownArticle(wanted, server, { archive, importer });
  if (byKey !== null) return { certain: byKey };
  const found = (await archive.article({ wanted, place: 0, server }))?.facts;
  const isNamed = found?.id === wanted || /^https?:\/\//i.test(wanted);
  if (found !== undefined && isNamed && serverOf(found.id) === server) return { certain: found };
  const possible = await archive.suggestArticles({ written: wanted, limit: most, server, isOwn: true });
  const [only, ...others] = possible.filter(({ title }) => same(title, wanted));
  if (only === undefined) return { possible };
  return others.length === 0 ? { certain: only } : { possible: [only, ...others] };
}

/** The article of a server with a key; `null` where it is not there (any more). */
export async function ownArticle(
  key: string,
  server: string,
  { archive, importer }: { readonly archive: Archive; readonly importer: Importer },
): Promise<ArticleFacts | null> {
  const id = /^[0-9a-f]{16}$/.test(key) ? await importer.idOf(key, server) : null;
  if (id === null) return null;
  const found = await archive.article({ wanted: id, place: 0, server });
  return found?.facts.id === id ? found.facts : null;
}
