import { totalmem } from 'node:os';

const mb = 2 ** 20;

/** How much memory this process may take, in MB: what its container allows, else what the machine has. */
export function memoryMb(): number {
  const allowed = process.constrainedMemory();
  return Math.floor((allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()) / mb);
}

/**
 * Heap of a thread for what lives a moment, in MB. By itself, V8 lets it grow to ten times as much, and keeps it; it takes a little
 * more time to collect so.
 */
export const youngHeapMb = 12;
