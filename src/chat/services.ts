import type { Answer, Question } from '../answer/answer.ts';
import type { ArticleFacts } from '../articles/article.ts';
import type { Locale } from '../locales/words.ts';
import type { OptionValues, Place } from './circumstances.ts';
import type { LastQuestions } from './last-questions.ts';

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

/** What was asked for, kept so that the controls of the reply work for as long as the reply stands. */
export interface KeptReply {
  readonly command: string;
  readonly options: OptionValues;
  /** The question before, which this one was read together with. */
  readonly previous: string | null;
  readonly askedAt: Date;
  readonly asker: string;
  readonly place: Place;
  readonly locale: Locale;
}

/** The replies that have controls. */
export interface Replies {
  /** @returns its id: at most 20 letters and digits */
  keep(reply: KeptReply): Promise<string>;
  /** `undefined` when it was never kept, or is kept no longer. */
  find(id: string): Promise<KeptReply | undefined>;
}

/** What a person thinks of a reply. */
export interface Vote {
  /** The id of the kept reply. */
  readonly reply: string;
  readonly voter: string;
  readonly isHelpful: boolean;
  /** Why not; empty when no reason was given. */
  readonly reason: string;
  readonly at: Date;
}

/** One vote of each person on each reply: a new one takes the place of the one before. */
export interface Votes {
  cast(vote: Vote): Promise<void>;
}

/** Everything a command may use besides its input. */
export interface Services {
  readonly archive: Archive;
  readonly lastQuestions: LastQuestions;
  readonly replies: Replies;
  readonly votes: Votes;
  /** The language of a text (BCP 47), `null` when it cannot be told. */
  languageOf(text: string): string | null;
}
