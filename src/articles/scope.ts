/** Below which folder the articles of servers lie: `servers/<id of the server>/…`. */
export const serversFolder = 'servers';

/** The folder of a server, with "/" between its parts. */
export const folderOfServer = (server: string) => `${serversFolder}/${server}`;

/** The only server on which an article may be searched, from its id; `null` for a shared article. */
export function serverOf(id: string): string | null {
  return id.startsWith(`${serversFolder}/`) ? (/^servers\/(\d+)\//.exec(id)?.[1] ?? null) : null;
}

/** Whether an article that only one server may search, or all, can be seen on a server; `null` is everywhere else. */
export function visibleTo(entry: { readonly server: string | null }, server: string | null): boolean {
  return entry.server === null || entry.server === server;
}
