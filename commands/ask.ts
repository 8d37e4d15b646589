import { answerActions } from '../src/chat/answer-actions.ts';
import { answerQuestion, redrawAnswer } from '../src/chat/asking.ts';
import { textOption, type Command, type Input } from '../src/chat/contract/command.ts';
import type { Services } from '../src/chat/contract/services.ts';
import { article } from './article.ts';
import { latest } from './latest.ts';
import { timeline } from './timeline.ts';
import { filterOptions, readFilter } from '../src/chat/period.ts';

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
  run: async (given, services) => {
    const isPrivate = ask.isPrivate(given.options);
    const { link, question } = parted(given);
    const held = link === null ? null : await heldAt(link, given, services);
    if (held !== null) return article.run({ ...given, options: { title: held } }, services);
    const input = { ...given, options: { ...given.options, question } };
    const request = await requestOf(input, services);
    if (request === null) return answerQuestion(input, services, isPrivate);
    const { source, since, until } = given.options;
    const options = { source, since, until, ...request.options };
    const reply = await request.command.run({ ...input, options }, services);
    return { ...reply, private: reply.private || isPrivate };
  },
  redraw: redrawAnswer,
  actions: answerActions,
};

/** The command that gives what was asked for in words ("berita terbaru", "summarise …"); `null` for a question. */
async function requestOf({ options, conversation, now, place, locale }: Input, services: Services) {
  const request = services.requestIn(textOption(options, 'question') ?? '');
  if (request === null) return null;
  const before = conversation === undefined ? undefined : services.lastQuestions.of(conversation, now);
  // "Summarise" by itself is about what was asked before, else about all that is new.
  const topic = request.topic === '' ? (before ?? '') : request.topic;
  if (request.kind === 'latest' || topic === '')
    return { command: latest, options: request.topic === '' ? {} : { topic: request.topic } };
  const read = readFilter(request.period ?? {}, { askedAt: now, locale, server: place.server });
  if ('problem' in read) return null;
  const looked = { words: topic, askedAt: now, filter: read.filter, skip: 0, limit: 1 };
  const { total } = await services.archive.timeline(looked);
  return total === 0 ? null : { command: timeline, options: { topic, ...request.period } };
}

/** A web address with which the question begins, and the rest; all of it where there is nothing else. */
function parted({ options }: Input): { readonly link: string | null; readonly question: string } {
  const question = textOption(options, 'question') ?? '';
  const [whole = '', link = null] = /^<?(https?:\/\/[^\s<>]+)>?\s*/i.exec(question) ?? [];
  return { link, question: question.slice(whole.length) || question };
}

/** The id of the article at an address; `null` where none is held. */
async function heldAt(wanted: string, { place }: Input, { archive }: Services): Promise<string | null> {
  return (await archive.article({ wanted, place: 0, server: place.server }))?.facts.id ?? null;
}
