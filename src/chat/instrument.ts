import { withWork } from '../answer/host/calls.ts';
import type { InteractionRecord, InteractionOutcome, Stage } from './contract/interaction-record.ts';
import type { Actor, Location } from './contract/context.ts';
import type { Reply } from './contract/reply.ts';
import type { Chat } from './contract/chat.ts';
import type { Archive, Services } from './contract/services.ts';

interface InstrumentedEvent {
  /** The name of the command, with that of an action after a slash; `undefined` when it is none that we have. */
  readonly command: string | undefined;
  readonly through: InteractionRecord['through'];
  readonly person: Pick<Actor, 'id'>;
  readonly place: Pick<Location, 'server' | 'channel'>;
}

/** Adds the time until `work` is done to a stage. */
export type Time = <T>(stage: Stage, work: Promise<T>) => Promise<T>;

/**
 * Instruments something that a person does: one line of the log, and one count, when it is answered.
 *
 * @param work answers, with services whose archive is timed; what it returns is what the person sees
 */
export async function instrument<Seen extends Reply | 'done' | 'unanswered'>(
  chat: Chat,
  { command = 'unknown', through, person, place }: InstrumentedEvent,
  work: (services: Services, time: Time) => Promise<Seen>,
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
    seen = await work({ ...services, archive: timedArchive(services.archive, add) }, time);
    return seen;
  } finally {
    const reply = typeof seen === 'object' ? seen : undefined;
    const record: InteractionRecord = {
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
    chat.log.info(rounded(record), record.outcome);
    chat.count?.(record);
  }
}

function outcomeOf({ tone, isFault }: Reply): InteractionOutcome {
  if (isFault === true) return 'failed';
  return ({ answer: 'answered', abstention: 'abstained', plain: 'done', error: 'refused' } as const)[tone];
}

/** An archive whose calls are told to `add`. */
function timedArchive(archive: Archive, add: (stage: Stage, ms: number) => void): Archive {
  const timed = (call: (...given: readonly unknown[]) => Promise<unknown>) =>
    async function (...given: readonly unknown[]) {
      const startedAt = performance.now();
      const { value, workMs } = await withWork(() => call(...given));
      const ms = performance.now() - startedAt;
      const search = Math.min(workMs ?? ms, ms);
      add('wait', ms - search);
      add('search', search);
      return value;
    };
  return Object.fromEntries(
    Object.entries(archive).map(([name, call]) => [name, timed(call as Parameters<typeof timed>[0])]),
  ) as unknown as Archive;
}

/** Times to a hundredth of a millisecond, as numbers that a person can read. */
function rounded({ ms, stages, ...record }: InteractionRecord) {
  const round = (ms: number) => Math.round(ms * 100) / 100;
  return {
    ...record,
    ms: round(ms),
    stages: Object.fromEntries(Object.entries(stages).map(([stage, ms]) => [stage, round(ms)])),
  };
}
