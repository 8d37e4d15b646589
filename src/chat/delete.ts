import { words } from '../locales/words.ts';
import type { Pseudonym } from '../store/store.ts';
import type { Action } from './contract/command.ts';
import { usableReply } from './kept-reply.ts';
import { errorReply, staleReply } from './presenters/error-reply.ts';
import { plainReply } from './presenters/plain-reply.ts';
import type { Button } from './contract/reply.ts';

/**
 * A button that deletes the reply below which it stands; `command` must have `deleteAction` as its action `delete`.
 *
 * @param reply its `id` is empty where it is not kept; without an `asker`, only moderators can delete it
 */
export function deleteButton(
  command: string,
  { id, asker }: { readonly id: string; readonly asker: Pseudonym | null },
): Button {
  return {
    kind: 'button',
    label: '',
    emoji: '🗑️',
    call: { command, action: 'delete', args: [id, asker ?? ''] },
  };
}

/** Deletes a reply, for who asked and for moderators. */
export const deleteAction: Action = {
  effect: 'delete',
  async run({ args: [id = '', asker], person, place, locale }, { replies }) {
    const t = words(locale);
    const known = await replies.find(id);
    const kept = await usableReply(id, { person, place }, { replies });
    if (known !== undefined && kept === undefined) return staleReply(locale);
    // Who asked stands in the control for what is not kept, or kept without them.
    const isAsker = person.id === (kept?.asker ?? asker);
    if (!isAsker && !person.mayManageMessages) return errorReply(locale, t('delete.refused'));
    await replies.remove(id);
    return plainReply(locale, t('delete.done'));
  },
};
