import { invocation, optionWords } from '../chat/presenters/command-names.ts';
import { textOption, type Command, type Option } from '../chat/contract/command.ts';
import type { OptionValues } from '../chat/contract/context.ts';
import { locales, words, type Locale } from '../locales/words.ts';

/** A command typed at the prompt with its options; or what is wrong with it, in words. */
export type CommandLine =
  | { readonly command: Command; readonly options: OptionValues; readonly locale: Locale }
  | { readonly problem: string; readonly locale: Locale };

/** Commands that can be typed, which excludes message commands. */
export const typedCommands = (commands: readonly Command[]) =>
  commands.filter(({ onMessage }) => onMessage !== true);

/**
 * Reads a line such as "/search words source:Antara since:yesterday". Names count in every locale, and the one that has them
 * is the locale of the reply; `preferred` where several do. What stands before the first named option is the option that the
 * command cannot do without, else its first.
 */
export function readTyped(line: string, commands: readonly Command[], preferred: Locale): CommandLine {
  const begun = readBegun(line, commands, preferred);
  if (begun === null) {
    const names = typedCommands(commands).map((command) => `/${invocation(command, preferred)}`);
    const name = /^\S+/.exec(line)?.[0] ?? line;
    return {
      problem: words(preferred)('terminal.noCommand', { name, commands: names }),
      locale: preferred,
    };
  }
  const { command, values, locale } = begun;
  const options = Object.fromEntries(
    [...values].map(([{ name, type }, value]) => [
      name,
      type === 'boolean' ? /^(?:true|1)$/.test(value.trim()) : value.trim(),
    ]),
  );
  const isComplete = command.options.every(
    ({ required, name }) => required !== true || textOption(options, name) !== undefined,
  );
  if (!isComplete)
    return { problem: words(locale)('terminal.usage', { usage: usageOf(command, locale) }), locale };
  return { command, options, locale };
}

/** A command whose options are being typed. */
export interface Begun {
  readonly command: Command;
  readonly locale: Locale;
  /** Text typed for each option so far, in that order. */
  readonly values: ReadonlyMap<Option, string>;
}

/** The beginning of such a line, up to any place after the name of the command; `null` where that is none of them. */
export function readBegun(line: string, commands: readonly Command[], preferred: Locale): Begun | null {
  const inOrder = [preferred, ...locales.filter((locale) => locale !== preferred)];
  for (const locale of inOrder) {
    // The longest name that fits: one may begin with another.
    const [named] = typedCommands(commands)
      .flatMap((command) =>
        [invocation(command, locale), ...(locale === preferred ? [command.name] : [])].map((name) => ({
          command,
          begin: `/${name}`,
        })),
      )
      .filter(({ begin }) => isBegunWith(line, begin))
      .sort((one, other) => other.begin.length - one.begin.length);
    if (named === undefined) continue;
    const { command, begin } = named;
    return { command, locale, values: valuesOf(command, line.slice(begin.length).trimStart()) };
  }
  return null;
}

/** Whether a line starts with a name, in any case, followed by nothing or a space. */
const isBegunWith = (line: string, name: string) =>
  line.slice(0, name.length).toLowerCase() === name.toLowerCase() &&
  /^(?:\s|$)/.test(line.slice(name.length));

function valuesOf(command: Command, written: string): Map<Option, string> {
  const byName = new Map<string, Option>(
    command.options.flatMap((option) => namesOf(command, option).map((name) => [name, option] as const)),
  );
  const values = new Map<Option, string>();
  let option = command.options.find(({ required }) => required === true) ?? command.options[0];
  const pieces = written.split(/(?:^|(?<=\s))([-_\p{L}]+):/u);
  for (const [place, piece] of pieces.entries()) {
    const named = place % 2 === 1 ? byName.get(piece.toLowerCase()) : undefined;
    if (named !== undefined) option = named;
    if (option === undefined) continue;
    // A word with a colon that names no option is part of what is said.
    const more = named !== undefined ? '' : place % 2 === 1 ? `${piece}:` : piece;
    if (named !== undefined || more.trim() !== '') values.set(option, (values.get(option) ?? '') + more);
  }
  return values;
}

/** In all locales. */
const namesOf = (command: Command, option: Option) => [
  option.name,
  ...locales.map((locale) => optionWords(command, option, locale).name.toLowerCase()),
];

/** For example "/search words [source:] [since:]". */
function usageOf(command: Command, locale: Locale): string {
  const options = command.options.map((option) => {
    const { name } = optionWords(command, option, locale);
    return option.required === true ? `‹${name}›` : `[${name}:]`;
  });
  return [`/${invocation(command, locale)}`, ...options].join(' ');
}
