import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { BaseInteraction } from 'discord.js';
import type { Chat } from '../chat/contract/chat.ts';
import type { Tokens } from '../chat/contract/services.ts';
import { loggable } from './errors.ts';

/** How long Discord lets an answer to an interaction be changed, in milliseconds. */
const changeableMs = 15 * 60_000;

/** What changing the answer to an interaction takes; the interaction itself holds a person and far more. */
type Answerable = Pick<BaseInteraction, 'applicationId' | 'token'>;

/** The answers to interactions that can still be changed, by the id of the kept reply. What only one person sees has no other way. */
export interface EditableReplies {
  /** A chat that remembers the replies of an interaction. */
  remembering(chat: Chat, interaction: BaseInteraction): Chat;
  of(reply: string): Promise<Answerable | undefined>;
}

/** Remembered by this process alone. */
export function createEditableReplies(): EditableReplies {
  // In the order in which they were answered.
  const known = new Map<string, Answerable & { readonly until: number }>();
  return {
    remembering: (chat, { applicationId, token, createdTimestamp }) =>
      whenShown(chat, (reply) => {
        for (const [oldest, { until }] of known) {
          if (until > Date.now()) break;
          known.delete(oldest);
        }
        known.set(reply, { applicationId, token, until: createdTimestamp + changeableMs });
      }),
    of: (reply) => Promise.resolve(known.get(reply)),
  };
}

/** In the store, for all processes: only who knows the bot's token can read there with what a reply is changed. */
export function sharedEditableReplies(tokens: Tokens, botToken: string): EditableReplies {
  const sealed = sealWith(botToken);
  return {
    remembering: (chat, { applicationId, token, createdTimestamp }) =>
      whenShown(chat, (reply) => {
        const answerable = sealed.seal(JSON.stringify({ applicationId, token }), reply);
        tokens.put(reply, answerable, new Date(createdTimestamp + changeableMs)).catch((error: unknown) => {
          chat.log.debug(
            loggable(error),
            'an answer cannot be changed later, since that cannot be saved now',
          );
        });
      }),
    async of(reply) {
      const kept = await tokens.get(reply);
      const opened = kept === null ? null : sealed.open(kept, reply);
      return opened === null ? undefined : (JSON.parse(opened) as Answerable);
    },
  };
}

function whenShown(chat: Chat, remember: (reply: string) => void): Chat {
  const { replies } = chat.services;
  const shown = (reply: string, message: string) => {
    remember(reply);
    return replies.shown(reply, message);
  };
  return { ...chat, services: { ...chat.services, replies: { ...replies, shown } } };
}

const cipher = 'aes-256-gcm';
const lengths = { key: 32, nonce: 12, tag: 16 };

/** AES-256-GCM with a key derived from a secret by HKDF; `about` is bound to what is sealed, and told again to open it. */
export function sealWith(secret: string) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'kutip interaction tokens', lengths.key));
  return {
    seal(text: string, about: string): string {
      const nonce = randomBytes(lengths.nonce);
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
      return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString('base64');
    },
    /** @returns `null` if it was sealed with another secret, or about something else */
    open(sealed: string, about: string): string | null {
      const bytes = Buffer.from(sealed, 'base64');
      const nonce = bytes.subarray(0, lengths.nonce);
      const tag = bytes.subarray(lengths.nonce, lengths.nonce + lengths.tag);
      try {
        const opening = createDecipheriv(cipher, key, nonce, { authTagLength: lengths.tag })
          .setAAD(Buffer.from(about))
          .setAuthTag(tag);
        return (
          opening.update(bytes.subarray(lengths.nonce + lengths.tag), undefined, 'utf8') +
          opening.final('utf8')
        );
      } catch {
        return null; // The bot's token was reset meanwhile: Discord takes the old one's answers no more either.
      }
    },
  };
}
