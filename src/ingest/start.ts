import type { Logger } from 'pino';
import type { Feed, Store } from '../store/store.ts';
import type { Importer, ImportResult } from './contract.ts';
import { watchPage } from './feed/added-pages.ts';
import { startPolling, type Polling } from './feed/polling.ts';
import type { Refresh } from './refreshing.ts';
import { createFetcher } from './fetch/fetcher.ts';
import { createImporter, withoutHeldBack } from './importer.ts';
import type { ArticleFiles } from './keep/article-files.ts';
import { startSourceReader } from './reading-thread.ts';

/** Articles that a server may hold of its own. */
const mostOfServer = 2000;

interface IngestParts {
  readonly dataDir: string;
  /** Ports of this machine that may be fetched from, for tests. */
  readonly loopbackPorts: readonly number[];
  /** Bytes of articles that a server may hold of its own. */
  readonly serverBytes: number;
  readonly store: Pick<Store, 'feeds' | 'pages' | 'outbox'>;
  /** As in `ImporterParts`. */
  readonly files?: ArticleFiles | undefined;
  /** Whether something can be saved now. */
  readonly mayWrite: () => boolean;
  /** Has what was changed read again. */
  readonly refresh: Refresh;
  /** Notifies those who added a feed of its failure. */
  readonly tell: (feed: Feed) => Promise<void>;
  readonly log: Logger;
}

/** Starts polling. Once a promise of the importer is fulfilled, what it added is searchable, and what it removed is not. */
export function startIngest({
  dataDir,
  loopbackPorts,
  serverBytes,
  store: { feeds, pages, outbox },
  files,
  mayWrite,
  refresh: { refresh, changed },
  tell,
  log,
}: IngestParts): {
  readonly importer: Importer;
  readonly polling: Polling;
  /** As in `ArticleImporter`. */
  reopen(): void;
  /** Starts nothing new, and waits for what is being read. */
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
    ...{ dataDir, fetcher, reading, quota: { articles: mostOfServer, bytes: serverBytes } },
    changed,
    files,
    onPage: (page) => watchPage(page, pages, new Date()),
  });
  const polling = startPolling({
    ...{ dataDir, fetcher, reading, feeds, pages, outbox, mayWrite, refresh, tell, log },
    importer: imports,
  });
  /** What somebody adds has arrived, as what a feed has. */
  const arrived = async (results: readonly ImportResult[]) => {
    for (const one of results)
      if (one.outcome === 'added') await outbox.arrive({ article: one.id, feed: null, at: new Date() });
    return results;
  };
  const refreshed = async <Outcome>(server: string | null, outcome: Outcome): Promise<Outcome> => {
    await refresh(server);
    return outcome;
  };
  return {
    polling,
    reopen() {
      imports.reopen();
    },
    importer: {
      ...imports,
      subscribe: (...given) => polling.subscribe(...given),
      add: async (url, server, progress) =>
        withoutHeldBack(await arrived(await imports.add(url, server, progress)), await refresh(server)),
      addFile: async (url, server) =>
        withoutHeldBack(await arrived(await imports.addFile(url, server)), await refresh(server)),
      remove: async (id, server) => refreshed(server, await imports.remove(id, server)),
      restore: async (key, server) => refreshed(server, await imports.restore(key, server)),
      edit: async (id, server, facts) => refreshed(server, await imports.edit(id, server, facts)),
    },
    async close() {
      await Promise.all([polling.close(), reading.close(), fetcher.close()]);
    },
  };
}
