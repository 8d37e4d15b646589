import { setTimeout as sleep } from 'node:timers/promises';
import { isEphemeral } from '../discord/press.ts';
import { user, type Channel } from '../loopback/payloads.ts';
import type { LoopbackDiscord } from '../loopback/server.ts';

/** What came of the questions of a run; times are milliseconds from the event, in the order of the questions. */
export interface Load {
  readonly acknowledgedMs: number[];
  readonly answeredMs: number[];
  /** Questions without an answer. */
  lost: number;
  /** How long all took. */
  ms: number;
}

/** Servers with one channel each, so that none is so busy that its cooldown sets in, and none so new that it is greeted. */
export function joinServers(discord: LoopbackDiscord, count: number): readonly Channel[] {
  const at = new Date('2022-01-01');
  return Array.from({ length: count }, (_, place) => discord.join(`Server ${place}`, { at })).flat();
}

/** Asks questions one after another: each by somebody new, each time on the next server. */
export function createAskers(
  discord: LoopbackDiscord,
  channels: readonly Channel[],
  questions: readonly string[],
  mentionEvery = Infinity,
) {
  let asked = 0;
  return async (load: Load): Promise<void> => {
    const place = asked++;
    const question = questions[place % questions.length]!;
    const where = { user: user(`user${place}`), channel: channels[place % channels.length]! };
    try {
      if (place % mentionEvery === mentionEvery - 1) {
        load.answeredMs.push(
          await discord.message({ ...where, content: `${discord.mention} ${question}` }).msToReply,
        );
        return;
      }
      const exchange = discord.interaction({ ...where, command: 'ask', options: { question } });
      const { ms, type } = await exchange.acknowledged;
      const isRefusal = isEphemeral(await exchange.shown);
      if (isRefusal) throw new Error(`It was answered to the asker alone (type ${type}): a refusal?`);
      load.acknowledgedMs.push(ms);
      load.answeredMs.push(await exchange.msToReply);
    } catch {
      load.lost++;
    }
  };
}

export type Ask = ReturnType<typeof createAskers>;

const newLoad = (): Load => ({ acknowledgedMs: [], answeredMs: [], lost: 0, ms: 0 });

/** Questions that come by chance (a Poisson process), `perSecond` on average, until `isOver`. */
export async function poisson(ask: Ask, perSecond: number, isOver: (load: Load, ms: number) => boolean): Promise<Load> {
  const load = newLoad();
  const open = new Set<Promise<void>>();
  const startedAt = performance.now();
  let dueAt = startedAt;
  while (!isOver(load, performance.now() - startedAt)) {
    dueAt += (-Math.log(1 - Math.random()) * 1000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    const asking = ask(load).finally(() => open.delete(asking));
    open.add(asking);
  }
  load.ms = performance.now() - startedAt;
  await Promise.all(open);
  return load;
} // prettier-ignore

/** As many questions as possible: `inFlight` at all times. */
export async function saturated(ask: Ask, questions: number, inFlight: number): Promise<Load> {
  const load = newLoad();
  const startedAt = performance.now();
  let left = questions;
  const worker = async () => {
    while (left-- > 0) await ask(load);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  load.ms = performance.now() - startedAt;
  return load;
}

/** Types the title of an article, `times` times: the beginning of the longest word of a question, a letter more each time. */
export async function typed(discord: LoopbackDiscord, questions: readonly string[], times: number): Promise<number[]> {
  const waits: number[] = [];
  while (waits.length < times) {
    const words = questions[waits.length % questions.length]!.split(/\s+/);
    const longest = words.reduce((one, other) => (other.length > one.length ? other : one));
    const title = longest.slice(0, 1 + (waits.length % 6));
    const typing = discord.interaction({ autocomplete: 'article', options: { title }, focused: 'title' });
    waits.push((await typing.acknowledged).ms);
  }
  return waits;
} // prettier-ignore
