import type { KeptReply, Owed } from '../store/store.ts';
import type { Redrawn } from './contract/command.ts';
import { correctionParts } from './presenters/correction-notices.ts';
import { findCommand, type Chat } from './contract/chat.ts';
import type { Notifier } from './contract/notifier.ts';

/** What this needs of a chat. */
type Correcting = Pick<Chat, 'commands' | 'services' | 'log'>;

/**
 * Finds the replies that quoted these articles in words that stand in them no longer, and puts in the place of each what has
 * happened and the same reply as it is now. Who cannot be shown that is told at his next question.
 */
export async function correctReplies(
  articles: readonly string[],
  chat: Correcting,
  notifier: Notifier,
  now: Date,
): Promise<void> {
  const { services, log } = chat;
  const kept = new Map<string, KeptReply>();
  for (const article of articles)
    for (const reply of await services.replies.quoting(article)) kept.set(reply.id, reply);
  for (const reply of kept.values()) {
    try {
      await correct(reply, chat, notifier, now);
    } catch (error) {
      log.error(
        { reply: reply.id, err: error },
        'a reply could not be corrected; the next start tries again',
      );
    }
  }
}

/** Does the same for all replies, after a time in which nobody has looked. */
export async function correctAllReplies(chat: Correcting, notifier: Notifier, now: Date): Promise<void> {
  const { archive, replies } = chat.services;
  await correctReplies(await archive.changed(await replies.quoted()), chat, notifier, now);
}

async function correct(kept: KeptReply, chat: Correcting, notifier: Notifier, now: Date): Promise<void> {
  const { archive, replies } = chat.services;
  const standing = await archive.standing(kept.quotes);
  const articles = new Map<string, Owed['articles'][number]>();
  kept.quotes.forEach(({ article, publisher, title }, place) => {
    if (standing[place] !== 'same')
      articles.set(article, { publisher, title, isGone: standing[place] === 'gone' });
  });
  if (articles.size === 0) return;
  const correction = { at: now, articles: [...articles.values()] };
  const { reply, quotes, answer } = await corrected(kept, correction, chat, now);
  const edited = kept.message === null ? 'out of reach' : await notifier.edit(kept, reply);
  if (edited === 'gone') await replies.remove(kept.id);
  else if (edited === 'done') await replies.requote(kept.id, quotes, answer);
  else {
    await replies.owe(kept.id, correction);
    const stillTrue = kept.quotes.filter((_, place) => standing[place] === 'same');
    await replies.requote(kept.id, stillTrue, null);
  }
}

/** What has happened, and the same reply as it is now, where what was asked for is still known. */
async function corrected(
  kept: KeptReply,
  correction: Pick<Owed, 'at' | 'articles'>,
  chat: Correcting,
  now: Date,
): Promise<Redrawn> {
  const { locale, options } = kept;
  const { timeZone } = chat.services.settings.of(kept.place.server);
  const notices = correctionParts(correction, { locale, now, timeZone });
  const redrawn =
    options === null
      ? null
      : await findCommand(chat, kept.command)?.redraw?.({ ...kept, options }, chat.services, now);
  if (!redrawn || redrawn.reply.tone === 'error')
    return {
      reply: { locale, tone: 'abstention', private: kept.private, parts: notices },
      quotes: [],
      answer: null,
    };
  const { reply, ...shown } = redrawn;
  return { reply: { ...reply, parts: [...notices, ...reply.parts] }, ...shown };
}
