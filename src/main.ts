import { join } from 'node:path';
import { pino } from 'pino';
import { ConfigError, readConfig, type Config } from './config.ts';

const [mode, ...args] = process.argv.slice(2);

try {
  const config = readConfig();
  if (mode === 'ask') process.exitCode = await ask(config, args);
  else if (mode === 'import') process.exitCode = await importArticles(config, args);
  else if (mode === 'backup' || mode === 'restore') process.exitCode = await copy(mode, config, args);
  else if (mode === undefined) await (await import('./serve.ts')).serve(config);
  else
    throw new ConfigError(
      `"${mode}" is not a known mode: expected nothing (to start Kutip), "ask", "import", "backup" or "restore".`,
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
    try {
      return await compose(knowledge === null ? { ...config, log } : { knowledge, log });
    } catch (error) {
      const { Unsearchable } = await import('./answer/unsearchable.ts');
      throw error instanceof Unsearchable ? new ConfigError(error.message) : error;
    }
  };
  return runAsk(args, open, {
    out: process.stdout,
    err: process.stderr,
    links: config.terminalLinks,
    typing: { in: process.stdin, history: join(config.dataDir, 'ask-history') },
  });
}

async function importArticles({ dataDir, loopbackPorts }: Config, args: string[]): Promise<number> {
  const { runImport } = await import('./terminal/import-command.ts');
  return runImport(args, { out: process.stdout, err: process.stderr }, { dataDir, loopbackPorts });
}

async function copy(mode: 'backup' | 'restore', { dataDir }: Config, args: string[]): Promise<number> {
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
