import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Article } from '../../articles/article.ts';
import { limits } from '../../articles/limits.ts';
import { serverOf, serversFolder } from '../../articles/scope.ts';
import { NotHereYet } from '../../store/store-error.ts';
import { resemblance } from '../../text/min-hash.ts';
import { dayIn, identitiesOf, identityIn, pathFor, type Incoming } from './article-path.ts';
import type { SourceReader } from '../reading-thread.ts';
import { nothingMore } from '../nothing-more.ts';
import { cleanedFacts } from './cleaned.ts';
import { openEdits } from './edits.ts';
import { daysAround, isCopy, isSame, type Outline } from './near-duplicates.ts';
import type { EarlierText, EditedFacts, Withdrawn, WithdrawnBy } from '../contract.ts';
import type { ImportFailure } from '../failure.ts';
import { createRoom, sizesOf, trimVersions, type Quota, type UsedUp } from './room.ts';
import { articlesIn, localFiles, type ArticleFiles } from './article-files.ts';
import { removeUnfinished } from './write-whole.ts';

/** `id` is that of the kept article, `copyOf` that of the story it is a copy of. */
export type KeepResult =
  | { readonly outcome: 'added' | 'changed'; readonly id: string; readonly copyOf?: string }
  | { readonly outcome: 'duplicate'; readonly id: string }
  | ({ readonly outcome: 'refused' } & ImportFailure);

/** A kept article, and what duplicates are recognised by. */
interface Recalled {
  readonly article: Article;
  readonly outline: Outline;
}

interface Decision {
  readonly kept: KeepResult;
  readonly written: Promise<void>;
}

export interface ArticleFolder {
  /**
   * Keeps an article; resolves once it is on disk. It is a duplicate if its address is known and nothing has changed, or if its
   * publisher has nearly the same at another address; if something has changed, it replaces the earlier version, which is kept
   * too. Calls may overlap: each is compared with the earlier ones.
   */
  keep(found: Incoming): Promise<KeepResult>;
  /** @returns the id of the article kept under its address or its feed's guid */
  holds(found: Incoming): string | null;
  /** `null` if there is none. */
  held(found: Incoming): Promise<Article | null>;
  /**
   * Withdraws an article: its file is renamed so that it is not read, but still recognised when the article comes again.
   *
   * @param by its publisher, whose page is gone, or moderators
   * @returns whether there was one
   */
  withdraw(id: string, by: WithdrawnBy): Promise<boolean>;
  hasWithdrawn(found: Incoming): boolean;
  /** Forgets that an article was withdrawn; it is then imported anew. */
  readmit(found: Incoming): Promise<void>;
  /** @returns its id; `null` if there is nothing to restore */
  restore(identity: string): Promise<string | null>;
  /** Latest first. */
  withdrawn(): Promise<readonly Withdrawn[]>;
  /** `null` if it is not withdrawn. */
  withdrawnBy(id: string): WithdrawnBy | null;
  /** The article that is kept under an identity; `null` where there is none. */
  articleAt(identity: string): Promise<Article | null>;
  /** The id kept under an identity, which corrections do not change. */
  idOf(identity: string): string | null;
  /**
   * Overrides facts of an article, now and whenever it comes again.
   *
   * @returns the article before and after; `null` if there is none
   */
  edit(
    id: string,
    facts: EditedFacts,
  ): Promise<{ readonly before: Article; readonly after: Article } | ImportFailure | null>;
  /** What an article said before, and until when; latest first. */
  versions(id: string): Promise<readonly EarlierText[]>;
  count(): number;
  /** `null` if there is room. */
  whyNoRoom(bytes: number): UsedUp | null;
}

/** File with identities other than those in file names; one per line, `<identity> <identity in the name>`. */
export const furtherName = '.identities';
/** How many of these an article may have; only a feed that means harm gives it a new one again and again. */
const mostFurther = 50;

/** Least share of common words for two titles of one article. */
const sameTitleFrom = 0.5;
/** Least resemblance of two texts of one article. */
const sameTextFrom = 0.4;

