// The archive's own thread, but for one question that ends it before it is answered.
import { parentPort } from 'node:worker_threads';

await import(new URL('../../../dist/archive-worker.js', import.meta.url));
parentPort.on('message', ({ given: [question] }) => {
  if (question?.text === 'crash') throw new Error('out of everything');
});
