import { decodeHTML } from 'entities';
import { isJsonObject } from '../json.ts';
import { whyTooMuch } from '../markup-limits.ts';
import { blocksOf } from './blocks.ts';
import { parsePage, type Page } from './dom.ts';
import { joinBlocks } from './join-blocks.ts';
import { stringIn, type Linked } from './json-ld.ts';
import { isNoise } from './noise.ts';

/** Limits on script data: total characters, and nesting. */
const maxLength = 3_000_000;
const maxDepth = 40;
/** Longer strings are prose, in characters. */
const proseFrom = 60;

/** Article texts outside the visible page: in JSON-LD, in the data a script renders from, in `noscript`. */
export function otherTexts(page: Page, linked: Linked | null): string[] {
  return [linkedText(linked), ...dataTexts(page), noscriptText(page)].filter((text) => text !== '');
}

function linkedText(linked: Linked | null): string {
  const body = linked?.articleBody;
  if (typeof body === 'string' && body.trim() !== '') return textOfString(body);
  const updates = linked?.liveBlogUpdate;
  return (Array.isArray(updates) ? updates : [updates])
    .filter(isJsonObject)
    .map((update) => {
      const text = update.articleBody;
      const headline = stringIn(update.headline);
      return typeof text === 'string' && text.trim() !== ''
        ? `${headline === null ? '' : `${headline}\n\n`}${textOfString(text)}`
        : '';
    })
    .filter((text) => text !== '')
    .join('\n\n');
}

/** The text of a string that may be HTML, escaped HTML, or plain. */
function textOfString(written: string): string {
  const isEscaped = /&lt;(?:p|br|div)\b/i.test(written);
  const body = isEscaped ? decodeHTML(written) : written;
  return textOfMarkup(
    /<(?:p|br|div|ul|h[1-6])\b/i.test(body) ? body : body.replace(/</g, '&lt;').replace(/\n+/g, '</p><p>'),
  );
}

/** The text of HTML that is nothing but article: paragraphs separated by a blank line. */
function textOfMarkup(markup: string): string {
  // Where it stood in data, nobody has looked at its tags.
  if (markup.trim() === '' || whyTooMuch(markup) !== null) return '';
  return joinBlocks(blocksOf(parsePage(`<html><body><div>${markup}</div></body></html>`).body), null);
}

function noscriptText(page: Page): string {
  const blocks = [...page.querySelectorAll('noscript')]
    .flatMap((element) => blocksOf(element))
    .filter((block) => !isNoise(block));
  return blocks.filter(({ text }) => text.length >= proseFrom).length < 2 ? '' : joinBlocks(blocks, null);
}

/** The longest text in script data. */
function dataTexts(page: Page): string[] {
  let left = maxLength;
  const texts: string[] = [];
  for (const script of page.querySelectorAll('script')) {
    const type = script.getAttribute('type') ?? '';
    const source = script.textContent ?? '';
    if (type.includes('ld+json') || source.length < 200 || source.length > left) continue;
    const json = type.includes('json')
      ? source
      : /^\s*(?:window|self|globalThis)\s*(?:\.\s*\w+|\[\s*["']\w+["']\s*\])\s*=\s*([[{][\s\S]*[}\]])\s*;?\s*$/.exec(
          source,
        )?.[1];
    if (json === undefined) continue;
    left -= json.length;
    const data = parsed(json);
    if (data !== null) collect(data, texts, 0);
  }
  const longest = texts.reduce((one, other) => (other.length > one.length ? other : one), '');
  return longest === '' ? [] : [longest];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    // What is no JSON is a script, which is not run.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Keys of an article's own address: a list of such objects is not one text. */
const ownNames = ['url', 'slug', 'href', 'link', 'permalink', 'canonicalUrl'];

function collect(value: unknown, texts: string[], depth: number): void {
  if (depth > maxDepth) return;
  if (Array.isArray(value)) {
    const isText = value.every((item) => !isJsonObject(item) || ownNames.every((name) => !(name in item)));
    const paragraphs = isText ? value.map((item) => paragraphOf(item, 0)) : [];
    const prose = paragraphs.filter((text) => text.length >= proseFrom);
    if (prose.length > 0) texts.push(paragraphs.filter((text) => text !== '').join('\n\n'));
    else for (const item of value) collect(item, texts, depth + 1);
  } else if (isJsonObject(value)) {
    for (const item of Object.values(value)) {
      if (typeof item !== 'string') collect(item, texts, depth + 1);
      else if (item.length >= 2 * proseFrom && /<p[\s>]/i.test(item)) texts.push(textOfString(item));
    }
  }
}

/** Keys for a block's words and its children in editor data. */
const wordNames = ['text', 'value', 'content', 'html', 'body'];
const partNames = ['children', 'content', 'nodes', 'parts', 'data', 'model', 'blocks'];

/** The words of one block of editor data; empty for anything else. */
function paragraphOf(item: unknown, depth: number): string {
  if (depth > 6) return '';
  if (typeof item === 'string') return depth === 0 || /<\w/.test(item) ? textOfString(item) : item;
  if (Array.isArray(item)) return item.map((part) => paragraphOf(part, depth + 1)).join('');
  if (!isJsonObject(item)) return '';
  for (const name of wordNames) {
    const words = item[name];
    if (typeof words === 'string' && words !== '')
      return depth === 0 || /<\w/.test(words) ? textOfString(words) : words;
  }
  for (const name of partNames) {
    const text = paragraphOf(item[name], depth + 1);
    if (text !== '') return text;
  }
  return '';
}
