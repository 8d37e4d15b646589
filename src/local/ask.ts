import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { answerReply } from '../chat/answer-reply.ts';
import type { Chat } from '../chat/run.ts';
import { localeOf, words, type Locale } from '../locales/words.ts';
import { readArguments, type AskArguments } from './arguments.ts';
import { readBatch, type BatchLine } from './batch.ts';
import { jsonLine } from './json-line.ts';
import { replyText, safeLine } from './terminal.ts';

/** The widest text, in columns: longer lines are hard to read. */
const widest = 100;

/** Standard output or error, or what stands for them in a test. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  hasColors?(): boolean;
};

/** Opens what the questions are answered from. */
export type Open = (knowledge: readonly string[] | null) => Promise<{ readonly chat: Chat }>;

/**
 * Runs the command line `ask`. Questions are asked one after another, so that their times can be compared.
 *
 * @param args the words after `ask`
 * @param open supplied by `main.ts`; `null` stands for the configured knowledge
 * @returns the exit code: 0 all questions were asked (abstentions included), 1 one could not be asked, 2 wrong usage
 */
export async function runAsk(
  args: readonly string[],
  open: Open,
  streams: { readonly out: Output; readonly err: Output },
): Promise<number> {
  const wanted = readArguments(args, streams);
  if ('exitCode' in wanted) return wanted.exitCode;
  let lines: readonly BatchLine[];
  try {
    lines = await linesOf(wanted);
  } catch (error) {
    streams.err.write(`error: cannot read the batch: ${safeLine((error as Error).message)}\n`);
    return 2;
  }
  const { chat } = await open(wanted.knowledge);
  let failures = 0;
  const complain = (line: number, problem: string) => {
    failures++;
    const place = wanted.batch === undefined ? 'error' : `${wanted.batch}:${line}`;
    streams.err.write(`${safeLine(`${place}: ${problem}`)}\n`);
  };
  try {
    await pipeline(answers(chat, lines, wanted, streams.out, complain), streams.out, { end: false });
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
  out: Output,
  complain: (line: number, problem: string) => void,
): AsyncGenerator<string> {
  const style = styleFor(out);
  let isFirst = true;
  for (const entry of lines) {
    if ('problem' in entry) {
      complain(entry.line, entry.problem);
      continue;
    }
    const { asked } = entry;
    const text = asked.question.trim();
    const askedAt = asked.askedAt ?? date ?? new Date();
    const spoken = locale ?? localeFor(text, chat);
    const startedAt = performance.now();
    let answer;
    try {
      answer = await chat.services.archive.ask({ text, askedAt, strictness: abstain });
    } catch (error) {
      chat.log.error({ err: error }, 'a question could not be asked');
      complain(entry.line, words(spoken)('error.fault'));
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
      yield `${isFirst ? '' : '\n'}${replyText(reply, style)}\n`;
    }
    isFirst = false;
  }
}

function localeFor(question: string, chat: Chat): Locale {
  const spoken = localeOf(chat.services.languageOf(question));
  return spoken ?? localeOf(Intl.DateTimeFormat().resolvedOptions().locale) ?? 'en';
}

/** Lines are broken, and colours used where NO_COLOR and TERM allow them, on a terminal alone. */
function styleFor(out: Output) {
  if (out.isTTY !== true) return { colour: false };
  return { colour: out.hasColors?.() ?? true, width: Math.min(out.columns ?? 80, widest) };
}
