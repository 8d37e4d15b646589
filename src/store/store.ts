import type { ArticleRows } from './article-rows.ts';

declare const isPseudonym: unique symbol;

/**
 * A user's pseudonym: a keyed hash of their id on the platform. The key is in the store, so a log or a copy
 * of some rows identifies nobody.
 */
export type Pseudonym = string & { readonly [isPseudonym]: true };

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What must survive a restart. A promise is fulfilled once the change would survive the death of the process. */
export interface Store {
  readonly people: People;
  readonly settings: SettingsRows;
  readonly replies: Replies;
  readonly votes: Votes;
  readonly reports: Reports;
  readonly welcomes: Welcomes;
  readonly feeds: Feeds;
  readonly audit: Audit;
  readonly pages: Pages;
  readonly journal: Journal;
  /** Whether something could be written now; rejects with an `Unwritable` that says why not. */
  check(): Promise<void>;
  readonly subscriptions: Subscriptions;
  readonly outbox: Outbox;
  /** The imported articles, where several processes share the store; `null`: they are files of this one alone. */
  readonly articles: ArticleRows | null;
  /** Writes a copy to a file that does not exist yet; it is whole even while the store is in use. */
  copyTo(path: string): Promise<void>;
  /** Nothing may be called afterwards. */
  close(): Promise<void>;
}

export interface People {
  /** Stable for the lifetime of the store. Needs no I/O. */
  pseudonymOf(userId: string): Pseudonym;
  /** Deletes a user's votes, and their name from the replies they got, with what they asked, and from the audit list. */
  forget(person: Pseudonym): Promise<Forgotten>;
}

/** How much was taken away. */
export interface Forgotten {
  readonly questions: number;
  readonly votes: number;
  /** What they followed for themselves. */
  readonly subscriptions: number;
}

/** Settings by server; opaque to the store. */
export interface SettingsRows {
  all(): Promise<ReadonlyMap<string, Json>>;
  put(server: string, settings: Json): Promise<void>;
  /** The listener is told when others have changed some; missing where there are no others. */
  readonly onChange?: (listener: () => void) => void;
}

/**
 * A quote shown by a reply, so that the reply is found when the article changes. An article that was only named is kept as an
 * empty quote.
 */
export interface KeptQuote {
  /** The article's id. */
  readonly article: string;
  readonly publisher: string | null;
  readonly title: string | null;
  /** The quoted text, to check whether it is still in the article; `null` if an older version stored it. */
  readonly text: string | null;
  /** UTF-16 offsets into the article's text. */
  readonly start: number;
  readonly end: number;
  /** A hash of the text quoted from; empty if nothing was quoted; `removedVersion` after moderators removed the article. */
  readonly version: string;
}

/** Replaces a quote's version while its article is removed, so that it can be shown again if that is undone. */
export const removedVersion = 'removed';

/** Request and result: everything that buttons, votes or corrections need after a restart. */
export interface NewReply {
  readonly command: string;
  /** As given, including the question; `null` after /forget-me. */
  readonly options: Readonly<Record<string, string | boolean | undefined>> | null;
  /** The previous question, if this was a follow-up. */
  readonly previous: string | null;
  /** Who asked that question, and when, if it is part of a stored reply: it is theirs. */
  readonly previousFrom?: { readonly asker: Pseudonym | null; readonly askedAt: Date };
  readonly askedAt: Date;
  /** `null` after /forget-me. */
  readonly asker: Pseudonym | null;
  /** `server` is `null` in direct messages, and where the bot is not a member. */
  readonly place: { readonly server: string | null; readonly channel: string };
  readonly locale: 'id' | 'en';
  /** Whether only the asker sees it. */
  readonly private: boolean;
  /** `null` if it was not a question. */
  readonly status: 'answered' | 'abstained' | null;
  /** Whether moderators may want to know if it stays unanswered or is voted down; default yes. */
  readonly isMissed?: boolean;
  /** In the order shown. */
  readonly quotes: readonly KeptQuote[];
  /** For an answer: what it shows besides its quotes, as written by `chat/kept-answer.ts`; `null` after /forget-me. */
  readonly answer: Json;
}

export interface KeptReply extends NewReply {
  /** 16 letters and digits. */
  readonly id: string;
  /** The message that shows it; `null` before it was sent, or if sending failed. */
  readonly message: string | null;
}

