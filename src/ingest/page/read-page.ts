import { detectLanguage } from '../../text/language.ts';
import { parsePage } from './dom.ts';
import { pageFacts } from './page-facts.ts';
import { pageText } from './page-text.ts';
import type { Found } from '../found.ts';

/** Text shorter than this does not tell its language surely, in characters. */
const tellsLanguageFrom = 200;

/**
 * Reads the article on a page of HTML.
 *
 * @param url where the page came from; `null` when nobody said so
 * @returns `null` when there is no text of an article on it
 */
export function readPage(html: string, url: string | null): Found | null {
  if (html.trim() === '') return null;
  const page = parsePage(html);
  const { body, language: declared, ...facts } = pageFacts(page, url);
  const shown = pageText(page, { title: facts.title, url: facts.url ?? url });
  const text = body !== null && body.length > 2 * shown.length ? body : shown;
  if (text === '') return null;
  const detected = text.length < tellsLanguageFrom ? null : detectLanguage(text);
  // Pages in Indonesian from templates in English are common: the text knows better than what is declared.
  const isDeclared = declared !== null && (detected === null || declared.split('-')[0] === detected);
  return { ...facts, language: isDeclared ? declared : (detected ?? declared), text };
}
