import { existsSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Archive } from '../chat/contract/services.ts';
import { locales, type Locale } from '../locales/words.ts';
import { expectedDate, parseAskedAt } from '../chat/parse-asked-at.ts';

type AbstainOption = Parameters<Archive['ask']>[0]['strictness'];
const strictnesses: readonly AbstainOption[] = ['never', 'normal', 'strict'];

export interface AskArguments {
  /** Without a question or batch, the user is prompted. */
  readonly question: string | undefined;
  /** Path of a file of questions. */
  readonly batch: string | undefined;
  readonly json: boolean;
  /** Folders and article files; `null` leaves the choice to the configuration. */
  readonly knowledge: readonly string[] | null;
  readonly date: Date | undefined;
  readonly locale: Locale | undefined;
  readonly abstain: AbstainOption;
}

type WrittenOptions = Omit<AskArguments, 'question' | 'knowledge' | 'json'> & {
  readonly knowledge?: string[];
  readonly json?: true;
};

/**
 * Reads the command line of `ask`. Help goes to `out`, usage errors to `err`.
 *
 * @param isTerminal whether a person can be asked for questions
 * @returns the arguments, or the exit code when there is nothing more to do: 0 after help, 2 after a usage error
 */
export function readArguments(
  args: readonly string[],
  { out, err }: { readonly out: NodeJS.WritableStream; readonly err: NodeJS.WritableStream },
  isTerminal: boolean,
): AskArguments | { readonly exitCode: number } {
  const program = new Command('npm run -s ask --')
    .description('Answers a question with exact quotes from the articles.')
    .argument(
      '[question]',
      'what you want to know; put it in quotation marks; without one, you are asked for it',
    )
    .option('--json', 'print one line of JSON per question')
    .option(
      '--knowledge <path>',
      'answer from this folder or article file alone (may be given several times)',
      collect,
    )
    .option(
      '--date <date>',
      'when the question is asked: a day (noon UTC) or a moment with its zone (default: now)',
      readDate,
    )
    .addOption(
      new Option('--locale <locale>', 'language of the reply (default: that of the question)').choices(
        locales,
      ),
    )
    .addOption(
      new Option('--abstain <how>', 'how sure an answer must be')
        .choices(strictnesses)
        .default('normal' satisfies AbstainOption),
    )
    .option('--batch <file>', 'ask every line {"id","question","date"?} of a JSON Lines file')
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(text) })
    .showHelpAfterError()
    .exitOverride();
  try {
    program.parse(args, { from: 'user' });
    const [question] = program.args;
    const written = program.opts<WrittenOptions>();
    const isAsked = question === undefined && written.batch === undefined;
    if (isAsked && written.json === true)
      program.error(
        'error: no question. --json needs one in quotation marks, or a file of them with --batch.',
      );
    if (isAsked && !isTerminal)
      program.error(
        'error: no question. Give one in quotation marks, or a file of them with --batch. Only at a terminal, whose input and output are not redirected, are you asked for it.',
      );
    if (question !== undefined && written.batch !== undefined) {
      program.error('error: give either a question or --batch, not both.');
    }
    return {
      question,
      batch: written.batch,
      json: written.json ?? false,
      knowledge: written.knowledge ?? null,
      date: written.date,
      locale: written.locale,
      abstain: written.abstain,
    };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { exitCode: error.exitCode === 0 ? 0 : 2 };
  }
}

function collect(path: string, before: readonly string[] = []): string[] {
  if (!existsSync(path)) throw new InvalidArgumentError('No such file or folder.');
  return [...before, path];
}

function readDate(written: string): Date {
  const date = parseAskedAt(written);
  if (date === null) throw new InvalidArgumentError(`${expectedDate}.`.replace(/^e/, 'E'));
  return date;
}
