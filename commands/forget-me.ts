import type { Command } from '../src/chat/contract/command.ts';
import { plainReply } from '../src/chat/presenters/plain-reply.ts';
import { words } from '../src/locales/words.ts';

export const forgetMe: Command = {
  name: 'forget-me',
  options: [],
  isPrivate: () => true,
  async run({ locale, person }, { people, lastQuestions }) {
    lastQuestions.forget(person.id);
    const { questions, votes, subscriptions } = await people.forget(person.id);
    const t = words(locale);
    return plainReply(
      locale,
      [
        questions + votes + subscriptions === 0
          ? t('forgetMe.nothing')
          : t('forgetMe.done', {
              questions: t('forgetMe.questions', { count: questions }),
              votes: t('forgetMe.votes', { count: votes }),
            }),
        ...(subscriptions === 0 ? [] : [t('forgetMe.subscriptions')]),
        t('forgetMe.messages'),
      ].join(' '),
    );
  },
};
