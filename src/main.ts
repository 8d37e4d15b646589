import { join } from 'node:path';
import { pino } from 'pino';
import { ConfigError, isPostgresUrl, postgresUrl, readConfig, type Config } from './config.ts';

const [mode, ...args] = process.argv.slice(2);

try {
  const config = readConfig();
  if (mode === 'ask') process.exitCode = await ask(config, args);
  else if (mode === 'import') process.exitCode = await importArticles(config, args);
  else if (mode === 'backup' || mode === 'restore') process.exitCode = await copy(mode, config, args);
  else if (mode === 'migrate') process.exitCode = await moveStore(args);
  else if (mode === undefined) await (await import('./serve.ts')).serve(config);
  else
    throw new ConfigError(
      `"${mode}" is not a known mode: expected nothing (to start Kutip), "ask", "import", "backup", "restore" or "migrate".`,
    );
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

async function ask(config: Config, args: string[]): Promise<number> {
  const { runAsk } = await import('./terminal/ask.ts');
  // Standard output belongs to the answers.
  const log = pino({ level: config.logLevel === 'info' ? 'warn' : config.logLevel }, pino.destination(2));
  const open = async (knowledge: readonly string[] | null) => {
    const { compose } = await import('./compose.ts');
    const { hasFollowed } = await import('./ingest/keep/shared-files.ts');
    if (
      knowledge === null &&
      config.store !== null &&
      config.archive === null &&
      !hasFollowed(config.dataDir)
    )
      process.stderr.write(
        `warning: the imported articles are in PostgreSQL, and not in the data folder ${config.dataDir} yet, so they are not searched: start Kutip once with this KUTIP_DATA_DIR (npm start), which fetches them.\n`,
      );
    return compose(knowledge === null ? { ...config, log } : { knowledge, log });
  };
  try {
    return await runAsk(args, open, {
      out: process.stdout,
      err: process.stderr,
      links: config.terminalLinks,
      typing: { in: process.stdin, history: join(config.dataDir, 'ask-history') },
    });
  } catch (error) {
    const { whyUnsearchable } = await import('./chat/logged-error.ts');
    const reason = whyUnsearchable(error);
    if (reason === null) throw error;
    process.stderr.write(`error: ${reason}\n`);
    return 1;
  }
}

async function importArticles(
  { dataDir, loopbackPorts, store: url }: Config,
  args: string[],
): Promise<number> {
  const { runImport } = await import('./terminal/import-command.ts');
  const streams = { out: process.stdout, err: process.stderr };
  const { openSharedFiles, stopFollowing } = await import('./ingest/keep/shared-files.ts');
  if (url === null) {
    await stopFollowing(dataDir);
    return runImport(args, streams, { dataDir, loopbackPorts });
  }
  const { openPostgresStore } = await import('./store/postgres/open.ts');
  let close = () => Promise.resolve();
  const openFiles = async () => {
    const store = await openPostgresStore(url);
    close = () => store.close();
    const files = await openSharedFiles(dataDir, store.articles!, {
      othersChanged: () => undefined,
      failed: (error) => streams.err.write(`${(error as Error).message}\n`),
    });
    close = async () => {
      await files.close();
      await store.close();
    };
    return files;
  };
  const { StoreError } = await import('./store/store-error.ts');
  try {
    return await runImport(args, streams, { dataDir, loopbackPorts, openFiles });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    process.stderr.write(`error: ${error.message}\n`);
    return 1;
  } finally {
    await close();
  }
}

async function copy(mode: 'backup' | 'restore', { dataDir, store }: Config, args: string[]): Promise<number> {
  if (store !== null)
    throw new ConfigError(
      `With KUTIP_STORE, everything is in PostgreSQL: use ${mode === 'backup' ? 'pg_dump' : 'pg_restore'} (docs/cluster.md).`,
    );
  const [folder, ...others] = args;
  if (folder === undefined || folder.startsWith('-') || others.length > 0)
    throw new ConfigError(`usage: npm run -s ${mode} -- DIR`);
  const { backUp, restore, BackupError } = await import('./backup.ts');
  const { StoreError } = await import('./store/store-error.ts');
  try {
    if (mode === 'backup') {
      const files = backUp(dataDir, folder);
      process.stdout.write(
        `The store and ${files} files of articles in ${dataDir} are copied to ${folder}. Not in it: .env, and the folders of KUTIP_KNOWLEDGE.\n`,
      );
    } else {
      const { files, madeAt } = await restore(folder, dataDir);
      process.stdout.write(
        `The store and ${files} files of articles are back in ${dataDir}, as of ${madeAt}.\n`,
      );
    }
    return 0;
  } catch (error) {
    if (!(error instanceof BackupError || error instanceof StoreError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function moveStore(args: string[]): Promise<number> {
  const { isPostgres, migrate } = await import('./migrate.ts');
  const [, from, , to] = args;
  if (
    args.length !== 4 ||
    args[0] !== '--from' ||
    args[2] !== '--to' ||
    isPostgres(from!) === isPostgres(to!)
  )
    throw new ConfigError(
      'usage: npm run -s migrate -- --from DIR --to postgres://…, or --from postgres://… --to DIR',
    );
  if (!isPostgresUrl(isPostgres(from!) ? from! : to!)) throw new ConfigError(`expected ${postgresUrl}.`);
  const { StoreError } = await import('./store/store-error.ts');
  try {
    const { rows, files } = await migrate(from!, to!);
    process.stdout.write(
      `Moved, with the same number and hash on both sides: rows of the store: ${rows}, files of articles: ${files}. The source is as it was.\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
