import { setTimeout as sleep } from 'node:timers/promises';
import { words } from '../locales/words.ts';
import { loggedError, whyUnsearchable } from './logged-error.ts';
import { NoLeader, OutcomeUnknown, Unwritable } from '../store/store-error.ts';
import { findAction, findCommand, type Chat } from './contract/chat.ts';
import type { Action, Command, Input, Suggestion } from './contract/command.ts';
import type { Context } from './contract/context.ts';
import type { Call, FilledForm, Form, Reply } from './contract/reply.ts';
import type { Services } from './contract/services.ts';
import type { Invocation, Surface } from './contract/surface.ts';
import { costs, type Turn } from './cooldowns.ts';
import { readFreeText } from './free-text.ts';
import { withTrueQuotes } from './drawn-quotes.ts';
import { formProblem, optionProblem } from './input-problem.ts';
import { instrument, type Time } from './instrument.ts';
import { conversationOf } from './last-questions.ts';
import { errorReply, faultReply, staleReply } from './presenters/error-reply.ts';
import { turnOrRefusal } from './refusal.ts';

/** How long an announcement of a reply, and what is shown in its place, stands at least, in milliseconds. */
const progressEveryMs = 2500;

/** All that is decided before anything is done: at once, but for a message, since Discord waits for a first response meanwhile. */
interface Task {
  /** What the log calls it; `undefined` when it is nothing that we have. */
  readonly name: string | undefined;
  readonly context: Context;
  readonly needs: Pick<Command, 'needs'> | undefined;
  readonly cost: number;
  readonly effect: Action['effect'];
  /** Whether an added reply is for the asker alone. */
  readonly isPrivate: boolean;
  /** Whether a refusal that was said a moment ago is not said again. */
  readonly refusesOnce: boolean;
  /** What must be filled in, and what was; `null` where nothing was yet. */
  readonly form?: {
    readonly asked: Form;
    readonly call: Call;
    readonly filled: FilledForm | null;
    /** The question that it is about; `null` when nobody should fill it in any more. */
    about?(services: Services): Promise<string | null>;
  };
  /** Why it cannot be done, as a reply; `null` when it can. */
  readonly problem: Reply | null;
  run(given: RunGiven): Promise<Reply>;
}

/** What a task gets when it runs. */
interface RunGiven {
  readonly services: Services;
  readonly filled: FilledForm;
  readonly progress: (reply: Reply) => void;
}

/** What the user sees, that they were asked for more (`done`), or that nothing was said. */
type Seen = Reply | 'done' | 'unanswered';

/**
 * Handles an invocation on any surface: refuses it, makes it wait its turn, opens the form it needs,
 * acknowledges it in time, runs it, and shows its reply where it belongs. It is logged in one line.
 *
 * @throws what the surface throws, when the platform cannot be reached or does not let us answer
 */
export async function dispatch(chat: Chat, invocation: Invocation, surface: Surface): Promise<void> {
  const task = await taskOf(chat, invocation, surface);
  const { person, place } = invocation.kind === 'message' ? invocation.written : invocation.context;
  const event = { command: task === null ? 'ask' : task.name, through: surface.through, person, place };
  await instrument(chat, event, (services, time) =>
    task === null ? Promise.resolve('unanswered') : perform({ ...chat, services }, task, surface, time),
  );
}

/** What a person may mean by what they have typed into an option so far; nothing when that fails, or was asked too often. */
export async function suggest(
  chat: Chat,
  name: string,
  { option, written }: { readonly option: string; readonly written: string },
  input: Input,
): Promise<readonly Suggestion[]> {
  const found = findCommand(chat, name)?.options.find((one) => one.name === option);
  const who = { person: input.person.id, channel: input.place.channel };
  if (!chat.cooldowns.spare(who, costs.suggestion, performance.now())) return [];
  try {
    return (await found?.suggest?.(written, input, chat.services)) ?? [];
  } catch (error) {
    chat.log.error({ command: name, option, ...loggedError(error) }, 'autocomplete failed');
    return [];
  }
}

/** @returns `null` when nothing is to be said */
async function taskOf(chat: Chat, invocation: Invocation, { canChange }: Surface): Promise<Task | null> {
  switch (invocation.kind) {
    case 'command': {
      const { command, options, context } = invocation;
      const action = command?.asksInForm?.({ ...context, options }, chat.services) ?? null;
      return command === undefined || action === null
        ? commandTask(command, options, context, command?.isPrivate(options) ?? true)
        : controlTask(
            chat,
            { call: { command: command.name, action, args: [] }, chosen: [], filled: null, context },
            false,
          );
    }
    case 'control':
      return controlTask(chat, invocation, canChange);
    case 'message': {
      const read = await readFreeText(chat, invocation.written, invocation.now);
      if (read === null) return null;
      const { options, context, problem } = read;
      // All see an answer to what all have read.
      const task = commandTask(findCommand(chat, read.command), options, context, false);
      return {
        ...task,
        name: 'ask',
        refusesOnce: true,
        problem,
      };
    }
  }
}

