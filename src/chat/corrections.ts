import type { Turns } from '../answer/host/turns.ts';
import { loggedError } from './logged-error.ts';
import { removedVersion, type KeptQuote, type KeptReply, type Owed } from '../store/store.ts';
import { textOption, type Redrawn } from './contract/command.ts';
import { correctionParts } from './presenters/correction-notices.ts';
import { findCommand, type Chat } from './contract/chat.ts';
import type { Notifier } from './contract/notifier.ts';

type Correcting = Pick<Chat, 'commands' | 'services' | 'log'>;

/**
 * Finds stored replies whose quotes are no longer in these articles, and replaces them by a notice and their
 * current version. If a reply can no longer be edited, the asker is told with their next answer.
 *
 * @param turns the lane of a reply is its server, or its channel where it has none
 */
export async function correctReplies(
  articles: readonly string[],
  chat: Correcting,
  notifier: Notifier,
  now: Date,
  turns: Turns,
): Promise<void> {
  const { services, log } = chat;
  const failures: unknown[] = [];
  const kept = new Map<string, KeptReply>();
  for (const article of articles)
    for (const reply of await services.replies.quoting(article)) kept.set(reply.id, reply);
  const corrected = [...kept.values()].map((reply) =>
    turns.add(reply.place.server ?? reply.place.channel, () =>
      correct(reply, chat, notifier, now).catch((error: unknown) => {
        failures.push(error);
      }),
    ),
  );
  await Promise.all(corrected);
  if (failures.length > 0)
    log.error(
      { replies: failures.length, ...loggedError(failures[0]) },
      'could not correct some replies; the next start tries again, or the next process that leads',
    );
}

/** Checks all stored replies, for changes made while Kutip was not running. */
export async function correctAllReplies(
  chat: Correcting,
  notifier: Notifier,
  now: Date,
  turns: Turns,
): Promise<void> {
  const { archive, replies } = chat.services;
  await correctReplies(await archive.changed(await replies.quoted()), chat, notifier, now, turns);
}

async function correct(kept: KeptReply, chat: Correcting, notifier: Notifier, now: Date): Promise<void> {
  // Nobody has seen it, at least not yet.
  if (kept.message === null) return;
  const { archive, replies, importer } = chat.services;
  const standing = await archive.standing(kept.quotes);
  const articles = new Map<string, Owed['articles'][number]>();
  const removed: KeptQuote[] = [];
  let isBack = false;
  for (const [place, quote] of kept.quotes.entries()) {
    const { state, change = {} } = standing[place]!;
    if (quote.version === removedVersion) {
      // What was said of it already is not said again.
      if (state === 'gone') removed.push(quote);
      else isBack = true;
      continue;
    }
    const { article, publisher, title } = quote;
    if (state === 'same') continue;
    const isRemoved = state === 'gone' && ((await importer?.isRemoved(article)) ?? false);
    if (isRemoved) removed.push({ ...quote, version: removedVersion });
    if (!articles.has(article))
      articles.set(article, { publisher, title, isGone: state === 'gone', isRemoved, ...change });
  }
  if (articles.size === 0 && !isBack) return;
  const correction = { at: now, articles: [...articles.values()] };
  const { reply, quotes, answer } = await corrected(kept, correction, chat, now);
  const edited = await notifier.edit(kept, reply);
  if (edited === 'gone') await replies.remove(kept.id);
  else if (edited === 'done') await replies.requote(kept.id, [...quotes, ...removed], answer);
  else {
    if (articles.size > 0) await replies.owe(kept.id, correction);
    const stillTrue = kept.quotes.filter((_, place) => standing[place]!.state === 'same');
    await replies.requote(kept.id, stillTrue, null);
  }
}

/** The notices, and the current version of the reply if its request has not been forgotten. */
async function corrected(
  kept: KeptReply,
  correction: Pick<Owed, 'at' | 'articles'>,
  chat: Correcting,
  now: Date,
): Promise<Redrawn> {
  const { locale, options } = kept;
  const { timeZone } = chat.services.settings.of(kept.place.server);
  const question = textOption(options ?? {}, 'question') ?? null;
  const asked = { question, askedAt: kept.askedAt };
  const notices = correctionParts({ ...correction, ...asked }, { locale, now, timeZone });
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
