import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { kindOfPrivate } from './addresses.ts';

/** The message says why it may not be connected to. */
export class RefusedAddress extends Error {}

/** Addresses tried per host name. */
const mostAddresses = 4;

/** Resolves a host name; tests inject a lying resolver. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/**
 * An undici connector that only connects to public addresses: not to private, loopback, link-local, multicast or other special
 * ones. It connects to the very address it has checked, so a name cannot resolve differently a moment later. A `lookup` hook
 * would not do: it is not called for literal addresses.
 *
 * @param timeoutMs per address, in milliseconds
 * @param loopbackPorts ports of this machine that may be connected to, for tests; default none
 */
export function guardedConnector(
  loopbackPorts: readonly number[],
  timeoutMs: number,
  resolve: Resolve = addressesOf,
): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, maxCachedSessions: 0 });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[(.*)\]$/, '$1');
    checked(host, Number(options.port) || (options.protocol === 'https:' ? 443 : 80)).then(
      (addresses) => {
        tryNext(addresses, 0);
      },
      (error: unknown) => {
        callback(error as Error, null);
      },
    );

    /** Sequentially until one connects: the first may be down, or of an address family this machine cannot reach. */
    function tryNext(addresses: readonly string[], at: number): void {
      const address = addresses[at]!;
      const servername = isIP(host) === 0 ? host : '';
      connect({ ...options, hostname: address, host: address, servername }, (error, socket) => {
        if (error === null) callback(null, socket);
        else if (at + 1 < addresses.length) tryNext(addresses, at + 1);
        else callback(error, null);
      });
    }
  };

  async function checked(host: string, port: number): Promise<readonly string[]> {
    const addresses = isIP(host) === 0 ? await resolve(host) : [host];
    for (const address of addresses) {
      const kind = kindOfPrivate(address);
      if (kind === null || (kind === 'loopback' && loopbackPorts.includes(port))) continue;
      throw new RefusedAddress(
        `${host} resolves to ${address}, which is not on the public internet (${kind}); only public addresses are fetched`,
      );
    }
    if (addresses.length === 0) throw new RefusedAddress(`${host} has no address`);
    return addresses.slice(0, mostAddresses);
  }
}

const resolver = new Resolver({ timeout: 2000, tries: 2 });

/**
 * Asks the name servers directly: the system's resolver has two threads for all, which names whose servers never answer would
 * keep from everybody else's. It is asked for what only this machine can know, and where there is no name server.
 */
async function addressesOf(host: string): Promise<string[]> {
  const bySystem = async () =>
    (await lookup(host, { all: true, order: 'ipv4first' })).map(({ address }) => address);
  if (!host.includes('.')) return bySystem();
  const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const found = [four, six].flatMap((asked) => (asked.status === 'fulfilled' ? asked.value : []));
  if (found.length > 0 || four.status === 'fulfilled') return found;
  const error = four.reason as NodeJS.ErrnoException;
  if (error.code === 'ECONNREFUSED') return bySystem();
  throw error;
}
