/** An address of the web, as the only ones that may be followed; `null` for everything else. Its `href` is ASCII without blanks or controls. */
export function webAddress(url: string): URL | null {
  const address = URL.canParse(url) ? new URL(url) : null;
  return address !== null && /^https?:$/.test(address.protocol) ? address : null;
}
