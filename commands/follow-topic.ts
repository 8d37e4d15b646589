import { textOption, type Command } from '../src/chat/contract/command.ts';
import { deleteAction } from '../src/chat/delete.ts';
import { answerState, askFollowed } from '../src/chat/following/compare.ts';
import { readLimits, redrawPost, subscribe, subscriptionOptions } from '../src/chat/following/subscribe.ts';
import { asJson, type Wanted } from '../src/chat/following/wanted.ts';
import { filterOptions } from '../src/chat/period.ts';
import { quotePart } from '../src/chat/presenters/answer-reply.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { suggestTopic } from '../src/chat/suggestions.ts';
import { words } from '../src/locales/words.ts';

/** Posts each new article on a topic from now on; a question is answered when an article first does, and when that changes. */
export const followTopic: Command = {
  name: 'follow topic',
  options: [
    { name: 'topic', type: 'string', required: true, maxLength: 200, suggest: suggestTopic },
    subscriptionOptions.channel,
    filterOptions.source,
    filterOptions.language,
    subscriptionOptions.most,
    subscriptionOptions.quiet,
  ],
  isPrivate: () => true,
  async run(input, services) {
    const { options, locale, place, now } = input;
    const limits = readLimits(input);
    if ('problem' in limits) return errorReply(locale, limits.problem, 'input');
    const [source, language] = [textOption(options, 'source'), textOption(options, 'language')];
    const topic = textOption(options, 'topic') ?? '';
    if (!services.namesTopic(topic))
      return errorReply(locale, words(locale)('follow.noWords', { topic }), 'input');
    const wanted: Wanted = {
      ...limits,
      topic,
      ...(source !== undefined && { source }),
      ...(language !== undefined && { language }),
    };
    if (!services.isQuestion(topic)) return subscribe(input, wanted, { kind: 'topic' }, services);
    const answer = await askFollowed({ server: place.server, wanted: asJson(wanted) }, services, now);
    const state = answerState(answer);
    const reply = await subscribe(
      input,
      wanted,
      { kind: 'question', ...(state && { state: asJson(state) }) },
      services,
    );
    if (reply.tone === 'error') return reply;
    const t = words(locale);
    return {
      ...reply,
      parts: [
        ...reply.parts,
        { kind: 'text', text: t(answer.status === 'answered' ? 'follow.answerNow' : 'follow.noAnswerNow') },
        ...(answer.status === 'answered' ? answer.quotes.map((quote) => quotePart(quote, input)) : []),
      ],
    };
  },
  redraw: redrawPost,
  actions: { delete: deleteAction },
};
