// The archive's own thread, but for one question that ends it before it is answered.
import { parentPort } from 'node:worker_threads';

await import('../../../src/answer/host/worker.mjs');
parentPort.on('message', ({ given: [question] }) => {
  if (question?.text === 'crash') throw new Error('out of everything');
});
