import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type APIApplicationCommandBasicOption,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { commandWords, optionWords } from '../chat/command-words.ts';
import type { Command, Option } from '../chat/command.ts';

/** The commands as Discord registers them: English by default, with Indonesian beside it; on servers and for users, everywhere. */
export function registration(
  commands: readonly Command[],
): RESTPostAPIChatInputApplicationCommandsJSONBody[] {
  return commands.map((command) => ({
    type: ApplicationCommandType.ChatInput,
    ...named(commandWords(command, 'en'), commandWords(command, 'id'), command.name),
    options: command.options.map((option) => optionOf(command, option)),
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  }));
}

interface Words {
  readonly name: string;
  readonly description: string;
}

/** The name of our own is the one that comes back with an interaction; Discord shows the localized ones. */
function named(en: Words, id: Words, name: string) {
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
  return {
    ...common,
    type: ApplicationCommandOptionType.String,
    ...(option.maxLength !== undefined && { max_length: option.maxLength }),
    ...(option.choices !== undefined && {
      choices: option.choices.map((value) => ({
        name: en.choices?.[value] ?? value,
        name_localizations: { id: id.choices?.[value] ?? value },
        value,
      })),
    }),
  };
}
