import { createFairQueue } from './fair-queue.ts';

/** What came of a turn in which changed articles were read again. */
interface ReadingTurn {
  /** Whether nothing that has changed is left. */
  readonly isWhole: boolean;
  /** The ids of the articles that are in quarantine. */
  readonly quarantined: readonly string[];
}

/**
 * Has articles read again that have changed, in turns: much of one server keeps no other's waiting.
 *
 * @param reread does so for a while with the articles of a server, or with `null` with all; it never runs twice at a time
 * @returns once it resolves, everything that was in the files of the server when it was called can be searched
 */
export function createRefresh(
  reread: (server: string | null) => Promise<ReadingTurn>,
): (server: string | null) => Promise<readonly string[]> {
  const turns = createFairQueue(1);
  /** Those that have not begun, by lane: they serve whoever comes until then. */
  const waiting = new Map<string, Promise<readonly string[]>>();

  async function refresh(lane: string, server: string | null): Promise<readonly string[]> {
    // Only once it stands among those that wait.
    await Promise.resolve();
    let turn = await turns.add(lane, () => {
      waiting.delete(lane);
      return reread(server);
    });
    while (!turn.isWhole) turn = await turns.add(lane, () => reread(server));
    return turn.quarantined;
  }

  return (server) => {
    const lane = server ?? '';
    const next = waiting.get(lane) ?? refresh(lane, server);
    waiting.set(lane, next);
    return next;
  };
}
