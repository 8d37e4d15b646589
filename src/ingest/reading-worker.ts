import { parentPort } from 'node:worker_threads';
import { readSource, type Source } from './read-source.ts';

if (parentPort === null)
  throw new Error('The reading thread is started by startSourceReader, not by itself.');
const port = parentPort;

port.on('message', (source: Source) => {
  // What it throws ends this thread, and the other one tells why.
  void readSource(source).then((outcome) => {
    port.postMessage(outcome);
  });
});
port.postMessage('ready');
