import type { Pages, WatchedPage } from '../../store/store.ts';
import type { ImportResult } from '../contract.ts';
import type { Fetching } from '../fetch/fetcher.ts';
import { nowhere, type ArticleImporter } from '../importer.ts';
import { checkAt, isWithdrawn, missingAfter, remembered, written, type Remembered } from './remembered.ts';

/** Pages of a server checked in one go; the others follow soon. */
const mostAtOnce = 20;

/** Schedules checks of a page that was added by hand, as often as for a feed entry. */
export async function watchPage(
  { server, url, title }: { readonly server: string; readonly url: string; readonly title: string },
  pages: Pages,
  now: Date,
): Promise<void> {
  await keepWatching({ server, url, title }, { said: '', checks: 0, at: now.getTime(), missing: 0 }, pages);
}

/**
 * Checks pages again: updates changed articles, withdraws those that are gone.
 *
 * @returns how many were updated or withdrawn
 */
export async function lookAgain(
  due: readonly WatchedPage[],
  pages: Pages,
  importer: Pick<ArticleImporter, 'keepEntry' | 'withdraw' | 'holds'>,
  fetcher: Fetching,
  now: Date,
): Promise<number> {
  let changed = 0;
  for (const page of due.slice(0, mostAtOnce)) {
    const { server, url, title } = page;
    const before = remembered(page.state)!;
    const one = await importer.keepEntry({ ...nowhere, url, title }, server, fetcher);
    const status = statusOf(one);
    const missing = missingAfter(before, status);
    if (one.outcome === 'changed') changed++;
    const id = one.outcome === 'refused' ? await importer.holds(url, server) : one.id;
    if (isWithdrawn(missing, status) && id !== null && (await importer.withdraw(id, server))) {
      changed++;
      await pages.remove(server, url);
    } else {
      const { checks } = before;
      await keepWatching(page, { ...before, checks: checks + 1, at: now.getTime(), missing }, pages);
    }
  }
  return changed;
}

async function keepWatching(
  { server, url, title }: { readonly server: string; readonly url: string; readonly title: string },
  state: Remembered,
  pages: Pages,
): Promise<void> {
  const next = checkAt(state);
  if (next === null) await pages.remove(server, url);
  else await pages.put({ server, url, title, nextAt: new Date(next), state: written(state) });
}

/** The HTTP status, if that is why there is no article. */
const statusOf = (one: ImportResult) => (one.outcome === 'refused' ? one : one.withoutPage)?.status;
