import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

const installed = '/usr/lib/postgresql';

/** The programs of the newest PostgreSQL on this machine, as Debian installs it; `undefined`: there is none. */
const programs = (existsSync(installed) ? readdirSync(installed) : [])
  .sort((one, other) => Number(other) - Number(one))
  .map((version) => join(installed, version, 'bin'))
  .find((folder) => existsSync(join(folder, 'postgres')));

export const hasPostgres = programs !== undefined;
if (!hasPostgres)
  console.warn('There is no PostgreSQL on this machine (apt-get install postgresql): its tests are skipped.');

/** A PostgreSQL of its own, whose data does not survive the machine. */
export interface TestPostgres {
  readonly port: number;
  /** The address of the default schema, or of another database, user or password. */
  url(different?: { readonly user?: string; readonly password?: string; readonly database?: string }): string;
  /** The address of a new, empty schema. */
  schema(): Promise<string>;
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Root may not run PostgreSQL. */
function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

export async function startPostgres(): Promise<TestPostgres> {
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'kutip-postgres-'));
  const password = randomBytes(8).toString('hex');
  writeFileSync(join(folder, 'password'), password);
  for (const path of [folder, join(folder, 'password')])
    if (user.uid !== undefined) chownSync(path, user.uid, user.gid!);
  const data = join(folder, 'data');
  const as = { ...user, cwd: folder };
  execFileSync(
    join(programs!, 'initdb'),
    [
      ...['-D', data, '-U', 'kutip', '-A', 'scram-sha-256', '--pwfile', join(folder, 'password')],
      ...['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    ],
    { ...as, stdio: 'ignore' },
  );
  const port = await freePort();
  let server: ChildProcess | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  const url: TestPostgres['url'] = ({ user = 'kutip', password: other = password, database } = {}) =>
    `postgres://${user}:${other}@127.0.0.1:${port}/${database ?? 'postgres'}`;
  let client: pg.Client | null = null;
  const query = async (sql: string) => {
    if (client === null) {
      client = new pg.Client(url());
      client.on('error', () => (client = null));
      await client.connect();
    }
    return (await client.query<Record<string, unknown>>(sql)).rows;
  };
  const kill = async () => {
    server?.kill('SIGQUIT');
    await ended;
    client = null;
  };
  const start = async () => {
    server = spawn(
      join(programs!, 'postgres'),
      [
        ...['-D', data, '-p', String(port), '-k', folder],
        ...['listen_addresses=127.0.0.1', 'fsync=off', 'full_page_writes=off', 'shared_buffers=16MB'].flatMap(
          (setting) => ['-c', setting],
        ),
      ],
      { ...as, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    ended = once(server, 'exit');
    for await (const line of createInterface({ input: server.stderr! }))
      if (line.includes('ready to accept connections')) break;
    server.stderr!.resume();
  };
  await start();
  return {
    port,
    url,
    schema: async () => {
      const name = `s${randomBytes(6).toString('hex')}`;
      await query(`CREATE SCHEMA ${name}`);
      return `${url()}?options=-c%20search_path%3D${name}`;
    },
    query,
    kill,
    start,
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
