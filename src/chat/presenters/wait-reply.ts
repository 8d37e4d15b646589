import { words } from '../../locales/words.ts';
import type { Context } from '../contract/context.ts';
import type { Reply } from '../contract/reply.ts';
import type { Turn } from '../cooldowns.ts';

/** What somebody over a limit sees until their turn comes. */
export function waitReply({ of, waitMs }: Turn, { locale }: Pick<Context, 'locale'>): Reply {
  const text = words(locale)(of === 'person' ? 'wait.person' : 'wait.channel');
  return {
    locale,
    tone: 'plain',
    private: false,
    parts: [{ kind: 'countdown', text, until: Date.now() + waitMs }],
  };
}
