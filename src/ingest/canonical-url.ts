/** Parameters that say where a reader came from, not what is read. */
const tracking =
  /^(?:utm_\w+|fbclid|gclid|gbraid|wbraid|msclkid|yclid|mc_[ce]id|igshid|cmpid|ocid|ref_src|_ga)$/i;

/**
 * The address that identifies an article: without a fragment, tracking parameters, a default port or a dot at the end of the
 * host.
 *
 * @param base against which a relative address is read
 * @returns `null` for what is no address with http or https
 */
export function canonicalUrl(written: string, base?: string): string | null {
  const text = written.trim();
  if (text === '' || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  url.hash = '';
  url.hostname = url.hostname.replace(/\.$/, '');
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name);
  return url.href;
}
