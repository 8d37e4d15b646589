/**
 * `acknowledge` lasts until the platform has the first response, `wait` until the archive has time, `search`
 * while it works, `send` until the platform has the reply.
 */
export type Stage = 'acknowledge' | 'wait' | 'search' | 'send';

/**
 * `done` is a reply that answers no question, `refused` one that says what the user must do instead,
 * `failed` a fault on our side, `unanswered` no reply at all.
 */
export type InteractionOutcome = 'answered' | 'abstained' | 'done' | 'refused' | 'failed' | 'unanswered';

/** What is logged and counted about an interaction. The question is not in it. */
export interface InteractionRecord {
  readonly command: string;
  readonly through: 'command' | 'control' | 'message' | 'page' | 'terminal';
  /** A hash. */
  readonly who: string;
  readonly server: string | null;
  readonly channel: string;
  readonly outcome: InteractionOutcome;
  readonly quotes: number;
  /** The stored reply's id, if it is stored. */
  readonly reply: string | undefined;
  /** Milliseconds overall, and per stage. */
  readonly ms: number;
  readonly stages: Readonly<Partial<Record<Stage, number>>>;
}
