import { link, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { readMarkdown } from '../../articles/markdown.ts';
import { toMarkdown } from '../../articles/to-markdown.ts';
import { agencyOf } from '../agency.ts';
import { hasCorrectionNotice } from '../correction.ts';
import { identityIn, identityOf, pathFor, type Incoming } from './article-path.ts';
import { removeUnfinished, writeWhole } from './write-whole.ts';

/** What became of an article; `id` is that of the article that is kept. */
export type Kept =
  | { readonly outcome: 'added' | 'changed' | 'duplicate'; readonly id: string }
  | { readonly outcome: 'refused'; readonly reason: string };

export interface ArticleFolder {
  /**
   * Keeps an article; when this returns, it is on the disk. One that is there already, by its address, is a duplicate, or is
   * changed when its facts or its text differ; the version before is kept.
   */
  keep(found: Incoming): Promise<Kept>;
  /** @returns the id of the article that is kept, by its address */
  holds(found: Incoming): string | null;
}

/**
 * Opens the folder of fetched articles: `articles` below the data folder, and `versions` beside it for what they said before.
 *
 * @throws when the folder cannot be made or read
 */
export async function openArticleFolder(dataDir: string): Promise<ArticleFolder> {
  const folder = join(dataDir, 'articles');
  const versions = join(dataDir, 'versions');
  await removeUnfinished(folder);
  const paths = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const identity = entry.isFile() ? identityIn(entry.name) : null;
    if (identity !== null) paths.set(identity, relative(folder, join(entry.parentPath, entry.name)));
  }
  return {
    holds(found) {
      const path = paths.get(identityOf(cleaned(found)));
      return path === undefined ? null : idOf(path);
    },
    async keep(found) {
      const clean = cleaned(found);
      if (clean.text === '') return { outcome: 'refused', reason: 'it has no text' };
      const identity = identityOf(clean);
      const held = paths.get(identity);
      const path = held ?? join(...pathFor(clean).split('/'));
      const id = idOf(path);
      const content = toMarkdown({ ...nothingMore, ...clean });
      const again = readMarkdown(id, content);
      if ('reason' in again) return { outcome: 'refused', reason: again.reason };
      if (again.text !== clean.text)
        return { outcome: 'refused', reason: 'its text cannot be kept character for character' };
      try {
        if (held !== undefined) {
          const before = await readFile(join(folder, path), 'utf8');
          const known = readMarkdown(id, before);
          // Whoever withdrew it here knows more than the page.
          if (before === content || ('text' in known && known.status === 'withdrawn'))
            return { outcome: 'duplicate', id };
          await keepVersion(path);
        }
        await writeWhole(folder, join(folder, path), content);
      } catch (error) {
        return { outcome: 'refused', reason: reasonOf(error as NodeJS.ErrnoException) };
      }
      paths.set(identity, path);
      return { outcome: held === undefined ? 'added' : 'changed', id };
    },
  };

  /** A second name for the file: it keeps its content when the first name is given to another. */
  async function keepVersion(path: string): Promise<void> {
    const at = new Date().toISOString().replace(/[:.]/g, '');
    const version = join(versions, path.replace(/\.md$/, ''), `${at}.md`);
    await mkdir(dirname(version), { recursive: true });
    await link(join(folder, path), version);
  }
}

const idOf = (path: string) => path.replace(/\.md$/, '').split(sep).join('/');

const nothingMore = { origin: null, translation: null, basedOn: [], status: 'current' } as const;

const line = (words: string) =>
  words
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** Takes out what no reader sees and no file of text holds; the origin and a correction are read from what it says. */
function cleaned(found: Incoming): Incoming {
  const known = (words: string | null) => (words === null ? null : line(words) || null);
  const text = found.text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .trim();
  return {
    ...found,
    title: line(found.title),
    publisher: known(found.publisher),
    byline: known(found.byline),
    tags: found.tags.map(line).filter((tag) => tag !== ''),
    origin: found.origin ?? agencyOf({ byline: found.byline, text }),
    status:
      found.status === 'withdrawn' || !hasCorrectionNotice(text) ? (found.status ?? 'current') : 'corrected',
    text,
  };
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return 'the disk is full, so it is not kept: make room and import it again';
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return `it may not be written into the data folder: ${message}`;
  return `it cannot be kept: ${message}`;
}
