import { answerQuestion } from '../src/chat/asking.ts';
import { textOption, type Command } from '../src/chat/contract/command.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { words } from '../src/locales/words.ts';

/** Takes a message as the question. The asker alone sees the answer, until he shares it: it is about what somebody else wrote. */
export const findSources: Command = {
  name: 'find-sources',
  options: [{ name: 'message', type: 'string', required: true }],
  onMessage: true,
  isPrivate: () => true,
  run(input, services) {
    const question = textOption(input.options, 'message');
    if (question === undefined)
      return Promise.resolve(errorReply(input.locale, words(input.locale)('message.noWords')));
    return answerQuestion({ ...input, options: { question } }, services, true);
  },
};
