import { join } from 'node:path';
import type { Logger } from 'pino';
import { commands } from '../commands/index.ts';
import { startArchive, type ThreadEvent } from './answer/archive-thread.ts';
import type { Loaded, OpenArchive, Sources } from './answer/open-archive.ts';
import { createReplies, createVotes } from './chat/in-memory.ts';
import { createLastQuestions } from './chat/last-questions.ts';
import type { Chat } from './chat/run.ts';
import { questionLanguage } from './text/question-language.ts';

/** All parts, ready to be used by a surface. */
export interface Kutip {
  readonly chat: Chat;
  readonly archive: OpenArchive;
  readonly loaded: Promise<Loaded>;
  close(): Promise<void>;
}

interface Wanted {
  /** Folders and article files. */
  readonly knowledge: readonly string[];
  /** Where the snapshot is looked for; default nowhere. */
  readonly dataDir?: string | null;
  readonly log: Logger;
}

/** Builds all parts with the archive in this thread, all articles loaded; it writes nothing. */
export async function compose({ knowledge, dataDir = null, log }: Wanted): Promise<Kutip> {
  // A process that serves has all of this in its other thread.
  const { openArchive } = await import('./answer/open-archive.ts');
  const { archive, loaded } = openArchive(sourcesOf(knowledge, dataDir, false), logEvents(log));
  await loaded;
  return assemble({ archive, loaded, close: () => Promise.resolve() }, log);
}

/** Builds all parts with the archive in a thread of its own, which is still loading; it keeps the snapshot. */
export function composeServing({ knowledge, dataDir = null, log }: Wanted): Kutip {
  return assemble(startArchive(sourcesOf(knowledge, dataDir, true), logEvents(log)), log);
}

function sourcesOf(knowledge: readonly string[], dataDir: string | null, write: boolean): Sources {
  return {
    knowledge,
    snapshot: dataDir === null ? null : { path: join(dataDir, 'archive.snapshot'), write },
  };
}

function assemble(parts: Omit<Kutip, 'chat'>, log: Logger): Kutip {
  const services = {
    archive: parts.archive,
    lastQuestions: createLastQuestions(),
    replies: createReplies(),
    votes: createVotes(),
    languageOf: questionLanguage,
  };
  parts.loaded.then(
    ({ articles, refusals, fromSnapshot }) => {
      for (const refusal of refusals) log.warn(refusal, 'not an article');
      log.info({ articles, refused: refusals.length, fromSnapshot }, 'articles loaded');
    },
    (error: unknown) => {
      log.error({ err: error }, 'the articles could not be loaded');
    },
  );
  return { ...parts, chat: { commands, services, log } };
}

/** How often the progress of a long build is logged, in milliseconds. */
const progressMs = 2000;

function logEvents(log: Logger): (event: ThreadEvent) => void {
  let saidAt = performance.now();
  return (event) => {
    switch (event.kind) {
      case 'indexing':
        if (performance.now() - saidAt < progressMs) return;
        saidAt = performance.now();
        log.info(event.indexing, 'indexing; questions are answered from what is there');
        break;
      case 'snapshot useless':
        log.info({ reason: event.reason }, 'the snapshot is of no use, so the articles are indexed anew');
        break;
      case 'snapshot written':
        log.info({ bytes: event.bytes, ms: Math.round(event.ms) }, 'snapshot written');
        break;
      case 'snapshot not written':
        log.warn(
          { reason: event.reason },
          'the snapshot could not be written, so the next start will be slow',
        );
        break;
      case 'crashed':
        log.error({ err: event.error }, 'the archive’s thread crashed and is started again');
        break;
    }
  };
}
