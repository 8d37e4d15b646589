import { words } from '../locales/words.ts';
import type { Circumstances } from './contract/context.ts';
import type { Command } from './contract/command.ts';
import { errorReply } from './presenters/error-reply.ts';
import type { Reply } from './contract/reply.ts';
import type { Chat } from './run.ts';

/** Something is not done; the reply says why, to the person alone. */
export interface Refusal {
  readonly reply: Reply;
  /** Whether the person was told so a moment ago, and saying it again would be a flood of our own. */
  readonly isSaid: boolean;
}

/** What somebody is about to do. */
interface What {
  /** `undefined` where it is for everyone. */
  readonly command: Pick<Command, 'needs'> | undefined;
  /** Whether all in the channel would see the reply. */
  readonly isPublic: boolean;
  /** Of `costs`. */
  readonly cost: number;
}

/**
 * Whether somebody may not do something here, or not now. It needs no I/O, so that it can be asked before an acknowledgement,
 * and what it refuses has cost nothing. What it lets pass counts towards the cooldowns.
 */
export function refusalOf(
  { services, cooldowns }: Pick<Chat, 'services' | 'cooldowns'>,
  { command, isPublic, cost }: What,
  { person, place, locale, now }: Circumstances,
): Refusal | null {
  const t = words(locale);
  const refuse = (text: string) => ({ reply: errorReply(locale, text), isSaid: false });
  // Discord hides such a command, unless a moderator has set its permissions wrong.
  if (command?.needs === 'manageServer' && !person.mayManageServer) {
    return refuse(t('error.needsManageServer'));
  }
  const { channels, adders } = services.settings.of(place.server);
  const mayAdd = person.mayManageServer || person.roles.some((role) => adders.includes(role));
  if (command?.needs === 'addArticles' && !mayAdd) return refuse(t('error.needsToAdd'));
  const isAllowed =
    channels.length === 0 || [place.channel, place.parent].some((id) => id !== null && channels.includes(id));
  const cooldown = cooldowns.take({ person: person.id, channel: place.channel }, cost, now);
  if (cooldown !== null) {
    const seconds = { count: Math.ceil(cooldown.ms / 1000) };
    const text = cooldown.of === 'person' ? t('error.tooFast', seconds) : t('error.tooFastHere', seconds);
    return { reply: errorReply(locale, text), isSaid: cooldown.isSaid };
  }
  if (!isPublic || isAllowed) return null;
  const { parts, ...reply } = errorReply(locale, t('error.elsewhere'));
  return { reply: { ...reply, parts: [...parts, { kind: 'channels', ids: channels }] }, isSaid: false };
}
