import { setTimeout as wait } from 'node:timers/promises';
import { createEngineSegments, type EngineSegments } from '../../search/opensearch/engine-segments.ts';
import { startEngine } from '../../search/opensearch/engine.ts';
import { ProblemError } from '../../search/opensearch/problem.ts';
import { Unsearchable } from '../unsearchable.ts';
import { engineOwner } from './engine-owner.ts';
import type { EngineUse } from './engine-part.ts';
import { indexingVersion } from './version.ts';

/** How often an engine is looked for that is not there, and how often one that was, in milliseconds. */
const retryMs = 2000;
const checkMs = 10_000;

/** An engine that may be away, also at the start, and is looked after. */
export interface WatchedEngine {
  /** Waits until it can be used; where nothing is written, nobody waits. @throws {Unsearchable} then */
  open(): Promise<EngineSegments>;
  /** Resolves once it has been looked for in vain. */
  readonly missed: Promise<void>;
  /** @throws {Unsearchable} while it has not been there yet */
  expect(): void;
  /** Tells of a problem with it, once. */
  say(problem: string): void;
  /** Does what it may be needed for, again while it is away. */
  needing<Value>(work: () => Value): Promise<Value>;
}

/**
 * @param folder of the segments that wait for it
 * @param write whether it is written to, and waited for
 * @param report is told of a problem, and of its end: `null`
 * @param isBack is called when it works again
 */
export function watchEngine(
  { address, owner }: EngineUse,
  { folder, write }: { readonly folder: string; readonly write: boolean },
  report: (problem: string | null) => void,
  isBack: () => void,
): WatchedEngine {
  const engine = startEngine(address);
  let isThere: boolean | null = null;
  let said: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let miss!: () => void;
  const missed = new Promise<void>((resolve) => (miss = resolve));

  function tell(problem: string | null): void {
    if (problem === said) return;
    said = problem;
    report(problem);
  }

  function lookSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), said === null ? checkMs : retryMs).unref();
  }

  async function look(): Promise<void> {
    try {
      await engine.call('check', undefined);
      if (said !== null) isBack();
      tell(null);
    } catch (error) {
      tell((error as Error).message);
    }
    lookSoon();
  }

  const watched: WatchedEngine = {
    missed,
    async open() {
      const writer = write ? (owner ?? (await engineOwner(folder))) : null;
      for (;;) {
        try {
          await engine.call('open', { version: indexingVersion, owner: writer });
          isThere = true;
          tell(null);
          if (write) lookSoon();
          return createEngineSegments(engine);
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
          if (!write) throw new Unsearchable(error.message);
          isThere = false;
          tell(error.message);
          miss();
          await wait(retryMs);
        }
      }
    },
    expect() {
      if (isThere === false) throw new Unsearchable(said!);
    },
    say(problem) {
      tell(problem);
      if (isThere === true && write) lookSoon();
    },
    async needing(work) {
      for (;;) {
        try {
          return work();
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
          watched.say(error.message);
          await wait(retryMs);
        }
      }
    },
  };
  return watched;
}
