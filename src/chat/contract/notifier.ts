import type { KeptReply } from '../../store/store.ts';
import type { Reply } from './reply.ts';

/**
 * `done`; the reply is `gone`; or it can no longer be changed on this platform, so the asker must be told in
 * another way.
 */
export type EditOutcome = 'done' | 'gone' | 'out of reach';

/** A channel; or somebody by their id on the platform, while they are a member of the server that the reply is about. */
export type Destination =
  | {
      readonly channel: string;
      /** In a thread at this message, where the bot may open one; else in the channel itself. */
      readonly below?: string;
    }
  | { readonly account: string; readonly memberOf: string | null };

/** The message that was posted; `refused` when there is no such place or member, or we may not write there; `invalid` when the platform does not take what it says. */
export type PostOutcome = { readonly channel: string; readonly message: string } | 'refused' | 'invalid';

/** Thrown where a process would say what is another's to say by now. */
export class NotOurs extends Error {
  constructor() {
    super('this is left to another process, which has the shard or the lead now');
  }
}

/** How a surface lets the bot speak unasked. */
export interface Notifier {
  /**
   * Posts a reply that is stored (`keptAs`), once, however often this is called.
   *
   * @param wasTried whether an earlier try may have reached the place
   *
   * @throws while the platform cannot be reached; the same may be posted later
   */
  readonly post: (to: Destination, reply: Reply, wasTried: boolean) => Promise<PostOutcome>;
  /** Replaces a stored reply. */
  readonly edit: (kept: KeptReply, reply: Reply) => Promise<EditOutcome>;
  /** Posts in a channel; does nothing if that is not allowed. */
  readonly say: (channel: string, reply: Reply) => Promise<void>;
}
