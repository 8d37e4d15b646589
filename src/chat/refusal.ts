import { words } from '../locales/words.ts';
import type { Chat } from './contract/chat.ts';
import type { Command } from './contract/command.ts';
import type { Context } from './contract/context.ts';
import type { Reply } from './contract/reply.ts';
import type { Turn } from './cooldowns.ts';
import { errorReply } from './presenters/error-reply.ts';

/** Something is not done; the reply says why, to the person alone. */
interface Refusal {
  readonly reply: Reply;
  /** Whether the person was told so a moment ago, and saying it again would be a flood of our own. */
  readonly isSaid: boolean;
}

/** What somebody is about to do. */
interface Attempt {
  /** `undefined` where it is for everyone. */
  readonly command: Pick<Command, 'needs'> | undefined;
  /** Whether all in the channel would see the reply. */
  readonly isPublic: boolean;
  /** Of `costs`. */
  readonly cost: number;
  /** Whether the person can ask too much. */
  readonly hasPersonalLimit: boolean;
}

/**
 * When somebody may do something here, or why they may not. It needs no I/O, so that it can be asked before an acknowledgement.
 * Only what may be done counts towards the cooldowns.
 */
export function turnOrRefusal(
  { services, cooldowns }: Pick<Chat, 'services' | 'cooldowns'>,
  { command, isPublic, cost, hasPersonalLimit }: Attempt,
  { person, place, locale }: Omit<Context, 'now'>,
): Turn | Refusal {
  const t = words(locale);
  const refuse = (text: string) => ({ reply: errorReply(locale, text), isSaid: false });
  // Discord hides such a command, unless a moderator has set its permissions wrong.
  if (command?.needs === 'manageServer' && !person.mayManageServer) {
    return refuse(t('error.needsManageServer'));
  }
  const { channels, adders } = services.settings.of(place.server);
  const mayAdd = person.mayManageServer || person.roles.some((role) => adders.includes(role));
  if (command?.needs === 'addArticles' && !mayAdd) return refuse(t('error.needsToAdd'));
  const atMs = performance.now();
  const isAllowed =
    channels.length === 0 || [place.channel, place.parent].some((id) => id !== null && channels.includes(id));
  if (isPublic && !isAllowed) {
    // Counted apart: it costs the asker nothing, and does not flood the channel either.
    const told = { person: `told ${person.id}`, channel: `told ${place.channel}` };
    const turn = cooldowns.take(told, cost, atMs);
    const { parts, ...reply } = errorReply(locale, t('error.elsewhere'));
    return {
      reply: { ...reply, parts: [...parts, { kind: 'channels', ids: channels }] },
      isSaid: !('waitMs' in turn && turn.waitMs === 0),
    };
  }
  const who = { person: hasPersonalLimit ? person.id : null, channel: place.channel };
  const turn = cooldowns.take(who, cost, atMs);
  if ('waitMs' in turn) return turn;
  const seconds = { count: Math.ceil(turn.ms / 1000) };
  const text = turn.of === 'person' ? t('error.tooFast', seconds) : t('error.tooFastHere', seconds);
  return { reply: errorReply(locale, text), isSaid: turn.isSaid };
}
