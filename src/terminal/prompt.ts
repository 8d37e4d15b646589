import { createInterface, type Interface } from 'node:readline/promises';
import {
  localServer,
  type Actor,
  type Context,
  type Location,
  type OptionValues,
} from '../chat/contract/context.ts';
import { findAction, findCommand, type Chat } from '../chat/contract/chat.ts';
import type { Command } from '../chat/contract/command.ts';
import type { Control, FilledForm, Form, LinkButton, Reply, Select } from '../chat/contract/reply.ts';
import type { Surface } from '../chat/contract/surface.ts';
import { dispatch } from '../chat/dispatch.ts';
import { errorReply } from '../chat/presenters/error-reply.ts';
import { words, type Locale } from '../locales/words.ts';
import { complete } from './completion.ts';
import { longestHistory, openHistory, type History } from './history.ts';
import { safeLine } from '../components/visible.ts';
import { drawnQuote, replyText, type TerminalOptions } from './reply-text.ts';
import { readTyped } from './command-line.ts';

const sign = '› ';

/** The user at the terminal, and how to answer them. */
export interface Prompting {
  readonly input: NodeJS.ReadableStream;
  readonly out: NodeJS.WritableStream;
  /** Current style, since the window may be resized. */
  readonly style: () => TerminalOptions;
  /** The file in which the history is kept. */
  readonly history: string;
  /** Language of everything that is not a reply to a question. */
  readonly locale: Locale;
  /** Language of the reply to a question. */
  readonly localeOf: (question: string) => Promise<Locale>;
  /** The time at which everything is asked. */
  readonly now: () => Date;
}

/**
 * Answers what a user types at a terminal, line by line, until they end it (Ctrl-D). A line is a question, a command with a
 * slash, or the number of a button or select of the previous reply.
 */
