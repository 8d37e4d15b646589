import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { collectGarbageSoon } from '../../machine.ts';
import { Unsearchable } from '../unsearchable.ts';
import type { ArchiveCall, ArchiveMessage } from './calls.ts';
import { openArchive, type Sources } from './open-archive.ts';
import { noteTakerOf, type WorkNote } from './work-note.ts';

if (parentPort === null) throw new Error('The archive worker must be started by startArchive.');
const port = parentPort;
/** Milliseconds between two beats. */
const beatMs = 250;
const post = (message: ArchiveMessage) => {
  port.postMessage(message);
};

export interface ThreadData {
  readonly sources: Sources;
  readonly note: WorkNote;
}

const data = workerData as ThreadData;
const note = noteTakerOf(data.note);
setInterval(() => {
  note.beat();
}, beatMs);

const { call, restored, loaded } = openArchive(
  data.sources,
  (event) => {
    post({ kind: 'event', event });
    if (event.kind === 'kept') collectGarbageSoon();
  },
  note,
);

const waiting: ArchiveCall[] = [];
let isWorking = false;

port.on('message', (call: ArchiveCall) => {
  waiting.push(call);
  if (!isWorking) void work();
});

/** Answers pending calls one at a time, in order. */
async function work(): Promise<void> {
  isWorking = true;
  while (waiting.length > 0) {
    await setImmediate();
    await restored;
    const call = waiting.shift()!;
    // What changes the archive goes on while others are answered; all else is done when it returns.
    if (call.name === 'reread') void answer(call);
    else await answer(call);
  }
  isWorking = false;
}

async function answer({ id, name, given }: ArchiveCall): Promise<void> {
  if (name !== 'reread') note.call(id);
  try {
    post({ kind: 'returned', id, result: await call(name, given) });
  } catch (error) {
    post({ kind: 'threw', id, error, isUnsearchable: error instanceof Unsearchable });
  } finally {
    if (name !== 'reread') note.call(null);
  }
}

// A fault while loading is nobody's here: it ends this thread, and the other one starts it again.
void loaded.then((loaded) => {
  post({ kind: 'loaded', loaded });
});
