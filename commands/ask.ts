import { answerActions } from '../src/chat/answer-actions.ts';
import { answerQuestion, redrawAnswer } from '../src/chat/asking.ts';
import { textOption, type Command, type Input } from '../src/chat/contract/command.ts';
import type { Services } from '../src/chat/contract/services.ts';
import { latest } from './latest.ts';
import { timeline } from './timeline.ts';
import { filterOptions } from '../src/chat/period.ts';

/** Answers a question with exact quotes, or says that no article answers it. */
export const ask: Command = {
  name: 'ask',
  options: [
    { name: 'question', type: 'string', required: true, maxLength: 500 },
    filterOptions.source,
    filterOptions.since,
    filterOptions.until,
    filterOptions.language,
    { name: 'private', type: 'boolean' },
  ],
  isPrivate: (options) => options.private === true,
  run: async (input, services) => {
    const isPrivate = ask.isPrivate(input.options);
    const request = await requestOf(input, services);
    if (request === null) return answerQuestion(input, services, isPrivate);
    const { source, since, until } = input.options;
    const options = { source, since, until, ...(request.topic !== '' && { topic: request.topic }) };
    const reply = await request.command.run({ ...input, options }, services);
    return { ...reply, private: reply.private || isPrivate };
  },
  redraw: redrawAnswer,
  actions: answerActions,
};

/** The command that gives what was asked for in words ("berita terbaru", "summarise …"); `null` for a question. */
async function requestOf({ options, conversation, now, place }: Input, services: Services) {
  const request = services.requestIn(textOption(options, 'question') ?? '');
  if (request === null) return null;
  const before = conversation === undefined ? undefined : services.lastQuestions.of(conversation, now);
  // "Summarise" by itself is about what was asked before, else about all that is new.
  const topic = request.topic === '' ? (before ?? '') : request.topic;
  if (request.kind === 'latest' || topic === '') return { command: latest, topic: request.topic };
  const looked = { words: topic, askedAt: now, filter: { server: place.server }, skip: 0, limit: 1 };
  const { total } = await services.archive.timeline(looked);
  return total === 0 ? null : { command: timeline, topic };
}
