import type { Answer, Question } from '../answer/answer.ts';
import type { ArticleFacts } from '../articles/article.ts';
import type { People, Replies, Reports, Votes, Welcomes } from '../store/store.ts';
import type { LastQuestions } from './last-questions.ts';
import type { Settings } from './settings.ts';

/** The articles of one publisher. */
interface Source {
  /** `null` for articles that state none. */
  readonly publisher: string | null;
  readonly articles: number;
  /** BCP 47, most frequent first. */
  readonly languages: readonly string[];
  /** The newest date of publication, as the article states it. */
  readonly newest: string | null;
}

/** What is known and can be asked. */
export interface Archive {
  ask(question: Question): Promise<Answer>;
  /** The newest articles first; undated ones last. `topic` is a tag or words of the title, `source` part of a publisher's name. */
  latest(wanted: {
    readonly source?: string;
    readonly topic?: string;
    readonly limit: number;
  }): Promise<readonly ArticleFacts[]>;
  /** Most articles first. */
  sources(): Promise<readonly Source[]>;
}

/** Everything a command may use besides its input. */
export interface Services {
  readonly archive: Archive;
  readonly lastQuestions: LastQuestions;
  readonly settings: Settings;
  readonly people: People;
  readonly replies: Replies;
  readonly votes: Votes;
  readonly reports: Reports;
  readonly welcomes: Welcomes;
  /** The language of a text (BCP 47), `null` when it cannot be told. */
  languageOf(text: string): string | null;
}
