import { pino } from 'pino';
import { composeServing } from '../../src/compose.ts';
import { startDiscord } from '../../src/discord/bot.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import type { NewSubscription } from '../../src/store/store.ts';

/** What the bench has this process do, one thing after the other; it answers each with `done`. */
export type Order =
  | {
      readonly do: 'start';
      readonly dataDir: string;
      readonly ports: readonly number[];
      readonly api: string;
      readonly token: string;
      /** Milliseconds since 1970. */
      readonly at: number;
    }
  | { readonly do: 'subscribe'; readonly server: string; readonly feeds: readonly string[]; readonly to: readonly Omit<NewSubscription, 'since' | 'person' | 'nextAt'>[] }
  | { readonly do: 'work'; readonly at: number }; // prettier-ignore

const RealDate = Date;
let [base, since] = [RealDate.now(), RealDate.now()];
const now = () => base + RealDate.now() - since;
globalThis.Date = class extends RealDate {
  constructor(...given: unknown[]) {
    super(...(given.length === 0 ? ([now()] as unknown as []) : (given as [])));
  }
  static override now() {
    return now();
  }
} as DateConstructor;

type Kutip = Awaited<ReturnType<typeof composeServing>>;
let kutip: Kutip;

async function follow(order: Order): Promise<void> {
  if ('at' in order) [base, since] = [order.at, RealDate.now()];
  switch (order.do) {
    case 'start': {
      kutip = await composeServing({
        knowledge: [],
        dataDir: order.dataDir,
        retentionDays: 90,
        serverBytes: 500_000_000,
        loopbackPorts: order.ports,
        metrics: createMetrics(),
        log: pino({ level: 'fatal' }),
      });
      await kutip.loaded;
      const bot = await startDiscord(kutip.chat, { token: order.token, api: order.api });
      kutip.notifyWith(bot.notifier);
      return;
    }
    case 'subscribe': {
      const { importer, subscriptions, people } = kutip.chat.services;
      for (const url of order.feeds)
        await importer!.subscribe(
          { server: order.server, url, channel: null, locale: 'id', addedAt: new Date() },
          () => undefined,
        );
      const person = people.pseudonymOf('1');
      for (const one of order.to) {
        const nextAt = one.kind === 'digest' ? new Date() : null;
        await subscriptions.add({ ...one, since: new Date(), person, nextAt }, 1000);
      }
      return;
    }
    case 'work':
      await kutip.polling.pollDue(new Date());
      await kutip.followed();
  }
}

process.on('message', (order: Order) => {
  follow(order).then(
    () => process.send?.('done'),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
