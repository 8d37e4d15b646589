/** Limits on cookies per fetch. */
const most = { cookies: 20, characters: 4096 };

/** Cookies for one fetch: sent back along its redirects and then forgotten. Some sites redirect forever without them. */
export function createCookies() {
  const byHost = new Map<string, Map<string, string>>();
  return {
    take(address: string, header: string | string[] | undefined): void {
      const { hostname } = new URL(address);
      const held = byHost.get(hostname) ?? new Map<string, string>();
      byHost.set(hostname, held);
      for (const line of header === undefined ? [] : Array.isArray(header) ? header : [header]) {
        const [, name, value = ''] = /^\s*([^=;\s]+)\s*=\s*([^;]*)/.exec(line) ?? [];
        if (name === undefined || name.length + value.length > most.characters) continue;
        if (held.size < most.cookies || held.has(name)) held.set(name, value.trim());
      }
    },
    headersFor(address: string): Record<string, string> {
      const held = byHost.get(new URL(address).hostname);
      if (held === undefined || held.size === 0) return {};
      return { cookie: [...held].map(([name, value]) => `${name}=${value}`).join('; ') };
    },
  };
}
