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
 * What a command is called in one locale, and what it does. One that the locales do not know keeps its own name.
 *
 * @param name as in `Command.name`; of a command within another, the locales hold the last name under both
 */
export function commandWords({ name }: Pick<Command, 'name'>, locale: Locale): CommandWords {
  return all[locale][name] ?? { name: lastName(name), description: '' };
}

/** The same for an option of it. */
export function optionWords(
  command: Pick<Command, 'name'>,
  option: Pick<Option, 'name'>,
  locale: Locale,
): OptionWords {
  return commandWords(command, locale).options?.[option.name] ?? { name: option.name, description: '' };
}

/** How a person invokes it: "kutip settings", in the words of his locale. */
export function invocation({ name }: Pick<Command, 'name'>, locale: Locale): string {
  const names = name.split(' ');
  return names
    .map((_, place) => commandWords({ name: names.slice(0, place + 1).join(' ') }, locale).name)
    .join(' ');
}

const lastName = (name: string) => name.slice(name.lastIndexOf(' ') + 1);
