import { createInterface, type Interface } from 'node:readline/promises';
import type { Person, Place } from '../chat/circumstances.ts';
import type { Input } from '../chat/command.ts';
import { errorReply } from '../chat/error-reply.ts';
import { conversationOf } from '../chat/last-questions.ts';
import type { Button, Reply } from '../chat/reply.ts';
import { findAction, runAction, runCommand, type Chat } from '../chat/run.ts';
import { words, type Locale } from '../locales/words.ts';
import { complete } from './completion.ts';
import { longestHistory, openHistory, type History } from './history.ts';
import { replyText, safeLine, type TerminalOptions } from './terminal.ts';
import { readTyped } from './typed.ts';

const sign = '› ';

/** Whom the prompt is for, and where. */
export interface Prompting {
  readonly input: NodeJS.ReadableStream;
  readonly out: NodeJS.WritableStream;
  /** How the terminal draws, as it is at the moment. */
  readonly style: () => TerminalOptions;
  /** The file in which the history is kept. */
  readonly history: string;
  /** The language of what is no reply to a question. */
  readonly locale: Locale;
  /** The language of the reply to a question. */
  readonly localeOf: (question: string) => Locale;
  /** When everything is asked. */
  readonly now: () => Date;
}

/**
 * Answers what a person types at a terminal, a line at a time, until he ends it (Ctrl-D). A line is a question, a command that
 * begins with a slash, or the number of a button of the reply before.
 */
export async function prompt(chat: Chat, prompting: Prompting): Promise<void> {
  const { input, out, style, locale, localeOf, now } = prompting;
  const t = words(locale);
  const person: Person = {
    id: chat.services.people.pseudonymOf('terminal'),
    mayManageServer: true,
    mayManageMessages: true,
    roles: [],
  };
  const place: Place = { server: null, channel: 'terminal', parent: null, lacks: [] };
  const surrounding = (locale: Locale) => ({ person, place, locale, now: now(), timeZone: null });
  const say = (text: string) => out.write(`${text}\n\n`);
  const { history, problem } = await historyIn(prompting.history);
  if (problem !== null) say(t('terminal.noHistory', { path: prompting.history, problem }));

  const lines = createInterface({
    input,
    output: out,
    terminal: true,
    prompt: sign,
    history: [...history.lines],
    historySize: longestHistory,
    removeHistoryDuplicates: true,
    completer: (line: string) => complete(line, chat, surrounding(locale)),
  });
  const closed = new AbortController();
  lines.once('close', () => {
    closed.abort();
  });
  lines.on('SIGINT', () => {
    if (lines.line === '') lines.close();
    else clear(lines);
  });

  let last: { readonly buttons: readonly Button[]; readonly locale: Locale } = { buttons: [], locale };
  const show = (reply: Reply) => {
    last = { buttons: buttonsOf(reply, chat), locale: reply.locale };
    const numbered = last.buttons.map(
      ({ label, emoji }, place) => `${place + 1} ${label === '' ? (emoji ?? '') : safeLine(label)}`,
    );
    const parts: Reply['parts'] =
      numbered.length === 0
        ? reply.parts
        : [
            ...reply.parts,
            {
              kind: 'small',
              text: words(reply.locale)('terminal.buttons', { buttons: numbered.join(' · ') }),
            },
          ];
    say(`\n${replyText({ ...reply, parts }, style())}`);
  };

  lines.prompt();
  for await (const written of lines) {
    const line = written.trim();
    if (line !== '') {
      const button = /^\d{1,2}$/.test(line) ? last.buttons[Number(line) - 1] : undefined;
      const reply = button === undefined ? await replyTo(line) : await press(button);
      if (reply !== null) show(reply);
    }
    if (!closed.signal.aborted) lines.prompt();
  }
  // The shell's own prompt begins a line.
  out.write('\n');

  async function replyTo(line: string): Promise<Reply> {
    await history.add(line);
    if (!line.startsWith('/')) return run('ask', { question: line }, localeOf(line));
    const typed = readTyped(line, chat.commands, locale);
    if ('problem' in typed) return errorReply(typed.locale, typed.problem);
    const reply = await run(typed.command.name, typed.options, typed.locale);
    // What was typed is what was asked.
    if (typed.command.name === 'forget-me') await history.clear();
    return reply;
  }

  function run(command: string, options: Input['options'], locale: Locale): Promise<Reply> {
    const conversation = conversationOf(person.id, place.channel);
    return runCommand(chat, command, { ...surrounding(locale), options, conversation });
  }

  /** @returns `null` when the person left while he was asked for more */
  async function press({ call }: Button): Promise<Reply | null> {
    const { locale } = last;
    const filled: Record<string, string> = {};
    const form = findAction(chat, call)?.form?.(call.args, locale);
    for (const { name, label } of form?.fields ?? []) {
      try {
        filled[name] = await lines.question(`${label}: `, { signal: closed.signal });
      } catch (error) {
        if (closed.signal.aborted) return null;
        throw error;
      }
    }
    return runAction(chat, call, { ...surrounding(locale), chosen: [], filled });
  }
}

/** The history; where there cannot be one, an empty one that keeps nothing, with the reason. */
async function historyIn(
  path: string,
): Promise<{ readonly history: History; readonly problem: string | null }> {
  try {
    return { history: await openHistory(path), problem: null };
  } catch (error) {
    const nothing = () => Promise.resolve();
    return {
      history: { lines: [], add: nothing, clear: nothing },
      problem: safeLine((error as Error).message),
    };
  }
}

/** The buttons of a reply that do something at a terminal, where what was printed stays. */
const buttonsOf = ({ parts }: Reply, chat: Chat): Button[] =>
  parts
    .flatMap((part) => (part.kind === 'controls' ? part.controls : []))
    .filter((control) => control.kind === 'button')
    .filter(({ disabled, call }) => {
      const action = findAction(chat, call);
      return disabled !== true && action !== undefined && action.effect !== 'delete';
    });

/** Takes away what was typed so far. */
function clear(lines: Interface): void {
  lines.write(null, { ctrl: true, name: 'e' });
  lines.write(null, { ctrl: true, name: 'u' });
}