/** A correction the asker has not seen yet. */
export interface Owed {
  readonly at: Date;
  readonly articles: readonly {
    readonly publisher: string | null;
    readonly title: string | null;
    readonly isGone: boolean;
    /** Whether the server's moderators removed it; missing in older versions. */
    readonly isRemoved?: boolean;
    /** The quoted words, and the sentence that replaced them, if any. */
    readonly before?: string;
    readonly after?: string | null;
  }[];
  /** The question and its time; `null` if the reply answered none. */
  readonly question: string | null;
  readonly askedAt: Date;
  readonly private: boolean;
}

export interface Replies {
  /** @returns the reply's id; `''` if it could not be stored but an answer matters more (`bestEffortReplies`) */
  keep(reply: NewReply): Promise<string>;
  /** Records which message shows a reply. A reply that it showed before is deleted. */
  shown(id: string, message: string): Promise<void>;
  /** `undefined` if it is unknown or was deleted. */
  find(id: string): Promise<KeptReply | undefined>;
  /** Replaces a reply's quotes and answer after its message was changed. */
  requote(id: string, quotes: readonly KeptQuote[], answer: Json): Promise<void>;
  /** Every quoted article, with the hash of the text quoted from. */
  quoted(): Promise<readonly { readonly article: string; readonly version: string }[]>;
  /** Records a correction the asker has yet to be told of. */
  owe(id: string, owed: Pick<Owed, 'at' | 'articles'>): Promise<void>;
  /** Returns and removes a user's pending corrections. */
  takeOwed(asker: Pseudonym): Promise<readonly Owed[]>;
  /** Newest first. */
  quoting(article: string): Promise<readonly KeptReply[]>;
  /** Deletes a reply and its votes. */
  remove(id: string): Promise<void>;
  /** Deletes older replies that no message shows, since the process died before they were sent; those of posts are sent later. */
  removeUnseen(before: Date): Promise<void>;
  /**
   * Deletes older replies with everything that belongs to them, and older votes.
   *
   * @returns how many replies
   */
  purge(before: Date): Promise<number>;
  /** When the last of them was asked; `null`: there is none. */
  newest(): Promise<Date | null>;
}

/** What can be wrong with an answer. */
export const problems = ['article', 'sentence', 'outdated', 'incomplete', 'other'] as const;
export type VoteProblem = (typeof problems)[number];

export interface Vote {
  readonly reply: string;
  readonly voter: Pseudonym;
  readonly isHelpful: boolean;
  /** Why not; `null` where the voter did not say. */
  readonly problem: VoteProblem | null;
  /** Why not, in the voter's own words; may be empty. */
  readonly reason: string;
  readonly at: Date;
}

export interface Tally {
  readonly up: number;
  readonly down: number;
}

export interface Votes {
  /**
   * Replaces the voter's earlier vote on the same reply.
   *
   * @returns `null` when the reply is not known (any more)
   */
  cast(vote: Vote): Promise<Tally | null>;
}

export interface Statistics {
  readonly answered: number;
  readonly abstained: number;
  readonly votes: Tally;
  /** Most quoted first, at most ten. */
  readonly publishers: readonly { readonly publisher: string | null; readonly quotes: number }[];
}

/** How many votes name a problem, the most named first. */
export type ProblemCounts = ReadonlyMap<VoteProblem, number>;

/** A question without an answer, or with one that was voted down. */
export interface Unanswered {
  readonly question: string;
  /** How often it was asked, ignoring case. */
  readonly times: number;
  /** When it was last asked. */
  readonly at: Date;
  /** Whether it was answered, but voted down. */
  readonly votedDown: boolean;
  /** What voters said is wrong, over all times it was asked. */
  readonly problems: ProblemCounts;
  /** Voters' reasons, newest first, at most three. */
  readonly reasons: readonly string[];
  /** The latest reply to it. */
  readonly reply: { readonly id: string; readonly message: string | null; readonly channel: string };
}

/** Reports for moderators. Private questions are counted but never shown. */
export interface Reports {
  statistics(server: string, since: Date): Promise<Statistics>;
  /** Newest first; `of` is the total, and `problems` are those of all. */
  unanswered(
    server: string,
    page: { readonly skip: number; readonly limit: number },
  ): Promise<{
    readonly of: number;
    readonly problems: ProblemCounts;
    readonly rows: readonly Unanswered[];
  }>;
  /**
   * Marks a reply's question as handled; later ones count again.
   *
   * @returns the question; `null` if the server has no such reply
   */
  handle(server: string, reply: string): Promise<string | null>;
}

