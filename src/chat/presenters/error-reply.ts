import { words, type Locale } from '../../locales/words.ts';
import type { Reply } from '../contract/reply.ts';

/** What kind of trouble it was; its words stand in the locales under `error.headings`. */
export type ErrorCause =
  | 'notPossible'
  | 'fault'
  | 'tooFast'
  | 'busy'
  | 'elsewhere'
  | 'noServer'
  | 'notAllowed'
  | 'expired'
  | 'date'
  | 'input'
  | 'notFound'
  | 'nothingAdded'
  | 'feed';

/** Says what was wrong and what to do; for the asker alone. */
export function errorReply(locale: Locale, text: string, cause: ErrorCause = 'notPossible'): Reply {
  return {
    locale,
    tone: 'error',
    private: true,
    parts: [
      { kind: 'heading', text: words(locale)(`error.headings.${cause}`) },
      { kind: 'text', text },
    ],
  };
}
