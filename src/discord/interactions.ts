import {
  InteractionResponseType,
  MessageFlags,
  RESTJSONErrorCodes,
  Routes,
  type APIInteractionResponseDeferredChannelMessageWithSource,
  type ChatInputCommandInteraction,
  type REST,
  type RepliableInteraction,
} from 'discord.js';
import type { OptionValues } from '../chat/command.ts';
import { conversationOf } from '../chat/last-questions.ts';
import { findCommand, runCommand, type Chat } from '../chat/run.ts';
import { localeOf } from '../locales/words.ts';
import { codeOf, loggable } from './errors.ts';
import { sendReply } from './send.ts';

/**
 * Answers an interaction. It is acknowledged before any other work, since Discord waits for 3 seconds only. What is no
 * command that we know, such as a button of an older version, is told so.
 *
 * @param rest for the interaction's own requests, which are neither authorized nor counted like the bot's
 */
export async function answerInteraction(
  interaction: RepliableInteraction,
  chat: Chat,
  rest: REST,
): Promise<void> {
  const name = interaction.isChatInputCommand() ? interaction.commandName : '';
  const options = interaction.isChatInputCommand() ? optionValues(interaction) : {};
  const isPrivate = findCommand(chat, name)?.isPrivate(options) ?? true;
  if (!(await acknowledge(interaction, isPrivate, chat, rest))) return;

  const locale = localeOf(interaction.locale) ?? localeOf(interaction.guildLocale) ?? 'en';
  // What was asked in private must not show up in a public reply.
  const conversation = isPrivate
    ? undefined
    : conversationOf(interaction.user.id, interaction.channelId ?? '');
  const input = { options, locale, now: new Date(), ...(conversation !== undefined && { conversation }) };
  const reply = await runCommand(chat, name, input);
  const original = Routes.webhookMessage(interaction.applicationId, interaction.token);
  await sendReply(reply, (body) => rest.patch(original, { auth: false, body }), chat.log);
}

/** Whether the interaction can still be answered. */
async function acknowledge(
  interaction: RepliableInteraction,
  isPrivate: boolean,
  { log }: Chat,
  rest: REST,
): Promise<boolean> {
  const body: APIInteractionResponseDeferredChannelMessageWithSource = {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    ...(isPrivate && { data: { flags: MessageFlags.Ephemeral } }),
  };
  try {
    await rest.post(Routes.interactionCallback(interaction.id, interaction.token), { auth: false, body });
    return true;
  } catch (error) {
    // The acknowledgement had arrived, and only Discord's answer to it was lost.
    if (codeOf(error) === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) return true;
    const ageMs = Date.now() - interaction.createdTimestamp;
    log.error({ ageMs, ...loggable(error) }, 'an interaction could not be acknowledged');
    // Without Discord's answer nobody knows whether it arrived: answering is worth the try.
    return codeOf(error) !== RESTJSONErrorCodes.UnknownInteraction;
  }
}

function optionValues({ options }: ChatInputCommandInteraction): OptionValues {
  return Object.fromEntries(
    options.data.map(({ name, value }) => [name, typeof value === 'number' ? String(value) : value]),
  );
}
