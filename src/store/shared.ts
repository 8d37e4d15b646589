import type { Logger } from 'pino';
import type { Store } from './store.ts';

/** Who alone does what is to be done once: polls, imports, corrects, posts and purges, for all processes that share a store. */
export interface Leadership {
  /** Whether this process does, as far as it can know; what it writes nevertheless once another one does is refused. */
  readonly isLeader: boolean;
  /** From now on, this process may take office. */
  stand(office: Office): void;
}

/** What is done each time that a process takes office. */
export interface Office {
  /** Before it counts as the leader; what it writes is taken already. */
  readonly prepare: () => Promise<void>;
  readonly begin: () => void;
  /** It has been lost. */
  readonly end: () => void;
}

/** Where a store is one process's alone. */
export const alwaysLeader: Leadership = {
  isLeader: true,
  stand({ begin }) {
    begin();
  },
};

/** Which connections (shards) to Discord this and other processes have. */
export interface ShardsHeld {
  /** How many there are. */
  readonly of: number;
  readonly mine: readonly number[];
  /** Those that nobody has and this process may take now. */
  readonly free: readonly number[];
  /** How many each process has, this one included. */
  readonly each: readonly number[];
}

/** The shards of one bot, shared out among processes: each has one owner at most. */
export interface Shards {
  /** Takes part. @param wanted how many there should be @returns how many there are: the first process decides */
  join(wanted: number): Promise<number>;
  held(): Promise<ShardsHeld>;
  /** @returns whether it is this process's now */
  take(shard: number): Promise<boolean>;
  giveUp(shard: number): Promise<void>;
  /** @returns tells whether a shard has been this process's ever since, for sure; `null`: it is not */
  tenure(shard: number): (() => boolean) | null;
  /** The listener is told of each shard that is another's now, or could be. */
  onLost(listener: (shard: number) => void): void;
  /**
   * Waits for the turn of a shard to log in: one of each bucket at a time, among all processes.
   *
   * @param everyMs how long the next of the bucket waits, in milliseconds
   */
  turn(bucket: number, everyMs: number, signal: AbortSignal): Promise<void>;
}

/** Secrets with which others can change what was shown, for as long as Discord lets them; sealed, and so opaque to the store. */
export interface Tokens {
  put(reply: string, sealed: string, until: Date): Promise<void>;
  /** `null` where there is none, or it is over. */
  get(reply: string): Promise<string | null>;
}

/** What only the leader can do, on behalf of a process that is not. */
export interface Calls {
  /**
   * Has the leader do it, once.
   *
   * @param given arguments, as they can be sent to another thread
   * @throws {NoLeader} when there is none: nothing was done
   * @throws {OutcomeUnknown} when it ended in the middle; else what `perform` threw
   */
  call(
    method: string,
    given: readonly unknown[],
    progress?: (done: number, of: number) => void,
  ): Promise<unknown>;
  /** Whenever this process is the leader, does what others call for. */
  serve(
    perform: (
      method: string,
      given: readonly unknown[],
      progress: (done: number, of: number) => void,
    ) => Promise<unknown>,
    log: Logger,
  ): void;
}

/** What the processes share that use one store, besides what is in it. */
export interface Shared {
  readonly leadership: Leadership;
  /** The store as the leader writes in it: what a process that is not, or not any more, would write is refused. */
  readonly asLeader: Store;
  readonly calls: Calls;
  readonly shards: Shards;
  readonly tokens: Tokens;
}
