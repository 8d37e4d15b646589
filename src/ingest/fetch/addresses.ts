import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The block that once embedded IPv4 in IPv6: `::127.0.0.1`. */
const compatible = ipaddr.parseCIDR('::/96');

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
  return parsed.kind() === 'ipv6' && parsed.match(compatible) ? 'ipv4Compatible' : null;
}
