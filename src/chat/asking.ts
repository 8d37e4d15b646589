import type { Answer } from '../answer/answer.ts';
import type { NewReply } from '../store/store.ts';
import { answerControls, type AnswerView } from './presenters/answer-controls.ts';
import { answerReply } from './presenters/answer-reply.ts';
import { textOption, type Input, type RedrawableReply, type Redrawn } from './contract/command.ts';
import { owedParts } from './presenters/correction-notices.ts';
import { errorReply } from './presenters/error-reply.ts';
import { frameOf, shownAnswer } from './kept-answer.ts';
import { keptQuotes } from './kept-quotes.ts';
import { readFilter } from './period.ts';
import type { Reply } from './contract/reply.ts';
import type { Services } from './contract/services.ts';

/** Everything needed to find the answer again. */
export type AskedQuestion = Pick<
  NewReply,
  'previous' | 'previousFrom' | 'askedAt' | 'asker' | 'place' | 'locale' | 'isMissed'
> & {
  readonly options: NonNullable<NewReply['options']>;
};

/** Answers a question, and stores what was asked so that the reply's controls work later. */
export async function answerQuestion(
  input: Input & { readonly previous?: string } & Pick<NewReply, 'previousFrom'>,
  services: Services,
  isPrivate: boolean,
): Promise<Reply> {
  const { options, locale, now, person, place, conversation } = input;
  const { lastQuestions, replies } = services;
  const before = conversation === undefined ? undefined : lastQuestions.of(conversation, now);
  const previous = input.previous ?? before ?? null;
  const { asker = null, askedAt } = input.previousFrom ?? {};
  const previousFrom = asker !== null && askedAt !== undefined ? { asker, askedAt } : undefined;
  const asked: AskedQuestion = {
    options,
    previous,
    ...(previousFrom && { previousFrom }),
    askedAt: now,
    asker: person.id,
    place,
    locale,
  };
  const view = { skip: 0, withContext: false, isPrivate };
  const answer = await answerOf(asked, view, services);
  if ('problem' in answer) return errorReply(locale, answer.problem, 'date');
  const owed = owedParts(await replies.takeOwed(person.id), input, isPrivate);
  if (answer.status === 'abstained' && answer.reason.kind === 'small talk') {
    const reply = answerReply('', answer, { ...input, private: isPrivate });
    return { ...reply, parts: [...owed, ...reply.parts] };
  }
  if (conversation !== undefined)
    lastQuestions.keep(
      conversation,
      questionOf(asked),
      // What somebody else asked does not go on in the conversation of this one.
      previousFrom === undefined || previousFrom.asker === person.id ? answer.reading.previous : null,
      now,
    );
  const isMissed = answer.status === 'answered' || (await isGap(asked, answer.reason, services));
  const reply = await keepAnswer({ ...asked, isMissed }, view, answer, services, now);
  return { ...reply, parts: [...owed, ...reply.parts] };
}

/**
 * Whether moderators could do something about a question without an answer: not where it says nothing, nor where the asker's own
 * filters are why there is none.
 */
async function isGap(
  asked: AskedQuestion,
  reason: Extract<Answer, { readonly status: 'abstained' }>['reason'],
  services: Services,
): Promise<boolean> {
  if (reason.kind === 'no words') return false;
  const { question, ...filters } = asked.options;
  const isFiltered = ['source', 'since', 'until', 'language'].some(
    (name) => textOption(filters, name) !== undefined,
  );
  if (!isFiltered) return true;
  const answer = await answerOf({ ...asked, options: { question } }, { skip: 0 }, services);
  return 'problem' in answer || answer.status === 'abstained';
}

/** Another view of a stored reply, for the same message. */
export async function answerAgain(
  asked: AskedQuestion,
  id: string,
  view: AnswerView,
  services: Services,
  now: Date,
): Promise<Reply> {
  const answer = await answerOf(asked, view, services);
  if ('problem' in answer) return errorReply(asked.locale, answer.problem, 'date');
  await services.replies.requote(id, quotesOf(answer), frameOf(answer));
  return drawn(asked, id, view, answer, services, now);
}

/**
 * What a kept reply shows. In the moment in which its correction is drawn and not kept yet, nothing that is kept stands any more:
 * what was drawn is the current answer.
 */
