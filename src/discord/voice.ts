import { RESTJSONErrorCodes, Routes, type REST } from 'discord.js';
import type { Chat } from '../chat/run.ts';
import type { Voice } from '../chat/voice.ts';
import { codeOf, loggable } from './errors.ts';
import { sendReply } from './send.ts';

/** How Discord says that nothing can be said in a channel any more. */
const silent: readonly unknown[] = [
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.UnknownChannel,
];

/** Says unasked things as the bot. */
export function createVoice(chat: Chat, rest: REST): Voice {
  return {
    async say(channel, reply) {
      try {
        await sendReply(reply, (body) => rest.post(Routes.channelMessages(channel), { body }), chat);
      } catch (error) {
        if (!silent.includes(codeOf(error))) throw error;
        chat.log.warn({ channel, ...loggable(error) }, 'may not say in this channel what belongs there');
      }
    },
  };
}
