/**
 * The stages of an answer: `acknowledge` until the platform has the first response, `wait` until the archive has time,
 * `search` while it works, `send` until the platform has the reply.
 */
export type Stage = 'acknowledge' | 'wait' | 'search' | 'send';

/**
 * What became of it: `done` is a reply that answers no question, `refused` one that says what the person must do otherwise,
 * `failed` that something broke on our side, `unanswered` that nothing was said.
 */
export type InteractionOutcome = 'answered' | 'abstained' | 'done' | 'refused' | 'failed' | 'unanswered';

/** All that is told about it, in the log and to whoever counts. What was asked is not: that is the person's. */
export interface InteractionRecord {
  readonly command: string;
  readonly through: 'command' | 'control' | 'message' | 'page' | 'terminal';
  /** A hash. */
  readonly who: string;
  readonly server: string | null;
  readonly channel: string;
  readonly outcome: InteractionOutcome;
  readonly quotes: number;
  /** The id of the reply in the store, where it is kept. */
  readonly reply: string | undefined;
  /** Milliseconds in all, and by stage where there was one. */
  readonly ms: number;
  readonly stages: Readonly<Partial<Record<Stage, number>>>;
}
