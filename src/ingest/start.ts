import type { Logger } from 'pino';
import type { Feed, Feeds, Pages } from '../store/store.ts';
import type { Importer } from './contract.ts';
import { watchPage } from './feed/added-pages.ts';
import { startPolling, type Polling } from './feed/polling.ts';
import { createFetcher } from './fetch/fetcher.ts';
import { createImporter, withoutHeldBack } from './importer.ts';
import type { Quota } from './keep/room.ts';
import { startSourceReader } from './reading-thread.ts';

interface IngestParts {
  readonly dataDir: string;
  /** Ports of this machine that may be fetched from, for tests. */
  readonly loopbackPorts: readonly number[];
  readonly feeds: Feeds;
  /** Of articles that were added by hand. */
  readonly pages: Pages;
  /** What a server may hold of its own. */
  readonly quota: Quota;
  /** Makes what has changed on a server searchable. @returns the ids of articles in quarantine */
  readonly refresh: (server: string | null) => Promise<readonly string[]>;
  /** Tells those who added a feed that it fails. */
  readonly tell: (feed: Feed) => Promise<void>;
  readonly log: Logger;
}

/** Starts polling the feeds; what the importer has added or withdrawn is searchable, or gone, when its promise is fulfilled. */
export function startIngest({
  dataDir,
  loopbackPorts,
  quota,
  feeds,
  pages,
  refresh,
  tell,
  log,
}: IngestParts): {
  readonly importer: Importer;
  readonly polling: Polling;
  /** Takes up nothing more, and waits for what is being read. */
  close(): Promise<void>;
} {
  if (loopbackPorts.length > 0)
    log.warn({ loopbackPorts }, 'fetching from ports of this machine is allowed; this is for tests only');
  const reading = startSourceReader(undefined, ({ lane, ...exceeded }) => {
    log.warn(
      { server: lane, ...exceeded },
      'something from outside took too much to be read, and is refused',
    );
  });
  const fetcher = createFetcher({ loopbackPorts, reading: reading.of('robots') });
  const imports = createImporter({
    ...{ dataDir, fetcher, reading, quota },
    onPage: (page) => watchPage(page, pages, new Date()),
  });
  const polling = startPolling({
    ...{ dataDir, fetcher, reading, feeds, pages, refresh, tell, log },
    importer: imports,
  });
  const refreshed = async <Outcome>(server: string | null, outcome: Outcome): Promise<Outcome> => {
    await refresh(server);
    return outcome;
  };
  return {
    polling,
    importer: {
      ...imports,
      subscribe: (...given) => polling.subscribe(...given),
      add: async (url, server, progress) =>
        withoutHeldBack(await imports.add(url, server, progress), await refresh(server)),
      addFile: async (url, server) =>
        withoutHeldBack(await imports.addFile(url, server), await refresh(server)),
      remove: async (id, server) => refreshed(server, await imports.remove(id, server)),
      restore: async (key, server) => refreshed(server, await imports.restore(key, server)),
      edit: async (id, server, facts) => refreshed(server, await imports.edit(id, server, facts)),
    },
    async close() {
      await Promise.all([polling.close(), reading.close(), fetcher.close()]);
    },
  };
}
