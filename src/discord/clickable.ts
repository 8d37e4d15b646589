import {
  ApplicationCommandOptionType,
  ComponentType,
  type APIApplicationCommand,
  type APIApplicationCommandOption,
} from 'discord.js';
import type { Reply } from '../chat/contract/reply.ts';
import type { ReplyMessage } from '../components/message.ts';

/** What stands in a text for a command ("/cari"), and Discord's markup with which it can be clicked ("</search:1>"). */
export type CommandMentions = ReadonlyMap<string, string>;

type NamedOption = Pick<APIApplicationCommandOption, 'name' | 'name_localizations'> & {
  readonly options?: readonly APIApplicationCommandOption[] | undefined;
};

const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;

/** @param registered as Discord returns them */
export function mentionsOf(registered: readonly APIApplicationCommand[]): CommandMentions {
  const mentions = new Map<string, string>();
  const add = (
    { name, name_localizations: other, options = [] }: NamedOption,
    id: string,
    path: string,
    localized: string,
  ) => {
    const [here, there] = [`${path}${name}`, `${localized}${other?.id ?? name}`];
    const within = options.filter(({ type }) => type === Subcommand || type === SubcommandGroup);
    for (const one of within) add(one, id, `${here} `, `${there} `);
    if (within.length === 0)
      for (const written of [here, there]) mentions.set(`/${written}`, `</${here}:${id}>`);
  };
  for (const command of registered) if (command.description !== '') add(command, command.id, '', '');
  return mentions;
}

/** A message whose commands can be clicked, if it is all our own words: in a quote, nothing is changed. */
export function clickable(
  message: ReplyMessage,
  { tone, parts }: Reply,
  mentions: CommandMentions,
): ReplyMessage {
  const isOwn = tone !== 'answer' && parts.every(({ kind }) => kind !== 'quote' && kind !== 'article');
  if (!isOwn || mentions.size === 0) return message;
  const longestFirst = [...mentions.keys()].sort((one, other) => other.length - one.length);
  const written = new RegExp(`(?<![^\\s(“])(?:${longestFirst.join('|')})(?![\\p{L}\\d-])`, 'gu');
  const click = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(click);
    if (typeof part !== 'object' || part === null) return part;
    const { type, content } = part as { readonly type?: unknown; readonly content?: unknown };
    if (type === ComponentType.TextDisplay && typeof content === 'string')
      return { ...part, content: content.replace(written, (command) => mentions.get(command)!) };
    return 'components' in part ? { ...part, components: click(part.components) } : part;
  };
  return { ...message, components: click(message.components) as ReplyMessage['components'] };
}
