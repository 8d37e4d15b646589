import { totalmem } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const mb = 2 ** 20;

/** How much memory this process may take, in MB: what its container allows, else what the machine has. */
export function memoryMb(): number {
  const allowed = process.constrainedMemory();
  return Math.floor((allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()) / mb);
}

/** Whether the machine, or what its container allows, is so small that nothing may be done side by side. */
export const isSmall = () => memoryMb() < 600;

/**
 * Heap of a thread for what lives a moment, in MB. By itself, V8 lets it grow to ten times as much, and keeps it; it takes a little
 * more time to collect so.
 */
export const youngHeapMb = 12;

/** By when what a piece of work has held is garbage, in milliseconds. */
const garbageAfterMs = 3000;

/**
 * Gives back what this thread held for a piece of work that has just ended, in about 0.1 s per 100 MB: V8 by itself waits until more is
 * taken, which may be for ever.
 */
export function collectGarbageSoon(): void {
  setTimeout(() => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    // What the first leaves in pages that are almost empty, the second puts together.
    for (let time = 0; time < 2; time++) collect();
  }, garbageAfterMs).unref();
}
