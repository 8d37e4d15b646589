import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { EngineAddress } from './address.ts';
import type { EngineCall, EngineResult } from './calls.ts';
import { ProblemError } from './problem.ts';
import { createRequests } from './requests.ts';

if (parentPort === null) throw new Error('The engine worker must be started by startEngine.');

/** Between two attempts, in milliseconds. */
const pauseMs = 100;

export interface EngineThreadData {
  readonly address: EngineAddress;
  /** Calls that somebody waits for with the thread asleep, and what wakes it. */
  readonly urgent: MessagePort;
  readonly answered: Int32Array<SharedArrayBuffer>;
}

const { address, urgent, answered } = workerData as EngineThreadData;
const requests = createRequests(address);

parentPort.on('message', (call: EngineCall) => {
  void run(call).then((result) => {
    parentPort!.postMessage(result);
  });
});

urgent.on('message', (call: EngineCall) => {
  void run(call).then((result) => {
    urgent.postMessage(result);
    Atomics.add(answered, 0, 1);
    Atomics.notify(answered, 0);
  });
});

/** A node that is lost takes others with it for a moment: what waits for an answer is asked again. */
async function run({ id, name, given, patienceMs }: EngineCall): Promise<EngineResult> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const result = await tried({ id, name, given });
    if (!('problem' in result) || !result.problem.isPassing || performance.now() > until) return result;
    await sleep(pauseMs);
  }
}

async function tried({ id, name, given }: Omit<EngineCall, 'patienceMs'>): Promise<EngineResult> {
  try {
    return { id, value: await (requests[name] as (given: unknown) => Promise<unknown>)(given) };
  } catch (error) {
    if (error instanceof ProblemError)
      return { id, problem: { message: error.message, isPassing: error.isPassing } };
    return {
      id,
      problem: { message: `A request to OpenSearch failed: ${(error as Error).stack}`, isPassing: true },
    };
  }
}
