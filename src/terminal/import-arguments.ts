import { Command, CommanderError } from 'commander';
import { parseDate } from '../articles/date.ts';
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
  let facts: NonNullable<ImportSource['facts']> = {};
  const wanted: ImportSource[] = [];
  const program = new Command('npm run -s import --')
    .description('Reads articles from web pages, feeds and files.')
    .argument('<file or url...>', 'HTML pages, PDF, feeds, Markdown, text, JSON Lines')
    .option('--dry-run', 'change nothing, only show what would be imported')
    .option('--json', 'print one line of JSON per article')
    .option('--url <url>', 'where the next file came from (may be given before every file)')
    .option('--title <title>', 'its title, as for a PDF that states another')
    .option('--publisher <publisher>', 'its publisher')
    .option('--date <date>', 'when it was published: 2022-01-13 or 2022-01-13T14:05+07:00')
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(text) })
    .showHelpAfterError()
    .exitOverride();
  try {
    // Commander forgets which file an option stood before, so the addresses are taken out first.
    const others: string[] = [];
    for (let at = 0; at < args.length; at++) {
      const arg = args[at]!;
      const [, name, assigned] = /^--(url|title|publisher|date)(?:=(.*))?$/s.exec(arg) ?? [];
      if (name !== undefined) {
        const value = assigned ?? args[++at] ?? program.error(`error: --${name} needs a value.`);
        const problem = problemOf(name, value);
        if (problem !== null) program.error(`error: ${problem}, got "${value}".`);
        if (name === 'url') url = value;
        else facts = { ...facts, [name === 'date' ? 'published' : name]: value };
        continue;
      }
      others.push(arg);
      if (arg.startsWith('-')) continue;
      wanted.push({ path: arg, url, ...(Object.keys(facts).length > 0 && { facts }) });
      url = null;
      facts = {};
    }
    program.parse(others, { from: 'user' });
    const { dryRun = false, json = false } = program.opts<{ dryRun?: true; json?: true }>();
    if (url !== null || Object.keys(facts).length > 0)
      program.error(
        'error: --url, --title, --publisher and --date stand before the file that they describe; no file follows it.',
      );
    return { wanted, dryRun, json };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { exitCode: error.exitCode === 0 ? 0 : 2 };
  }
}

/** What is wrong with the value of an option; `null`: nothing. */
function problemOf(name: string, value: string): string | null {
  if (name === 'url' && !(URL.canParse(value) && /^https?:/i.test(value)))
    return '--url needs an address that begins with http:// or https://';
  if (name === 'date' && parseDate(value) === null)
    return '--date needs a day (2022-01-13) or a moment with its zone (2022-01-13T14:05+07:00)';
  return null;
}
