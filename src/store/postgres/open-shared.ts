import type { Logger } from 'pino';
import type { Shared } from '../shared.ts';
import type { SettingsRows, Store } from '../store.ts';
import { callsIn } from './calls.ts';
import type { PgDatabase } from './database.ts';
import { connect } from './connect.ts';
import { keys } from './locks.ts';
import { fenced, leadershipBy } from './leader.ts';
import { storeIn } from './open.ts';
import { openSession, type Session } from './session.ts';
import { shardsBy } from './shards.ts';
import { tokensIn } from './tokens.ts';

/**
 * Opens a store that several processes use at once, with what they share besides.
 *
 * @param leaderWithinMs how long a call waits for a leader, in milliseconds: longer than it takes until there is another
 * @throws as `openPostgresStore`
 */
export async function openShared(
  url: string,
  log: Logger,
  leaderWithinMs = 8_000,
): Promise<{
  readonly store: Store;
  readonly shared: Shared;
}> {
  const connections = await connect(url);
  let opened: Session | null = null;
  try {
    const session = () => opened!;
    const leadership = leadershipBy(session);
    const shards = shardsBy(session);
    opened = await openSession(url, {
      ended: leadership.ended,
      lost(key) {
        shards.lost(key);
      },
      fleeting: [keys.office],
      log,
    });
    const store = await storeIn(connections, url);
    const fence = fenced(connections, leadership);
    const calls = callsIn({ connections, fenced: fence, session: opened, leadership, leaderWithinMs });
    const last = opened;
    return {
      store: {
        ...store,
        settings: { ...store.settings, ...settingsChanges(store, connections, opened) },
        async close() {
          calls.close();
          leadership.close();
          await Promise.all([last.close(), store.close()]);
        },
      },
      shared: {
        leadership,
        calls,
        shards,
        asLeader: await storeIn(fence, url),
        tokens: tokensIn(connections),
      },
    };
  } catch (error) {
    await opened?.close();
    await connections.close();
    throw error;
  }
}

/** Settings are in the memory of each process, which others tell of what they change. */
function settingsChanges({ settings }: Store, database: PgDatabase, session: Session): Partial<SettingsRows> {
  const channel = 'kutip_settings';
  return {
    async put(server, changed) {
      await settings.put(server, changed);
      await database.get('SELECT pg_notify($1, $2)', channel, server);
    },
    onChange(listener) {
      session.listen(channel, listener);
    },
  };
}
