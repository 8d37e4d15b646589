import type { Locale } from '../../locales/words.ts';
import type { Context, OptionValues } from './context.ts';
import type { Form, Reply } from './reply.ts';
import type { Json, KeptQuote, KeptReply } from '../../store/store.ts';
import type { Services } from './services.ts';

/** An option of a command; the value of a file is the address at which it lies. Its localized name and description stand in the locales under `commands.<command>.options.<name>`. */
export interface Option {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'file';
  readonly required?: boolean;
  /** Characters, for strings. */
  readonly maxLength?: number;
  /** Values to choose from; their words stand in the locales under `…<name>.choices.<value>`. */
  readonly choices?: readonly string[];
  /** What the person may mean, while he still types: at most 25, the likeliest first. Other values stay allowed. */
  readonly suggest?: (written: string, input: Input, services: Services) => Promise<readonly Suggestion[]>;
}

export interface Suggestion {
  /** What is shown; at most 100 characters. */
  readonly label: string;
  /** What the option then is; at most 100 characters. */
  readonly value: string;
  /** What a person would write for it, where he writes it himself; default the value. */
  readonly written?: string;
}

/** What a person asked for, on whatever platform. */
export interface Input extends Context {
  readonly options: OptionValues;
  /** One person in one place, whose questions can lean on each other; left out where they never do. */
  readonly conversation?: string;
  /** Shows how far long work is, where the platform can; left out where it cannot. */
  readonly progress?: (reply: Reply) => void;
}

/** Something a person can invoke. Its name and description stand in the locales under `commands.<name>`. */
export interface Command {
  /** A command within another has both names, parted by a blank: `kutip settings`. */
  readonly name: string;
  readonly options: readonly Option[];
  /** Invoked on a message, whose text is the option `message`, in place of by its name. */
  readonly onMessage?: true;
  /** What a person must be allowed to do to invoke it or one of its actions; left out: nothing, it is for everyone. */
  readonly needs?: 'manageServer' | 'addArticles';
  /** Whether the reply is for the asker alone; known before any work, since Discord wants it with the acknowledgement. */
  isPrivate(options: OptionValues): boolean;
  run(input: Input, services: Services): Promise<Reply>;
  /** Draws a kept reply from its beginning, as it is now; `null` where that cannot be. Left out where none is kept. */
  redraw?(kept: RedrawableReply, services: Services, now: Date): Promise<Redrawn | null>;
  /** What the controls of its replies do, by the names that they call. */
  readonly actions?: Readonly<Record<string, Action>>;
}

/** A reply that was kept, of which it is still known what was asked for. */
export type RedrawableReply = KeptReply & { readonly options: NonNullable<KeptReply['options']> };

export interface Redrawn {
  readonly reply: Reply;
  /** What it shows of articles. */
  readonly quotes: readonly KeptQuote[];
  /** As in `NewReply`. */
  readonly answer: Json;
}

/** What a person did with a control of a reply. */
export interface ActionInput extends Context {
  /** The state that the control carries. It comes from outside: check it. */
  readonly args: readonly string[];
  /** What was chosen, where the control is a select. */
  readonly chosen: readonly string[];
  /** What was filled in, by the names of the form's fields; without a form, nothing. */
  readonly filled: Readonly<Record<string, string>>;
}

/** What a control of a reply does. Its own reply is an error when it cannot be done; the asker alone sees that. */
export interface Action {
  /**
   * Where its reply goes: in place of the reply with the control, below it as a reply of its own, or nowhere, since the
   * reply with the control is deleted.
   */
  readonly effect: 'replace' | 'add' | 'delete';
  /** Whether an added reply is for the person alone; default no. */
  isPrivate?(args: readonly string[]): boolean;
  /** What must be filled in before it runs. Pure and instant, since Discord takes the form as the acknowledgement only. */
  form?(args: readonly string[], locale: Locale): Form;
  run(input: ActionInput, services: Services): Promise<Reply>;
}

/** The value of an option that is text, without surrounding blanks; `undefined` when it was not given or is blank. */
export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
