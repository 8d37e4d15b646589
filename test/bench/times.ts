/** Milliseconds that something takes. */
export async function timed(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The time within which a share of all were done; `null` of none. */
export function percentile(times: readonly number[], share: number): number | null {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}

/** How many times as long one takes as another, at the same percentile. */
export const ratio = (a: number | null, b: number | null) =>
  a === null || b === null ? '–' : (a / b).toFixed(2);

export const milliseconds = (ms: number | null) => (ms === null ? '–' : `${ms.toFixed(1)} ms`);
