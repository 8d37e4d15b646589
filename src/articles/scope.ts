/** Below which folder the articles of servers lie: `servers/<id of the server>/…`. */
export const serversFolder = 'servers';

/** The only server on which an article may be searched, from its id; `null` for a shared article. */
export function serverOf(id: string): string | null {
  return id.startsWith(`${serversFolder}/`) ? (/^servers\/(\d+)\//.exec(id)?.[1] ?? null) : null;
}

/** Whether an article may be seen on a server; `null` stands for everywhere else, where only what all share is. */
export function isSeenOn(id: string, server: string | null): boolean {
  const of = serverOf(id);
  return of === null || of === server;
}
