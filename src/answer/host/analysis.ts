import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Article } from '../../articles/article.ts';
import { built } from '../../built.ts';
import { isSmall, memoryMb, youngHeapMb } from '../../machine.ts';

/** Articles that are to be written as a segment. */
export interface AnalysisTask {
  readonly path: string;
  readonly version: string;
  readonly scope: string;
  readonly articles: readonly Article[];
  /** Of the first of them; the others follow. */
  readonly order: number;
}

export interface AnalysisDone {
  /** Ids of the articles that could not be analysed, with the reasons. */
  readonly refused: readonly (readonly [id: string, reason: string])[];
}

/** More take memory, and have too little to do beside one thread that reads. */
const mostWorkers = 4;
/** Heap of a worker, in MB. What takes more is analysed one by one by the thread that asked; `charactersOfTask` take less. */
const heapMb = () => Math.max(80, Math.min(512, Math.floor(memoryMb() / 8)));
/** How much text one task has at most. */
export const charactersOfTask = () => Math.min(4_000_000, 15_000 * heapMb());
/** How long a worker may take for one task, in milliseconds: 500 ordinary articles take 3 s. */
const deadlineMs = 60_000;
/** How long a thread waits for its next task before it ends, in milliseconds: starting one takes longer than a task of few articles. */
const idleMs = 5000;

/** Threads that analyse many articles side by side. */
export interface Analysis {
  /** How many tasks are worked on at a time. */
  readonly workers: number;
  /** @throws when a worker died of a task, or takes too long */
  analyse(task: AnalysisTask): Promise<AnalysisDone>;
}

interface Thread {
  readonly worker: Worker;
  /** What it works on. */
  current: {
    readonly resolve: (done: AnalysisDone) => void;
    readonly reject: (error: Error) => void;
    readonly late: NodeJS.Timeout;
  } | null;
  idle?: NodeJS.Timeout;
}

/** Each thread is started when there is work for it, and ends when there has been none for a while. */
export function startAnalysis(): Analysis {
  const threads = new Set<Thread>();

  function start(): Thread {
    const thread: Thread = {
      worker: new Worker(built('analysis-worker.js'), {
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: heapMb(), maxYoungGenerationSizeMb: youngHeapMb },
      }),
      current: null,
    };
    threads.add(thread);
    const end = (error: Error) => {
      threads.delete(thread);
      finish(thread)?.reject(error);
    };
    thread.worker.on('message', (done: AnalysisDone) => finish(thread)?.resolve(done));
    thread.worker.on('error', end);
    thread.worker.on('exit', (code) => {
      end(new Error(`the analysis thread ended with code ${code}`));
    });
    return thread;
  }

  function finish(thread: Thread): Thread['current'] {
    const { current } = thread;
    thread.current = null;
    clearTimeout(current?.late);
    thread.worker.unref();
    thread.idle = setTimeout(() => void thread.worker.terminate(), idleMs).unref();
    return current;
  }

  return {
    workers: isSmall() ? 1 : Math.min(mostWorkers, availableParallelism()),
    analyse: (task) =>
      new Promise((resolve, reject) => {
        const thread = [...threads].find(({ current }) => current === null) ?? start();
        clearTimeout(thread.idle);
        thread.worker.ref();
        const late = setTimeout(() => void thread.worker.terminate(), deadlineMs);
        thread.current = { resolve, reject, late };
        thread.worker.postMessage(task);
      }),
  };
}
