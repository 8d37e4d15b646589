import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { StoreError, Unwritable } from '../../src/store/store-error.ts';
import type { NewReply, NewSubscription, Store } from '../../src/store/store.ts';
import { tablesIn } from '../../src/store/tables.ts';
import { storeContract } from '../contracts/store.ts';
import { hasPostgres, startPostgres, type TestPostgres } from '../postgres.ts';

describe.skipIf(!hasPostgres)('a store in PostgreSQL', () => {
  let postgres: TestPostgres;
  const opened: Store[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    for (const url of used.splice(0)) {
      await empty(nameOf(url));
      free.push(url);
    }
  });
  afterAll(() => postgres.close());

  async function open(url?: string): Promise<Store> {
    const store = await openPostgresStore(url ?? (await emptySchema()));
    opened.push(store);
    return store;
  }

  /** Making the tables takes longer than most tests: they are emptied for the next. */
  const free: string[] = [];
  const used: string[] = [];
  const database = openDatabase(':memory:');
  const tables = tablesIn(database).map(({ name }) => name);
  database.close();

  async function emptySchema(): Promise<string> {
    const url = free.pop() ?? (await postgres.schema());
    used.push(url);
    return url;
  }

  async function empty(schema: string): Promise<void> {
    const emptied = tables
      .filter((name) => name !== 'keys')
      .reverse()
      .map((name) => `DELETE FROM ${schema}.${name}`);
    const key = `UPDATE ${schema}.keys SET value = md5(random()::text) || md5(random()::text)`;
    await postgres.query([...emptied, key].join(';'));
  }

  const nameOf = (url: string) => /search_path%3D(\w+)/.exec(url)![1]!;

  const reply = (store: Store, different: Partial<NewReply> = {}): NewReply => ({
    ...{ command: 'ask', options: { question: 'kapan?' }, previous: null, askedAt: new Date() },
    ...{ asker: store.people.pseudonymOf('111'), place: { server: 's1', channel: 'c1' }, locale: 'id' },
    ...{ private: false, status: 'abstained', answer: null, quotes: [] },
    ...different,
  });

  storeContract(() => open());

  it('is one for all processes that use it, which make it together', async () => {
    const url = await postgres.schema();
    const [one, other] = (await Promise.all([url, url, url, url].map((one) => open(one)))) as [Store, Store];
    const id = await one.replies.keep(reply(one));
    expect((await other.replies.find(id))?.asker).toBe(other.people.pseudonymOf('111'));
    const claims = await Promise.all([one, other, one, other].map((store) => store.welcomes.claim('s1', new Date())));
    expect(claims.filter((isFirst) => isFirst)).toHaveLength(1);
    const wanted: NewSubscription = { ...{ kind: 'topic', server: 's1', channel: 'c1', person: null, account: null }, ...{ locale: 'id', since: new Date(), nextAt: null, wanted: null } };
    // All connections are open.
    const adding = Array.from({ length: 16 }, (_, n) => [one, other][n % 2]!);
    await Promise.all(adding.map((store) => store.subscriptions.all()));
    const made = await Promise.all(adding.map((store) => store.subscriptions.add(wanted, 2)));
    expect(made.filter((one) => one !== null)).toHaveLength(2);
  }); // prettier-ignore

  it('keeps words that PostgreSQL cannot hold as near as can be', async () => {
    const store = await open();
    const id = await store.replies.keep(
      reply(store, { options: { question: 'apa\0 itu\ud83d?' }, previous: '\0' }),
    );
    expect(await store.replies.find(id)).toMatchObject({
      options: { question: 'apa\ufffd itu\ufffd?' },
      previous: '\ufffd',
    });
    const { rows } = await store.reports.unanswered('s1', { skip: 0, limit: 9 });
    expect(rows.map(({ question }) => question)).toEqual(['apa\ufffd itu\ufffd?']);
  });

  it('names people by its own key, which no log has', async () => {
    const url = await postgres.schema();
    const store = await open(url);
    const [key] = await postgres.query(`SELECT value FROM ${nameOf(url)}.keys WHERE name = 'pseudonyms'`);
    const bytes = Buffer.from(key!.value as string, 'hex');
    expect(bytes).toHaveLength(32);
    expect(store.people.pseudonymOf('111')).toBe(
      createHmac('sha256', bytes).update('111').digest('base64url').slice(0, 16),
    );
  });

  it('is backed up with pg_dump, and says so', async () => {
    await expect((await open()).copyTo('/tmp/copy')).rejects.toThrow(/use pg_dump \(docs\/cluster\.md\)/);
  });

  it('is read where it cannot be written, as on a standby, and says why it saves nothing', async () => {
    const url = await postgres.schema();
    await (await open(url)).settings.put('s1', { language: 'id' });
    const readOnly = `${url}%20-c%20default_transaction_read_only%3Don`;
    const store = await open(readOnly);
    expect(await store.settings.all()).toEqual(new Map([['s1', { language: 'id' }]]));
    await expect(store.check()).rejects.toThrow(Unwritable);
    await expect(store.settings.put('s1', {})).rejects.toThrow(/can only be read, as a standby can: name the primary/);
    const empty = `${await postgres.schema()}%20-c%20default_transaction_read_only%3Don`;
    await expect(openPostgresStore(empty)).rejects.toThrow(/can only be read.*Until then, Kutip cannot start/);
  }); // prettier-ignore

  it.each<[string, (server: TestPostgres) => string | Promise<string>, RegExp]>([
    ['a wrong password', (server) => server.url({ password: 'wrong' }), /refuses the user or password: check both in KUTIP_STORE/],
    ['a user that is not there', (server) => server.url({ user: 'nobody' }), /refuses the user or password/],
    ['a database that is not there', (server) => server.url({ database: 'none' }), /has no database of this name: create it \(createdb\)/],
    ['a port where nothing listens', () => 'postgres://kutip:secret@127.0.0.1:1/kutip', /cannot be reached: start it, or correct the host and port/],
    ['TLS where there is none', (server) => `${server.url()}?sslmode=verify-full`, /does not speak TLS: turn TLS on there .*, or leave sslmode out/],
    ['no password', (server) => server.url({ password: '' }), /wants a password: give it in KUTIP_STORE/],
    ['tables of another user', async (server) => {
      const url = await server.schema();
      await (await openPostgresStore(url)).close();
      await server.query(`CREATE ROLE other LOGIN PASSWORD 'guest'; GRANT USAGE ON SCHEMA ${nameOf(url)} TO other`);
      return `${server.url({ user: 'other', password: 'guest' })}${new URL(url).search}`;
    }, /use its tables: GRANT ALL ON ALL TABLES IN SCHEMA and ON ALL SEQUENCES/],
    ['a user with a limit', async (server) => {
      await server.query("CREATE ROLE few LOGIN PASSWORD 'guest' CONNECTION LIMIT 0");
      return server.url({ user: 'few', password: 'guest' });
    }, /for this user or database: raise its CONNECTION LIMIT/],
    ['a certificate that is not there', (server) => `${server.url()}?sslmode=verify-full&sslrootcert=/no/such.pem`, /give its certificate with sslmode=verify-full and sslrootcert/],
    ['tables of a newer Kutip', async (server) => {
      const url = await server.schema();
      await (await openPostgresStore(url)).close();
      await server.query(`UPDATE ${nameOf(url)}.schema_version SET version = 999`);
      return url;
    }, /are of a newer Kutip \(version 999; this one supports up to \d+\)\. Run the newer Kutip again/],
    ['a database that holds no Unicode', async (server) => {
      await server.query("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
      return server.url({ database: 'latin' });
    }, /holds text as LATIN1: expected UTF8; create it with "createdb --encoding=UTF8/],
    ['a user that may make no tables', async (server) => {
      await server.query("CREATE ROLE guest LOGIN PASSWORD 'guest'");
      return server.url({ user: 'guest', password: 'guest' });
    }, /does not let this user make or change tables: GRANT ALL ON SCHEMA/],
  ])('says what to do about %s, without the password', async (_, urlOf, message) => {
    const problem = await openPostgresStore(await urlOf(postgres)).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(StoreError);
    expect((problem as Error).message).toMatch(message);
    expect((problem as Error).message).not.toMatch(/secret|wrong|guest:/);
  }); // prettier-ignore

  it('goes on by itself after PostgreSQL was killed in the middle of a transaction', async () => {
    const store = await open();
    const id = await store.replies.keep(reply(store));
    const voting = Array.from({ length: 20 }, (_, n) =>
      store.votes.cast({ reply: id, voter: store.people.pseudonymOf(String(n)), isHelpful: true, problem: null, reason: '', at: new Date() }),
    );
    const outcomes = Promise.allSettled(voting);
    await postgres.kill();
    for (const outcome of await outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Unwritable);
    await expect(store.check()).rejects.toThrow(/cannot be reached: start it/);
    await postgres.start();
    await vi.waitFor(() => store.check(), 5000);
    expect((await store.replies.find(id))?.asker).toBe(store.people.pseudonymOf('111'));
  }); // prettier-ignore
});
