import { Worker } from 'node:worker_threads';
import type { Call, Message } from './calls.ts';
import type { ArchiveEvent, Loaded, OpenArchive, Sources } from './open-archive.ts';
import { workedOn } from './work-time.ts';

/** What happens in the archive's thread. */
export type ThreadEvent = ArchiveEvent | { readonly kind: 'crashed'; readonly error: Error };

/** The longest wait before a thread that crashes again and again is started anew, in milliseconds. */
const longestWaitMs = 60_000;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Starts the archive in a thread of its own, so that neither indexing nor a question keeps this thread from anything. When the
 * thread crashes, the questions that wait are rejected and it is started again from the snapshot and the files.
 *
 * @param entry the module that the thread runs
 */
export function startArchive(
  sources: Sources,
  report: (event: ThreadEvent) => void,
  entry = new URL('worker.mjs', import.meta.url),
): { readonly archive: OpenArchive; readonly loaded: Promise<Loaded>; close(): Promise<void> } {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let crashes = 0;
  let isClosed = false;
  let restart: NodeJS.Timeout | undefined;
  let resolveLoaded: (loaded: Loaded) => void;
  const loaded = new Promise<Loaded>((resolve) => (resolveLoaded = resolve));
  let worker: Worker | null = start();

  function start(): Worker {
    // The flags of this process would register tsx a second time.
    const started = new Worker(entry, { workerData: sources, execArgv: [] });
    let cause: unknown;
    started.on('message', receive);
    started.on('error', (error) => (cause = error));
    started.on('exit', (code) => {
      worker = null;
      if (isClosed) return;
      const error = new Error(`The archive’s thread ended with exit code ${code}; it is started again.`, {
        cause,
      });
      rejectAll(error);
      report({ kind: 'crashed', error });
      const waitMs = crashes === 0 ? 0 : Math.min(longestWaitMs, 500 * 2 ** crashes);
      crashes++;
      restart = setTimeout(() => (worker = start()), waitMs);
    });
    return started;
  }

  function receive(message: Message): void {
    switch (message.kind) {
      case 'event':
        report(message.event);
        break;
      case 'loaded':
        crashes = 0;
        resolveLoaded(message.loaded);
        break;
      case 'returned':
        if (message.workMs !== undefined) workedOn(message.value, message.workMs);
        take(message.id)?.resolve(message.value);
        break;
      case 'threw':
        take(message.id)?.reject(message.error);
        break;
    }
  }

  function take(id: number): Waiting | undefined {
    const taken = waiting.get(id);
    waiting.delete(id);
    return taken;
  }

  function rejectAll(error: Error): void {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  const call =
    <Name extends keyof OpenArchive>(name: Name) =>
    (...given: Parameters<OpenArchive[Name]>) =>
      new Promise<Awaited<ReturnType<OpenArchive[Name]>>>((resolve, reject) => {
        if (worker === null) throw new Error('The archive’s thread is not running.');
        const sent: Call = { id: calls++, name, given };
        worker.postMessage(sent);
        waiting.set(sent.id, { resolve: resolve as Waiting['resolve'], reject });
      });

  return {
    archive: {
      apply: call('apply'),
      reread: call('reread'),
      ask: call('ask'),
      explain: call('explain'),
      search: call('search'),
      timeline: call('timeline'),
      latest: call('latest'),
      article: call('article'),
      context: call('context'),
      changed: call('changed'),
      standing: call('standing'),
      sources: call('sources'),
      counts: call('counts'),
      passages: call('passages'),
      suggestArticles: call('suggestArticles'),
      suggestSources: call('suggestSources'),
      suggestTopics: call('suggestTopics'),
    },
    loaded,
    async close() {
      isClosed = true;
      clearTimeout(restart);
      await worker?.terminate();
      rejectAll(new Error('The archive is closed.'));
    },
  };
}
