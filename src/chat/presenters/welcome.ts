import { words, type Locale } from '../../locales/words.ts';
import type { Reply } from '../contract/reply.ts';

/** What Kutip says on a server that it has just joined. */
export function welcomeReply(locale: Locale): Reply {
  const t = words(locale);
  return {
    locale,
    tone: 'plain',
    private: false,
    parts: [
      { kind: 'heading', text: t('welcome.heading') },
      { kind: 'text', text: t('welcome.what') },
      { kind: 'list', items: t('welcome.ways', { returnObjects: true }) },
    ],
  };
}
