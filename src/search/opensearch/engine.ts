import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { built } from '../../built.ts';
import type { EngineAddress } from './address.ts';
import type { EngineCall, EngineCallName, EngineCalls, EngineProblem, EngineResult } from './calls.ts';
import { ProblemError } from './problem.ts';
import type { EngineThreadData } from './worker.ts';

/** How long a question waits for OpenSearch, over all nodes that are tried, in milliseconds. */
const longestMs = 8000;
/** For how long a question is tried again, in milliseconds. */
const questionPatienceMs = 2000;
/** How long nothing is asked after that was in vain, in milliseconds: others would wait behind every question. */
const awayMs = 2000;

type AskedOf<Name extends EngineCallName> = Parameters<EngineCalls[Name]>[0];
type AnswerOf<Name extends EngineCallName> = Awaited<ReturnType<EngineCalls[Name]>>;

/**
 * OpenSearch, asked by a thread of its own, so that who asks can wait for the answer without giving way to anybody, as
 * everything does that searches.
 */
export interface Engine {
  /** @throws {ProblemError} */
  wait<Name extends EngineCallName>(name: Name, given: AskedOf<Name>): AnswerOf<Name>;
  /** @param patienceMs for how long it is tried again while it fails by what passes. @throws {ProblemError} */
  call<Name extends EngineCallName>(
    name: Name,
    given: AskedOf<Name>,
    patienceMs?: number,
  ): Promise<AnswerOf<Name>>;
  close(): Promise<void>;
}

export function startEngine(address: EngineAddress): Engine {
  const { port1: port, port2: urgent } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const workerData: EngineThreadData = { address, urgent, answered };
  const worker = new Worker(built('engine-worker.js'), { workerData, transferList: [urgent], execArgv: [] });
  const waiting = new Map<number, (result: EngineResult) => void>();
  let calls = 0;
  let fault: Error | null = null;
  let away: { readonly problem: EngineProblem; readonly until: number } | null = null;
  worker.unref();
  worker.on('message', (result: EngineResult) => {
    waiting.get(result.id)?.(result);
    waiting.delete(result.id);
    if (waiting.size === 0) worker.unref();
  });
  // It only has this thread's requests: without it, this one cannot go on, and is started again as a whole.
  worker.on('error', (error) => {
    fault = new Error('The thread that asks OpenSearch has died.', { cause: error });
    throw fault;
  });

  /** Sleeps until the result of a call is there. */
  function resultOf(id: number): EngineResult {
    const until = performance.now() + longestMs;
    for (;;) {
      const before = Atomics.load(answered, 0);
      const received = receiveMessageOnPort(port)?.message as EngineResult | undefined;
      // An earlier one may come late.
      if (received?.id === id) return received;
      if (received !== undefined) continue;
      if (Atomics.wait(answered, 0, before, Math.max(0, until - performance.now())) === 'timed-out') {
        const message = `OpenSearch at ${address.nodes.join(', ')} has not answered within ${longestMs / 1000} s.`;
        return { id, problem: { isPassing: true, message } };
      }
    }
  }

  return {
    wait(name, given) {
      if (fault !== null) throw fault;
      if (away !== null && performance.now() < away.until) throw new ProblemError(away.problem);
      const call: EngineCall = { id: calls++, name, given, patienceMs: questionPatienceMs };
      port.postMessage(call);
      const result = resultOf(call.id);
      away =
        'problem' in result && result.problem.isPassing
          ? { ...result, until: performance.now() + awayMs }
          : null;
      if ('problem' in result) throw new ProblemError(result.problem);
      return result.value as AnswerOf<typeof name>;
    },
    call: (name, given, patienceMs = 0) =>
      new Promise((resolve, reject) => {
        const call: EngineCall = { id: calls++, name, given, patienceMs };
        waiting.set(call.id, (result) => {
          if ('problem' in result) reject(new ProblemError(result.problem));
          else resolve(result.value as AnswerOf<typeof name>);
        });
        worker.ref();
        worker.postMessage(call);
      }),
    async close() {
      port.close();
      await worker.terminate();
    },
  };
}
