declare const isPseudonym: unique symbol;

/**
 * A user's pseudonym: a keyed hash of their id on the platform. The key is in the store, so a log or a copy
 * of some rows identifies nobody.
 */
export type Pseudonym = string & { readonly [isPseudonym]: true };

/** What can be written as JSON. */
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
}

/** Settings by server; what they mean is for others to say. */
export interface SettingsRows {
  all(): Promise<ReadonlyMap<string, Json>>;
  put(server: string, settings: Json): Promise<void>;
}

/** A quote that a reply shows, so that the reply can be found when the article changes; an article that it only names is a quote of nothing. */
export interface KeptQuote {
  /** Id of the article. */
  readonly article: string;
  readonly publisher: string | null;
  readonly title: string | null;
  /** The quoted text, to check whether it is still in the article; `null` if an older version stored it. */
  readonly text: string | null;
  /** UTF-16 offsets into the article's text. */
  readonly start: number;
  readonly end: number;
  /** A hash of the text that was quoted from; empty where nothing was; `removedVersion` where moderators have removed it since. */
  readonly version: string;
}

/** The version of what a reply showed of an article until moderators removed it: should they undo that, it is shown again. */
export const removedVersion = 'removed';

/** What was asked for and what was shown: all that buttons, a vote or a correction need after a restart. */
export interface NewReply {
  readonly command: string;
  /** As given, the question among them; `null` as for the asker. */
  readonly options: Readonly<Record<string, string | boolean | undefined>> | null;
  /** The question before, which this one was read together with. */
  readonly previous: string | null;
  /** Who asked that one, and when, where it stood in a kept reply: it is theirs. */
  readonly previousFrom?: { readonly asker: Pseudonym | null; readonly askedAt: Date };
  readonly askedAt: Date;
  /** `null` after /forget-me. */
  readonly asker: Pseudonym | null;
  /** The server is `null` in direct messages, and where the bot is no member. */
  readonly place: { readonly server: string | null; readonly channel: string };
  readonly locale: 'id' | 'en';
  /** Whether only the asker sees it. */
  readonly private: boolean;
  /** Whether a question was answered; `null` for what was no question. */
  readonly status: 'answered' | 'abstained' | null;
  /** Whether moderators may want to know of it, where it is not answered or voted down; left out: yes. */
  readonly isMissed?: boolean;
  /** In the order shown. */
  readonly quotes: readonly KeptQuote[];
  /** Of an answer: what it shows besides the words of its quotes, as `chat/kept-answer.ts` writes it; `null` as for the asker. */
  readonly answer: Json;
}

export interface KeptReply extends NewReply {
  /** 16 letters and digits. */
  readonly id: string;
  /** The message that shows it; `null` before it was sent, or if that failed. */
  readonly message: string | null;
}

/** A correction the asker has not seen yet. */
export interface Owed {
  readonly at: Date;
  readonly articles: readonly {
    readonly publisher: string | null;
    readonly title: string | null;
    readonly isGone: boolean;
    /** Whether it is gone because moderators of the server removed it; older versions did not tell. */
    readonly isRemoved?: boolean;
    /** What was quoted, and the sentence that stands in its place, as far as there is one. */
    readonly before?: string;
    readonly after?: string | null;
  }[];
  /** What was asked, and when; `null` where the reply answered no question. */
  readonly question: string | null;
  readonly askedAt: Date;
  readonly private: boolean;
}

export interface Replies {
  /** @returns the reply's id; `''` if it could not be stored but an answer matters more (`bestEffortReplies`) */
  keep(reply: NewReply): Promise<string>;
  /** Adds in which message a reply is shown. */
  shown(id: string, message: string): Promise<void>;
  /** `undefined` when it is not known, or not any more. */
  find(id: string): Promise<KeptReply | undefined>;
  /** Keeps other quotes, and what else is shown, in place of those of a reply: what it shows was changed. */
  requote(id: string, quotes: readonly KeptQuote[], answer: Json): Promise<void>;
  /** Every article that is quoted, with the hash of the text that it was quoted from. */
  quoted(): Promise<readonly { readonly article: string; readonly version: string }[]>;
  /** Remembers that the asker has yet to be told of a correction. */
  owe(id: string, owed: Pick<Owed, 'at' | 'articles'>): Promise<void>;
  /** Returns and removes a user's pending corrections. */
  takeOwed(asker: Pseudonym): Promise<readonly Owed[]>;
  /** All that quote an article, the newest first. */
  quoting(article: string): Promise<readonly KeptReply[]>;
  /** Takes a reply away, with its votes. */
  remove(id: string): Promise<void>;
  /**
   * Deletes older replies with all that belongs to them, and older votes.
   *
   * @returns how many replies
   */
  purge(before: Date): Promise<number>;
}

export interface Vote {
  readonly reply: string;
  readonly voter: Pseudonym;
  readonly isHelpful: boolean;
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
  /** The most quoted first, at most ten. */
  readonly publishers: readonly { readonly publisher: string | null; readonly quotes: number }[];
}

