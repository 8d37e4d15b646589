import type { FreeText } from '../free-text.ts';
import type { Command } from './command.ts';
import type { Context, OptionValues } from './context.ts';
import type { InteractionRecord } from './interaction-record.ts';
import type { Call, FilledForm, Form, QuotePart, Reply } from './reply.ts';

/** What a person did, as `dispatch` takes it from a surface. */
export type Invocation =
  | {
      readonly kind: 'command';
      readonly command: Command | undefined;
      readonly options: OptionValues;
      readonly context: Context;
    }
  | {
      readonly kind: 'control';
      /** `null` when the control stands for none. */
      readonly call: Call | null;
      readonly chosen: readonly string[];
      /** `null` where no form was sent. */
      readonly filled: FilledForm | null;
      readonly context: Context;
    }
  | { readonly kind: 'message'; readonly written: FreeText; readonly now: Date };

/** What becomes of the reply: it is for all, for the asker alone, or changes the reply whose control was used. */
export type Announcement = 'public' | 'private' | 'change';

/**
 * How one interaction can be answered on a platform. `dispatch` decides what happens and calls at most one
 * of `show`, `replace`, `remove` and `openForm` to end it; each of the first three resolves to whether the
 * user can see the outcome.
 */
export interface Surface {
  readonly through: InteractionRecord['through'];
  /** Whether a person can ask too much here. */
  readonly hasPersonalLimit: boolean;
  /** Whether there is a reply that can be replaced or removed. */
  readonly canChange: boolean;
  /**
   * How long the platform waits for a response, in milliseconds: longer work is announced by `acknowledge`,
   * shorter work is itself the first response. 0: not at all; left out: without limit.
   */
  readonly firstWithinMs?: number;
  /** What it draws of a quote, without marks and escapes: this is compared with the article before it is shown. */
  readonly drawn: (quote: QuotePart) => string;
  /**
   * Calls a listener when so much is being answered that a response must not wait any longer, at once where it is so already;
   * left out where it never is.
   *
   * @returns takes the listener away
   */
  readonly onCrowded?: (listener: () => void) => () => void;
  /** Says that a reply will come. @returns whether one still can */
  acknowledge(announcement: Announcement): Promise<boolean>;
  /** Adds a reply; for the asker alone if `isPrivate` and the platform can, whatever was announced. */
  show(reply: Reply, isPrivate: boolean): Promise<boolean>;
  /** Puts a reply in the place of the one whose control was used. */
  replace(reply: Reply): Promise<boolean>;
  /** Deletes the reply whose control was used. */
  remove(): Promise<boolean>;
  /** @returns what was filled in; `null` when the person gave up, or sends it as an interaction of its own with the same call */
  openForm(form: Form, call: Call): Promise<FilledForm | null>;
  /** Shows something in the place of what was acknowledged, until the reply comes; left out where nothing can. */
  readonly progress?: (reply: Reply) => void;
}
