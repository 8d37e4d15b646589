import type { Logger } from 'pino';
import { commands } from '../commands/index.ts';
import { createArchive } from './answer/archive.ts';
import type { Refusal } from './articles/article.ts';
import { readArticles } from './articles/read.ts';
import { createLastQuestions } from './chat/last-questions.ts';
import type { Chat } from './chat/run.ts';
import { questionLanguage } from './text/question-language.ts';

/** All parts, ready to be used by a surface. */
export interface Kutip {
  readonly chat: Chat;
  readonly loaded: { readonly articles: number; readonly refusals: readonly Refusal[] };
}

/**
 * Builds all parts.
 *
 * @param knowledge folders and article files
 */
export async function compose({
  knowledge,
  log,
}: {
  knowledge: readonly string[];
  log: Logger;
}): Promise<Kutip> {
  const archive = createArchive();
  const refusals: Refusal[] = [];
  let articles = 0;
  for await (const read of readArticles(knowledge)) {
    if ('refusal' in read) {
      refusals.push(read.refusal);
      log.warn(read.refusal, 'not an article');
    } else {
      archive.apply({ put: read.article });
      articles++;
    }
  }
  const services = {
    archive: {
      ask: (question: Parameters<typeof archive.ask>[0]) => Promise.resolve(archive.ask(question)),
      latest: (wanted: Parameters<typeof archive.latest>[0]) => Promise.resolve(archive.latest(wanted)),
      sources: () => Promise.resolve(archive.sources()),
    },
    lastQuestions: createLastQuestions(),
    languageOf: questionLanguage,
  };
  return { chat: { commands, services, log }, loaded: { articles, refusals } };
}
