import type { Answer } from '../answer/answer.ts';
import { answerReply } from './answer-reply.ts';
import { answerControls, type View } from './answer-controls.ts';
import { textOption, type Input } from './command.ts';
import { errorReply } from './error-reply.ts';
import { readFilter } from './period.ts';
import type { Reply } from './reply.ts';
import type { KeptReply, Services } from './services.ts';

/** Quotes that are shown at once. */
const quotesShown = 3;

/** Answers a question, and keeps what was asked, so that the controls of the reply can go on from it. */
export async function answerQuestion(
  input: Input & { readonly previous?: string | undefined },
  services: Services,
  isPrivate: boolean,
): Promise<Reply> {
  const { options, locale, now, person, place, conversation, previous } = input;
  const asked = {
    command: 'ask',
    options,
    previous:
      previous ??
      (conversation === undefined ? null : (services.lastQuestions.of(conversation, now) ?? null)),
    askedAt: now,
    asker: person.id,
    place,
    locale,
  };
  const view = { skip: 0, withContext: false, isPrivate };
  const answer = await answerOf(asked, view, services);
  if ('problem' in answer) return errorReply(locale, answer.problem);
  if (conversation !== undefined)
    services.lastQuestions.keep(conversation, questionOf(asked), answer.reading.previous, now);
  const id = await services.replies.keep(asked);
  return drawn(asked, id, view, answer, services, now);
}

/** Draws another view of a reply that was kept. */
export async function answerAgain(
  kept: KeptReply,
  id: string,
  view: View,
  services: Services,
  now: Date,
): Promise<Reply> {
  const answer = await answerOf(kept, view, services);
  if ('problem' in answer) return errorReply(kept.locale, answer.problem);
  return drawn(kept, id, view, answer, services, now);
}

/** The answer to what was asked, as of when it was asked. */
export async function answerOf(
  { options, previous, askedAt, locale }: KeptReply,
  { skip }: Pick<View, 'skip'>,
  { archive }: Services,
): Promise<Answer | { readonly problem: string }> {
  const read = readFilter(options, askedAt, locale);
  if ('problem' in read) return read;
  return archive.ask({
    text: textOption(options, 'question') ?? '',
    ...(previous !== null && { previous }),
    askedAt,
    strictness: 'normal',
    filter: read.filter,
    most: quotesShown,
    skip,
  });
}

export const questionOf = ({ options }: Pick<KeptReply, 'options'>) => textOption(options, 'question') ?? '';

async function drawn(
  kept: KeptReply,
  id: string,
  view: View,
  answer: Answer,
  { archive }: Services,
  now: Date,
): Promise<Reply> {
  const quotes = answer.status === 'answered' ? answer.quotes : [];
  const contexts = view.withContext
    ? await archive.context(quotes.map(({ article, start, end }) => ({ article: article.id, start, end })))
    : [];
  const reply = answerReply(questionOf(kept), answer, {
    locale: kept.locale,
    now,
    private: view.isPrivate,
    contexts,
  });
  return { ...reply, parts: [...reply.parts, ...answerControls(kept, id, view, answer)] };
}