export interface Welcomes {
  /** Marks a server as greeted. @returns whether it was not before */
  claim(server: string, at: Date): Promise<boolean>;
}

/** A feed to subscribe to. */
export interface NewFeed {
  /** The only server that may search its articles; `null` if shared. */
  readonly server: string | null;
  readonly url: string;
  readonly title: string | null;
  /** Where it was added and failures are reported; `null` for shared feeds. */
  readonly channel: string | null;
  readonly locale: 'id' | 'en';
  readonly addedAt: Date;
}

export interface Feed extends NewFeed {
  readonly id: string;
  /** When it is read next. */
  readonly nextAt: Date;
  readonly state: FeedState;
}

/** Progress of a feed; times in milliseconds since 1970. */
export interface FeedState {
  /** Polling interval in milliseconds. */
  readonly everyMs: number;
  /** HTTP validators of the last response. */
  readonly etag: string | null;
  readonly modified: string | null;
  /** Last successful reading, and last news; `null`: never. */
  readonly readAt: number | null;
  readonly newAt: number | null;
  /** Failures in a row, since when, and the cause of the last. */
  readonly failures: number;
  readonly failingSince: number | null;
  readonly problem: {
    readonly code: string;
    readonly status?: number;
    readonly usedUp?: { readonly of: 'articles' | 'bytes'; readonly held: number; readonly most: number };
  } | null;
  /** Whether the failure has been reported. */
  readonly isTold: boolean;
  /** Number of imported articles, and the newest; missing before the first. */
  readonly articles?: number;
  readonly newest?: { readonly title: string; readonly published: string };
  /** Known entries, by a unique key; the values are opaque to the store. */
  readonly entries: Readonly<Record<string, string>>;
}

export interface Feeds {
  /** @returns `null` if the server already has it */
  add(feed: NewFeed): Promise<Feed | null>;
  /** In the order in which they were added; `null` for shared feeds. */
  of(server: string | null): Promise<readonly Feed[]>;
  /** Longest overdue first; also those whose time is after `latest`, as a clock that was ahead has left it. */
  due(now: Date, latest: Date): Promise<readonly Pick<Feed, 'id' | 'server'>[]>;
  /** @returns `null` if it was removed */
  get(id: string): Promise<Feed | null>;
  /** Does nothing if the feed has been removed. */
  update(id: string, nextAt: Date, state: FeedState): Promise<void>;
  /** Gives a feed another address, unless the server has a feed there already. */
  move(id: string, url: string): Promise<void>;
  /** @returns whether the server had it */
  remove(id: string, server: string | null): Promise<boolean>;
}

export type AuditAct =
  | 'added'
  | 'updated'
  | 'removed'
  | 'restored'
  | 'edited'
  | 'feed added'
  | 'feed removed'
  | 'handled'
  | 'followed'
  | 'unfollowed';

/** An act of a moderator on a server. */
export interface AuditEntry {
  readonly server: string;
  readonly at: Date;
  /** `null` after /forget-me. */
  readonly person: Pseudonym | null;
  /** Their id on the platform, so that moderators see who it was; `null` after /forget-me, or if the platform has none. */
  readonly account: string | null;
  readonly act: AuditAct;
  /** An article's title, a feed's name, or a question. */
  readonly subject: string;
  /** Specific to the act; `chat/audit.ts` defines it. */
  readonly details: Json;
}

export interface Audit {
  add(entry: AuditEntry): Promise<void>;
  /** Newest first; `of` is the total. */
  of(
    server: string,
    page: { readonly skip: number; readonly limit: number },
  ): Promise<{ readonly of: number; readonly rows: readonly AuditEntry[] }>;
  purge(before: Date): Promise<void>;
}

/** The page of an added article, which is checked again. */
export interface WatchedPage {
  readonly server: string;
  readonly url: string;
  /** The title in its feed; empty if the page states it. */
  readonly title: string;
  readonly nextAt: Date;
  /** Opaque to the store. */
  readonly state: string;
}

export interface Pages {
  /** Replaces what was stored for the page. */
  put(page: WatchedPage): Promise<void>;
  /** As for feeds. */
  due(now: Date, latest: Date): Promise<readonly WatchedPage[]>;
  remove(server: string, url: string): Promise<void>;
}