export async function prompt(chat: Chat, prompting: Prompting): Promise<void> {
  const { input, out, style, locale, localeOf, now } = prompting;
  const t = words(locale);
  const person: Actor = {
    id: chat.services.people.pseudonymOf('terminal'),
    account: null,
    mayManageServer: true,
    mayManageMessages: true,
    roles: [],
  };
  // Whoever sits here is the owner of the server that stands for those of Discord.
  const place: Location = { server: localServer, channel: 'terminal', parent: null, lacks: [] };
  const surrounding = (locale: Locale) => {
    const { timeZone } = chat.services.settings.of(localServer);
    return { person, place, locale, now: now(), timeZone };
  };
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

  let last: { readonly controls: readonly UsableControl[]; readonly locale: Locale } = {
    controls: [],
    locale,
  };
  const show = (reply: Reply) => {
    last = { controls: controlsOf(reply, chat), locale: reply.locale };
    const numbered = last.controls.map((control, place) => `${place + 1} ${nameOf(control)}`);
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
    return Promise.resolve(true);
  };
  const surface: Surface = {
    through: 'terminal',
    hasPersonalLimit: false,
    canChange: true,
    drawn: drawnQuote,
    acknowledge: () => Promise.resolve(true),
    show,
    // What was printed stays.
    replace: show,
    remove: () => Promise.resolve(true),
    openForm: fillIn,
  };

  lines.prompt();
  for await (const written of lines) {
    const line = written.trim();
    if (line !== '') {
      const control = /^\d{1,2}$/.test(line) ? last.controls[Number(line) - 1] : undefined;
      await (control === undefined ? answer(line) : use(control));
    }
    if (!closed.signal.aborted) lines.prompt();
  }
  // The shell's own prompt begins a line.
  out.write('\n');

  async function answer(line: string): Promise<void> {
    await history.add(line);
    if (!line.startsWith('/'))
      return run(findCommand(chat, 'ask'), { question: line }, surrounding(await localeOf(line)));
    const typed = readTyped(line, chat.commands, locale);
    if ('problem' in typed) {
      await show(errorReply(typed.locale, typed.problem, 'input'));
      return;
    }
    await run(typed.command, typed.options, surrounding(typed.locale));
    // What was typed is what was asked.
    if (typed.command.name === 'forget-me') await history.clear();
  }

  function run(command: Command | undefined, options: OptionValues, context: Context): Promise<void> {
    return dispatch(chat, { kind: 'command', command, options, context }, surface);
  }

  async function use({ call, ...control }: UsableControl): Promise<void> {
    const chosen = control.kind === 'select' ? await choose(control) : [];
    if (chosen === null) return;
    const context = surrounding(last.locale);
    await dispatch(chat, { kind: 'control', call, chosen, filled: null, context }, surface);
  }

  /** @returns `null` if the user left */
  async function fillIn({ about, fields }: Form): Promise<FilledForm | null> {
    if (about !== undefined) out.write(`\n${safeLine(about)}\n`);
    const filled: Record<string, string> = {};
    for (const field of fields) {
      if (field.kind === 'choice') out.write(`\n${field.label}`);
      const written =
        field.kind === 'choice'
          ? ((await choose({ from: field.from, chosen: [] }, 'chooseOrSkip'))?.[0] ?? '')
          : await answerTo(field.label);
      if (written === null) return null;
      filled[field.name] = written;
    }
    return filled;
  }

  /**
   * Prompts until the input is one of the choices, or several if allowed.
   *
   * @returns `null` to leave it unchanged
   */
  async function choose(
    { from, chosen, least = 1, most = 1 }: Pick<Select, 'from' | 'chosen' | 'least' | 'most'>,
    asking: 'choose' | 'chooseSeveral' | 'chooseOrSkip' = most === 1 ? 'choose' : 'chooseSeveral',
  ): Promise<readonly string[] | null> {
    const choices = typeof from === 'string' ? [] : from;
    const drawn = choices.map(({ value, label }, place) => {
      const mark = chosen.includes(value) ? '✓' : ' ';
      return `${mark} ${place + 1} ${safeLine(label)}\n`;
    });
    out.write(`\n${drawn.join('')}`);
    const question = words(last.locale)(`terminal.${asking}`, { last: choices.length });
    for (;;) {
      const written = await answerTo(question);
      if (written === null || written.trim() === '') return null;
      const named = written
        .trim()
        .split(/[\s,]+/)
        .map((number) => choices[Number(number) - 1]?.value);
      const values = [...new Set(named)].filter((value) => value !== undefined);
      if (!named.includes(undefined) && values.length >= least && values.length <= most) return values;
    }
  }

  /** @returns `null` if the user left */
  async function answerTo(question: string): Promise<string | null> {
    try {
      return await lines.question(`${question}: `, { signal: closed.signal });
    } catch (error) {
      if (closed.signal.aborted) return null;
      throw error;
    }
  }
}

/** The history; if the file cannot be used, one that stores nothing, with the reason. */
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

/** An address stands below its quote already. */
type UsableControl = Exclude<Control, LinkButton>;

/** The controls that work in a terminal, where printed text stays, and there are no channels or roles. */
const controlsOf = ({ parts }: Reply, chat: Chat): UsableControl[] =>
  parts
    .flatMap((part) => (part.kind === 'controls' ? part.controls : []))
    .filter((control) => control.kind !== 'link')
    .filter((control) => {
      const action = findAction(chat, control.call);
      if (action === undefined || action.effect === 'delete') return false;
      return control.kind === 'button' ? control.disabled !== true : typeof control.from !== 'string';
    });

/** A control's label next to its number; for a select, its current choice. */
function nameOf(control: UsableControl): string {
  if (control.kind === 'button')
    return control.label === '' ? (control.emoji ?? '') : safeLine(control.label);
  const { from, chosen, label } = control;
  const labels = typeof from === 'string' ? [] : from.filter(({ value }) => chosen.includes(value));
  return safeLine(`${labels.length === 0 ? label : labels.map((one) => one.label).join(', ')} …`);
}

/** Clears the current input. */
function clear(lines: Interface): void {
  lines.write(null, { ctrl: true, name: 'e' });
  lines.write(null, { ctrl: true, name: 'u' });
}
