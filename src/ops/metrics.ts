import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { InteractionRecord } from '../chat/contract/interaction-record.ts';

/** The figures of one running program. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts something that a person did. */
  readonly count: (record: InteractionRecord) => void;
  /** Counts a quote that was not shown, since it was drawn otherwise than its article has it. */
  readonly countFalse: () => void;
  /** How many articles can be quoted now. */
  setArticles(articles: number): void;
  /** Tells, where processes share a store, what this one does among them. */
  addProcessState(state: () => Promise<ProcessState>): void;
}

/** What a process does among those that share a store. */
export interface ProcessState {
  readonly leader: boolean;
  readonly shards: readonly number[];
  /** Changes of articles that it does not have yet; `null`: that cannot be seen now. */
  readonly behind: number | null;
}

/** Seconds; the bars are 0.05 for the acknowledgement and 0.25 for the reply, and Discord's own limit is 3. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10];

/** Figures for Prometheus, those of the process among them. No label holds anything that a person wrote. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const replies = new Counter({
    name: 'kutip_replies_total',
    help: 'What people asked for, by command and by what became of it',
    labelNames: ['command', 'through', 'outcome'],
    registers,
  });
  const quotes = new Counter({ name: 'kutip_quotes_total', help: 'Quotes that were shown', registers });
  const falseQuotes = new Counter({
    name: 'kutip_false_quotes_total',
    help: 'Quotes that were not shown, since they were drawn otherwise than their articles have them',
    registers,
  });
  const durations = new Histogram({
    name: 'kutip_reply_seconds',
    help: 'From the event until its reply was sent',
    labelNames: ['through'],
    buckets,
    registers,
  });
  const stages = new Histogram({
    name: 'kutip_stage_seconds',
    help: 'Stages of a reply: acknowledge, wait (for the archive), search, send',
    labelNames: ['stage'],
    buckets,
    registers,
  });
  const articles = new Gauge({ name: 'kutip_articles', help: 'Articles that can be quoted', registers });
  return {
    registry,
    count(record) {
      const { command, through, outcome } = record;
      replies.inc({ command, through, outcome });
      quotes.inc(record.quotes);
      durations.observe({ through }, record.ms / 1000);
      for (const [stage, ms] of Object.entries(record.stages)) stages.observe({ stage }, ms / 1000);
    },
    countFalse() {
      falseQuotes.inc();
    },
    setArticles(count) {
      articles.set(count);
    },
    addProcessState(state) {
      const gauge = (name: string, help: string, value: (now: ProcessState) => number) =>
        new Gauge({
          name,
          help,
          registers,
          async collect() {
            this.set(value(await state()));
          },
        });
      gauge('kutip_leader', 'Whether this process leads: 1 or 0', ({ leader }) => Number(leader));
      gauge('kutip_shards', 'Shards of Discord that this process has', ({ shards }) => shards.length);
      gauge(
        'kutip_articles_behind',
        'Changes of articles that this process does not have yet',
        ({ behind }) => behind ?? NaN,
      );
    },
  };
}
