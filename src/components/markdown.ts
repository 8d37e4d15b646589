import { longest } from './limits.ts';

/**
 * Everything that is special in Discord's Markdown, one alternative per line: marks, headings, mentions,
 * quotes and link labels; bare links and emoji names; @everyone; invitations; list items.
 */
const meaningful = new RegExp(
  [
    /[\\*_~`|<>[\]#]/,
    /:(?=\/\/|[^\s:]+:)/,
    /@(?=everyone|here)/,
    /(?<=discord(?:app)?)\.(?=\w)/,
    /(?<=^[^\S\n]*)[-+](?=\s|$)/,
    /(?<=^[^\S\n]*\d+)[.)](?=\s|$)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gimu',
);

/** Visible text as Markdown that Discord draws as just these characters. Line breaks stay. */
export function escape(visibleText: string): string {
  return visibleText.replace(meaningful, '\\$&');
}

/** A link whose label is visible text, as Markdown without a preview; `null` when Discord would not draw it as a link. */
export function link(label: string, url: string): string | null {
  const target = url.replace(/[\s<>()\\|*`"\p{C}]/gu, percentEncoded);
  const isLink = /^https?:\/\//i.test(url) && URL.canParse(url) && target.length <= longest.link;
  return isLink && canBeLabel(label) ? `[${escape(label)}](<${target}>)` : null;
}

/** The host of a web address, without "www."; `null` for anything else. */
export function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') || null : null;
}

/** Discord gives up on a label with brackets that do not pair, escaped or not, and on one that looks like an address. */
function canBeLabel(label: string): boolean {
  return /^(?:[^[\]]|\[[^[\]]+\])+$/.test(label) && !label.includes('://');
}

function percentEncoded(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
