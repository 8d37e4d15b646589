import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { commands } from '../commands/index.ts';
import type { ThreadEvent } from './answer/archive-thread.ts';
import type { Loaded, OpenArchive, Sources } from './answer/open-archive.ts';
import type { Importer } from './chat/importer.ts';
import { answerAnyway } from './chat/answer-anyway.ts';
import { createCooldowns, ordinaryLimits, type Limits } from './chat/cooldowns.ts';
import { createLastQuestions } from './chat/last-questions.ts';
import type { Chat } from './chat/run.ts';
import { loadSettings } from './chat/settings.ts';
import type { Checks } from './local/operation.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import { questionLanguage } from './text/question-language.ts';

/** All parts, ready to be used by a surface. */
export interface Kutip {
  readonly chat: Chat;
  readonly archive: OpenArchive;
  readonly loaded: Promise<Loaded>;
  /** Folders and article files that they come from. */
  readonly knowledge: readonly string[];
  /** What must be well for questions to be answered. */
  readonly checks: Checks;
  close(): Promise<void>;
}

export interface Asking {
  /** Folders and article files. */
  readonly knowledge: readonly string[];
  /** How much may be asked at once; default the ordinary. */
  readonly limits?: Limits;
  /** Where imported articles and the snapshot are looked for; default nowhere. */
  readonly dataDir?: string | null;
  readonly log: Logger;
}

/** Builds all parts with the archive in this thread, all articles loaded; it writes nothing, and its store is in memory. */
export async function compose({
  knowledge,
  dataDir = null,
  limits = ordinaryLimits,
  log,
}: Asking): Promise<Kutip> {
  // A process that serves has all of this in its other thread.
  const { openArchive } = await import('./answer/open-archive.ts');
  const fetched = dataDir === null ? [] : [fetchedIn(dataDir)].filter((path) => existsSync(path));
  const { archive, loaded } = openArchive(
    sourcesOf([...knowledge, ...fetched], dataDir, false),
    logEvents(log),
  );
  await loaded;
  const store = openStore(':memory:');
  return assemble(
    { archive, loaded, knowledge, close: () => store.close() },
    { store, importer: null },
    limits,
    log,
  );
}

/** Where articles that were imported are kept. */
export const fetchedIn = (dataDir: string) => join(dataDir, 'articles');

/** Folders and files of articles, and the snapshot beside what was imported. */
export function sourcesOf(knowledge: readonly string[], dataDir: string | null, write: boolean): Sources {
  return {
    knowledge,
    snapshot: dataDir === null ? null : { path: join(dataDir, 'archive.snapshot'), write },
  };
}

/** What a surface needs, around an archive and a store. */
export async function assemble(
  parts: Omit<Kutip, 'chat' | 'checks'>,
  { store, importer }: { readonly store: Store; readonly importer: Importer | null },
  limits: Limits,
  log: Logger,
): Promise<Kutip> {
  const services = {
    settings: await loadSettings(store.settings),
    people: store.people,
    replies: answerAnyway(store.replies, log),
    votes: store.votes,
    reports: store.reports,
    welcomes: store.welcomes,
    feeds: store.feeds,
    importer,
    archive: parts.archive,
    explain: parts.archive.explain,
    lastQuestions: createLastQuestions(),
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
  const checks = {
    archive: () => parts.archive.context([]),
    store: () => store.replies.find(''),
  };
  return { ...parts, checks, chat: { commands, services, cooldowns: createCooldowns(limits), log } };
}

/** How often the progress of a long build is logged, in milliseconds. */
const progressMs = 2000;

export function logEvents(log: Logger): (event: ThreadEvent) => void {
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
