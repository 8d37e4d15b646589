import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Feed, Feeds } from '../store/store.ts';
import type { Importer } from './contract.ts';
import { startPolling, type Polling } from './feed/polling.ts';
import { createFetcher } from './fetch/fetcher.ts';
import { createImporter, withoutHeldBack } from './importer.ts';
import { startSourceReader } from './reading-thread.ts';

/** How long closing waits for a feed or a page that is being read, in milliseconds. The next start reads it again. */
const closeWithinMs = 2_000;

interface IngestParts {
  readonly dataDir: string;
  /** Ports of this machine that may be fetched from, for tests. */
  readonly loopbackPorts: readonly number[];
  readonly feeds: Feeds;
  /** Makes what was imported searchable. @returns the ids of articles in quarantine */
  readonly refresh: () => Promise<readonly string[]>;
  /** Tells those who added a feed that it fails. */
  readonly tell: (feed: Feed) => Promise<void>;
  readonly log: Logger;
}

/** Starts polling the feeds; what the importer has added or withdrawn is searchable, or gone, when its promise is fulfilled. */
export function startIngest({ dataDir, loopbackPorts, feeds, refresh, tell, log }: IngestParts): {
  readonly importer: Importer;
  readonly polling: Polling;
  /** Takes up nothing more, and waits at most two seconds for what is being read. */
  close(): Promise<void>;
} {
  if (loopbackPorts.length > 0)
    log.warn({ loopbackPorts }, 'fetching from ports of this machine is allowed; this is for tests only');
  const reading = startSourceReader();
  const fetcher = createFetcher({ loopbackPorts, reading: reading.of('robots') });
  const imports = createImporter({ dataDir, fetcher, reading });
  const polling = startPolling({ dataDir, fetcher, reading, feeds, importer: imports, refresh, tell, log });
  const refreshed = async <Outcome>(outcome: Outcome): Promise<Outcome> => {
    await refresh();
    return outcome;
  };
  return {
    polling,
    importer: {
      ...imports,
      subscribe: (...given) => polling.subscribe(...given),
      add: async (...given) => withoutHeldBack(await imports.add(...given), await refresh()),
      addFile: async (...given) => withoutHeldBack(await imports.addFile(...given), await refresh()),
      remove: async (...given) => refreshed(await imports.remove(...given)),
      restore: async (...given) => refreshed(await imports.restore(...given)),
      edit: async (...given) => refreshed(await imports.edit(...given)),
    },
    async close() {
      const closed = Promise.all([polling.close(), reading.close(), fetcher.close()]);
      await Promise.race([closed, sleep(closeWithinMs, undefined, { ref: false })]);
    },
  };
}
