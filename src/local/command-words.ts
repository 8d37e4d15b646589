import type { Command, Option } from '../chat/command.ts';
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

const all: Readonly<Record<Locale, Readonly<Record<string, CommandWords>>>> = {
  id: words('id')('commands', { returnObjects: true }),
  en: words('en')('commands', { returnObjects: true }),
};

/** What a command is called in one locale, and what it does. One that the locales do not know keeps its own name. */
export function commandWords(command: Command, locale: Locale): CommandWords {
  return all[locale][command.name] ?? { name: command.name, description: '' };
}

/** The same for an option of it. */
export function optionWords(command: Command, option: Option, locale: Locale): OptionWords {
  return commandWords(command, locale).options?.[option.name] ?? { name: option.name, description: '' };
}
