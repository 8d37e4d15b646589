/**
 * Only http and https addresses may be followed; `null` for everything else. The `href` is ASCII without spaces or
 * control characters.
 */
export function webAddress(url: string): URL | null {
  const address = URL.canParse(url) ? new URL(url) : null;
  return address !== null && /^https?:$/.test(address.protocol) ? address : null;
}
