import type { Command, Option } from '../contract/command.ts';
import { words, type Locale } from '../../locales/words.ts';

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

type All = Readonly<Record<string, CommandWords>>;
// Looked up once: each look-up copies them all, and the page asks for many at each key.
const all: Readonly<Record<Locale, All>> = {
  id: words('id')('commands', { returnObjects: true }),
  en: words('en')('commands', { returnObjects: true }),
};

/**
 * A command's localized name and description. A command missing from the locales keeps its own name.
 *
 * @param name as in `Command.name`; of a command within another, the locales hold the last name under both
 */
export function commandWords({ name }: Pick<Command, 'name'>, locale: Locale): CommandWords {
  return all[locale][name] ?? { name: lastName(name), description: '' };
}

export function optionWords(
  command: Pick<Command, 'name'>,
  option: Pick<Option, 'name'>,
  locale: Locale,
): OptionWords {
  return commandWords(command, locale).options?.[option.name] ?? { name: option.name, description: '' };
}

/** How to invoke it in this locale: "kutip pengaturan". */
export function invocation({ name }: Pick<Command, 'name'>, locale: Locale): string {
  const names = name.split(' ');
  return names
    .map((_, place) => commandWords({ name: names.slice(0, place + 1).join(' ') }, locale).name)
    .join(' ');
}

const lastName = (name: string) => name.slice(name.lastIndexOf(' ') + 1);
