import { parentPort, workerData } from 'node:worker_threads';
import type { Call, Message } from './archive-messages.ts';
import { openArchive, type Sources } from './open-archive.ts';

if (parentPort === null) throw new Error('The archive’s thread is started by startArchive, not by itself.');
const port = parentPort;
const post = (message: Message) => {
  port.postMessage(message);
};

const { archive, loaded } = openArchive(workerData as Sources, (event) => {
  post({ kind: 'event', event });
});

port.on('message', ({ id, name, given }: Call) => {
  const call = archive[name] as (...given: readonly unknown[]) => Promise<unknown>;
  call(...given).then(
    (value) => {
      post({ kind: 'returned', id, value });
    },
    (error: unknown) => {
      post({ kind: 'threw', id, error });
    },
  );
});

// A fault while loading is nobody's here: it ends this thread, and the other one starts it again.
void loaded.then((loaded) => {
  post({ kind: 'loaded', loaded });
});
