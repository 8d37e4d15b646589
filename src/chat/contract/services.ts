import type { OpenArchive } from '../../answer/host/calls.ts';
import type {
  Audit,
  Feeds,
  Journal,
  Outbox,
  People,
  Replies,
  Reports,
  Subscriptions,
  Votes,
  Welcomes,
} from '../../store/store.ts';
import type { Importer } from '../../ingest/contract.ts';
import type { LastQuestions } from '../last-questions.ts';
import type { Settings } from '../settings.ts';

export type { Quote } from '../../answer/answer.ts';
export type { ExplainedCandidate, Explanation } from '../../answer/explain.ts';
export type { ArticleCounts, Passages } from '../../answer/catalogue/overview.ts';
export type { Shared, Shards, ShardsHeld, Tokens } from '../../store/shared.ts';
export type { Journal, Json, ProblemCounts, Unanswered } from '../../store/store.ts';
export type { ArticleFacts } from '../../articles/article.ts';
export type { Importer } from '../../ingest/contract.ts';

export type Archive = Omit<OpenArchive, 'apply' | 'reread' | 'explain'>;

export type Explain = OpenArchive['explain'];

export interface Services {
  readonly archive: Archive;
  readonly explain: Explain;
  readonly lastQuestions: LastQuestions;
  readonly settings: Settings;
  readonly people: People;
  readonly replies: Replies;
  readonly votes: Votes;
  readonly reports: Reports;
  readonly welcomes: Welcomes;
  readonly feeds: Feeds;
  readonly audit: Audit;
  /** For surfaces. */
  readonly journal: Journal;
  readonly subscriptions: Subscriptions;
  readonly outbox: Outbox;
  /** `null` in a program that only asks. */
  readonly importer: Importer | null;
  /** What a message asks for that a command of its own gives: the newest articles, or how something went; `topic` may be empty. */
  requestIn(text: string): {
    readonly kind: 'latest' | 'timeline';
    readonly topic: string;
    /** As the options of `/timeline`. */
    readonly period?: { readonly since: string; readonly until: string };
  } | null;
  /** Whether a text asks something, rather than naming a topic. */
  isQuestion(text: string): boolean;
  /** Whether a text has a word that articles can be about. */
  namesTopic(text: string): boolean;
  /** A BCP 47 tag; `null` if unclear. */
  languageOf(text: string): Promise<string | null>;
}
