import { createFairQueue } from './fair-queue.ts';

/** What came of a turn in which changed articles were read again. */
interface ReadingTurn {
  /** Whether nothing that has changed is left. */
  readonly isWhole: boolean;
  /** The ids of the articles that are in quarantine. */
  readonly quarantined: readonly string[];
}

export interface Refresh {
  /**
   * Has the changed articles of a server read again, or with `null` those of nobody in particular.
   *
   * @returns the ids of quarantined articles; once it resolves, everything that was changed when it was called can be searched
   */
  readonly refresh: (server: string | null) => Promise<readonly string[]>;
  /** A file of an article was written or is gone; with `null` in place of its path, any may have changed. */
  readonly changed: (path: string | null, server: string | null) => void;
}

/** What has changed since it was read. */
interface Changes {
  readonly paths: Set<string>;
  isAnything: boolean;
}

/**
 * Has articles read again that have changed, in turns: much of one server keeps no other's waiting.
 *
 * @param reread does so for a while with files of a server, or with `null` with any; without paths, it looks what has changed
 *   itself. It never runs twice at a time
 */
export function createRefresh(
  reread: (server: string | null, paths: readonly string[] | null) => Promise<ReadingTurn>,
): Refresh {
  const turns = createFairQueue(1);
  /** Those that have not begun, by lane: they serve whoever comes until then. */
  const waiting = new Map<string, Promise<readonly string[]>>();
  const changes = new Map<string, Changes>();

  function changesOf(lane: string): Changes {
    const known = changes.get(lane) ?? { paths: new Set<string>(), isAnything: false };
    changes.set(lane, known);
    return known;
  }

  async function turn(lane: string, server: string | null): Promise<ReadingTurn> {
    const { paths, isAnything } = changesOf(lane);
    changes.delete(lane);
    let isWhole = false;
    try {
      const read = await reread(server, isAnything ? null : [...paths]);
      ({ isWhole } = read);
      return read;
    } finally {
      if (!isWhole) {
        const later = changesOf(lane);
        for (const path of paths) later.paths.add(path);
        later.isAnything ||= isAnything;
      }
    }
  }

  async function refresh(lane: string, server: string | null): Promise<readonly string[]> {
    // Only once it stands among those that wait.
    await Promise.resolve();
    let read = await turns.add(lane, () => {
      waiting.delete(lane);
      return turn(lane, server);
    });
    while (!read.isWhole) read = await turns.add(lane, () => turn(lane, server));
    return read.quarantined;
  }

  return {
    refresh(server) {
      const lane = server ?? '';
      const next = waiting.get(lane) ?? refresh(lane, server);
      waiting.set(lane, next);
      return next;
    },
    changed(path, server) {
      const { paths } = changesOf(server ?? '');
      if (path === null) changesOf(server ?? '').isAnything = true;
      else paths.add(path);
    },
  };
}
