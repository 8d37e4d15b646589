import type { Article } from '../articles/article.ts';
import { limits } from '../articles/limits.ts';
import type { ImportFailure } from './failure.ts';
import { readRobots } from './fetch/robots-rules.ts';
import type { FoundArticle } from './found.ts';
import type { Incoming } from './keep/article-path.ts';
import { cleaned } from './keep/cleaned.ts';
import { outlineOf, type Outline } from './keep/near-duplicates.ts';
import { nothingMore } from './nothing-more.ts';
import type { ReadOutcome, Source } from './read-source.ts';

/** The product token in robots.txt. */
const robot = 'kutip';

/** An uploaded file in one of Kutip's own formats. */
interface OwnFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Everything done with data from outside; limits apply only in the reading thread. Results are posted to other threads. Parsers
 * are imported on demand, so that a robots.txt does not wait for those of pages.
 */
export const jobs = {
  /** Reads a page, feed or PDF, and bounds its fields. */
  async read(source: Source): Promise<ReadOutcome> {
    const { readSource } = await import('./read-source.ts');
    const outcome = await readSource(source);
    if ('reason' in outcome || outcome.kind === 'leads') return outcome;
    if (outcome.kind === 'feed')
      return { ...outcome, title: shortTitle(outcome.title), found: outcome.found.map(bounded) };
    const [article] = outcome.found;
    return article.text.length > limits.text
      ? { reason: `its text is longer than ${limits.text} characters`, code: 'long' }
      : { ...outcome, found: [bounded(article)] };
  },

  /** Reads a file in Kutip's own formats, with the reasons for refused articles. */
  async readFile({ name, bytes }: OwnFile) {
    const { readArticleBytes } = await import('../articles/read.ts');
    return readArticleBytes(name, bytes);
  },

  /** Reads the feeds that an OPML file lists. */
  async readOpml(bytes: Uint8Array) {
    const { readOpml } = await import('./feed/opml.ts');
    const feeds = readOpml(bytes);
    return 'reason' in feeds ? feeds : { feeds };
  },

  readRobots(bytes: Uint8Array) {
    const rules = readRobots(bytes, robot);
    return 'reason' in rules ? ({ ...rules, code: 'robots' } satisfies ImportFailure) : rules;
  },

  /** Cleans an article, and computes what duplicates are recognised by. */
  prepare(found: Incoming): { readonly clean: Incoming; readonly outline: Outline } {
    const clean = cleaned(found);
    return { clean, outline: outlineOf({ ...nothingMore, ...clean, id: '' }) };
  },

  /** Serialises an article, and checks that exactly it would be read back. */
  async write(article: Article): Promise<{ readonly content: string } | ImportFailure> {
    const { toMarkdown } = await import('../articles/to-markdown.ts');
    const { readMarkdown } = await import('../articles/markdown.ts');
    const content = toMarkdown(article);
    const again = readMarkdown(article.id, content);
    if ('reason' in again) return { reason: again.reason, code: 'unreadable' };
    return again.text === article.text
      ? { content }
      : { reason: 'its text cannot be stored character for character', code: 'unreadable' };
  },

  /** Reads a kept article; `null` if its file is damaged. */
  async recall({ id, content }: { readonly id: string; readonly content: string }): Promise<{
    readonly article: Article;
    readonly outline: Outline;
  } | null> {
    const { readMarkdown } = await import('../articles/markdown.ts');
    const article = readMarkdown(id, content);
    return 'reason' in article ? null : { article, outline: outlineOf(article) };
  },
};

const shortTitle = <Title extends string | null>(title: Title) =>
  title !== null && title.length > limits.title
    ? `${title.slice(0, limits.title - 1).toWellFormed()}…`
    : title;

/** Cuts overlong fields where readers can tell, and drops others: only attackers write them. */
function bounded<Found extends FoundArticle>(found: Found): Found {
  const atMost = (words: string | null, most: number) =>
    words !== null && words.length > most ? null : words;
  const { title, tags, text } = found;
  return {
    ...found,
    title: shortTitle(title),
    url: atMost(found.url, limits.url),
    publisher: atMost(found.publisher, limits.publisher),
    byline: atMost(found.byline, limits.byline),
    tags: tags.filter((tag) => tag.length <= limits.tag).slice(0, limits.tags),
    // Of an entry of a feed: its page is looked for then.
    text: text.length > limits.text ? '' : text,
  };
}