/** A question that got no answer, or a bad one. */
export interface Unanswered {
  readonly question: string;
  /** How often it was asked, in whatever case. */
  readonly times: number;
  /** When it was asked last. */
  readonly at: Date;
  /** Whether it was answered, but voted down. */
  readonly votedDown: boolean;
  /** What the voters wrote, the newest first, at most three. */
  readonly reasons: readonly string[];
  /** The last reply to it. */
  readonly reply: { readonly id: string; readonly message: string | null; readonly channel: string };
}

/** What the people who run a server may know. Private questions are counted and never shown. */
export interface Reports {
  statistics(server: string, since: Date): Promise<Statistics>;
  /** The newest first; `of` is how many there are in all. */
  unanswered(
    server: string,
    page: { readonly skip: number; readonly limit: number },
  ): Promise<{ readonly of: number; readonly rows: readonly Unanswered[] }>;
  /**
   * Takes the question of a reply off the unanswered ones, as often as it was asked until now.
   *
   * @returns the question; `null` when the server has no such reply (any more)
   */
  handle(server: string, reply: string): Promise<string | null>;
}

/** Which servers were greeted. */
export interface Welcomes {
  /** Marks a server as greeted. @returns whether it was not before */
  claim(server: string, at: Date): Promise<boolean>;
}

/** A feed that is read again and again. */
export interface NewFeed {
  /** The server on which alone its articles are searched; `null` for one that all share. */
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

/** How far the reading of a feed has come; times in milliseconds since 1970. */
export interface FeedState {
  /** How long it is left alone when nothing is wrong, in milliseconds. */
  readonly everyMs: number;
  /** What its server said about what it sent last. */
  readonly etag: string | null;
  readonly modified: string | null;
  /** When it was last read without trouble, and when it last had something new; `null`: never. */
  readonly readAt: number | null;
  readonly newAt: number | null;
  /** How often in a row it could not be read, since when, and why the last time. */
  readonly failures: number;
  readonly failingSince: number | null;
  readonly problem: {
    readonly code: string;
    readonly status?: number;
    readonly usedUp?: { readonly of: 'articles' | 'bytes'; readonly held: number; readonly most: number };
  } | null;
  /** Whether the failure has been reported. */
  readonly isTold: boolean;
  /** How many articles have come from it, and the newest of them; missing until the first is counted. */
  readonly articles?: number;
  readonly newest?: { readonly title: string; readonly published: string };
  /** Known entries, by a unique key; the values are opaque to the store. */
  readonly entries: Readonly<Record<string, string>>;
}

export interface Feeds {
  /** @returns `null` when the server has it already */
  add(feed: NewFeed): Promise<Feed | null>;
  /** Those of a server, or those that all share, in the order in which they were added. */
  of(server: string | null): Promise<readonly Feed[]>;
  /** All that are to be read by now, the longest overdue first. */
  due(now: Date): Promise<readonly Pick<Feed, 'id' | 'server'>[]>;
  /** @returns `null` when it has been removed */
  get(id: string): Promise<Feed | null>;
  /** Does nothing if the feed has been removed. */
  update(id: string, nextAt: Date, state: FeedState): Promise<void>;
  /** Gives a feed another address, unless the server has a feed there already. */
  move(id: string, url: string): Promise<void>;
  /** @returns whether the server had it */
  remove(id: string, server: string | null): Promise<boolean>;
}

export type AuditAct =
  'added' | 'removed' | 'restored' | 'edited' | 'feed added' | 'feed removed' | 'handled';

/** What somebody who may manage a server's articles did there. */
export interface AuditEntry {
  readonly server: string;
  readonly at: Date;
  /** `null` after /forget-me. */
  readonly person: Pseudonym | null;
  /** Their id on the platform, so that moderators see who it was; `null` after /forget-me, and where the platform has none. */
  readonly account: string | null;
  readonly act: AuditAct;
  /** The title of an article, the name of a feed, a question. */
  readonly subject: string;
  /** What belongs to the act; `chat/audit.ts` knows what it means. */
  readonly details: Json;
}

export interface Audit {
  add(entry: AuditEntry): Promise<void>;
  /** The newest first; `of` is how many there are in all. */
  of(
    server: string,
    page: { readonly skip: number; readonly limit: number },
  ): Promise<{ readonly of: number; readonly rows: readonly AuditEntry[] }>;
  /** Deletes older entries. */
  purge(before: Date): Promise<void>;
}

/** The page of an article that somebody added, which is looked at again. */
export interface WatchedPage {
  readonly server: string;
  readonly url: string;
  /** As its feed had it; empty where the page itself says it. */
  readonly title: string;
  readonly nextAt: Date;
  /** What is remembered of it; opaque to the store. */
  readonly state: string;
}

export interface Pages {
  /** In place of what was kept of it. */
  put(page: WatchedPage): Promise<void>;
  /** All that are to be looked at by now, the longest overdue first. */
  due(now: Date): Promise<readonly WatchedPage[]>;
  remove(server: string, url: string): Promise<void>;
}
