import { parentPort } from 'node:worker_threads';
import { jobs } from './jobs.ts';

if (parentPort === null)
  throw new Error('The reading thread is started by startSourceReader, not by itself.');
const port = parentPort;

/** Posted when the work on a job begins. */
const begun = 'begun';

export type Job = {
  readonly [Name in keyof typeof jobs]: { readonly name: Name; readonly given: unknown };
}[keyof typeof jobs];

/** Parsers loaded before a job's time begins: on a busy machine, loading takes seconds. */
const readers: Partial<Record<Job['name'], () => Promise<unknown>>> = {
  read: () => import('./read-source.ts'),
  readFile: () => import('../articles/read.ts'),
  write: () => Promise.all([import('../articles/to-markdown.ts'), import('../articles/markdown.ts')]),
  recall: () => import('../articles/markdown.ts'),
};

async function work({ name, given }: Job): Promise<void> {
  await readers[name]?.();
  port.postMessage(begun);
  port.postMessage(await (jobs[name] as (given: unknown) => unknown)(given));
}

port.on('message', (job: Job) => {
  // What it throws ends this thread, and the other one tells why.
  void work(job);
});
port.postMessage('ready');
