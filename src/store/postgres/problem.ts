import { StoreError, Unwritable } from '../store-error.ts';

/** The host, port and name of a database: its URL without user and password. */
export function placeOf(url: string): string {
  const { host, port, pathname } = new URL(url);
  return `${host}${port === '' ? ':5432' : ''}${pathname}`;
}

/** SQLSTATE codes, and those of Node and pg, by what has to be done; https://www.postgresql.org/docs/current/errcodes-appendix.html */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^no password$/, 'wants a password: give it in KUTIP_STORE (postgres://user:password@host/database)'],
  [/^no rights$/, 'does not let this user use its tables: GRANT ALL ON ALL TABLES IN SCHEMA and ON ALL SEQUENCES IN SCHEMA to the user, or connect as their owner'],
  [/^limited$/, 'has no connection left for this user or database: raise its CONNECTION LIMIT, or end other programs that use it'],
  [/^no TLS$/, 'does not speak TLS: turn TLS on there (ssl = on), or leave sslmode out of KUTIP_STORE'],
  [/^28/, 'refuses the user or password: check both in KUTIP_STORE, and pg_hba.conf'],
  [/^3D000$/, 'has no database of this name: create it (createdb), or correct KUTIP_STORE'],
  [/^3F000$/, 'has no schema of this name: CREATE SCHEMA, or correct search_path in KUTIP_STORE'],
  [/^42501$/, 'does not let this user make or change tables: GRANT ALL ON SCHEMA to the user, or make them the owner of the database'],
  [/^25006$/, 'can only be read, as a standby can: name the primary in KUTIP_STORE, or promote this one'],
  [/^(?:53100|58)/, 'cannot write to its disk: make room on it, or mend it'],
  [/^53300$/, 'has no connection left: raise max_connections, or end other programs'],
  [/^(?:57P03|53)/, 'is starting, stopping or out of memory: wait, or see its log'],
  [/^(?:57014|55P03|40)/, 'took too long or was busy: see its log for locks and slow statements'],
  [/^(?:08|57P|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT|EACCES)/, 'cannot be reached: start it, or correct the host and port in KUTIP_STORE'],
  [/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/, 'cannot be reached with TLS: give its certificate with sslmode=verify-full and sslrootcert in KUTIP_STORE'],
]; // prettier-ignore

/** Where a code says too little, or there is none. */
const finer: readonly (readonly [RegExp, string])[] = [
  [/^permission denied for (?:table|sequence)/, 'no rights'],
  [/^too many connections for (?:role|database)/, 'limited'],
  [/does not support SSL/, 'no TLS'],
  [/password must be a|no password/i, 'no password'],
];

/** pg gives these errors no code. */
const codeless: readonly (readonly [RegExp, string])[] = [
  [/timeout|Connection terminated|connection is closed|not queryable/i, 'ECONNRESET'],
];

/** What PostgreSQL, or the way there, says, if it is that nothing can be saved now; else `null`. */
export function unwritableBy(error: unknown, place: string): Unwritable | null {
  if (error instanceof StoreError) return error instanceof Unwritable ? error : null;
  const problem = problemOf(error, place);
  return problem === null
    ? null
    : new Unwritable(`${problem} Until then, nothing is saved.`, { cause: error });
}

const named = (names: typeof finer, message: string) => names.find(([pattern]) => pattern.test(message))?.[1];

/** In a sentence, with what to do. */
function problemOf(error: unknown, place: string): string | null {
  const { code = '', message = '', syscall } = error as Partial<NodeJS.ErrnoException>;
  // The only files that are opened are certificates.
  const known =
    syscall === 'open' ? 'SSL' : (named(finer, message) ?? (code || (named(codeless, message) ?? '')));
  const found = named(sentences, known);
  if (found === undefined) return null;
  const said = message === '' ? known : message;
  return `PostgreSQL at ${place} ${found} (${said}).`;
}
