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
