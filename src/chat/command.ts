import type { Locale } from '../locales/words.ts';
import type { Reply } from './reply.ts';
import type { Services } from './services.ts';

/** An option of a command. Its localized name and description stand in the locales under `commands.<command>.options.<name>`. */
export interface Option {
  readonly name: string;
  readonly type: 'string' | 'boolean';
  readonly required?: boolean;
  /** Characters, for strings. */
  readonly maxLength?: number;
  /** Values to choose from; their words stand in the locales under `…<name>.choices.<value>`. */
  readonly choices?: readonly string[];
}

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** What a person asked for, on whatever platform. */
export interface Input {
  readonly options: OptionValues;
  readonly locale: Locale;
  readonly now: Date;
  /** One person in one place, whose questions can lean on each other; left out where they never do. */
  readonly conversation?: string;
}

/** Something a person can invoke. Its name and description stand in the locales under `commands.<name>`. */
export interface Command {
  readonly name: string;
  readonly options: readonly Option[];
  /** Whether the reply is for the asker alone; known before any work, since Discord wants it with the acknowledgement. */
  isPrivate(options: OptionValues): boolean;
  run(input: Input, services: Services): Promise<Reply>;
}

/** The value of an option that is text, without surrounding blanks; `undefined` when it was not given or is blank. */
export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
