import {
  InteractionResponseType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  type REST,
} from 'discord.js';
import type { Chat } from '../chat/contract/chat.ts';
import type { OptionValues } from '../chat/contract/context.ts';
import type { FilledForm } from '../chat/contract/reply.ts';
import { dispatch, suggest } from '../chat/dispatch.ts';
import { callOf } from '../components/custom-id.ts';
import { contextOf } from './context.ts';
import type { EventQueue } from './event-queue.ts';
import { interactionSurface } from './interaction-surface.ts';
import { messageText, withoutMentions } from './message-text.ts';
import { commandNamed } from './register.ts';
import { respond } from './respond.ts';

/**
 * Answers an interaction.
 *
 * @param rest for the interaction's own requests, which are neither authorized nor counted like the bot's
 * @param queue in which the interaction is
 */
export async function answerInteraction(
  interaction: Interaction,
  chat: Chat,
  rest: REST,
  queue: Pick<EventQueue, 'onCrowded'>,
): Promise<void> {
  if (interaction.isAutocomplete()) await complete(interaction, chat, rest);
  else if (interaction.isMessageComponent() || interaction.isModalSubmit())
    await useControl(interaction, chat, rest, queue);
  else if (interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand())
    await answerCommand(interaction, chat, rest, queue);
}

async function answerCommand(
  interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction,
  chat: Chat,
  rest: REST,
  queue: Pick<EventQueue, 'onCrowded'>,
): Promise<void> {
  const options = interaction.isChatInputCommand()
    ? optionValues(interaction)
    : { message: messageText(interaction.targetMessage) };
  const command = commandNamed(chat.commands, interaction.commandType, pathOf(interaction));
  await dispatch(
    chat,
    { kind: 'command', command, options, context: contextOf(interaction, chat.services) },
    interactionSurface(
      interaction,
      { through: 'command', canChange: false, onCrowded: queue.onCrowded },
      chat,
      rest,
    ),
  );
}

async function useControl(
  interaction: MessageComponentInteraction | ModalSubmitInteraction,
  chat: Chat,
  rest: REST,
  queue: Pick<EventQueue, 'onCrowded'>,
): Promise<void> {
  const isForm = interaction.isModalSubmit();
  await dispatch(
    chat,
    {
      kind: 'control',
      call: callOf(interaction.customId),
      chosen: !isForm && interaction.isAnySelectMenu() ? interaction.values : [],
      filled: isForm ? filledIn(interaction) : null,
      context: contextOf(interaction, chat.services),
    },
    interactionSurface(
      interaction,
      { through: 'control', canChange: !isForm || interaction.isFromMessage(), onCrowded: queue.onCrowded },
      chat,
      rest,
    ),
  );
}

const filledIn = ({ fields }: ModalSubmitInteraction): FilledForm =>
  Object.fromEntries(
    fields.fields.map((field) => [
      field.customId,
      'attachments' in field
        ? [...field.attachments.values()].map(({ url }) => url)
        : 'value' in field && typeof field.value === 'string'
          ? field.value
          : '',
    ]),
  );

/** Offers what may be meant by what is being typed. Discord takes nothing but the offer itself as the acknowledgement. */
async function complete(interaction: AutocompleteInteraction, chat: Chat, rest: REST): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  const command = commandNamed(chat.commands, interaction.commandType, pathOf(interaction));
  const found = await suggest(
    chat,
    command?.name ?? '',
    { option: name, written: value },
    { ...contextOf(interaction, chat.services), options: optionValues(interaction) },
  );
  const choices = found.map(({ label, value }) => ({ name: label, value }));
  await respond(
    interaction,
    { body: { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } } },
    { log: chat.log, rest, sinceMs: performance.now() },
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
        (typeof value === 'string'
          ? withoutMentions(value)
          : typeof value === 'number'
            ? String(value)
            : value),
    ]),
  );
}
