/** Work that waits its turn, in lanes: each lane has a turn after each other, however much waits in one. */
export interface FairQueue {
  /** Does the work when it is its turn. @returns what the work does */
  add<Result>(lane: string, work: () => Promise<Result>): Promise<Result>;
}

/** @param atOnce how much is done at the same time at most */
export function createFairQueue(atOnce: number): FairQueue {
  /** The lane whose turn is next comes first. */
  const lanes = new Map<string, (() => Promise<void>)[]>();
  let running = 0;

  function next(): void {
    const [first] = lanes;
    if (first === undefined || running === atOnce) return;
    const [lane, waiting] = first;
    const work = waiting.shift()!;
    lanes.delete(lane);
    if (waiting.length > 0) lanes.set(lane, waiting);
    running++;
    void work().finally(() => {
      running--;
      next();
    });
    next();
  }

  return {
    add: (lane, work) =>
      new Promise((resolve, reject) => {
        const waiting = lanes.get(lane) ?? [];
        waiting.push(() => work().then(resolve, reject));
        lanes.set(lane, waiting);
        next();
      }),
  };
}
