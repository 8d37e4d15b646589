import {
  InteractionResponseType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  type REST,
} from 'discord.js';
import type { OptionValues } from '../chat/contract/context.ts';
import { conversationOf } from '../chat/last-questions.ts';
import { costs } from '../chat/cooldowns.ts';
import { follow } from '../chat/instrument.ts';
import { refusalOf } from '../chat/refusal.ts';
import { runCommand, suggest, type Chat } from '../chat/run.ts';
import { acknowledge, deferral, whisper } from './acknowledge.ts';
import { circumstancesOf } from './context.ts';
import { useControl } from './controls.ts';
import { progressOf } from './progress.ts';
import { commandNamed } from './register.ts';
import { saidIn, withoutMarks } from './message-text.ts';
import { sendDeferred } from './send.ts';

/**
 * Answers an interaction. It is acknowledged before any other work, since Discord waits for 3 seconds only. What is no
 * command that we know, such as one of an older version, is told so.
 *
 * @param rest for the interaction's own requests, which are neither authorized nor counted like the bot's
 */
export async function answerInteraction(interaction: Interaction, chat: Chat, rest: REST): Promise<void> {
  if (interaction.isAutocomplete()) await complete(interaction, chat, rest);
  else if (interaction.isMessageComponent() || interaction.isModalSubmit())
    await useControl(interaction, chat, rest);
  else if (interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand())
    await answerCommand(interaction, chat, rest);
}

async function answerCommand(
  interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction,
  chat: Chat,
  rest: REST,
): Promise<void> {
  const options = interaction.isChatInputCommand()
    ? optionValues(interaction)
    : { message: saidIn(interaction.targetMessage) };
  const command = commandNamed(chat.commands, interaction.commandType, pathOf(interaction));
  const isPrivate = command?.isPrivate(options) ?? true;
  const circumstances = circumstancesOf(interaction, chat.services);
  const { person, place } = circumstances;
  await follow(chat, { command: command?.name, through: 'command', person, place }, async (chat, time) => {
    const refusal = refusalOf(chat, { command, isPublic: !isPrivate, cost: costs.command }, circumstances);
    const first = refusal === null ? deferral(isPrivate) : whisper(refusal.reply);
    const isOpen = await time('acknowledge', acknowledge(interaction, first, chat.log, rest));
    if (refusal !== null) return refusal.reply;
    if (!isOpen) return 'unanswered';
    const progress = progressOf(interaction, isPrivate, chat.log, rest);
    const reply = await runCommand(chat, command?.name ?? '', {
      ...circumstances,
      options,
      progress: (reply) => {
        progress.show(reply);
      },
      // What was asked in private must not show up in a public reply.
      ...(!isPrivate && { conversation: conversationOf(person.id, place.channel) }),
    });
    await progress.isOver();
    await time('send', sendDeferred(reply, isPrivate, interaction, chat, rest));
    return reply;
  });
}

/** Offers what may be meant by what is being typed. Discord takes nothing but the offer itself as the acknowledgement. */
async function complete(interaction: AutocompleteInteraction, chat: Chat, rest: REST): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  const command = commandNamed(chat.commands, interaction.commandType, pathOf(interaction));
  const found = await suggest(
    chat,
    command?.name ?? '',
    { option: name, written: value },
    { ...circumstancesOf(interaction, chat.services), options: optionValues(interaction) },
  );
  const choices = found.map(({ label, value }) => ({ name: label, value }));
  await acknowledge(
    interaction,
    { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } },
    chat.log,
    rest,
  );
}

function pathOf(
  interaction: ChatInputCommandInteraction | AutocompleteInteraction | MessageContextMenuCommandInteraction,
): string[] {
  if (interaction.isMessageContextMenuCommand()) return [interaction.commandName];
  const within = [interaction.options.getSubcommandGroup(false), interaction.options.getSubcommand(false)];
  return [interaction.commandName, ...within.filter((name) => name !== null)];
}

function optionValues({ options }: ChatInputCommandInteraction | AutocompleteInteraction): OptionValues {
  // Those of a command within another stand below it.
  const given = options.data.flatMap(
    (option) => option.options?.flatMap((inner) => inner.options ?? [inner]) ?? [option],
  );
  return Object.fromEntries(
    given.map(({ name, value, attachment }) => [
      name,
      attachment?.url ??
        (typeof value === 'string' ? withoutMarks(value) : typeof value === 'number' ? String(value) : value),
    ]),
  );
}
