import type { Locale } from '../../locales/words.ts';
import type { Context, OptionValues } from './context.ts';
import type { FilledForm, Form, Reply } from './reply.ts';
import type { Json, KeptQuote, KeptReply } from '../../store/store.ts';
import type { Services } from './services.ts';

/**
 * The value of a file option is its address, that of a channel its id. Localized names and descriptions are in the locales under
 * `commands.<command>.options.<name>`.
 */
export interface Option {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'file' | 'channel';
  readonly required?: boolean;
  /** In characters, for strings. */
  readonly maxLength?: number;
  /** Labels are in the locales under `…<name>.choices.<value>`. */
  readonly choices?: readonly string[];
  /** Endings of the files that can be chosen, with their dot, at most ten; left out: any. */
  readonly fileTypes?: readonly string[];
  /** Autocomplete: at most 25 suggestions, the likeliest first. Other values stay allowed. */
  readonly suggest?: (written: string, input: Input, services: Services) => Promise<readonly Suggestion[]>;
}

export interface Suggestion {
  /** What is shown; at most 100 characters. */
  readonly label: string;
  /** What the option then is; at most 100 characters. */
  readonly value: string;
  /** What users would type for it themselves; defaults to the value. */
  readonly written?: string;
}

export interface Input extends Context {
  readonly options: OptionValues;
  /** One user in one place, whose questions can be follow-ups of each other; left out where they never are. */
  readonly conversation?: string;
  /** Shows the progress of long work; left out if the platform cannot. */
  readonly progress?: (reply: Reply) => void;
}

/** Its localized name and description are in the locales under `commands.<name>`. */
export interface Command {
  /** A subcommand has both names, separated by a space: `kutip settings`. */
  readonly name: string;
  readonly options: readonly Option[];
  /** A message command: invoked on a message, whose text is the option `message`. */
  readonly onMessage?: true;
  /** Permission needed to invoke it or its actions; left out if it is for everyone. */
  readonly needs?: 'manageServer' | 'addArticles';
  /**
   * Whether only the asker sees the reply. Known before any work, because Discord needs it with the
   * acknowledgement.
   */
  isPrivate(options: OptionValues): boolean;
  /** The action whose form is filled in instead, where the options leave open what is wanted; instant. */
  asksInForm?(input: Input, services: Services): string | null;
  run(input: Input, services: Services): Promise<Reply>;
  /**
   * Redraws a stored reply with current data, from its first page; `null` if impossible. Left out if replies are
   * not stored.
   */
  redraw?(kept: RedrawableReply, services: Services, now: Date): Promise<Redrawn | null>;
  /** The actions its replies' controls can call, by name. */
  readonly actions?: Readonly<Record<string, Action>>;
}

/** A stored reply whose request has not been forgotten. */
export type RedrawableReply = KeptReply & { readonly options: NonNullable<KeptReply['options']> };

export interface Redrawn {
  readonly reply: Reply;
  readonly quotes: readonly KeptQuote[];
  /** As in `NewReply`. */
  readonly answer: Json;
}

export interface ActionInput extends Context {
  /** The control's arguments. They come from outside: validate them. */
  readonly args: readonly string[];
  /** The chosen values of a select. */
  readonly chosen: readonly string[];
  /** Form input by field name; empty without a form. */
  readonly filled: FilledForm;
  /** As in `Input`, for what adds a reply. */
  readonly progress?: (reply: Reply) => void;
}

/** What a control does. If it fails, its reply is an error that only the user sees. */
export interface Action {
  /**
   * Where its reply goes: replacing the reply with the control, below it as a new reply, or nowhere, because
   * the reply with the control is deleted.
   */
  readonly effect: 'replace' | 'add' | 'delete';
  /** Whether only the user sees an added reply; default no. */
  isPrivate?(args: readonly string[]): boolean;
  /**
   * To be filled in before it runs. Must be pure and instant, because Discord only accepts a form as the
   * acknowledgement.
   */
  form?(args: readonly string[], locale: Locale): Form;
  /**
   * The question that its form is about; `null` when what it belongs to has expired, so that nobody fills it in for nothing. As
   * instant as `form`.
   */
  formAbout?(used: Omit<ActionInput, 'filled' | 'chosen'>, services: Services): Promise<string | null>;
  run(input: ActionInput, services: Services): Promise<Reply>;
}

/** A text option, or what was written into a field of a form, trimmed; `undefined` if missing or blank. */
export function textOption(options: OptionValues | FilledForm, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The addresses of the files that were given in a field of a form. */
export function filesIn(filled: FilledForm, name: string): readonly string[] {
  const files = filled[name];
  return typeof files === 'object' ? files : [];
}
