import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** All that is given out of IPv6 for the public internet. */
const global = ipaddr.parseCIDR('2000::/3');
/** Public by its figures, and answers in every machine of a cloud. */
const ofClouds = new Set(['168.63.129.16']);

/**
 * Why an address may not be connected to.
 *
 * @param address an IP address, without brackets
 * @returns what kind of address it is ("loopback", "private" …); `null` for one in the public internet
 */
export function kindOfPrivate(address: string): string | null {
  if (isIP(address) === 0) return 'unreadable';
  const parsed = ipaddr.process(address);
  // Whatever translates or tunnels IPv4 (NAT64, 6to4, Teredo) has a range of its own, so it is refused too.
  const range = parsed.range();
  if (range !== 'unicast') return range;
  if (ofClouds.has(parsed.toString())) return 'of a cloud';
  return parsed.kind() === 'ipv6' && !parsed.match(global) ? 'not global' : null;
}
