import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The only part of IPv6 assigned to the public internet. */
const global = ipaddr.parseCIDR('2000::/3');
/** Looks public, but answers inside every virtual machine of a cloud. */
const ofClouds = new Set(['168.63.129.16']);

/**
 * Why an address may not be connected to.
 *
 * @param address an IP address without brackets
 * @returns the kind of address ("loopback", "private" …); `null` for a public one
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
