import { Worker } from 'node:worker_threads';
import { built } from '../built.ts';
import type { ReadOutcome, Source } from './read-source.ts';

/** The largest page or feed that is read, in bytes. */
export const maxSourceBytes = 10_000_000;

const defaults = {
  /** How long one source may take, in milliseconds; ending the thread comes on top. */
  timeMs: 3500,
  /** The heap of the thread, in MB; with what lies outside it, the process grows by about 50 MB more. */
  memoryMb: 192,
};

/** Reads sources in a thread of its own. */
export interface SourceReader {
  /** @returns the articles, or why there are none; limits of size, depth, time and memory are such reasons */
  read(source: Source): Promise<ReadOutcome>;
  close(): Promise<void>;
}

/**
 * Starts the reading thread. What is read there is hostile until read: a thread that takes too long or too much memory is
 * ended, and the next source has a new one.
 */
export function startSourceReader({ timeMs, memoryMb } = defaults): SourceReader {
  let worker: Promise<Worker> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  function start(): Promise<Worker> {
    const started = new Worker(built('reading-worker.js'), {
      // Flags of this process are not the thread's.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
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

  async function readNow(source: Source): Promise<ReadOutcome> {
    if (source.bytes.length > maxSourceBytes) {
      return { reason: `it is larger than ${maxSourceBytes / 1e6} MB`, stop: 'large' };
    }
    const used = await (worker ??= start());
    used.ref();
    let timer: NodeJS.Timeout | undefined;
    const outcome = await new Promise<ReadOutcome | null>((resolve) => {
      const settle = (outcome: ReadOutcome | null) => {
        used.off('message', settle);
        used.off('error', fail);
        resolve(outcome);
      };
      const fail = (error: NodeJS.ErrnoException) => {
        worker = null;
        const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        settle({
          reason: isMemory
            ? `it takes more than ${memoryMb} MB to read`
            : `it cannot be read: ${error.message}`,
          stop: 'unreadable',
        });
      };
      used.on('message', settle);
      used.on('error', fail);
      timer = setTimeout(settle, timeMs, null);
      used.postMessage(source);
    });
    clearTimeout(timer);
    used.unref();
    if (outcome !== null) return outcome;
    worker = null;
    await used.terminate();
    return { reason: `it takes longer than ${timeMs / 1000} s to read`, stop: 'unreadable' };
  }

  return {
    read(source) {
      const reading = last.then(() => readNow(source));
      // One source at a time; that one fails is said to whoever asked for it.
      last = reading.catch(() => undefined);
      return reading;
    },
    async close() {
      await last;
      await (await worker)?.terminate();
    },
  };
}