/** What a process that dies leaves to the next: the events that it was answering, and where it stood in each stream of events. */
export interface Journal {
  /** An event is going to be answered. @param event opaque to the store */
  open(id: string, at: Date, event: Json): Promise<void>;
  /** It has been. */
  close(id: string): Promise<void>;
  /** Events that are still open, oldest first, but for those that have been opened thirty times. */
  opened(): Promise<readonly Json[]>;
  /** Replaces where a stream stands. @param place opaque to the store */
  mark(stream: string, at: Date, place: Json): Promise<void>;
  /** Nothing of a stream is left to take. */
  unmark(stream: string): Promise<void>;
  /** Where each stream stands, that which was marked first first. */
  marks(): Promise<readonly Json[]>;
  purge(before: Date): Promise<void>;
}

/** What is posted by itself: new articles on a topic, the answer to a question, a digest, or all articles of some feeds. */
export interface NewSubscription {
  readonly kind: 'topic' | 'question' | 'digest' | 'announce';
  /** `null` if it was made in direct messages. */
  readonly server: string | null;
  /** Where to post; `null`: directly to who made it. */
  readonly channel: string | null;
  /** `null` after /forget-me. */
  readonly person: Pseudonym | null;
  /** Their id on the platform, to write to them; `null` after /forget-me. */
  readonly account: string | null;
  readonly locale: 'id' | 'en';
  /** Nothing older is posted. */
  readonly since: Date;
  /** When a digest is due next; otherwise `null`. */
  readonly nextAt: Date | null;
  /** Opaque to the store; defined in `chat/following/wanted.ts`. */
  readonly wanted: Json;
}

export interface Subscription extends NewSubscription {
  readonly id: string;
  /** What was said last; opaque to the store. */
  readonly state: Json;
}

export interface Subscriptions {
  /** @returns `null` if there are `most` of the server, or of the person for themselves, already */
  add(subscription: NewSubscription, most: number): Promise<Subscription | null>;
  /** In the order in which they were made. */
  all(): Promise<readonly Subscription[]>;
  get(id: string): Promise<Subscription | null>;
  /** @returns whether there was one; nothing that waits for it is posted any more */
  remove(id: string): Promise<boolean>;
}

/** An article that came in after the first reading of its feed, and has not been compared with the subscriptions. */
export interface Arrival {
  readonly article: string;
  /** `null` if it came from no feed. */
  readonly feed: string | null;
  readonly at: Date;
}

export interface NewPost {
  readonly subscription: string;
  /** Unique within the subscription: what was posted once is never posted again. */
  readonly key: string;
  readonly at: Date;
  /** Opaque to the store. */
  readonly content: Json;
}

export interface Post extends NewPost {
  readonly id: number;
  /** The stored reply that shows it, from the moment it is first sent; several posts may share one. */
  readonly reply: string | null;
  /** When it was sent; `null` while it waits. */
  readonly sentAt: Date | null;
}

/** Everything that is to be posted by itself goes through here, so that it is posted once, whatever happens in between. */
export interface Outbox {
  /** Does nothing for one that is known, nor where nobody has subscribed. */
  arrive(arrival: Arrival): Promise<void>;
  /** Oldest first. */
  arrivals(): Promise<readonly Arrival[]>;
  /**
   * In one step: the arrivals are done with, posts whose key is new wait to be sent, and subscriptions have a new state and a next
   * time.
   */
  put(done: {
    readonly arrivals?: readonly string[];
    readonly posts: readonly NewPost[];
    readonly states?: readonly {
      readonly subscription: string;
      readonly state: Json;
      readonly nextAt: Date | null;
    }[];
  }): Promise<void>;
  /** All that wait to be sent, oldest first. */
  waiting(): Promise<readonly Post[]>;
  /** Posts of a subscription that were sent since, newest first. */
  sent(subscription: string, since: Date): Promise<readonly Post[]>;
  /** From now on, a reply stands for these posts: it may have reached the channel. */
  begin(posts: readonly number[], reply: string): Promise<void>;
  /** Records that a reply was sent, and the message that shows it. */
  finish(
    reply: string,
    message: { readonly channel: string; readonly message: string },
    at: Date,
  ): Promise<void>;
  /** Gives up posts. */
  drop(posts: readonly number[]): Promise<void>;
  /** Forgets old posts and arrivals. */
  purge(before: Date): Promise<void>;
}
