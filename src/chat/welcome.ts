import { setTimeout as sleep } from 'node:timers/promises';
import type { Locale } from '../locales/words.ts';
import type { Reply } from './contract/reply.ts';
import type { Services } from './contract/services.ts';
import { welcomeReply, type Holdings } from './presenters/welcome.ts';

/** How long the greeting waits for the archive, in milliseconds: while it loads, it goes without. */
const withinMs = 2_000;

/** The greeting for a server, with what can be quoted there and questions that are known to be answered, as far as that is known by now. */
export async function welcomeFor(
  server: string | null,
  locale: Locale,
  { archive }: Pick<Services, 'archive'>,
): Promise<Reply> {
  const holdings = await Promise.race([
    holdingsOf(server, locale, archive),
    sleep(withinMs, null, { ref: false }),
  ]);
  return welcomeReply(locale, holdings);
}

async function holdingsOf(
  server: string | null,
  locale: Locale,
  archive: Services['archive'],
): Promise<Holdings> {
  const [latest, [topic = null], examples, { starts, undated }] = await Promise.all([
    archive.latest({ limit: 1, server }),
    archive.suggestTopics({ written: '', limit: 1, server }),
    archive.examples({ server, askedAt: new Date() }),
    archive.counts({ filter: { server } }),
  ]);
  return {
    articles: latest.total,
    areSamples: latest.items[0]?.id.startsWith(samplePrefix) ?? false,
    topic,
    first: starts[0] ?? null,
    // The last step that is drawn begins with it; the newest article itself is dated to the day.
    last: undated === latest.total ? null : (latest.items[0]?.published ?? null),
    questions: examples[locale],
  };
}

/** Of the articles that Kutip comes with. */
const samplePrefix = 'kutip-sample/';
