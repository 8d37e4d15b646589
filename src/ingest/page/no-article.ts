import type { ImportFailure } from '../failure.ts';
import type { Page } from './dom.ts';
import { stringIn, type Linked } from './json-ld.ts';
import { textOf } from './dom.ts';

/** A shorter text may be a notice instead of an article, in characters. */
const noticeUpTo = 700;
/** A shorter text of a subscriber article is only its beginning, in characters. */
const teaserUpTo = 400;

/** Phrases below the beginning of a subscriber article. */
const readsOn =
  /\b(?:subscribe|sign (?:up|in)|log ?in|register|become a (?:member|subscriber))\b[^.!?]{0,40}\b(?:continue|keep|finish) reading\b|\b(?:to|and) (?:continue|keep|finish) reading\b[^.!?]{0,60}\b(?:subscri|sign (?:up|in)|log ?in|register)|\bread the (?:full|whole|rest of (?:this|the)) (?:article|story)\b[^.!?]{0,60}\b(?:subscri|sign (?:up|in)|log ?in|register)|\b(?:this|the (?:full|rest of (?:this|the))) (?:article|story|content) is (?:only )?(?:for|available to|reserved for|exclusive to)\b[^.!?]{0,30}\b(?:subscribers|members)|\bsilakan (?:berlangganan|login|masuk)\b|\b(?:berlangganan|login|masuk|mendaftar)\b[^.!?]{0,40}\b(?:untuk|agar|supaya)\b[^.!?]{0,30}\bmembaca\b|\buntuk (?:\w+ )?membaca\b[^.!?]{0,60}\b(?:berlangganan|login|mendaftar)\b|\b(?:artikel|berita|konten) (?:ini )?(?:khusus|eksklusif|hanya) (?:untuk |bagi )?(?:pelanggan|member|anggota)\b/i;

/** Subscription offers elsewhere on such a page. */
const offers =
  /\bsubscri(?:be|ber|ption)|\bberlangganan\b|\bpelanggan\b|\bkonten (?:premium|berbayar)\b|\b(?:become a|for) members?\b/i;

const scripts =
  /\b(?:java ?script|browser|peramban)\b|^\W*(?:loading|memuat|please wait|mohon tunggu|tunggu sebentar)\b/i;

const checks =
  /\b(?:just a moment|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|unusual traffic|access denied|akses ditolak|request blocked|security check|captcha)\b/i;

const missing =
  /\b(?:page (?:was |is )?not found|not found|404|(?:cannot|can['’]t|could not|couldn['’]t) (?:be found|find (?:the|that|this) page)|no longer (?:available|exists)|halaman (?:yang anda cari |ini )?tidak (?:ditemukan|tersedia|ada))\b/i;

const leads =
  /\b(?:redirect(?:ed|ing)?|dialihkan|mengalihkan|(?:has|have) moved|object moved|moved permanently|document has moved)\b/i;

/**
 * Why a page's text is not an article: a notice, or only the beginning of one for subscribers.
 *
 * @param notice other visible text of the page, searched for offers
 * @returns `null` for an article
 */
export function whyNoArticle(
  text: string,
  {
    title,
    notice,
    linked,
    tier,
  }: {
    readonly title: string;
    readonly notice: string;
    readonly linked: Linked | null;
    readonly tier: string | null;
  },
): ImportFailure | null {
  const isShort = text.length < noticeUpTo;
  const seen = `${title}\n${text}`;
  if (isShort && checks.test(seen))
    return { reason: 'the site asks whether a person is reading', code: 'script' };
  if (isShort && missing.test(title)) return { reason: 'the page says that it is not there', code: 'text' };
  if (isShort && leads.test(title) && !hasProse(text))
    return { reason: 'the page only leads elsewhere', code: 'text' };
  const isForSubscribers =
    linked?.isAccessibleForFree === false ||
    /^(?:false|no)$/i.test(stringIn(linked?.isAccessibleForFree) ?? '') ||
    /^(?:locked|metered|premium|paid)$/i.test(tier ?? '');
  const isTeaser = isForSubscribers
    ? text.length < teaserUpTo || (isShort && offers.test(notice)) || readsOn.test(notice)
    : isShort && readsOn.test(notice);
  if (isTeaser)
    return { reason: 'it is for subscribers: the page shows no more than its beginning', code: 'paywall' };
  if (hasProse(text)) return null;
  return scripts.test(notice) || scripts.test(text)
    ? { reason: 'a script has to draw it, and none is run', code: 'script' }
    : { reason: 'the page has no article text', code: 'text' };
}

/** Whether a text has a sentence, or is long enough to be prose. */
function hasProse(text: string): boolean {
  if (text.length >= noticeUpTo) return true;
  return text
    .split('\n')
    .some(
      (line) =>
        /[.!?。！？]["'”’»)\]]*$/.test(line) &&
        (line.length >= 25 || /[\u3040-\u9fff\uac00-\ud7af]{8}/.test(line)),
    );
}

/** Slower refreshes are not redirects: the page shows something first, in seconds. */
const refreshWithin = 10;

/** The target of `<meta http-equiv="refresh">`; `null` without a redirect. */
export function refreshTarget(page: Page, url: string | null): string | null {
  for (const element of page.querySelectorAll('meta[http-equiv]')) {
    // What is for browsers without scripts tells of less.
    if (element.parentElement?.tagName === 'NOSCRIPT') continue;
    if (element.getAttribute('http-equiv')?.trim().toLowerCase() !== 'refresh') continue;
    const [, seconds, target] =
      /^\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"'\s]+)/i.exec(
        element.getAttribute('content') ?? '',
      ) ?? [];
    if (target === undefined || Number(seconds) > refreshWithin || !URL.canParse(target, url ?? undefined))
      continue;
    const address = new URL(target, url ?? undefined).href;
    if (address !== url) return address;
  }
  return null;
}

/** The visible text of a page, bounded. */
export const noticeOf = (page: Page) => (textOf(page.body) ?? '').slice(-20_000);
