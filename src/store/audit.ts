import type { Database, Row } from './database.ts';
import { promised } from './promise.ts';
import type { Audit, AuditEntry } from './store.ts';

export function auditIn(database: Database): Audit {
  return {
    add: ({ server, at, person, account, act, subject, details }) =>
      promised(
        () =>
          void database.run(
            'INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)',
            server,
            at.getTime(),
            person,
            account,
            act,
            subject,
            JSON.stringify(details),
          ),
      ),
    of: (server, { skip, limit }) =>
      promised(() => ({
        of: Number(database.get('SELECT count(*) AS n FROM audit WHERE server = ?', server)?.n),
        rows: database
          .all(
            'SELECT * FROM audit WHERE server = ? ORDER BY at DESC, rowid DESC LIMIT ? OFFSET ?',
            server,
            limit,
            skip,
          )
          .map(entryIn),
      })),
    purge: (before) => promised(() => void database.run('DELETE FROM audit WHERE at < ?', before.getTime())),
  };
}

export function entryIn(row: Row): AuditEntry {
  return {
    server: row.server as string,
    at: new Date(row.at as number),
    person: row.person as AuditEntry['person'],
    account: row.account as string | null,
    act: row.act as AuditEntry['act'],
    subject: row.subject as string,
    details: JSON.parse(row.details as string) as AuditEntry['details'],
  };
}
