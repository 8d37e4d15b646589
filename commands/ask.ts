import { answerActions } from '../src/chat/answer-actions.ts';
import { answerQuestion, redrawAnswer } from '../src/chat/asking.ts';
import type { Command } from '../src/chat/contract/command.ts';
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
  run: (input, services) => answerQuestion(input, services, ask.isPrivate(input.options)),
  redraw: redrawAnswer,
  actions: answerActions,
};
