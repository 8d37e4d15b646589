import type { Article } from '../../articles/article.ts';
import type { ScopeName, SearchIndex } from '../../search/search-index.ts';
import { charactersOfTask, type Analysis } from './analysis.ts';
import type { Segments } from './segments.ts';
import { indexingVersion } from './version.ts';

/** How many articles one task has. */
export interface TaskSize {
  /** So few are not worth a thread. */
  readonly few: number;
  /** Not more, so that what has been indexed can soon be searched. */
  readonly most: number;
}

interface Batch {
  readonly articles: Article[];
  characters: number;
  /** Resolves once its articles are in a segment, or have been put one by one. */
  readonly done: Promise<void>;
  readonly finish: (done: Promise<void>) => void;
}

/** Many articles, analysed by several threads, which write segments of them. */
export interface Bulk {
  /** Resolves when there is room for the next one. */
  readonly add: (article: Article) => Promise<void>;
  /** Resolves once all articles added so far can be searched. */
  added(): Promise<unknown>;
  /** Resolves once all are; none may be added afterwards. */
  end(): Promise<void>;
}

/**
 * @param putOne takes an article that no thread could analyse, or that is one of few
 * @param progressed is called when further articles can be searched
 * @param failed is told why a thread could not analyse its articles
 */
export function startBulk(
  index: SearchIndex,
  segments: Segments,
  analysis: Analysis,
  { few, most }: TaskSize,
  putOne: (article: Article) => Promise<void>,
  progressed: () => void,
  failed: (error: Error) => void,
): Bulk {
  const batches = new Map<ScopeName, Batch>();
  const running = new Set<Promise<void>>();
  let isStarted = false;

  function batchOf(scope: ScopeName): Batch {
    let batch = batches.get(scope);
    if (batch === undefined) {
      let finish!: Batch['finish'];
      const done = new Promise<void>((resolve) => (finish = resolve));
      batches.set(scope, (batch = { articles: [], characters: 0, done, finish }));
    }
    return batch;
  }

  async function work(scope: ScopeName, batch: Batch): Promise<void> {
    batches.delete(scope);
    isStarted = true;
    while (running.size >= analysis.workers) await Promise.race(running);
    const done = analyse(scope, batch.articles).finally(() => running.delete(done));
    running.add(done);
    batch.finish(done);
  }

  async function analyse(scope: ScopeName, articles: readonly Article[]): Promise<void> {
    const path = segments.newPath();
    const order = index.reserve(articles.length);
    const rest = new Set(articles.map(({ id }) => id));
    try {
      const { refused } = await analysis.analyse({ path, version: indexingVersion, scope, articles, order });
      await segments.adopt(path);
      rest.clear();
      for (const [id] of refused) rest.add(id);
    } catch (error) {
      // Whichever article it was, this thread finds it out: it is watched.
      failed(error as Error);
      segments.giveUp(path);
    }
    for (const article of articles) if (rest.has(article.id)) await putOne(article);
    progressed();
  }

  return {
    async add(article) {
      const scope = index.scopeOf({ id: article.id });
      const batch = batchOf(scope);
      batch.articles.push(article);
      batch.characters += article.text.length;
      if (batch.articles.length >= most || batch.characters >= charactersOfTask()) await work(scope, batch);
    },
    added: () => Promise.all([...running, ...[...batches.values()].map(({ done }) => done)]),
    async end() {
      for (const [scope, batch] of batches) {
        if (isStarted || batch.articles.length > few) await work(scope, batch);
        else {
          batches.delete(scope);
          for (const article of batch.articles) await putOne(article);
          batch.finish(Promise.resolve());
        }
      }
      await Promise.all(running);
    },
  };
}