/** Suffixes of withdrawn articles: page gone, or removed by moderators. */
const withdrawnMark = /-([0-9a-f]{16})\.(withdrawn|removed)$/;

/**
 * Opens the folder of fetched articles: `articles` below the data folder, and `versions` beside it for what they said before.
 * Those of a server have folders of their own below these, and know nothing of the others.
 *
 * @param reading does what takes a time that grows with an article
 * @param isDry tells what would be kept, and writes nothing
 * @param quota what may be in it; `null` for no limit
 * @param changed is told of every file of an article that has been written, or is gone
 * @param files how they are changed
 * @throws when the folder cannot be made or read
 */
export async function openArticleFolder(
  dataDir: string,
  reading: Pick<SourceReader, 'prepare' | 'write' | 'recall'>,
  server: string | null = null,
  isDry = false,
  quota: Quota | null = null,
  changed: (path: string) => void = () => undefined,
  files: ArticleFiles = localFiles(dataDir),
): Promise<ArticleFolder> {
  const prefix = server === null ? '' : `${serversFolder}/${server}/`;
  const within = prefix.split('/').join(sep);
  const idOf = (path: string) => `${prefix}${path.replace(/\.md$/, '').split(sep).join('/')}`;
  const pathOf = (id: string) => `${id.slice(prefix.length).split('/').join(sep)}.md`;
  const folder = join(articlesIn(dataDir), within);
  const versions = join(dataDir, 'versions', within);
  if (!isDry) await removeUnfinished(articlesIn(dataDir));
  /** Paths by identity and by day, and what duplicates are recognised by, for articles already read. */
  const paths = new Map<string, string>();
  const byDay = new Map<string, Set<string>>();
  const outlines = new Map<string, Outline>();
  /** Files being written, by path; other work on a path waits. */
  const writing = new Map<string, Promise<void>>();
  let deciding: Promise<unknown> = Promise.resolve();
  const withdrawn = new Map<string, string>();
  /** In a dry run, what would have been written, by path and without text. */
  const imagined = new Map<string, { readonly hash: string; readonly recalled: Recalled }>();
  /** Further identities, with the identity in the article's file name. */
  const further = new Map(await furtherIn(folder));
  const furtherOf = new Map<string, number>();
  for (const name of further.values()) furtherOf.set(name, (furtherOf.get(name) ?? 0) + 1);
  const edits = await openEdits(folder, files);
  const room = createRoom(quota, files);
  for (const entry of await entriesIn(folder)) {
    if (!entry.isFile()) continue;
    const path = relative(folder, join(entry.parentPath, entry.name));
    if (server === null && serverOf(idOf(path)) !== null) continue;
    const [identity, gone] = [identityIn(entry.name), withdrawnMark.exec(entry.name)?.[1]];
    if (identity !== null) enter(identity, path);
    else if (gone !== undefined) withdrawn.set(gone, path);
  }
  if (quota !== null) await measure();
  return {
    holds(found) {
      const path = pathBy(identitiesOf(cleanedFacts(found)));
      return path === undefined ? null : idOf(path);
    },
    async held(found) {
      const path = pathBy(identitiesOf(cleanedFacts(found)));
      return path === undefined ? null : ((await recalled(path))?.article ?? null);
    },
    async keep(found) {
      const prepared = await reading.prepare(found);
      if ('reason' in prepared) return { outcome: 'refused', ...prepared };
      const { length } = prepared.clean.text;
      if (length === 0) return { outcome: 'refused', reason: 'it has no text', code: 'text' };
      if (length > limits.text) {
        const reason = `its text is longer than ${limits.text} characters`;
        return { outcome: 'refused', reason, code: 'long' };
      }
      try {
        // What becomes of an article depends on those before it; the slow part, until it is on the disk, is done side by side.
        const decided = deciding.then(() => decide(prepared));
        deciding = decided.catch(() => undefined);
        const { kept, written } = await decided;
        await written;
        return kept;
      } catch (error) {
        if (error instanceof NotHereYet)
          return { outcome: 'refused', reason: error.message, code: 'not here' };
        return { outcome: 'refused', reason: reasonOf(error as NodeJS.ErrnoException), code: 'disk' };
      }
    },
    async withdraw(id, by) {
      const path = pathOf(id);
      const identity = identityIn(path);
      if (!id.startsWith(prefix) || identity === null || paths.get(identity) !== path) return false;
      await settled(path);
      const gone = path.replace(/\.md$/, by === 'publisher' ? '.withdrawn' : '.removed');
      await files.rename(join(folder, path), join(folder, gone));
      changed(join(folder, path));
      leave(identity, path);
      outlines.delete(path);
      withdrawn.set(identity, gone);
      // Since when, for the list of those that were.
      await utimes(join(folder, gone), new Date(), new Date());
      room.keepBeside(join(folder, gone), room.take(path));
      await trim();
      return true;
    },
    async restore(identity) {
      const gone = withdrawn.get(identity);
      if (gone === undefined || paths.has(identity)) return null;
      const path = gone.replace(/\.\w+$/, '.md');
      await files.rename(join(folder, gone), join(folder, path));
      changed(join(folder, path));
      withdrawn.delete(identity);
      enter(identity, path);
      room.put(path, room.forgetBeside(join(folder, gone)));
      return idOf(path);
    },
    async withdrawn() {
      const all = await Promise.all([...withdrawn].map(([identity, path]) => withdrawnAt(identity, path)));
      return all.filter((one) => one !== null).sort((a, b) => b.at.getTime() - a.at.getTime());
    },
    withdrawnBy(id) {
      const path = withdrawn.get(identityIn(pathOf(id)) ?? '');
      return path === undefined ? null : byOf(path);
    },
    async articleAt(identity) {
      const path = paths.get(named(identity));
      return path === undefined ? null : ((await recalled(path))?.article ?? null);
    },
    idOf(identity) {
      const path = paths.get(named(identity));
      return path === undefined ? null : idOf(path);
    },
    async edit(id, facts) {
      const path = pathOf(id);
      const identity = identityIn(path);
      if (!id.startsWith(prefix) || identity === null || paths.get(identity) !== path) return null;
      const edited = deciding.then(() => editAt(path, identity, facts));
      deciding = edited.catch(() => undefined);
      return edited;
    },
    hasWithdrawn: (found) =>
      identitiesOf(cleanedFacts(found)).some((identity) => withdrawn.has(named(identity))),
    async readmit(found) {
      for (const identity of identitiesOf(cleanedFacts(found)).map(named)) {
        const gone = withdrawn.get(identity);
        if (gone === undefined) continue;
        await files.remove(join(folder, gone));
        room.forgetBeside(join(folder, gone));
        withdrawn.delete(identity);
      }
    },
    versions: earlierTexts,
    count: () => paths.size,
    whyNoRoom: (bytes) => room.whyNone('', bytes),
  };

  async function withdrawnAt(identity: string, path: string): Promise<Withdrawn | null> {
    try {
      const { mtime } = await stat(join(folder, path));
      const id = idOf(path.replace(/\.\w+$/, '.md'));
      const read = await reading.recall({ id, content: await readFile(join(folder, path), 'utf8') });
      const article = read !== null && 'article' in read ? read.article : null;
      return { id, identity, by: byOf(path), at: mtime, article };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async function editAt(path: string, identity: string, facts: EditedFacts) {
    const known = await recalled(path);
    if (known === null) return null;
    const before = known.article;
    const after = { ...before, ...facts };
    const file = await reading.write(after);
    if ('reason' in file) return file;
    await keepVersion(path);
    await edits.add(identity, facts);
    if (typeof facts.url === 'string') await addFurther(identity, identitiesOf({ ...after, url: facts.url }));
    await write(path, file.content, null, { article: after, outline: known.outline });
    outlines.delete(path);
    return { before, after };
  }

  async function decide({
    clean,
    outline: prepared,
  }: {
    readonly clean: Incoming;
    readonly outline: Outline;
  }): Promise<Decision> {
    const done = (kept: KeepResult): Decision => ({ kept, written: Promise.resolve() });
    const identities = identitiesOf(clean);
    await settled(pathBy(identities));
    const held = await heldPath(clean, prepared);
    // Another article of the same guid is one of its own, under its address.
    const isOther = held === undefined && pathBy(identities) !== undefined;
    const known = isOther ? identities.slice(0, 1) : identities;
    const [identity] = identities;
    const path = held ?? join(...pathFor(clean).split('/'));
    const id = idOf(path);
    const isWritten = held !== undefined && !imagined.has(path);
    const before = isWritten ? ((await recalled(path))?.article ?? null) : null;
    const stated: Article = {
      ...nothingMore,
      ...clean,
      ...edits.of(identityIn(path)!),
      ...changedSince(before, clean),
      id,
    };
    const outline = { ...prepared, id };
    const near = await nearOf(outline, stated.published);
    const same = held === undefined ? near.find((other) => isSame(outline, other)) : undefined;
    if (same !== undefined) {
      await settled(pathOf(same.id));
      if (outlines.has(pathOf(same.id))) return done({ outcome: 'duplicate', id: same.id });
    }
    const copies = near.filter((other) => isCopy(outline, other));
    const first = copies.reduce(
      (first, other) => (other.publishedMs < first.publishedMs ? other : first),
      outline,
    );
    const article: Article = {
      ...stated,
      copyOf: first === outline ? null : (first.copyOf ?? first.id),
      origin: stated.origin ?? first.origin,
    };
    const file = await reading.write(article);
    if ('reason' in file) return done({ outcome: 'refused', ...file });
    const { content } = file;
    const usedUp = room.whyNone(path, Buffer.byteLength(content));
    if (usedUp !== null)
      return done({ outcome: 'refused', reason: 'the server may hold no more', code: 'full', usedUp });
    if (held !== undefined) {
      if (await isUnchanged(id, path, content)) return done({ outcome: 'duplicate', id });
      await keepVersion(path);
    }
    if (held === undefined) enter(identity, path);
    outlines.set(path, { ...outline, copyOf: article.copyOf, origin: article.origin });
    const written = write(path, content, held === undefined ? identity : null, { article, outline }).then(
      () => addFurther(identityIn(path)!, known),
    );
    if (first === outline && copies.length > 0) {
      await written;
      for (const copy of copies) await pointTo(article, pathOf(copy.id));
    }
    const outcome = held === undefined ? 'added' : 'changed';
    const kept = article.copyOf === null ? { outcome, id } : { outcome, id, copyOf: article.copyOf };
    return { kept: kept as KeepResult, written };
  }

  /** Whether the kept article is equal, or was withdrawn by somebody who knows better than the page. */
  async function isUnchanged(id: string, path: string, content: string): Promise<boolean> {
    const instead = imagined.get(path);
    if (instead !== undefined) return instead.hash === hashOf(content);
    const before = await readFile(join(folder, path), 'utf8');
    if (before === content) return true;
    const known = await reading.recall({ id, content: before });
    return known !== null && 'article' in known && known.article.status === 'withdrawn';
  }

  /** The identity in the file name of the article known by another identity. */
  function named(identity: string): string {
    return further.get(identity) ?? identity;
  }

  function pathBy(identities: readonly string[]): string | undefined {
    return identities.map((identity) => paths.get(named(identity))).find((path) => path !== undefined);
  }

  /**
   * Where an article is kept: by its address; or by its feed's guid, if it also says nearly the same or was published at the
   * same moment, since some feeds reuse guids.
   */
  async function heldPath(found: Incoming, outline: Outline): Promise<string | undefined> {
    const identities = identitiesOf({ ...found, guid: null });
    const byAddress = found.url === null && found.guid !== undefined ? undefined : pathBy(identities);
    if (byAddress !== undefined) return byAddress;
    const path = pathBy(identitiesOf(found));
    if (path === undefined || found.guid === null || found.guid === undefined) return path;
    const known = await recalled(path);
    return known !== null && isOneStory(known, found, outline) ? path : undefined;
  }

  async function addFurther(name: string, identities: readonly string[]): Promise<void> {
    const known = furtherOf.get(name) ?? 0;
    const unknown = identities
      .filter((identity) => identity !== name && further.get(identity) !== name)
      .slice(0, Math.max(0, mostFurther - known));
    for (const identity of unknown) further.set(identity, name);
    furtherOf.set(name, known + unknown.length);
    if (isDry || unknown.length === 0) return;
    await files.append(
      join(folder, furtherName),
      unknown.map((identity) => `${identity} ${name}`),
    );
  }

  /** @param added a new article's identity, forgotten again if writing fails */
  function write(path: string, content: string, added: string | null, kept: Recalled): Promise<void> {
    if (isDry) {
      const recalled = { ...kept, article: { ...kept.article, text: '' } };
      imagined.set(path, { hash: hashOf(content), recalled });
      return Promise.resolve();
    }
    room.put(path, Buffer.byteLength(content));
    const written = files
      .write(join(folder, path), content)
      .then(() => {
        changed(join(folder, path));
        return trim();
      })
      .catch((error: unknown) => {
        outlines.delete(path);
        if (added !== null) {
          leave(added, path);
          room.take(path);
        }
        throw error;
      })
      .finally(() => writing.delete(path));
    writing.set(path, written);
    return written;
  }

  /** Waits for the pending write to a path, successful or not. */
  async function settled(path: string | undefined): Promise<void> {
    if (path !== undefined) await writing.get(path)?.catch(() => undefined);
  }

  function enter(identity: string, path: string): void {
    paths.set(identity, path);
    const day = dayIn(basename(path));
    byDay.set(day, (byDay.get(day) ?? new Set()).add(path));
  }

  function leave(identity: string, path: string): void {
    paths.delete(identity);
    byDay.get(dayIn(basename(path)))?.delete(path);
  }

  /** Candidates for near-duplicates, by the publication date in their file names. */
  async function nearOf({ id, signature }: Outline, published: string | null): Promise<Outline[]> {
    const near: Outline[] = [];
    if (signature === null) return near;
    for (const day of daysAround(published)) {
      for (const path of byDay.get(day) ?? []) {
        if (path === pathOf(id)) continue;
        const known = outlines.get(path) ?? (await outlineAt(path));
        if (known !== null) near.push(known);
      }
    }
    return near;
  }

  async function outlineAt(path: string): Promise<Outline | null> {
    const outline = (await recalled(path))?.outline ?? null;
    if (outline !== null) outlines.set(path, outline);
    return outline;
  }

  /** @returns `null` if the file was removed or damaged meanwhile */
  async function recalled(path: string): Promise<Recalled | null> {
    await settled(path);
    const known = imagined.get(path);
    if (known !== undefined) return known.recalled;
    try {
      const read = await reading.recall({
        id: idOf(path),
        content: await readFile(join(folder, path), 'utf8'),
      });
      return read !== null && 'article' in read ? read : null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** An earlier publication of a story was found: its copy now points to it. */
  async function pointTo({ id, origin }: Article, path: string): Promise<void> {
    const copy = await recalled(path);
    if (copy === null) return;
    const pointed = { copyOf: id, origin: copy.article.origin ?? origin };
    const file = await reading.write({ ...copy.article, ...pointed });
    if ('reason' in file) return;
    await write(path, file.content, null, {
      article: { ...copy.article, ...pointed },
      outline: copy.outline,
    });
    outlines.set(path, { ...copy.outline, ...pointed });
  }

  /** Hard-links the file as a version, so that the content survives when the path is replaced. */
  async function keepVersion(path: string): Promise<void> {
    if (isDry) return;
    const at = new Date().toISOString().replace(/[:.]/g, '');
    const version = join(versions, path.replace(/\.md$/, ''), `${at}.md`);
    await files.copy(join(folder, path), version);
    room.keepBeside(version, (await stat(version)).size);
    for (const gone of await trimVersions(version, files)) room.forgetBeside(gone);
  }

  async function earlierTexts(id: string): Promise<readonly EarlierText[]> {
    const place = join(versions, pathOf(id).replace(/\.md$/, ''));
    const names = (await entriesIn(place)).map(({ name }) => name);
    const texts = await Promise.all(
      names
        .sort()
        .reverse()
        .map(async (name): Promise<EarlierText[]> => {
          // As `keepVersion` names it.
          const [, day, hour, minute, second] = /^(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)/.exec(name) ?? [];
          if (day === undefined) return [];
          const content = await readFile(join(place, name), 'utf8');
          const read = await reading.recall({ id, content });
          const until = new Date(`${day}T${hour}:${minute}:${second}Z`);
          return read !== null && 'article' in read ? [{ until, text: read.article.text }] : [];
        }),
    );
    return texts.flat();
  }

  /** Records the sizes of existing files. */
  async function measure(): Promise<void> {
    for (const [path, bytes] of await sizesOf([...paths.values()], folder)) room.put(path, bytes);
    const besides = [
      ...[...withdrawn.values()].map((path) => join(folder, path)),
      ...(await entriesIn(versions))
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    ];
    for (const [path, bytes] of await sizesOf(besides)) room.keepBeside(path, bytes);
    if (!isDry) await trim();
  }

  /** Deletes earlier versions and withdrawn articles that no longer fit. */
  async function trim(): Promise<void> {
    const gone = new Set((await room.trim()).map((path) => relative(folder, path)));
    for (const [identity, path] of withdrawn) if (gone.has(path)) withdrawn.delete(identity);
  }
}

/** Empty if the folder does not exist. */
export async function entriesIn(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** When a text changed, and whether anything it said is different now. */
function changedSince(
  before: Article | null,
  { text, updated, status = 'current' }: Incoming,
): Partial<Pick<Article, 'updated' | 'status'>> {
  // Where there was a summary, nothing was known of the text.
  if (before === null || before.isSummary === true) return {};
  const isCorrected = before.text.split('\n\n').some((paragraph) => !text.includes(paragraph));
  const corrected = status === 'current' && (isCorrected || before.status === 'corrected');
  const known = before.updated ?? before.published;
  const isStated = updated !== null && (known === null || Date.parse(updated) > Date.parse(known));
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  return {
    ...(corrected && { status: 'corrected' }),
    updated: isStated ? updated : text === before.text ? before.updated : now,
  };
}

const byOf = (path: string): WithdrawnBy => (path.endsWith('.removed') ? 'moderators' : 'publisher');

async function furtherIn(folder: string): Promise<(readonly [identity: string, name: string])[]> {
  try {
    return identitiesOn(await readFile(join(folder, furtherName), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export const identitiesOn = (content: string) =>
  content
    .split('\n')
    // A line that was being written when the machine stopped is none.
    .filter((line) => /^[0-9a-f]{16} [0-9a-f]{16}$/.test(line))
    .map((line) => [line.slice(0, 16), line.slice(17)] as const);

/** Whether two articles are versions of one story: published at the same moment, or nearly the same words. */
function isOneStory({ article: one, outline }: Recalled, other: Incoming, otherOutline: Outline): boolean {
  if (one.published !== null && one.published.length > 10 && one.published === other.published) return true;
  const [words, others] = [wordsOf(one.title), wordsOf(other.title)];
  const common = [...words].filter((word) => others.has(word)).length;
  if (common > 0 && common >= sameTitleFrom * Math.max(words.size, others.size)) return true;
  const [text, otherText] = [outline.signature, otherOutline.signature];
  return text !== null && otherText !== null && resemblance(text, otherText) >= sameTextFrom;
}

const wordsOf = (title: string) => new Set(title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

const hashOf = (content: string) => createHash('sha256').update(content).digest('base64url');

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return 'the disk is full, so it was not saved: free some space and import it again';
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return `no permission to write to the data folder: ${message}`;
  return `it could not be saved: ${message}`;
}
