import {
  InteractionResponseType,
  Routes,
  type APIInteractionResponse,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
  type REST,
} from 'discord.js';
import type { Action, ActionInput } from '../chat/contract/command.ts';
import type { Reply } from '../chat/contract/reply.ts';
import { costs } from '../chat/cooldowns.ts';
import { follow } from '../chat/instrument.ts';
import { refusalOf } from '../chat/refusal.ts';
import { findAction, findCommand, runAction, staleReply, type Chat } from '../chat/run.ts';
import { callOf } from '../components/custom-id.ts';
import { modalOf } from '../components/form.ts';
import { acknowledge, deferral, whisper } from './acknowledge.ts';
import { circumstancesOf } from './context.ts';
import { deleteOriginal, sendDeferred, sendReply, sendWhisper } from './send.ts';

type Used = MessageComponentInteraction | ModalSubmitInteraction;

/**
 * Does what a control of a reply calls, or opens the form that must be filled in before. What we no longer have, such as a
 * control of an older version, is told so.
 */
export async function useControl(interaction: Used, chat: Chat, rest: REST): Promise<void> {
  const call = callOf(interaction.customId);
  const action = call === null ? undefined : findAction(chat, call);
  const circumstances = circumstancesOf(interaction, chat.services);
  const { person, place, locale } = circumstances;
  if (call === null || action === undefined) {
    await follow(chat, { command: undefined, through: 'control', person, place }, async (chat, time) => {
      const reply = staleReply(locale);
      await time('acknowledge', acknowledge(interaction, whisper(reply), chat.log, rest));
      return reply;
    });
    return;
  }
  const command = `${call.command}/${call.action}`;
  await follow(chat, { command, through: 'control', person, place }, async (chat, time) => {
    const begin = (body: APIInteractionResponse) =>
      time('acknowledge', acknowledge(interaction, body, chat.log, rest));
    const effect = effectOf(action, interaction);
    const isPrivate = action.isPrivate?.(call.args) ?? false;
    const refusal = refusalOf(
      chat,
      {
        command: findCommand(chat, call.command),
        isPublic: effect === 'add' && !isPrivate,
        cost: costs.control,
      },
      circumstances,
    );
    if (refusal !== null) {
      await begin(whisper(refusal.reply));
      return refusal.reply;
    }
    if (action.form !== undefined && interaction.isMessageComponent()) {
      const data = modalOf(action.form(call.args, locale), call);
      return (await begin({ type: InteractionResponseType.Modal, data })) ? 'done' : 'unanswered';
    }
    const isOpen = await begin(
      effect === 'add' ? deferral(isPrivate) : { type: InteractionResponseType.DeferredMessageUpdate },
    );
    if (!isOpen) return 'unanswered';
    const reply = await runAction(chat, call, { ...circumstances, ...doneWith(interaction) });
    await time(
      'send',
      effect === 'add'
        ? sendDeferred(reply, isPrivate, interaction, chat, rest)
        : change(reply, effect, interaction, chat, rest),
    );
    return reply;
  });
}

/** A form that no message of ours opened has none that it could change. */
function effectOf({ effect }: Action, interaction: Used): Action['effect'] {
  return interaction.isModalSubmit() && !interaction.isFromMessage() ? 'add' : effect;
}

function doneWith(interaction: Used): Pick<ActionInput, 'chosen' | 'filled'> {
  if (interaction.isModalSubmit()) {
    const texts = interaction.fields.fields.map((field): [string, string] => [
      field.customId,
      'value' in field && typeof field.value === 'string' ? field.value : '',
    ]);
    return { chosen: [], filled: Object.fromEntries(texts) };
  }
  return { chosen: interaction.isAnySelectMenu() ? interaction.values : [], filled: {} };
}

/** Puts a reply in the place of the message with the control, or deletes that; an error stands beside it, for the person alone. */
async function change(
  reply: Reply,
  effect: 'replace' | 'delete',
  interaction: Used,
  chat: Chat,
  rest: REST,
): Promise<void> {
  if (reply.tone === 'error') await sendWhisper(reply, interaction, chat, rest);
  else if (effect === 'delete') await deleteOriginal(interaction, rest);
  else {
    const original = Routes.webhookMessage(interaction.applicationId, interaction.token);
    await sendReply(reply, (body) => rest.patch(original, { auth: false, body }), chat);
  }
}
