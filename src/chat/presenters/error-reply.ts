import { words, type Locale } from '../../locales/words.ts';
import type { Reply } from '../contract/reply.ts';

/** Says what was wrong and what to do; for the asker alone. */
export function errorReply(locale: Locale, text: string): Reply {
  return {
    locale,
    tone: 'error',
    private: true,
    parts: [
      { kind: 'heading', text: words(locale)('error.heading') },
      { kind: 'text', text },
    ],
  };
}

/** What an asker sees when something broke on our side. */
export function faultReply(locale: Locale): Reply {
  return { ...errorReply(locale, words(locale)('error.fault')), isFault: true };
}

/** What a person sees who uses a control of a reply that is too old. */
export function staleReply(locale: Locale): Reply {
  return errorReply(locale, words(locale)('error.stale'));
}
