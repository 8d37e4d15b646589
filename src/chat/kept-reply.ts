import type { KeptReply, Pseudonym, Replies } from '../store/store.ts';
import type { Location } from './contract/context.ts';

/** Who uses a control, and where. */
interface UsedBy {
  readonly person: { readonly id: Pseudonym };
  readonly place: Pick<Location, 'server' | 'channel'>;
}

/**
 * The kept reply that a control names, where it may be used: an id alone opens nothing. A reply belongs to the server in which it
 * was shown, outside of servers to its channel, and a private one to its asker.
 *
 * @returns `undefined` where it is not known, or not for them
 */
export async function usableReply(
  id: string,
  { person, place }: UsedBy,
  { replies }: { readonly replies: Pick<Replies, 'find'> },
): Promise<KeptReply | undefined> {
  const kept = await replies.find(id);
  if (kept === undefined || kept.place.server !== place.server) return undefined;
  if (place.server === null && kept.place.channel !== place.channel) return undefined;
  return kept.private && kept.asker !== person.id ? undefined : kept;
}
