import type { Locale } from '../../locales/words.ts';
import type { Reply } from '../contract/reply.ts';

/** Only the asker sees it. */
export function plainReply(locale: Locale, text: string): Reply {
  return { locale, tone: 'plain', private: true, parts: [{ kind: 'text', text }] };
}
