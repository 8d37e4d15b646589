import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { built } from '../../built.ts';
import {
  archiveOf,
  type ArchiveCall,
  type ArchiveEvent,
  type ArchiveMessage,
  type CallArchive,
  type CallResult,
  type Loaded,
  type OpenArchive,
} from './calls.ts';
import { memoryMb, youngHeapMb } from '../../machine.ts';
import type { Indexing } from '../answer.ts';
import { Unsearchable } from '../unsearchable.ts';
import type { Sources } from './open-archive.ts';
import { addToQuarantine, type Quarantined } from './quarantine.ts';
import { createWorkNote, notedWork, type NotedWork } from './work-note.ts';
import type { ThreadData } from './worker.ts';

export type ThreadEvent =
  | ArchiveEvent
  | {
      readonly kind: 'crashed';
      readonly error: Error;
      /** What it was working on, now quarantined; `null` if unknown. */
      readonly quarantined: Quarantined | null;
    }
  /** It ran out of memory again, and had not got further than before; `of` is `null` if it is not known how many articles there are. */
  | {
      readonly kind: 'too little memory';
      readonly done: number;
      readonly of: number | null;
      readonly givenMb: number;
      /** For the whole program. */
      readonly neededMb: number;
    }
  /** A restarted thread has loaded all articles. */
  | { readonly kind: 'loaded again'; readonly loaded: Loaded };

/**
 * How long one call or article may block the thread, in milliseconds. Bounded work takes less than a second; the machine may be
 * busy.
 */
const deadlineMs = 20_000;
/** Checks per deadline. */
const looks = 20;
/** How many threads a call is tried on before it is given up. */
const mostTries = 2;

/** Longest delay before a thread that keeps crashing is restarted, in milliseconds. */
const longestWaitMs = 60_000;

/** How many more articles than before count as none, when memory lacks. */
const littleProgress = 100;
/** With fewer articles, it is one of them that takes too much memory. */
const fewArticles = 100;
/** How many articles in a row are blamed for a lack of memory that is none of theirs. */
const mostBlamed = 4;

/** What the program takes beside its articles, in MB. */
const programMb = 120;

/** Half of the memory of the machine, and at least what few articles need. */
const heapOfMachine = () => Math.max(96, Math.floor(Math.min(memoryMb() / 2, memoryMb() - programMb)));

/** The index of a large archive has more bytes. */
const largeIndexBytes = 100_000_000;

/**
 * Heap of the thread for what lives a moment, in MB. A question to a large archive reads so much that one for few articles is full
 * every few milliseconds, and collecting it takes longer than the answer.
 */
function youngMb({ segments }: Sources): number {
  if (segments === null || memoryMb() < 1000 || !existsSync(segments.folder)) return youngHeapMb;
  const paths = readdirSync(segments.folder).map((name) => join(segments.folder, name));
  const bytes = paths.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
  return bytes > largeIndexBytes ? 4 * youngHeapMb : youngHeapMb;
}

type Lack = Omit<Extract<ThreadEvent, { kind: 'too little memory' }>, 'kind'>;

/** What it takes to have all articles, in words. */
export const lackWords = ({ done, of, givenMb, neededMb }: Lack) =>
  `the memory is too small: ${givenMb} MB are full with ${done} articles${of === null ? ', and there are more' : ` of ${of}`}; give the program ${of === null ? 'more than ' : 'about '}${neededMb} MB`;

