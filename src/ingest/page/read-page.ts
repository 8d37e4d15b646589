import { detectLanguage } from '../../text/language.ts';
import type { ImportFailure } from '../failure.ts';
import type { FoundArticle } from '../found.ts';
import { parsePage } from './dom.ts';
import { claimReview, linkedArticle, linkedNodes } from './json-ld.ts';
import { metaOf } from './meta.ts';
import { noticeOf, refreshTarget, whyNoArticle } from './no-article.ts';
import { otherTexts } from './other-texts.ts';
import { pageFacts } from './page-facts.ts';
import { pageLinks, type PageLinks } from './page-links.ts';
import { pageText } from './page-text.ts';

/** Shorter texts do not reliably tell their language, in characters. */
const tellsLanguageFrom = 200;

/**
 * Reads the article of an HTML page.
 *
 * @param url of the page; `null` if unknown
 * @returns the article, the address it redirects to, or why there is no article
 */
export function readPage(
  html: string,
  url: string | null,
):
  | { readonly kind: 'page'; readonly found: readonly [FoundArticle]; readonly links: PageLinks }
  | { readonly kind: 'leads'; readonly leadsTo: string }
  | (ImportFailure & { readonly links: PageLinks }) {
  const page = parsePage(html);
  const leadsTo = refreshTarget(page, url);
  if (leadsTo !== null) return { kind: 'leads', leadsTo };
  const links = pageLinks(page, url);
  const nodes = linkedNodes(page);
  const [linked, meta] = [linkedArticle(nodes), metaOf(page)];
  const { language: declared, ...facts } = pageFacts(page, linked, meta, url);
  // Those have to be looked for before what no reader sees is taken out.
  const others = otherTexts(page, linked);
  const shown = pageText(page, { title: facts.title, url: facts.url ?? url });
  const text = others.reduce((best, other) => (other.length > 2 * best.length ? other : best), shown);
  const why = whyNoArticle(text, {
    title: facts.title,
    notice: noticeOf(page),
    linked,
    tier: meta('article:content_tier'),
  });
  if (why !== null) return { ...why, links };
  const detected = text.length < tellsLanguageFrom ? null : detectLanguage(text);
  // Pages in Indonesian from templates in English are common: the text knows better than what is declared.
  const isDeclared = declared !== null && (detected === null || declared.split('-')[0] === detected);
  const language = isDeclared ? declared : (detected ?? declared);
  const factCheck = claimReview(nodes);
  return { kind: 'page', found: [{ ...facts, language, text, ...(factCheck && { factCheck }) }], links };
}
