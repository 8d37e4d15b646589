/** Parameters that track where a reader came from: of services, and of news sites. */
const tracking = new RegExp(
  `^(?:${[
    // Google, Meta, Microsoft, X, TikTok, Yandex, Pinterest, LinkedIn.
    'utm_\\w+|utm[a-z]+|gclid|gclsrc|dclid|gbraid|wbraid|gad_source|_ga|_gl|fbclid|fb_\\w+|igshid|igsh|msclkid|twclid|twsrc|ref_src|ref_url|ttclid|yclid|ysclid|_openstat|epik|li_fat_id|wt_mc|wt\\.\\w+',
    // Newsletters and shops for campaigns.
    'mc_[cet]id|mkt_tok|_hs\\w+|__hs\\w+|hsctatracking|vero_\\w+|oly_(?:anon|enc)_id|s_cid|s_kwcid|ns_\\w+|at_\\w+|xtor|xtref|cmpid|cmp|icid|ncid|ocid|sr_share|smid|smtyp|soc_\\w+|sref|spm|trk\\w*|mbid|rss_id|ito|ico|guccounter|guce_\\w+|pk_\\w+|mtm_\\w+|piwik_\\w+|matomo_\\w+|matheme|campaign_?id|campaign|traffic_source|trafficsource|link_source|cmp_id|emc|newsletter_?id|ml_subscriber\\w*|elqtrack\\w*|__twitter_impression|amp_js_v|amp_gsa|usqp|echobox|linkid|taid|feedname|feedtype|ftag|ftcamp|srnd|sh|shareadraft|share_id|shared|nr_email_referer|rand',
  ].join('|')})$`,
  'i',
);
/** Ambiguous names, which also identify articles: they count as tracking only with certain values. */
const ambiguous = /^(?:ref|referrer|referer|source|src|from|via|cid|partner|medium|channel|feed|share|app)$/i;
const ways =
  /^(?:rss|atom|feeds?|rssfeed|rss-\w+|twitter|x|tw|facebook|fb|ig|instagram|whatsapp|wa|telegram|line|linkedin|reddit|tiktok|youtube|google\w*|bing|share\w*|social\w*|newsletter\w*|e?mail|home(?:page)?|mobile|android|ios|push|notif\w*|widget|sitemap|[01])$/i;

const isTracking = (name: string, value: string) =>
  tracking.test(name) || (ambiguous.test(name) && ways.test(value));

/** In characters. */
const longest = 2048;

/**
 * The address that identifies an article: without fragment, tracking parameters, default port, or a dot after the host.
 *
 * @param base for relative addresses
 * @returns `null` for anything but http or https, and for an address that is too long
 */
export function canonicalUrl(written: string, base?: string): string | null {
  const url = webAddress(written, base);
  if (url === null) return null;
  url.hash = '';
  return url.href;
}

/** The fragment distinguishes parts of a page; empty if there is none. */
export function fragmentOf(written: string, base?: string): string {
  return webAddress(written, base)?.hash.slice(1) ?? '';
}

function webAddress(written: string, base?: string): URL | null {
  const text = written.trim();
  if (text === '' || text.length > longest || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  url.hostname = url.hostname.replace(/\.$/, '');
  for (const [name, value] of [...url.searchParams])
    if (isTracking(name, value)) url.searchParams.delete(name);
  return url.href.length > longest ? null : url;
}

/** An address as typed by a person: a bare host name gets a scheme. */
export function typedUrl(written: string): string | null {
  const text = written.trim();
  const isBare = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?::\d+)?(?:[/?#]|$)/u.test(
    text,
  );
  return canonicalUrl(isBare ? `https://${text}` : text);
}