interface Waiting {
  readonly call: ArchiveCall;
  tries: number;
  readonly resolve: (result: CallResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Starts the archive in a thread of its own, so that neither indexing nor a question keeps this thread from anything. When the
 * thread crashes, it is started again from the segments and the files, and the questions that wait are rejected. One that hangs,
 * or runs out of memory, on an article goes on without that, and answers what waited.
 *
 * @param entry the module that the thread runs
 * @param deadline how long it may hang, in milliseconds
 * @param heapMb how much memory its articles may take, in MB
 */
export function startArchive(
  sources: Sources,
  report: (event: ThreadEvent) => void,
  entry = built('archive-worker.js'),
  deadline = deadlineMs,
  heapMb = heapOfMachine(),
): {
  readonly archive: OpenArchive;
  readonly loaded: Promise<Loaded>;
  /** Throws what is wrong, if its memory does not take all articles, or the engine that searches them does not work. */
  check(): void;
  close(): Promise<void>;
} {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let crashes = 0;
  let indexing: Indexing | null = null;
  /** Deaths by lack of memory in a row, and the most articles that were indexed before one. */
  let [starved, furthest] = [0, 0];
  let lack: Lack | null = null;
  let engineProblem: string | null = null;
  /** The article at which it died of that last. */
  let suspect: string | null = null;
  let isClosed = false;
  let isLoaded = false;
  let restart: NodeJS.Timeout | undefined;
  let resolveLoaded: (loaded: Loaded) => void;
  const loaded = new Promise<Loaded>((resolve) => (resolveLoaded = resolve));
  let worker: Worker | null = start();

  function start(): Worker {
    const note = createWorkNote();
    const workerData: ThreadData = { sources, note };
    // Flags of this process are not the thread's.
    const resourceLimits = { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb(sources) };
    const started = new Worker(entry, { workerData, execArgv: [], resourceLimits });
    let cause: unknown;
    let isHung = false;
    let beats = 0;
    let beatAt = performance.now();
    const watch = setInterval(() => {
      const work = notedWork(note);
      const now = performance.now();
      if (work.beats !== beats || (work.call === null && work.file === null))
        [beats, beatAt] = [work.beats, now];
      else if (now - beatAt > deadline) {
        isHung = true;
        cause = new Error(`It was kept from everything else for more than ${deadline / 1000} s.`);
        void started.terminate();
      }
    }, deadline / looks);
    watch.unref();
    started.on('message', receive);
    started.on('error', (error) => (cause = error));
    started.on('exit', (code) => {
      clearInterval(watch);
      worker = null;
      if (isClosed) return;
      const error = new Error(`The archive thread exited with code ${code}; it is being restarted.`, {
        cause,
      });
      const isItsWork =
        isHung || (cause as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const isStarved = !isHung && isItsWork && isWithoutProgress();
      const work = isItsWork ? notedWork(note) : null;
      const isBlamed = work !== null && (isHung || lacksMemoryBy(work, isStarved));
      const quarantined = isBlamed ? quarantine(work) : null;
      if (work === null) rejectAll(error);
      else if (work.call !== null && (quarantined === null || ++waiting.get(work.call)!.tries === mostTries))
        take(work.call)?.reject(error);
      report({ kind: 'crashed', error, quarantined });
      const again = () => {
        worker = start();
        for (const { call } of waiting.values()) worker.postMessage(call);
      };
      const waitMs = crashes === 0 ? 0 : Math.min(longestWaitMs, 500 * 2 ** crashes);
      if (quarantined === null) crashes++;
      if (quarantined !== null || waitMs === 0) again();
      else restart = setTimeout(again, waitMs);
    });
    return started;
  }

  /** Notes a death by lack of memory. @returns whether it is not the first that came no further */
  function isWithoutProgress(): boolean {
    const { done, of } = indexing ?? { done: 0, of: null };
    starved = done > furthest + littleProgress ? 1 : starved + 1;
    furthest = Math.max(furthest, done);
    if (starved < 2 || done < fewArticles) return false;
    // What there is took so many; a quarter more, for what is read and answered meanwhile.
    const neededMb = programMb + Math.ceil((1.25 * heapMb * Math.max(of ?? 0, done)) / done / 50) * 50;
    lack = { done, of, givenMb: heapMb, neededMb };
    report({ kind: 'too little memory', ...lack });
    return true;
  }

  /**
   * Whether memory lacks because of what was being done: of a question's article, or one among few; of one among many, when the
   * last death was its too; of a file of which no article has come.
   */
  function lacksMemoryBy({ call, article, came }: NotedWork, isStarved: boolean): boolean {
    const before = suspect;
    suspect = article;
    if (isStarved && starved > mostBlamed) return false;
    if (call !== null) return true;
    return article === null ? came === 0 : (indexing?.done ?? 0) < fewArticles || article === before;
  }

  function quarantine({ call, file, article }: NotedWork): Quarantined | null {
    const known = call === null ? file : article;
    if (known === null || !sources.quarantine) return null;
    const held = { file: call === null ? file : null, article, at: Date.now() };
    try {
      addToQuarantine(sources.quarantine, held);
    } catch {
      return null; // Where nothing can be written, it may die of it again.
    }
    return held;
  }

  function receive(message: ArchiveMessage): void {
    switch (message.kind) {
      case 'event':
        if (message.event.kind === 'indexing') indexing = message.event.indexing;
        if (message.event.kind === 'engine') engineProblem = message.event.problem;
        report(message.event);
        break;
      case 'loaded':
        crashes = 0;
        [starved, furthest, lack] = [0, 0, null];
        if (isLoaded) report({ kind: 'loaded again', loaded: message.loaded });
        isLoaded = true;
        resolveLoaded(message.loaded);
        break;
      case 'returned':
        take(message.id)?.resolve(message.result);
        break;
      case 'threw':
        take(message.id)?.reject(
          message.isUnsearchable ? new Unsearchable((message.error as Error).message) : message.error,
        );
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

  const call: CallArchive = (name, given) =>
    new Promise((resolve, reject) => {
      if (worker === null) throw new Error('The archive thread is not running.');
      const sent: ArchiveCall = { id: calls++, name, given };
      worker.postMessage(sent);
      waiting.set(sent.id, { call: sent, tries: 0, resolve, reject });
    });

  return {
    archive: archiveOf(call),
    loaded,
    check() {
      if (lack !== null) throw new Error(lackWords(lack));
      if (engineProblem !== null) throw new Error(engineProblem);
    },
    async close() {
      isClosed = true;
      clearTimeout(restart);
      await worker?.terminate();
      rejectAll(new Error('The archive is closed.'));
    },
  };
}
