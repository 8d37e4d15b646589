import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { answerReply } from '../chat/presenters/answer-reply.ts';
import type { Chat } from '../chat/contract/chat.ts';
import { whyUnsearchable } from '../chat/logged-error.ts';
import { withTrueQuotes } from '../chat/drawn-quotes.ts';
import { localeOf, words, type Locale } from '../locales/words.ts';
import { readArguments, type AskArguments } from './ask-arguments.ts';
import { readBatch, type BatchLine } from './batch.ts';
import { jsonLine } from './json-line.ts';
import { prompt } from './prompt.ts';
import { safeLine } from '../components/visible.ts';
import { drawnQuote, replyText, type TerminalOptions } from './reply-text.ts';

/** In columns: longer lines are hard to read. */
const widest = 100;

/** Standard output or error, or a test's replacement. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  hasColors?(): boolean;
};

/** Standard input, or a test's replacement. */
type In = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** What a process has and a test replaces. */
export interface Surroundings {
  readonly out: Output;
  readonly err: Output;
  /** Whether the terminal draws links. */
  readonly links?: boolean;
  /** Where to prompt for questions if the command line has none and this is a terminal, and the history file; default nowhere. */
  readonly typing?: { readonly in: In; readonly history: string };
}

/** Opens what answers the questions. */
export type OpenChat = (knowledge: readonly string[] | null) => Promise<{ readonly chat: Chat }>;

/**
 * Runs the command line `ask`. Questions are asked one after another, so that their times can be compared. Without any, they
 * are asked for at a terminal.
 *
 * @param args the words after `ask`
 * @param open supplied by `main.ts`; `null` stands for the configured knowledge
 * @returns the exit code: 0 all questions were asked (abstentions included), 1 one could not be asked, 2 wrong usage
 */
export async function runAsk(
  args: readonly string[],
  open: OpenChat,
  surroundings: Surroundings,
): Promise<number> {
  const { out, err, typing } = surroundings;
  const isTerminal = typing?.in.isTTY === true && out.isTTY === true;
  const wanted = readArguments(args, surroundings, isTerminal);
  if ('exitCode' in wanted) return wanted.exitCode;
  if (typing !== undefined && wanted.question === undefined && wanted.batch === undefined) {
    await promptFor(wanted, open, surroundings, typing);
    return 0;
  }
  let lines: readonly BatchLine[];
  try {
    lines = await linesOf(wanted);
  } catch (error) {
    err.write(`error: cannot read the batch: ${safeLine((error as Error).message)}\n`);
    return 2;
  }
  const { chat } = await open(wanted.knowledge);
  let failures = 0;
  const complain = (line: number, problem: string) => {
    failures++;
    const place = wanted.batch === undefined ? 'error' : `${wanted.batch}:${line}`;
    err.write(`${safeLine(`${place}: ${problem}`)}\n`);
  };
  try {
    await pipeline(answers(chat, lines, wanted, surroundings, complain), out, { end: false });
  } catch (error) {
    // The reader has seen enough (`| head`): no fault, but no reason to go on either.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
  return failures === 0 ? 0 : 1;
}

async function linesOf({ batch, question = '' }: AskArguments): Promise<readonly BatchLine[]> {
  if (batch === undefined) return [{ line: 1, asked: { question } }];
  return readBatch(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(batch)));
}

async function* answers(
  chat: Chat,
  lines: readonly BatchLine[],
  { json, date, locale, abstain }: AskArguments,
  surroundings: Surroundings,
  complain: (line: number, problem: string) => void,
): AsyncGenerator<string> {
  const style = styleFor(surroundings);
  let isFirst = true;
  for (const entry of lines) {
    if ('problem' in entry) {
      complain(entry.line, entry.problem);
      continue;
    }
    const { asked } = entry;
    const text = asked.question.trim();
    const askedAt = asked.askedAt ?? date ?? new Date();
    const spoken = locale ?? (await localeFor(text, chat));
    const startedAt = performance.now();
    let answer;
    try {
      answer = await chat.services.archive.ask({ text, askedAt, strictness: abstain, readIn: spoken });
    } catch (error) {
      const reason = whyUnsearchable(error);
      if (reason === null) chat.log.error({ err: error }, 'a question failed');
      complain(entry.line, reason ?? words(spoken)('error.fault'));
      continue;
    }
    const tookMs = performance.now() - startedAt;
    if (json) {
      yield `${jsonLine(asked, answer, tookMs)}\n`;
    } else {
      const reply = answerReply(text, answer, {
        locale: spoken,
        now: askedAt,
        timeZone: null,
        private: false,
      });
      const checked = await withTrueQuotes(reply, drawnQuote, chat);
      yield `${isFirst ? '' : '\n'}${replyText(checked, style)}\n`;
    }
    isFirst = false;
  }
}

async function localeFor(question: string, chat: Chat): Promise<Locale> {
  return localeOf(await chat.services.languageOf(question)) ?? localeOfMachine();
}

const localeOfMachine = (): Locale => localeOf(Intl.DateTimeFormat().resolvedOptions().locale) ?? 'en';

/** Prompts until the user leaves. */
async function promptFor(
  { knowledge, date, locale, abstain }: AskArguments,
  open: OpenChat,
  surroundings: Surroundings,
  { in: input, history }: NonNullable<Surroundings['typing']>,
): Promise<void> {
  const { out } = surroundings;
  const spoken = locale ?? localeOfMachine();
  out.write(`${words(spoken)('terminal.reading')}\n`);
  const { chat } = await open(knowledge);
  const { archive } = chat.services;
  // What is ordinary is left to the settings.
  const ask: typeof archive.ask =
    abstain === 'normal' ? archive.ask : (question) => archive.ask({ ...question, strictness: abstain });
  const services = { ...chat.services, archive: { ...archive, ask } };
  const sources = await archive.sources();
  const count = sources.reduce((sum, { articles }) => sum + articles, 0);
  out.write(`${words(spoken)('terminal.welcome', { count })}\n\n`);
  await prompt(
    { ...chat, services },
    {
      input,
      out,
      history,
      style: () => styleFor(surroundings),
      locale: spoken,
      localeOf: async (question) => locale ?? localeFor(question, chat),
      now: () => date ?? new Date(),
    },
  );
}

/** Wraps lines, and on a terminal draws links and uses colours, as NO_COLOR and TERM allow. */
function styleFor({ out, links = false }: Surroundings): TerminalOptions {
  if (out.isTTY !== true) return { colour: false };
  const { columns = 0 } = out;
  // Some terminals do not know how wide they are, and say 0.
  return { colour: out.hasColors?.() ?? true, width: Math.min(columns === 0 ? 80 : columns, widest), links };
}
