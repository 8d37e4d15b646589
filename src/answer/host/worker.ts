import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Call, Message } from './calls.ts';
import { openArchive, type Sources } from './open-archive.ts';
import { workTimeOf } from './work-time.ts';

if (parentPort === null) throw new Error('The archive’s thread is started by startArchive, not by itself.');
const port = parentPort;
const post = (message: Message) => {
  port.postMessage(message);
};

const { archive, loaded } = openArchive(workerData as Sources, (event) => {
  post({ kind: 'event', event });
});

const urgent: readonly Call['name'][] = ['suggestArticles', 'suggestSources', 'suggestTopics'];
const waiting: Call[] = [];
let isWorking = false;

port.on('message', (call: Call) => {
  waiting.push(call);
  if (!isWorking) void work();
});

/** Answers the calls that wait, one at a time. Between two, those that came meanwhile are heard, so that an urgent one comes next. */
async function work(): Promise<void> {
  isWorking = true;
  while (waiting.length > 0) {
    await setImmediate();
    const first = waiting.findIndex(({ name }) => urgent.includes(name));
    for (const call of waiting.splice(Math.max(first, 0), 1)) answer(call);
  }
  isWorking = false;
}

function answer({ id, name, given }: Call): void {
  const call = archive[name] as (...given: readonly unknown[]) => Promise<unknown>;
  call(...given).then(
    (value) => {
      post({ kind: 'returned', id, value, workMs: workTimeOf(value) });
    },
    (error: unknown) => {
      post({ kind: 'threw', id, error });
    },
  );
}

// A fault while loading is nobody's here: it ends this thread, and the other one starts it again.
void loaded.then((loaded) => {
  post({ kind: 'loaded', loaded });
});
