import type { KeptQuote, KeptReply, Owed } from '../store/store.ts';
import { answerControls } from './answer-controls.ts';
import { answerReply } from './answer-reply.ts';
import { answerOf, questionOf, quotesOf } from './asking.ts';
import { correctionParts } from './correction-words.ts';
import type { Reply } from './reply.ts';
import type { Chat } from './run.ts';
import type { Services } from './services.ts';
import type { Voice } from './voice.ts';

/** What this needs of a chat. */
type Correcting = Pick<Chat, 'services' | 'log'>;

/**
 * Finds the replies that quoted these articles in words that stand in them no longer, and puts in the place of each what has
 * happened and the answer as it is now. Who cannot be shown that is told at his next question.
 */
export async function correctReplies(
  articles: readonly string[],
  { services, log }: Correcting,
  voice: Voice,
  now: Date,
): Promise<void> {
  const kept = new Map<string, KeptReply>();
  for (const article of articles)
    for (const reply of await services.replies.quoting(article)) kept.set(reply.id, reply);
  for (const reply of kept.values()) {
    try {
      await correct(reply, services, voice, now);
    } catch (error) {
      log.error(
        { reply: reply.id, err: error },
        'a reply could not be corrected; the next start tries again',
      );
    }
  }
}

/** Does the same for all replies, after a time in which nobody has looked. */
export async function correctAllReplies(chat: Correcting, voice: Voice, now: Date): Promise<void> {
  const { archive, replies } = chat.services;
  await correctReplies(await archive.changed(await replies.quoted()), chat, voice, now);
}

async function correct(kept: KeptReply, services: Services, voice: Voice, now: Date): Promise<void> {
  const { archive, replies } = services;
  const standing = await archive.standing(kept.quotes);
  const articles = new Map<string, Owed['articles'][number]>();
  kept.quotes.forEach(({ article, publisher, title }, place) => {
    if (standing[place] !== 'same')
      articles.set(article, { publisher, title, isGone: standing[place] === 'gone' });
  });
  if (articles.size === 0) return;
  const correction = { at: now, articles: [...articles.values()] };
  const { reply, quotes } = await corrected(kept, correction, services, now);
  const edited = kept.message === null ? 'out of reach' : await voice.edit(kept, reply);
  if (edited === 'gone') await replies.remove(kept.id);
  else if (edited === 'done') await replies.requote(kept.id, quotes);
  else {
    await replies.owe(kept.id, correction);
    const stillTrue = kept.quotes.filter((_, place) => standing[place] === 'same');
    await replies.requote(kept.id, stillTrue);
  }
}

/** What has happened, and the answer to the same question as it is now, where the question is still known. */
async function corrected(
  kept: KeptReply,
  correction: Pick<Owed, 'at' | 'articles'>,
  services: Services,
  now: Date,
): Promise<{ readonly reply: Reply; readonly quotes: readonly KeptQuote[] }> {
  const { id, locale, options, place, private: isPrivate } = kept;
  const reader = { locale, now, timeZone: services.settings.of(place.server).timeZone };
  const notices = correctionParts(correction, reader);
  const asked = options === null ? null : { ...kept, options };
  const view = { skip: 0, withContext: false, isPrivate };
  const answer = asked && (await answerOf(asked, view, services));
  if (asked === null || answer === null || 'problem' in answer)
    return { reply: { locale, tone: 'abstention', private: isPrivate, parts: notices }, quotes: [] };
  const reply = answerReply(questionOf(asked), answer, { ...reader, private: isPrivate });
  const parts = [...notices, ...reply.parts, ...answerControls(asked, id, view, answer)];
  return { reply: { ...reply, parts }, quotes: quotesOf(answer) };
}
