/** Where an archive is kept in OpenSearch. */
export interface EngineAddress {
  /** Base addresses of nodes, any of which answers. */
  readonly nodes: readonly string[];
  /** `null` where none is wanted. */
  readonly user: { readonly username: string; readonly password: string } | null;
  /** What the names of its indices begin with. */
  readonly prefix: string;
}

const form =
  /^opensearch:(https?):\/\/(?:([^\s:@/]+):([^\s@/]+)@)?([^\s@/,]+:\d{1,5}(?:,[^\s@/,]+:\d{1,5})*)\/([a-z\d][a-z\d_-]{0,60})$/;

/** @returns `null` for anything but `opensearch:http(s)://[user:password@]host:port[,host:port…]/prefix` */
export function parseAddress(written: string): EngineAddress | null {
  const [, scheme, username, password, hosts, prefix] = form.exec(written) ?? [];
  if (hosts === undefined || prefix === undefined) return null;
  const nodes = hosts.split(',').map((host) => `${scheme}://${host}`);
  if (!nodes.every((node) => URL.canParse(node))) return null;
  const user =
    username === undefined || password === undefined
      ? null
      : { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  return { nodes, user, prefix };
}
