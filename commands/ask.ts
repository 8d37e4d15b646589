import { answerReply } from '../src/chat/answer-reply.ts';
import { textOption, type Command } from '../src/chat/command.ts';
import { endOfDay, readDay } from '../src/chat/dates.ts';
import { errorReply } from '../src/chat/error-reply.ts';
import { words } from '../src/locales/words.ts';

/** Answers a question with exact quotes, or says that no article answers it. */
export const ask: Command = {
  name: 'ask',
  options: [
    { name: 'question', type: 'string', required: true, maxLength: 500 },
    { name: 'source', type: 'string', maxLength: 100 },
    { name: 'since', type: 'string', maxLength: 40 },
    { name: 'until', type: 'string', maxLength: 40 },
    { name: 'language', type: 'string', choices: ['id', 'en'] },
    { name: 'private', type: 'boolean' },
  ],
  isPrivate: (options) => options.private === true,
  async run({ options, locale, now, conversation }, { archive, lastQuestions }) {
    const t = words(locale);
    const [since, until] = [textOption(options, 'since'), textOption(options, 'until')];
    const [from, to] = [since, until].map((written) =>
      written === undefined ? undefined : readDay(written, now),
    );
    if (from === null) return errorReply(locale, t('error.day', { written: since }));
    if (to === null) return errorReply(locale, t('error.day', { written: until }));
    if (from !== undefined && to !== undefined && from > to) {
      return errorReply(locale, t('error.period', { since, until }));
    }
    const source = textOption(options, 'source');
    const language = textOption(options, 'language');
    const text = textOption(options, 'question') ?? '';
    const previous = conversation === undefined ? undefined : lastQuestions.of(conversation, now);
    const answer = await archive.ask({
      text,
      ...(previous !== undefined && { previous }),
      askedAt: now,
      strictness: 'normal',
      filter: {
        ...(source !== undefined && { source }),
        ...(language !== undefined && { language }),
        ...(from !== undefined && { since: from }),
        ...(to !== undefined && { until: endOfDay(to) }),
      },
    });
    if (conversation !== undefined) lastQuestions.keep(conversation, text, answer.reading.previous, now);
    return answerReply(text, answer, { locale, now, private: ask.isPrivate(options) });
  },
};