function commandTask(
  command: Command | undefined,
  options: Input['options'],
  context: Context,
  isPrivate: boolean,
): Task {
  const { person, place, locale } = context;
  const wrong = command && optionProblem(command, options, locale);
  return {
    name: command?.name,
    context,
    needs: command,
    cost: costs.command,
    effect: 'add',
    isPrivate,
    refusesOnce: false,
    problem:
      command === undefined
        ? errorReply(locale, words(locale)('error.unknownCommand'), 'notFound')
        : wrong === undefined
          ? null
          : errorReply(locale, wrong, 'input'),
    run: ({ services, progress }) =>
      command!.run(
        {
          ...context,
          options,
          progress,
          // What was asked in private must not show up in a public reply.
          ...(!isPrivate && { conversation: conversationOf(person.id, place.channel) }),
        },
        services,
      ),
  };
}

function controlTask(
  chat: Chat,
  { call, chosen, filled, context }: Omit<Extract<Invocation, { kind: 'control' }>, 'kind'>,
  canChange: boolean,
): Task {
  const { locale } = context;
  const action = call === null ? undefined : findAction(chat, call);
  const common = { context, cost: costs.control, refusesOnce: false };
  if (call === null || action === undefined) {
    const stale = staleReply(locale);
    return {
      ...common,
      name: undefined,
      needs: undefined,
      effect: 'add',
      isPrivate: true,
      problem: stale,
      run: () => Promise.resolve(stale),
    };
  }
  const asked = action.form?.(call.args, locale);
  const wrong = asked && filled && formProblem(asked, filled, locale);
  return {
    ...common,
    name: `${call.command}/${call.action}`,
    needs: findCommand(chat, call.command),
    // A form that no reply of ours opened has none that it could change.
    effect: canChange ? action.effect : 'add',
    isPrivate: action.isPrivate?.(call.args) ?? false,
    problem: wrong ? errorReply(locale, wrong, 'input') : null,
    ...(asked && {
      form: {
        asked,
        call,
        filled,
        ...(action.formAbout && {
          about: (services) => action.formAbout!({ ...context, args: call.args }, services),
        }),
      },
    }),
    run: ({ services, filled, progress }) =>
      action.run(
        // Progress would take the place of a reply that is to be changed.
        { ...context, args: call.args, chosen, filled, ...(action.effect === 'add' && { progress }) },
        services,
      ),
  };
}

async function perform(chat: Chat, task: Task, surface: Surface, time: Time): Promise<Seen> {
  const { context, isPrivate } = task;
  const { hasPersonalLimit } = surface;
  const isPublic = task.effect === 'add' && !isPrivate;
  const turn = turnOrRefusal(
    chat,
    { command: task.needs, isPublic, cost: task.cost, hasPersonalLimit },
    context,
  );
  const tell = async (reply: Reply): Promise<Seen> =>
    (await time('send', surface.show(reply, true))) ? reply : 'unanswered';
  if ('reply' in turn) return turn.isSaid && task.refusesOnce ? 'unanswered' : tell(turn.reply);
  if (task.problem !== null) return tell(task.problem);
  let filled = task.form?.filled ?? {};
  if (task.form?.filled === null) {
    const { asked, call } = task.form;
    const about = await aboutOf(chat, task);
    if (about === null) return tell(staleReply(context.locale));
    const sent = await surface.openForm({ ...asked, ...(about !== undefined && { about }) }, call);
    if (sent === null) return 'done';
    const problem = formProblem(asked, sent, context.locale);
    if (problem !== undefined) return tell(errorReply(context.locale, problem, 'input'));
    filled = sent;
  }
  const given = await replyInTime(chat, task, { turn, filled }, surface, time);
  if (given === null) return 'unanswered';
  const reply = await withTrueQuotes(given, surface.drawn, chat);
  let isSeen = false;
  try {
    isSeen = await time('send', deliver(reply, task, surface));
  } finally {
    // Nobody can use its controls, and nobody is owed its correction.
    if (!isSeen && reply.keptAs !== undefined) await chat.services.replies.remove(reply.keptAs);
  }
  return isSeen ? reply : 'unanswered';
}

