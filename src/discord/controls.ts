import {
  InteractionResponseType,
  Routes,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
  type REST,
} from 'discord.js';
import type { Action, ActionInput } from '../chat/command.ts';
import type { Reply } from '../chat/reply.ts';
import { costs } from '../chat/cooldowns.ts';
import { refusalOf } from '../chat/refusal.ts';
import { findAction, findCommand, runAction, staleReply, type Chat } from '../chat/run.ts';
import { callOf } from '../components/custom-id.ts';
import { modalOf } from '../components/form.ts';
import { acknowledge, deferral, whisper } from './acknowledge.ts';
import { circumstancesOf } from './circumstances.ts';
import { sendDeferred, sendReply, sendWhisper } from './send.ts';

type Used = MessageComponentInteraction | ModalSubmitInteraction;

/**
 * Does what a control of a reply calls, or opens the form that must be filled in before. What we no longer have, such as a
 * control of an older version, is told so.
 */
export async function useControl(interaction: Used, chat: Chat, rest: REST): Promise<void> {
  const call = callOf(interaction.customId);
  const action = call === null ? undefined : findAction(chat, call);
  const circumstances = circumstancesOf(interaction, chat.services);
  if (call === null || action === undefined) {
    if (!(await acknowledge(interaction, deferral(true), chat.log, rest))) return;
    await sendDeferred(staleReply(circumstances.locale), true, interaction, chat, rest);
    return;
  }
  const effect = effectOf(action, interaction);
  const isPrivate = action.isPrivate?.(call.args) ?? false;
  const isPublic = effect === 'add' && !isPrivate;
  const refusal = refusalOf(
    chat,
    { command: findCommand(chat, call.command), isPublic, cost: costs.control },
    circumstances,
  );
  if (refusal !== null) {
    await acknowledge(interaction, whisper(refusal.reply), chat.log, rest);
    return;
  }
  if (action.form !== undefined && interaction.isMessageComponent()) {
    const data = modalOf(action.form(call.args, circumstances.locale), call);
    await acknowledge(interaction, { type: InteractionResponseType.Modal, data }, chat.log, rest);
    return;
  }
  const first =
    effect === 'add' ? deferral(isPrivate) : { type: InteractionResponseType.DeferredMessageUpdate as const };
  if (!(await acknowledge(interaction, first, chat.log, rest))) return;
  const reply = await runAction(chat, call, { ...circumstances, ...doneWith(interaction) });
  if (effect === 'add') await sendDeferred(reply, isPrivate, interaction, chat, rest);
  else await change(reply, effect, interaction, chat, rest);
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
  const original = Routes.webhookMessage(interaction.applicationId, interaction.token);
  if (reply.tone === 'error') await sendWhisper(reply, interaction, chat, rest);
  else if (effect === 'delete') await rest.delete(original, { auth: false });
  else await sendReply(reply, (body) => rest.patch(original, { auth: false, body }), chat);
}
