import { Worker } from 'node:worker_threads';
import { built } from '../built.ts';
import { memoryMb, youngHeapMb } from '../machine.ts';
import { createFairQueue } from './fair-queue.ts';
import type { ImportFailure } from './failure.ts';
import type { jobs } from './jobs.ts';
import type { Job } from './reading-worker.ts';

export const maxSourceBytes = 10_000_000;

const defaults = {
  /** Per source, in milliseconds; ending the thread comes on top. */
  timeMs: 3500,
  /** Heap of the thread, in MB; the process grows by about 50 MB more. A quarter of a small machine. */
  memoryMb: Math.min(192, Math.max(64, Math.floor(memoryMb() / 4))),
};

/** How long the thread waits for the next job, in milliseconds. */
const restAfterMs = 60_000;

type Jobs = typeof jobs;

/** Runs `jobs` in a thread. Exceeding a limit is a failure like any other. */
export type SourceReader = {
  readonly [Name in keyof Jobs]: (
    given: Parameters<Jobs[Name]>[0],
  ) => Promise<Awaited<ReturnType<Jobs[Name]>> | ImportFailure>;
} & {
  /** The same reader for another lane; lanes take turns. */
  of(lane: string): SourceReader;
  close(): Promise<void>;
};

/** A job that exceeded a limit or crashed the thread. */
export interface Exceeded {
  /** The lane in which it was read. */
  readonly lane: string;
  readonly job: keyof Jobs;
  /** Its address, name or id, if it has one. */
  readonly what: string | null;
  readonly reason: string;
}

/**
 * Starts the reading thread. All input is hostile: a thread that takes too much time or memory is terminated and replaced.
 *
 * @param report is called with everything that ended the thread
 */
export function startSourceReader(
  { timeMs, memoryMb } = defaults,
  report: (exceeded: Exceeded) => void = () => undefined,
): SourceReader {
  let worker: Promise<Worker> | null = null;
  let idle: NodeJS.Timeout | undefined;
  // One job at a time; that one fails is said to whoever asked for it.
  const queue = createFairQueue(1);

  function start(): Promise<Worker> {
    const started = new Worker(built('reading-worker.js'), {
      // Flags of this process are not the thread's.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngHeapMb },
    });
    started.unref();
    // One that is being ended may still run out of memory; nobody waits for it then.
    started.on('error', () => undefined);
    return new Promise((resolve, reject) => {
      started.once('message', () => {
        started.removeListener('error', reject);
        resolve(started);
      });
      started.once('error', reject);
    });
  }

  /** Gives back the memory of a thread that has nothing to do; the next job starts another. */
  function rest(): void {
    const resting = worker;
    worker = null;
    void resting?.then((thread) => thread.terminate());
  }

  async function doNow(job: Job, lane: string): Promise<unknown> {
    const failed = (reason: string): ImportFailure => {
      report({ lane, job: job.name, what: whatOf(job.given), reason });
      return { reason, code: 'unreadable' };
    };
    clearTimeout(idle);
    const used = await (worker ??= start());
    used.ref();
    let timer: NodeJS.Timeout | undefined;
    const settled = await new Promise<{ readonly outcome: unknown } | null>((resolve) => {
      const settle = (settled: { readonly outcome: unknown } | null) => {
        used.off('message', done);
        used.off('error', fail);
        resolve(settled);
      };
      const done = (outcome: unknown) => {
        if (outcome === 'begun') timer = setTimeout(settle, timeMs, null);
        else settle({ outcome });
      };
      const fail = (error: NodeJS.ErrnoException) => {
        worker = null;
        const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        const reason = isMemory
          ? `it takes more than ${memoryMb} MB of memory to read`
          : `it cannot be read: ${error.message}`;
        done(failed(reason));
      };
      used.on('message', done);
      used.on('error', fail);
      used.postMessage(job);
    });
    clearTimeout(timer);
    used.unref();
    idle = setTimeout(rest, restAfterMs).unref();
    if (settled !== null) return settled.outcome;
    worker = null;
    await used.terminate();
    return failed(`it takes longer than ${timeMs / 1000} s to read`);
  }

  function readerOf(lane: string): SourceReader {
    const does =
      <Name extends keyof Jobs>(name: Name) =>
      (given: Parameters<Jobs[Name]>[0]) =>
        queue.add(lane, () => doNow({ name, given }, lane)) as Promise<Awaited<ReturnType<Jobs[Name]>>>;
    const read = does('read');
    return {
      read: async (source) =>
        source.bytes.length > maxSourceBytes
          ? { reason: `it is larger than ${maxSourceBytes / 1e6} MB`, code: 'large' }
          : read(source),
      readFile: does('readFile'),
      readOpml: does('readOpml'),
      readRobots: does('readRobots'),
      prepare: does('prepare'),
      write: does('write'),
      recall: does('recall'),
      of: readerOf,
      async close() {
        await queue.add('close', () => Promise.resolve());
        clearTimeout(idle);
        await (await worker)?.terminate();
      },
    };
  }
  return readerOf('');
}

/** How a user would refer to what a job was given. */
function whatOf(given: unknown): string | null {
  const { url, name, id } = given as Readonly<Record<'url' | 'name' | 'id', unknown>>;
  const found = [url, name, id].find((one) => typeof one === 'string' && one !== '');
  return found === undefined ? null : (found as string);
}
