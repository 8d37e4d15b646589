import type { FactCheck } from '../../articles/article.ts';
import type { Page } from './dom.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { mendedJson } from './mended-json.ts';

/** A JSON-LD node; values are whatever the page wrote. */
export type Linked = JsonObject;

const articleTypes =
  /^(?:https?:\/\/schema\.org\/)?(?:\w*Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report|Review)$/i;

/** Longest block that is parsed, in characters, and deepest nesting searched. */
const maxLength = 1_000_000;
const maxDepth = 12;

/** All nodes of the page's JSON-LD. */
export function linkedNodes(page: Page): readonly Linked[] {
  const nodes: Linked[] = [];
  for (const script of page.querySelectorAll('script[type*="ld+json"]')) {
    collect(parseLoosely(script.textContent ?? ''), nodes, 0);
  }
  return nodes;
}

/** The page's article among its nodes; `null` if there is none. References within `@graph` are resolved. */
export function linkedArticle(nodes: readonly Linked[]): Linked | null {
  const byId = new Map(
    nodes.filter((node) => Object.keys(node).length > 1).map((node) => [node['@id'], node]),
  );
  const found = nodes.filter((node) => typesOf(node).some((type) => articleTypes.test(type)));
  const article =
    found.find((node) => node.datePublished !== undefined && node.headline !== undefined) ?? found[0];
  if (article === undefined) return null;
  const resolve = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(resolve)
      : isJsonObject(value) && typeof value['@id'] === 'string' && value.name === undefined
        ? (byId.get(value['@id']) ?? value)
        : value;
  return Object.fromEntries(Object.entries(article).map(([name, value]) => [name, resolve(value)]));
}

/**
 * What the page says of the one claim that it checks (https://schema.org/ClaimReview); `null` if it checks none, or several, or
 * gives no verdict in words.
 */
export function claimReview(nodes: readonly Linked[]): FactCheck | null {
  const reviews = nodes.filter((node) => typesOf(node).some((type) => /(?:^|\/)ClaimReview$/i.test(type)));
  const found = new Map(
    reviews.flatMap((node): [string, FactCheck][] => {
      const rating = isJsonObject(node.reviewRating) ? node.reviewRating : {};
      const [claim, verdict] = [stringIn(node.claimReviewed), stringIn(rating.alternateName)];
      return claim === null || verdict === null
        ? []
        : [[claim, { claim, verdict, author: namesIn(node.author)[0] ?? null }]];
    }),
  );
  const [only, ...others] = found.values();
  return others.length > 0 ? null : (only ?? null);
}

function typesOf(node: Linked): string[] {
  const type = node['@type'];
  return (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string');
}

function collect(value: unknown, nodes: Linked[], depth: number): void {
  if (depth > maxDepth) return;
  if (Array.isArray(value)) for (const one of value) collect(one, nodes, depth + 1);
  else if (isJsonObject(value)) {
    nodes.push(value);
    for (const one of Object.values(value)) if (typeof one === 'object') collect(one, nodes, depth + 1);
  }
}

/** Parses JSON as found in pages: in comments, with raw line breaks or quotation marks in strings, trailing commas, truncated. */
function parseLoosely(source: string): unknown {
  const text = source
    .slice(0, maxLength)
    .replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*;?\s*$/, '')
    .trim()
    .replace(/;$/, '');
  return parsed(text) ?? parsed(mendedJson(text)) ?? factsIn(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Facts found by their keys in JSON that cannot be repaired. */
function factsIn(text: string): Linked | null {
  const string = (name: string) =>
    new RegExp(`"${name}"\\s{0,9}:\\s{0,9}"((?:[^"\\\\\n]|\\\\.){1,500})"`).exec(text)?.[1];
  const named = (name: string) =>
    new RegExp(
      `"${name}"\\s{0,9}:\\s{0,9}\\[?\\s{0,9}\\{[^{}]{0,500}?"name"\\s{0,9}:\\s{0,9}"([^"\\n]{1,200})"`,
    ).exec(text)?.[1];
  const type = string('@type');
  if (type === undefined) return null;
  return {
    '@type': type,
    headline: string('headline'),
    datePublished: string('datePublished'),
    dateModified: string('dateModified'),
    author: named('author') ?? string('author'),
    publisher: named('publisher'),
  };
}

/** The names in a name, person, organisation, or list of these. */
export function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return [value.trim()].filter((name) => name !== '');
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return isJsonObject(value) ? namesIn(value.name) : [];
}

/** The first string in a value; of an object, its `@id`, `url` or `@value`. */
export function stringIn(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() || null;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(stringIn).find((one) => one !== null) ?? null;
  return isJsonObject(value) ? stringIn(value['@value'] ?? value['@id'] ?? value.url ?? null) : null;
}
