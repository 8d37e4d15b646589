import type { Command, Option } from './command.ts';
import { words, type Locale } from '../locales/words.ts';

interface OptionWords {
  readonly name: string;
  readonly description: string;
  readonly choices?: Readonly<Record<string, string>>;
}

interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly options?: Readonly<Record<string, OptionWords>>;
}

/** What a command is called in one locale, and what it does. One that the locales do not know keeps its own name. */
export function commandWords(command: Command, locale: Locale): CommandWords {
  const all: Readonly<Record<string, CommandWords>> = words(locale)('commands', { returnObjects: true });
  return all[command.name] ?? { name: command.name, description: '' };
}

/** The same for an option of it. */
export function optionWords(command: Command, option: Option, locale: Locale): OptionWords {
  return commandWords(command, locale).options?.[option.name] ?? { name: option.name, description: '' };
}
