import { textOption, type Command } from '../src/chat/contract/command.ts';
import { deleteAction } from '../src/chat/delete.ts';
import { redrawPost, subscribe, subscriptionOptions } from '../src/chat/following/subscribe.ts';
import { nextDigest, readMinute, zoneOf } from '../src/chat/following/wanted.ts';
import { filterOptions } from '../src/chat/period.ts';
import { errorReply } from '../src/chat/presenters/error-reply.ts';
import { words } from '../src/locales/words.ts';

/** When none is given, in minutes of the day. */
const ordinaryMinute = 7 * 60;

/** Posts the stories of a day or a week, those that most publishers covered first. */
export const digest: Command = {
  name: 'digest',
  options: [
    { name: 'every', type: 'string', required: true, choices: ['daily', 'weekly'] },
    { name: 'time', type: 'string', maxLength: 10 },
    subscriptionOptions.channel,
    filterOptions.source,
    filterOptions.language,
  ],
  isPrivate: () => true,
  async run(input, services) {
    const { options, locale, place, now } = input;
    const written = textOption(options, 'time');
    const minute = written === undefined ? ordinaryMinute : readMinute(written);
    if (minute === null) return errorReply(locale, words(locale)('digest.timeUnknown', { written }), 'input');
    const every = textOption(options, 'every') === 'weekly' ? 'weekly' : 'daily';
    const [source, language] = [textOption(options, 'source'), textOption(options, 'language')];
    const wanted = {
      topic: null,
      mostPerHour: 5,
      quiet: null,
      digest: { every, minute } as const,
      ...(source !== undefined && { source }),
      ...(language !== undefined && { language }),
    };
    const nextAt = nextDigest(
      wanted.digest,
      now,
      zoneOf({ server: place.server, locale }, services.settings),
    );
    return subscribe(input, wanted, { kind: 'digest', nextAt }, services);
  },
  redraw: redrawPost,
  actions: { delete: deleteAction },
};