export async function answerShown(
  kept: RedrawableReply,
  services: Services,
): Promise<Extract<Answer, { readonly status: 'answered' }> | null> {
  const shown = await shownAnswer(kept, services.archive);
  if (shown !== null || kept.answer === null) return shown;
  const answer = await answerOf(kept, { skip: 0 }, services);
  return 'problem' in answer || answer.status === 'abstained' ? null : answer;
}

/** Draws what a kept reply shows once more, in another view; `null` where nothing of it stands any more. */
export async function showAgain(
  kept: RedrawableReply,
  view: AnswerView,
  services: Services,
  now: Date,
): Promise<Reply | null> {
  const answer = await answerShown(kept, services);
  return answer && drawn(kept, kept.id, view, answer, services, now);
}

/** Draws it for a message of its own, which is kept by itself; `null` where nothing of it stands any more. */
export async function showBeside(
  kept: RedrawableReply,
  view: AnswerView,
  services: Services,
  now: Date,
): Promise<Reply | null> {
  const answer = await answerShown(kept, services);
  return answer && keepAnswer(kept, view, answer, services, now);
}

/** The current answer to the question of a stored reply; `null` if the question cannot be asked again. */
export async function redrawAnswer(
  kept: RedrawableReply,
  services: Services,
  now: Date,
): Promise<Redrawn | null> {
  const view = { skip: 0, withContext: false, isPrivate: kept.private };
  const answer = await answerOf(kept, view, services);
  if ('problem' in answer) return null;
  return {
    reply: await drawn(kept, kept.id, view, answer, services, now),
    quotes: quotesOf(answer),
    answer: frameOf(answer),
  };
}

async function keepAnswer(
  { options, previous, previousFrom, askedAt, asker, place, locale, isMissed }: AskedQuestion,
  view: AnswerView,
  answer: Answer,
  services: Services,
  now: Date,
): Promise<Reply> {
  const asked = {
    options,
    previous,
    ...(previousFrom && { previousFrom }),
    askedAt,
    asker,
    place,
    locale,
  };
  const id = await services.replies.keep({
    ...asked,
    ...(isMissed === false && { isMissed }),
    command: 'ask',
    private: view.isPrivate,
    status: answer.status,
    quotes: quotesOf(answer),
    answer: frameOf(answer),
  });
  return { ...(await drawn(asked, id, view, answer, services, now)), ...(id !== '' && { keptAs: id }) };
}

const quotesOf = (answer: Answer) => (answer.status === 'abstained' ? [] : keptQuotes(answer.quotes));

/** The answer as of the time the question was asked. */
async function answerOf(
  { options, previous, askedAt, place, locale }: AskedQuestion,
  { skip }: Pick<AnswerView, 'skip'>,
  { archive, settings }: Services,
): Promise<Answer | { readonly problem: string }> {
  const read = readFilter(options, { askedAt, locale, server: place.server });
  if ('problem' in read) return read;
  const { quotes, strictness } = settings.of(place.server);
  return archive.ask({
    text: questionOf({ options }),
    ...(previous !== null && { previous }),
    askedAt,
    strictness,
    readIn: locale,
    filter: read.filter,
    most: quotes,
    skip,
  });
}

export const questionOf = ({ options }: Pick<AskedQuestion, 'options'>) =>
  textOption(options, 'question') ?? '';

async function drawn(
  asked: AskedQuestion,
  id: string,
  view: AnswerView,
  answer: Answer,
  { archive, settings }: Services,
  now: Date,
): Promise<Reply> {
  const quotes = answer.status === 'answered' ? answer.quotes : [];
  const contexts = view.withContext
    ? await archive.context(quotes.map(({ article, start, end }) => ({ article: article.id, start, end })))
    : [];
  const { locale, place, previous, askedAt } = asked;
  const { timeZone, strictness } = settings.of(place.server);
  const hasSources = id !== '' && answer.status === 'answered';
  const drawing = { locale, now, timeZone, private: view.isPrivate, contexts, hasSources };
  const question = questionOf(asked);
  const reply = answerReply(asked.options.isSeen === true ? '' : question, answer, drawing);
  // What is not kept cannot be found again by a control.
  const controls = id === '' ? [] : answerControls(asked, id, view, answer);
  return {
    ...reply,
    parts: [...reply.parts, ...controls],
    asked: { question, previous, askedAt, strictness },
  };
}
