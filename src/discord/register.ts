import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIApplicationCommandSubcommandOption,
  type FileUploadType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { commandWords, optionWords } from '../chat/presenters/command-names.ts';
import type { Command, Option } from '../chat/contract/command.ts';

/**
 * The commands as registered on Discord: English by default, localized in Indonesian; for servers and user
 * installs, everywhere. Administrative commands are for servers only, and shown to members with Manage
 * Server.
 */
export function registration(commands: readonly Command[]): RESTPostAPIApplicationCommandsJSONBody[] {
  const onMessages = commands.filter(({ onMessage }) => onMessage);
  const typed = commands.filter(({ onMessage }) => !onMessage);
  return [
    ...namesWithin('', typed).map((name) => ({
      type: ApplicationCommandType.ChatInput as const,
      ...described(name),
      options: optionsOf(name, typed),
      ...whereAndForWhom(typed.filter((command) => isWithin(command, name))),
    })),
    ...onMessages.map((command) => ({
      type: ApplicationCommandType.Message as const,
      name: commandWords(command, 'en').name,
      name_localizations: { id: commandWords(command, 'id').name },
      ...whereAndForWhom([command]),
    })),
  ];
}

/** The command that Discord names in an interaction: `path` holds the names of one within another, outermost first. */
export function commandNamed(
  commands: readonly Command[],
  type: ApplicationCommandType,
  path: readonly string[],
): Command | undefined {
  const name = path.join(' ');
  return type === ApplicationCommandType.Message
    ? commands.find((command) => command.onMessage && commandWords(command, 'en').name === name)
    : commands.find((command) => !command.onMessage && command.name === name);
}

/** The options of a command, or the commands within it. */
function optionsOf(name: string, commands: readonly Command[]): APIApplicationCommandOption[] {
  const own = commands.find((command) => command.name === name);
  if (own !== undefined) return own.options.map((option) => optionOf(own, option));
  return namesWithin(name, commands).map((path) => {
    const command = commands.find((command) => command.name === path);
    return command === undefined
      ? {
          type: ApplicationCommandOptionType.SubcommandGroup,
          ...described(path),
          options: optionsOf(path, commands) as APIApplicationCommandSubcommandOption[],
        }
      : {
          type: ApplicationCommandOptionType.Subcommand,
          ...described(path),
          options: command.options.map((option) => optionOf(command, option)),
        };
  });
}

const isWithin = ({ name }: Command, outer: string) => outer === '' || `${name} `.startsWith(`${outer} `);

/** The distinct names one level below a name, in the order of the commands. */
function namesWithin(outer: string, commands: readonly Command[]): string[] {
  const depth = outer === '' ? 1 : outer.split(' ').length + 1;
  const inside = commands.filter((command) => isWithin(command, outer));
  return [...new Set(inside.map(({ name }) => name.split(' ').slice(0, depth).join(' ')))];
}

/** Channels that messages can be posted in. */
const postable = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.PublicThread] as const;

// Discord's description of its interface wants a number here, where the types of its answers have a string.
const manageServer = Number(PermissionFlagsBits.ManageGuild) as unknown as string;

function whereAndForWhom(members: readonly Command[]) {
  const { Guild, BotDM, PrivateChannel } = InteractionContextType;
  const { GuildInstall, UserInstall } = ApplicationIntegrationType;
  return members.some(({ needs }) => needs !== undefined)
    ? {
        contexts: [Guild],
        integration_types: [GuildInstall],
        default_member_permissions: manageServer,
      }
    : { contexts: [Guild, BotDM, PrivateChannel], integration_types: [GuildInstall, UserInstall] };
}

interface LocalizedNames {
  readonly name: string;
  readonly description: string;
}

const described = (name: string) =>
  named(commandWords({ name }, 'en'), commandWords({ name }, 'id'), name.slice(name.lastIndexOf(' ') + 1));

/** The name of our own is the one that comes back with an interaction; Discord shows the localized ones. */
function named(en: LocalizedNames, id: LocalizedNames, name: string) {
  return {
    name,
    name_localizations: { id: id.name },
    description: en.description,
    description_localizations: { id: id.description },
  };
}

function optionOf(command: Command, option: Option): APIApplicationCommandBasicOption {
  const [en, id] = [optionWords(command, option, 'en'), optionWords(command, option, 'id')];
  const common = { ...named(en, id, option.name), required: option.required ?? false };
  if (option.type === 'boolean') return { ...common, type: ApplicationCommandOptionType.Boolean };
  if (option.type === 'channel')
    return { ...common, type: ApplicationCommandOptionType.Channel, channel_types: [...postable] };
  if (option.type === 'file')
    return {
      ...common,
      type: ApplicationCommandOptionType.Attachment,
      ...(option.fileTypes && { file_types: [...option.fileTypes] as FileUploadType[] }),
    };
  const text = {
    ...common,
    type: ApplicationCommandOptionType.String as const,
    ...(option.maxLength !== undefined && { max_length: option.maxLength }),
  };
  if (option.suggest !== undefined) return { ...text, autocomplete: true };
  return {
    ...text,
    ...(option.choices !== undefined && {
      choices: option.choices.map((value) => ({
        name: en.choices?.[value] ?? value,
        name_localizations: { id: id.choices?.[value] ?? value },
        value,
      })),
    }),
  };
}
