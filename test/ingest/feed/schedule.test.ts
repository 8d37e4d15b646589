import { describe, expect, it } from 'vitest';
import { intervalAfterReading, varied, waitAfterFailure } from '../../../src/ingest/feed/schedule.ts';

const minuteMs = 60_000;
const everyMs = 30 * minuteMs;
const stopped = { reason: 'it answers with 503', code: 'status' } as const;

describe('how long a feed is left alone', () => {
  it('grows while it is quiet, to 6 hours at most', () => {
    expect(intervalAfterReading({ everyMs }, false)).toBe(45 * minuteMs);
    expect(intervalAfterReading({ everyMs: 300 * minuteMs }, false)).toBe(360 * minuteMs);
  });
  it('shrinks with news, to 5 minutes at least', () => {
    expect(intervalAfterReading({ everyMs }, true)).toBe(15 * minuteMs);
    expect(intervalAfterReading({ everyMs: 6 * minuteMs }, true)).toBe(5 * minuteMs);
  });
  it('doubles with every failure, to a day at most', () => {
    const waits = [1, 2, 3, 50].map((failures) => waitAfterFailure({ everyMs }, failures, stopped));
    expect(waits).toEqual([30, 60, 120, 1440].map((minutes) => minutes * minuteMs));
  });
  it('is what its server asks for, where that is longer', () => {
    const asks = { ...stopped, retryAfterMs: 50 * minuteMs };
    expect([1, 2].map((failures) => waitAfterFailure({ everyMs }, failures, asks) / minuteMs)).toEqual([
      50, 60,
    ]);
  });
  it('varies by a tenth', () => {
    const waits = Array.from({ length: 200 }, () => varied(everyMs));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(everyMs * 0.9);
    expect(Math.max(...waits)).toBeLessThanOrEqual(everyMs * 1.1);
    expect(new Set(waits).size).toBeGreaterThan(1);
  });
});
