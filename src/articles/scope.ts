/** Below which folder the articles of servers lie: `servers/<id of the server>/…`. */
export const serversFolder = 'servers';

/** The server on which alone an article may be searched, told by its id; `null` for one that all share. */
export function serverOf(id: string): string | null {
  return id.startsWith(`${serversFolder}/`) ? (/^servers\/(\d+)\//.exec(id)?.[1] ?? null) : null;
}

/** Whether an article that only one server may search, or all, can be seen on a server; `null` is everywhere else. */
export function visibleTo(entry: { readonly server: string | null }, server: string | null): boolean {
  return entry.server === null || entry.server === server;
}
