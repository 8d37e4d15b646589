import { archiveCalls, type OpenArchive } from './calls.ts';

/** Has work done when it is the turn of its lane. */
export interface Turns {
  add<Result>(lane: string, work: () => Promise<Result>): Promise<Result>;
}

/** The archive for many servers: a call waits for the turn of its server, so that those of one, however many, keep no other's waiting. */
export function inTurns(archive: OpenArchive, turns: Turns): OpenArchive {
  const methods = archiveCalls.map((name) => {
    const call = archive[name] as (...given: readonly unknown[]) => Promise<unknown>;
    // This has turns of its own, and others are answered meanwhile.
    if (name === 'reread') return [name, call];
    return [name, (...given: readonly unknown[]) => turns.add(laneOf(given), () => call(...given))];
  });
  return Object.fromEntries(methods) as OpenArchive;
}

/** The server that a call is for; what is for none, or for nobody in particular, shares a lane. */
function laneOf([asked]: readonly unknown[]): string {
  if (typeof asked !== 'object' || asked === null) return '';
  const { server, filter } = asked as Readonly<Record<string, unknown>>;
  const wanted = server ?? (filter as { readonly server?: unknown } | undefined)?.server;
  return typeof wanted === 'string' ? wanted : '';
}
