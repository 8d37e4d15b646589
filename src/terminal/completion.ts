import { invocation, optionWords } from '../chat/presenters/command-names.ts';
import type { Input } from '../chat/contract/command.ts';
import type { Chat } from '../chat/contract/chat.ts';
import { suggest } from '../chat/dispatch.ts';
import { safeLine } from '../components/visible.ts';
import { readBegun, typedCommands } from './command-line.ts';

/** What `node:readline` expects: replacements for the end of the line. */
type LineCompletion = [possible: string[], end: string];

/**
 * What a line that is still being typed may go on with: commands, titles of articles, what else an option suggests, and options.
 * A line that is no command is taken for words of a title.
 *
 * @param input for whom, and when; without options
 */
export async function complete(
  line: string,
  chat: Chat,
  input: Omit<Input, 'options'>,
): Promise<LineCompletion> {
  if (line.startsWith('/')) {
    const names = typedCommands(chat.commands).map((one) => `/${invocation(one, input.locale)}`);
    const possible = names.filter((name) => name.startsWith(line.toLowerCase()));
    if (possible.length > 0 || !line.includes(' ')) return begunWith(possible, line);
  }
  const begun = line.startsWith('/') ? readBegun(line, chat.commands, input.locale) : null;
  if (begun === null) {
    if (line.startsWith('/') || line.trim() === '') return [[], line];
    const found = await suggest(
      chat,
      'article',
      { option: 'title', written: line },
      { ...input, options: {} },
    );
    return begunWith(found.map(shown), line);
  }
  const { command, values, locale } = begun;
  const [option, value = ''] = [...values].at(-1) ?? [
    command.options.find(({ required }) => required) ?? command.options[0],
  ];
  if (option === undefined) return [[], line];
  const written = value.trimStart();
  const found =
    option.suggest === undefined
      ? (option.choices ?? [])
          .filter((choice) => choice.startsWith(written))
          .map((value) => ({ label: value, value }))
      : await suggest(chat, command.name, { option: option.name, written }, { ...input, options: {} });
  if (found.length > 0) return begunWith(found.map(shown), written);
  const word = /\S*$/.exec(line)?.[0] ?? '';
  const others = command.options
    .filter((other) => !values.has(other))
    .map((other) => `${optionWords(command, other, locale).name}:`);
  return begunWith(
    others.filter((name) => name.startsWith(word)),
    word,
  );
}

/** A suggestion's text, without control characters. */
const shown = ({ written, value }: { readonly written?: string; readonly value: string }) =>
  safeLine(written ?? value);

/**
 * Readline puts what all possibilities begin with in place of what was typed. Where that would lose some of it, a blank among
 * them keeps it, and they are listed.
 */
function begunWith(possible: readonly string[], end: string): LineCompletion {
  const distinct = [...new Set(possible)].filter((text) => text !== '');
  const [first = ''] = distinct;
  let common = first.length;
  for (const text of distinct) while (!text.startsWith(first.slice(0, common))) common--;
  const keeps = first.slice(0, common).toLowerCase().startsWith(end.toLowerCase());
  return [distinct.length < 2 || keeps ? distinct : [...distinct, ' '], end];
}