/** The question that a form is about; without it, a form can be filled in as well. */
async function aboutOf({ log, services }: Chat, { name, form }: Task): Promise<string | null | undefined> {
  try {
    return await form?.about?.(services);
  } catch (error) {
    log.error({ command: name, err: error }, 'a form is shown without its question');
    return undefined;
  }
}

/**
 * Runs a task when its turn comes, and acknowledges it before the platform's deadline.
 *
 * @returns `null` when the platform takes no reply any more
 */
async function replyInTime(
  chat: Chat,
  task: Task,
  { turn, filled }: { readonly turn: Turn; readonly filled: FilledForm },
  surface: Surface,
  time: Time,
): Promise<Reply | null> {
  const { effect, isPrivate, context } = task;
  const { firstWithinMs = Infinity } = surface;
  const announcement = effect !== 'add' ? 'change' : isPrivate ? 'private' : 'public';
  const announce = () => time('acknowledge', surface.acknowledge(announcement));
  let shownAt = performance.now();
  const progress = (reply: Reply) => {
    if (performance.now() - shownAt < progressEveryMs || (reply.private && !isPrivate)) return;
    shownAt = performance.now();
    surface.progress?.(reply);
  };
  const run = async () => {
    if (turn.waitMs > 0) await sleep(turn.waitMs, undefined, { ref: false });
    return replyOf(chat, task, { services: chat.services, filled, progress });
  };
  if (firstWithinMs <= turn.waitMs) {
    if (!(await announce())) return null;
    if (turn.waitMs > 0 && effect === 'add') surface.progress?.(waitReply(turn, context));
    return run();
  }
  const running = run();
  if ((await isDoneInTime(running, firstWithinMs, surface.onCrowded)) || (await announce())) return running;
  const { keptAs } = await running;
  if (keptAs !== undefined) await chat.services.replies.remove(keptAs);
  return null;
}

/** Whether some work is done before its time is over, or too much else is going on. */
function isDoneInTime(
  work: Promise<unknown>,
  withinMs: number,
  onCrowded: Surface['onCrowded'] = () => () => undefined,
): Promise<boolean> {
  if (withinMs === Infinity) return Promise.resolve(true);
  return new Promise((resolve) => {
    let forget: () => void = () => undefined;
    const end = (isDone: boolean) => {
      clearTimeout(timer);
      forget();
      resolve(isDone);
    };
    const timer = setTimeout(end, withinMs, false);
    void work.then(() => {
      end(true);
    });
    forget = onCrowded(() => {
      end(false);
    });
  });
}

/** Whether nothing can be written, be it to the store or to a file of an article. */
const isUnwritable = (error: unknown) =>
  error instanceof Unwritable || /^(?:ENOSPC|EDQUOT|EROFS)$/.test(String((error as { code?: unknown }).code));

/** What a task says. A fault is logged and becomes a reply that says so; it never rejects. */
async function replyOf(chat: Chat, task: Task, given: RunGiven): Promise<Reply> {
  try {
    return await task.run(given);
  } catch (error) {
    const { locale } = task.context;
    if (isUnwritable(error)) {
      chat.log.warn({ command: task.name }, `a command could not save anything: ${(error as Error).message}`);
      return errorReply(locale, words(locale)('error.unwritable'), 'fault');
    }
    if (error instanceof NoLeader || error instanceof OutcomeUnknown) {
      chat.log.warn({ command: task.name }, error.message);
      const key = error instanceof NoLeader ? 'error.noLeader' : 'error.outcomeUnknown';
      return errorReply(locale, words(locale)(key), 'fault');
    }
    const reason = whyUnsearchable(error);
    if (reason !== null) {
      chat.log.warn({ command: task.name }, `a command could not search: ${reason}`);
      return errorReply(locale, words(locale)('error.unsearchable'), 'fault');
    }
    chat.log.error({ command: task.name, err: error }, 'a command failed');
    return faultReply(locale);
  }
}

/** Puts a reply where it belongs; what could not be done is said beside, to the asker alone. */
function deliver(reply: Reply, { effect, isPrivate }: Task, surface: Surface): Promise<boolean> {
  if (effect === 'add' || reply.tone === 'error') return surface.show(reply, isPrivate || reply.private);
  return effect === 'delete' ? surface.remove() : surface.replace(reply);
}

function waitReply({ of, waitMs }: Turn, { locale }: Context): Reply {
  const text = words(locale)(of === 'person' ? 'wait.person' : 'wait.channel');
  return {
    locale,
    tone: 'plain',
    private: false,
    parts: [{ kind: 'countdown', text, until: Date.now() + waitMs }],
  };
}
