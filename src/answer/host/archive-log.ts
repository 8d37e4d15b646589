import type { Logger } from 'pino';
import { serverOf } from '../../articles/scope.ts';
import type { Reread } from './calls.ts';
import { lackWords, type ThreadEvent } from './thread.ts';

/** How often the progress of a long build is logged, in milliseconds. */
const progressMs = 2000;

/** Logs what happens while the archive is filled and kept. */
export function logEvents(log: Logger): (event: ThreadEvent) => void {
  let saidAt = performance.now();
  return (event) => {
    switch (event.kind) {
      case 'indexing':
        if (performance.now() - saidAt < progressMs) return;
        saidAt = performance.now();
        log.info(event.indexing, 'indexing; questions are answered from what has been indexed');
        break;
      case 'snapshot useless':
        log.info({ reason: event.reason }, 'cannot use the snapshot; reindexing all articles');
        break;
      case 'snapshot written':
        log.info({ bytes: event.bytes, ms: Math.round(event.ms) }, 'snapshot written');
        break;
      case 'snapshot not written':
        log.warn({ reason: event.reason }, 'could not write the snapshot; the next start will be slow');
        break;
      case 'crashed': {
        const { error, quarantined } = event;
        if (quarantined === null)
          log.error({ err: error }, 'the archive thread crashed and is being restarted');
        else {
          const { file, article } = quarantined;
          const server = article === null ? null : serverOf(article);
          log.error(
            { err: error, file, article, server },
            'the archive thread hung or ran out of memory on an article and is being restarted; the article is in quarantine until its file is saved again',
          );
        }
        break;
      }
      case 'too little memory':
        log.error(`${lackWords(event)}; it keeps trying`);
        break;
      case 'loaded again':
        log.info({ articles: event.loaded.articles }, 'the archive thread has all articles again');
        break;
    }
  };
}

/** Logs which articles have changed. */
export function logReread(
  { put, removed, refusals }: Omit<Reread, 'articles' | 'quarantined' | 'isWhole'>,
  log: Logger,
): void {
  for (const refusal of refusals) log.warn(refusal, 'not an article');
  if (put.length + removed.length === 0) return;
  log.info({ read: put.length, removed: removed.length, refused: refusals.length }, 'articles changed');
}
