import { AsyncLocalStorage } from 'node:async_hooks';

/** Work that waits its turn, in lanes: each lane has a turn after each other, however much waits in one. */
export interface FairQueue {
  /** Does the work when it is its turn. @returns what the work does */
  add<Result>(lane: string, work: () => Promise<Result>): Promise<Result>;
}

interface Lane {
  readonly waiting: (() => Promise<void>)[];
  running: number;
}

/**
 * @param atOnce how much is done at the same time at most
 * @param ofLane how much of one lane; default as much as of all
 */
export function createFairQueue(atOnce: number, ofLane = atOnce): FairQueue {
  /** Those with work; the one whose turn is next comes first. */
  const lanes = new Map<string, Lane>();
  let running = 0;

  function next(): void {
    if (running === atOnce) return;
    const found = [...lanes].find(([, { waiting, running }]) => waiting.length > 0 && running < ofLane);
    if (found === undefined) return;
    const [name, lane] = found;
    const work = lane.waiting.shift()!;
    lanes.delete(name);
    lanes.set(name, lane);
    running++;
    lane.running++;
    void work().finally(() => {
      running--;
      lane.running--;
      if (lane.running + lane.waiting.length === 0) lanes.delete(name);
      next();
    });
    next();
  }

  return {
    add: (name, work) =>
      new Promise((resolve, reject) => {
        const lane = lanes.get(name) ?? { waiting: [], running: 0 };
        // Behind those that wait already.
        if (lane.waiting.length === 0) lanes.delete(name);
        lanes.set(name, lane);
        // Whoever made room must not be taken for whoever asked.
        const asAsked = AsyncLocalStorage.snapshot();
        lane.waiting.push(() => asAsked(work).then(resolve, reject));
        next();
      }),
  };
}
