import { entryIn } from '../audit.ts';
import type { Audit } from '../store.ts';
import { json } from '../storable.ts';
import type { PgDatabase } from './database.ts';

export function auditIn(database: PgDatabase): Audit {
  return {
    add: async ({ server, at, person, account, act, subject, details }) => {
      await database.run(
        'INSERT INTO audit VALUES ($1, $2, $3, $4, $5, $6, $7)',
        server,
        at.getTime(),
        person,
        account,
        act,
        subject,
        json(details),
      );
    },
    of: async (server, { skip, limit }) => {
      const of = await database.get('SELECT count(*) AS n FROM audit WHERE server = $1', server);
      const rows = await database.all(
        'SELECT * FROM audit WHERE server = $1 ORDER BY at DESC, rowid DESC LIMIT $2 OFFSET $3',
        server,
        limit,
        skip,
      );
      return { of: Number(of?.n), rows: rows.map(entryIn) };
    },
    purge: async (before) => {
      await database.run('DELETE FROM audit WHERE at < $1', before.getTime());
    },
  };
}
