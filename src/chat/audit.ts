import type { AuditAct, Json } from '../store/store.ts';
import type { Context } from './contract/context.ts';
import type { Services } from './contract/services.ts';

/** Facts that an edit changed, as they were and as they are. */
export type FactChanges = readonly (readonly [fact: string, before: string | null, after: string | null])[];

/**
 * Notes what a moderator did, for the audit list of their server.
 *
 * @param subject as in `AuditEntry`
 * @param details of an edit: `FactChanges`; of what was added: how many articles besides the one that is named
 */
export async function noteAct(
  { person, place, now }: Pick<Context, 'person' | 'place' | 'now'>,
  act: AuditAct,
  subject: string,
  { audit }: Pick<Services, 'audit'>,
  details: Json = null,
): Promise<void> {
  if (place.server === null) return;
  const { id, account } = person;
  await audit.add({ server: place.server, at: now, person: id, account, act, subject, details });
}
