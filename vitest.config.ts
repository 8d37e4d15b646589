import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 40_000,
    hookTimeout: 40_000,
    // Vitest would leave one processor alone; on two, that makes everything take half as long again.
    maxWorkers: availableParallelism(),
    reporters: ['default', './test/closing-line.ts'],
  },
});
