import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import type { Store } from '../../src/store/store.ts';
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
  });
  afterAll(() => postgres.close());

  async function open(url?: string): Promise<Store> {
    const store = await openPostgresStore(url ?? (await postgres.schema()));
    opened.push(store);
    return store;
  }

  storeContract(() => open());
});
