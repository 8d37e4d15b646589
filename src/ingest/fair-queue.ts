import { AsyncLocalStorage } from 'node:async_hooks';

/** A queue with lanes that take turns, however much waits in one of them. */
export interface FairQueue {
  /** @returns the result of the work, once its turn has come */
  add<Result>(lane: string, work: () => Promise<Result>): Promise<Result>;
}

interface Lane {
  readonly waiting: (() => Promise<void>)[];
  running: number;
}

/**
 * @param atOnce most tasks running at once
 *
 * @param ofLane most of one lane; default no limit of its own
 */
export function createFairQueue(atOnce: number, ofLane = atOnce): FairQueue {
  /** Lanes with work, the next one first. */
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
