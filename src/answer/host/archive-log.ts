import type { Logger } from 'pino';
import { serverOf } from '../../articles/scope.ts';
import type { Indexing } from '../answer.ts';
import type { Reread } from './calls.ts';
import { lackWords, type ThreadEvent } from './thread.ts';

/** How often the progress of a long build is logged, in milliseconds. */
const progressMs = 2000;

/** Logs what happens while the archive is filled and kept. */
export function logEvents(log: Logger): (event: ThreadEvent) => void {
  let saidAt = performance.now();
  let first: { readonly done: number; readonly at: number } | undefined;

  function progress({ done, of }: Indexing) {
    first ??= { done, at: performance.now() };
    const perSecond = (1000 * (done - first.done)) / (performance.now() - first.at);
    if (!(perSecond > 0)) return { done, of };
    return {
      done,
      of,
      perSecond: Math.round(perSecond),
      ...(of !== null && { secondsLeft: Math.round((of - done) / perSecond) }),
    };
  }

  return (event) => {
    switch (event.kind) {
      case 'indexing':
        if (performance.now() - saidAt < progressMs) return;
        saidAt = performance.now();
        log.info(progress(event.indexing), 'indexing; questions are answered from what has been indexed');
        break;
      case 'segment useless':
        log.info({ reason: event.reason }, 'cannot use a segment of the index; its articles are read again');
        break;
      case 'segment written':
        log.debug({ ...event, ms: Math.round(event.ms) }, 'segment written');
        break;
      case 'segment not written':
        log.warn({ reason: event.reason }, 'could not write the index; the next start will be slow');
        break;
      case 'engine':
        if (event.problem === null) log.info('OpenSearch can be searched');
        else log.error(`${event.problem} Kutip keeps trying.`);
        break;
      case 'engine written':
        log.info({ articles: event.articles, ms: Math.round(event.ms) }, 'written to OpenSearch');
        break;
      case 'kept':
        log.info('index written');
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
  { put, removed, refusals }: Pick<Reread, 'put' | 'removed' | 'refusals'>,
  log: Logger,
): void {
  for (const refusal of refusals) log.warn(refusal, 'not an article');
  if (put.length + removed.length === 0) return;
  log.info({ read: put.length, removed: removed.length, refused: refusals.length }, 'articles changed');
}
