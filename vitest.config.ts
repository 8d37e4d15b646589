import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Threads and the page come from the build.
    globalSetup: 'src/build.mjs',
    testTimeout: 40_000,
    hookTimeout: 40_000,
    // Loading the program anew for each file took a quarter of the time; tests leave nothing behind for the next file.
    isolate: false,
    // Many tests wait for a pause or a program that starts, and leave their processor to another file.
    maxWorkers: availableParallelism() + 1,
    reporters: ['default', './test/closing-line.ts'],
  },
});
