import type { Locale } from '../../locales/words.ts';
import type { Reply } from '../contract/reply.ts';

/** Says one thing, to the asker alone. */
export function plainReply(locale: Locale, text: string): Reply {
  return { locale, tone: 'plain', private: true, parts: [{ kind: 'text', text }] };
}
