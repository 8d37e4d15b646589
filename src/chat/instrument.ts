import { workTimeOf } from '../answer/host/work-time.ts';
import type { Account, Outcome, Stage } from './contract/interaction-record.ts';
import type { Person, Place } from './contract/context.ts';
import type { Reply } from './contract/reply.ts';
import type { Chat } from './run.ts';
import type { Archive } from './contract/services.ts';

/** Something that a person does with the bot. */
interface What {
  /** The name of the command, with that of an action after a slash; `undefined` when it is none that we have. */
  readonly command: string | undefined;
  readonly through: Account['through'];
  readonly person: Pick<Person, 'id'>;
  readonly place: Pick<Place, 'server' | 'channel'>;
}

/** Adds the time until `work` is done to a stage. */
type Time = <T>(stage: Stage, work: Promise<T>) => Promise<T>;

/**
 * Follows something that a person does until it is answered, and writes one line about it into the log.
 *
 * @param work answers, with a chat whose archive is timed; what it returns is what the person sees
 */
export async function follow<Seen extends Reply | 'done' | 'unanswered'>(
  chat: Chat,
  { command = 'unknown', through, person, place }: What,
  work: (chat: Chat, time: Time) => Promise<Seen>,
): Promise<Seen> {
  const startedAt = performance.now();
  const stages: Partial<Record<Stage, number>> = {};
  const add = (stage: Stage, ms: number) => {
    stages[stage] = (stages[stage] ?? 0) + ms;
  };
  const time: Time = async (stage, work) => {
    const startedAt = performance.now();
    try {
      return await work;
    } finally {
      add(stage, performance.now() - startedAt);
    }
  };
  let seen: Seen | undefined;
  try {
    const { services } = chat;
    seen = await work(
      { ...chat, services: { ...services, archive: timedArchive(services.archive, add) } },
      time,
    );
    return seen;
  } finally {
    const reply = typeof seen === 'object' ? seen : undefined;
    const account: Account = {
      command,
      through,
      who: person.id,
      server: place.server,
      channel: place.channel,
      outcome: typeof seen === 'object' ? outcomeOf(seen) : (seen ?? 'unanswered'),
      quotes: reply?.parts.filter(({ kind }) => kind === 'quote').length ?? 0,
      reply: reply?.keptAs,
      ms: performance.now() - startedAt,
      stages,
    };
    chat.log.info(rounded(account), account.outcome);
    chat.count?.(account);
  }
}

function outcomeOf({ tone, isFault }: Reply): Outcome {
  if (isFault === true) return 'failed';
  return ({ answer: 'answered', abstention: 'abstained', plain: 'done', error: 'refused' } as const)[tone];
}

/** An archive whose calls are told to `add`. */
function timedArchive(archive: Archive, add: (stage: Stage, ms: number) => void): Archive {
  const timed = (call: (...given: readonly unknown[]) => Promise<unknown>) =>
    async function (...given: readonly unknown[]) {
      const startedAt = performance.now();
      const returned = await call(...given);
      const ms = performance.now() - startedAt;
      const search = Math.min(workTimeOf(returned) ?? ms, ms);
      add('wait', ms - search);
      add('search', search);
      return returned;
    };
  return Object.fromEntries(
    Object.entries(archive).map(([name, call]) => [name, timed(call as Parameters<typeof timed>[0])]),
  ) as unknown as Archive;
}

/** Times to a hundredth of a millisecond, as numbers that a person can read. */
function rounded({ ms, stages, ...account }: Account) {
  const round = (ms: number) => Math.round(ms * 100) / 100;
  return {
    ...account,
    ms: round(ms),
    stages: Object.fromEntries(Object.entries(stages).map(([stage, ms]) => [stage, round(ms)])),
  };
}
