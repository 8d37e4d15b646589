import type { Tokens } from '../shared.ts';
import type { PgDatabase } from './database.ts';

export function tokensIn(database: PgDatabase): Tokens {
  return {
    async put(reply, sealed, until) {
      // What is over goes whenever something is added: there is never more than of the last minutes.
      await database.run('DELETE FROM tokens WHERE until < $1', Date.now());
      await database.run(
        `INSERT INTO tokens VALUES ($1, $2, $3)
         ON CONFLICT (reply) DO UPDATE SET sealed = excluded.sealed, until = excluded.until`,
        reply,
        sealed,
        until.getTime(),
      );
    },
    async get(reply) {
      const row = await database.get(
        'SELECT sealed FROM tokens WHERE reply = $1 AND until > $2',
        reply,
        Date.now(),
      );
      return row === undefined ? null : String(row.sealed);
    },
  };
}
