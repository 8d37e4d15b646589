import type { Command } from '../src/chat/contract/command.ts';
import { plainReply } from '../src/chat/presenters/plain-reply.ts';
import { words } from '../src/locales/words.ts';

/** Deletes what is kept about the person who asks for it. */
export const forgetMe: Command = {
  name: 'forget-me',
  options: [],
  isPrivate: () => true,
  async run({ locale, person }, { people, lastQuestions }) {
    lastQuestions.forget(person.id);
    const { questions, votes } = await people.forget(person.id);
    const t = words(locale);
    return plainReply(
      locale,
      [
        questions + votes === 0
          ? t('forgetMe.nothing')
          : t('forgetMe.done', {
              questions: t('forgetMe.questions', { count: questions }),
              votes: t('forgetMe.votes', { count: votes }),
            }),
        t('forgetMe.messages'),
      ].join(' '),
    );
  },
};
