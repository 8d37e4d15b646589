import { join } from 'node:path';
import { pino } from 'pino';
import { ConfigError, readConfig, type Config } from './config.ts';

const [mode, ...args] = process.argv.slice(2);

try {
  const config = readConfig();
  if (mode === 'ask') process.exitCode = await ask(config, args);
  else if (mode === 'import') process.exitCode = await importArticles(config, args);
  else if (mode === undefined) await (await import('./serve.ts')).serve(config);
  else
    throw new ConfigError(
      `"${mode}" is not a known mode: expected nothing (to start Kutip), "ask" or "import".`,
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
    return knowledge === null ? compose({ ...config, log }) : compose({ knowledge, log });
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
