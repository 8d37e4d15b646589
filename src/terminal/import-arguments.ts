import { Command, CommanderError } from 'commander';
import type { ImportSource } from '../ingest/import-items.ts';

export interface ImportArguments {
  readonly wanted: readonly ImportSource[];
  readonly dryRun: boolean;
  readonly json: boolean;
}

export interface OutputStreams {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
}

/**
 * Reads the command line of `import`. Help goes to `out`, usage errors to `err`.
 *
 * @returns the arguments, or the exit code when there is nothing more to do: 0 after help, 2 after a usage error
 */
export function readImportArguments(
  args: readonly string[],
  { out, err }: OutputStreams,
): ImportArguments | { readonly exitCode: number } {
  let url: string | null = null;
  const wanted: ImportSource[] = [];
  const program = new Command('npm run -s import --')
    .description('Reads articles from web pages, feeds and files.')
    .argument('<file or url...>', 'HTML pages, PDF, feeds, Markdown, text, JSON Lines')
    .option('--dry-run', 'change nothing, only show what would be imported')
    .option('--json', 'print one line of JSON per article')
    .option('--url <url>', 'where the next file came from (may be given before every file)')
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(text) })
    .showHelpAfterError()
    .exitOverride();
  try {
    // Commander forgets which file an option stood before, so the addresses are taken out first.
    const others: string[] = [];
    for (let at = 0; at < args.length; at++) {
      const arg = args[at]!;
      const given =
        arg === '--url' ? args[++at] : arg.startsWith('--url=') ? arg.slice('--url='.length) : undefined;
      if (given !== undefined) {
        if (!URL.canParse(given) || !/^https?:/i.test(given)) {
          program.error(
            `error: --url needs an address that begins with http:// or https://, got "${given}".`,
          );
        }
        url = given;
        continue;
      }
      if (arg === '--url') program.error('error: --url needs an address.');
      others.push(arg);
      if (arg.startsWith('-')) continue;
      wanted.push({ path: arg, url });
      url = null;
    }
    program.parse(others, { from: 'user' });
    const { dryRun = false, json = false } = program.opts<{ dryRun?: true; json?: true }>();
    if (url !== null)
      program.error('error: --url stands before the file that came from there; no file follows it.');
    return { wanted, dryRun, json };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { exitCode: error.exitCode === 0 ? 0 : 2 };
  }
}
