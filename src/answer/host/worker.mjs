// Node 20 reads no TypeScript in a worker thread before tsx is registered in it.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
