import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { composeServing } from '../../src/compose.ts';
import { findCommand } from '../../src/chat/contract/chat.ts';
import type { Context } from '../../src/chat/contract/context.ts';
import type { Reply } from '../../src/chat/contract/reply.ts';
import { createMetrics } from '../../src/ops/metrics.ts';

const hourMs = 3_600_000;
const hours = 7 * 24;
/** Entries that a feed shows. */
const shown = 15;
const server = '1';

/** An article as its site has it, and what became of it. */
interface Story {
  readonly guid: string;
  readonly place: string;
  slug: string;
  houses: number;
  readonly at: number;
  isGone: boolean;
  /** The id of the reply that quotes it, and how often what it quotes was changed since. */
  reply: string | null;
  changes: number;
}

/** A site with a feed; the first and the last give the whole text in it, the other a summary. */
interface Press {
  readonly name: string;
  readonly stories: Story[];
  readonly everyHours: number;
  readonly isWhole: boolean;
  url: string;
  port: number;
  isDown: boolean;
  /** Where it has moved to. */
  movedTo: string | null;
}

const titleOf = ({ place }: Story) => `Gempa merusak rumah di Desa ${place}`;
const sentenceOf = ({ place, houses }: Story) =>
  `Gempa itu merusak ${houses} rumah warga di Desa ${place} menurut catatan posko bencana setempat.`;
const filler = (story: Story) =>
  Array.from(
    { length: 9 },
    (_, at) =>
      `Warga Desa ${story.place} pada hari ke-${at + 1} masih menunggu bantuan tenda, air bersih, dan obat dari pemerintah daerah yang belum seluruhnya tiba.`,
  );
const paragraphsOf = (story: Story) =>
  [sentenceOf(story), ...filler(story)].map((text) => `<p>${text}</p>`).join('');
const written = (at: number) => new Date(at).toUTCString();

/** A week of three feeds in simulated time: what came in, what was corrected, what was lost. */
export async function benchWeek(): Promise<{ readonly problems: readonly string[] }> {
  const random = createRandom(7);
  const RealDate = Date;
  const startedAt = RealDate.now();
  const begin = RealDate.UTC(2026, 10, 2);
  let clock = begin;
  const now = () => clock + (RealDate.now() - startedAt) / 1000;
  globalThis.Date = class extends RealDate {
    constructor(...given: unknown[]) {
      super(...(given.length === 0 ? ([now()] as unknown as []) : (given as [])));
    }
    static override now() {
      return Math.floor(now());
    }
  } as DateConstructor;

  const dataDir = await mkdtemp(join(tmpdir(), 'kutip-week-'));
  const presses: Press[] = [
    { name: 'Warta Timur', everyHours: 4, isWhole: true },
    { name: 'Kabar Barat', everyHours: 6, isWhole: false },
    { name: 'Berita Selatan', everyHours: 8, isWhole: true },
  ].map((one) => ({ ...one, stories: [], url: '', port: 0, isDown: false, movedTo: null }));
  const servers: Server[] = [];
  const open = async (press: Press) => {
    const site = createServer((request, response) => {
      const own = press.port === (request.socket.localPort ?? 0);
      if (press.isDown) return void response.destroy();
      if (!own && press.movedTo !== null)
        return void response.writeHead(301, { location: press.movedTo + (request.url ?? '/') }).end();
      const story = press.stories.find(({ slug, isGone }) => !isGone && `/${slug}` === request.url);
      if (request.url === '/feed') return void response.end(feedOf(press));
      if (story === undefined) return void response.writeHead(404).end();
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(
          `<html lang="id"><head><title>${titleOf(story)}</title><meta property="og:site_name" content="${press.name}"></head><body><article><h1>${titleOf(story)}</h1>${paragraphsOf(story)}</article></body></html>`,
        );
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    servers.push(site);
    return (site.address() as AddressInfo).port;
  };
  const ports: number[] = [];
  for (const press of presses) {
    press.port = await open(press);
    press.url = `http://127.0.0.1:${press.port}`;
    ports.push(press.port);
  }
  const moving = presses[2]!;
  const newPort = await open(moving);
  ports.push(newPort);

  const kutip = await composeServing({
    knowledge: [],
    dataDir,
    retentionDays: 90,
    serverBytes: 500_000_000,
    loopbackPorts: ports,
    metrics: createMetrics(),
    limits: {
      person: { burst: 1e9, everyMs: 1 },
      channel: { burst: 1e9, everyMs: 1 },
      longestWaitMs: 0,
    },
    log: pino({ level: 'silent' }),
  });
  const edits = new Map<string, string[]>();
  kutip.notifyWith({
    edit: ({ id }, reply) => {
      edits.set(id, [...(edits.get(id) ?? []), wordsOf(reply)]);
      return Promise.resolve('done');
    },
    say: () => Promise.resolve(),
    post: () => Promise.resolve('refused'),
  });
  const { chat } = kutip;
  const { services } = chat;
  const context = (): Context => ({
    person: {
      id: services.people.pseudonymOf('week'),
      account: null,
      mayManageServer: true,
      mayManageMessages: true,
      roles: [],
    },
    place: { server, channel: 'c', parent: null, lacks: [] },
    locale: 'id',
    now: new Date(),
    timeZone: null,
  });
  const problems: string[] = [];
  const figures = { new: 0, edited: 0, reslugged: 0, removed: 0, asked: 0, corrected: 0, withdrawn: 0 };
  const ask = async (story: Story) => {
    const command = findCommand(chat, 'ask')!;
    const question = `Berapa rumah yang rusak akibat gempa di Desa ${story.place}?`;
    const reply = await command.run({ ...context(), options: { question } }, services);
    if (!wordsOf(reply).includes(`${story.houses} rumah`) || reply.keptAs === undefined) return;
    story.reply = reply.keptAs;
    await services.replies.shown(reply.keptAs, `m-${reply.keptAs}`);
    figures.asked++;
  };
  const taken = new Set<Story>();
  try {
    for (let hour = 0; hour < hours; hour++) {
      clock = begin + hour * hourMs - (RealDate.now() - startedAt) / 1000;
      presses[1]!.isDown = hour >= 48 && hour < 72;
      if (hour === 96) {
        moving.port = newPort;
        moving.url = `http://127.0.0.1:${newPort}`;
        moving.movedTo = moving.url;
      }
      if (hour === 144) await closed(servers[2]!);
      for (const press of presses) {
        if (hour % press.everyHours === 0 && hour < hours - 30) {
          press.stories.unshift(storyOf(random, hour, now()));
          figures.new++;
        }
        // What is some hours old is corrected, gets another address, or goes, and is still in the feed then.
        const some = press.stories.filter(
          ({ at, isGone, changes, reply }) =>
            !isGone && changes === 0 && reply !== null && now() - at > 5 * hourMs && now() - at < 12 * hourMs,
        );
        const one = some.at(-1);
        if (hour % 3 !== 0 || hour > hours - 40 || press.isDown || one === undefined) continue;
        const kind = Math.floor(random() * 3);
        one.changes++;
        if (kind === 0) {
          one.houses += 1000;
          figures.edited++;
        } else if (kind === 1) {
          one.houses += 1000;
          one.slug = `${one.slug}-diralat`;
          figures.reslugged++;
        } else if (!press.isWhole) {
          one.isGone = true;
          figures.removed++;
        } else one.changes--;
      }
      if (hour === 0)
        for (const { url } of presses)
          await services.importer!.subscribe(
            { server, url: `${url}/feed`, channel: null, locale: 'id', addedAt: new Date() },
            () => undefined,
          );
      else await kutip.polling.pollDue(new Date());
      for (const { stories } of presses)
        for (const story of stories)
          if (!taken.has(story) && !story.isGone && (await holds(story))) {
            taken.add(story);
            await ask(story);
          }
    }
    // Two more days in which nothing happens: all that is to be looked at again has been.
    for (let hour = hours; hour < hours + 48; hour += 2) {
      clock = begin + hour * hourMs - (RealDate.now() - startedAt) / 1000;
      await kutip.polling.pollDue(new Date());
    }
    const held = (await services.archive.latest({ server, limit: 100_000 })).items.map(({ title }) => title);
    const twice = held.filter((title, at) => held.indexOf(title) !== at);
    problems.push(...twice.map((title) => `twice: ${title}`));
    for (const { name, stories } of presses) {
      for (const story of stories) {
        const isHeld = await holds(story);
        if (!story.isGone && !isHeld) problems.push(`lost: ${name}, ${titleOf(story)} (${story.houses})`);
        if (story.isGone && held.includes(titleOf(story))) problems.push(`still quoted: ${titleOf(story)}`);
        if (story.reply === null || story.changes === 0) continue;
        const notice = new RegExp(`^Dikoreksi .*“${titleOf(story)}”`, 'm');
        const told = (edits.get(story.reply) ?? []).filter((text) => notice.test(text));
        if (told.length !== 1)
          problems.push(`told ${told.length} times: ${titleOf(story)}: ${told.join(' ### ').slice(0, 900)}`);
        else if (story.isGone) figures.withdrawn++;
        else if (
          told[0]!.includes(`${story.houses - 1000} rumah`) &&
          told[0]!.includes(`${story.houses} rumah`)
        )
          figures.corrected++;
        else problems.push(`without its words: ${titleOf(story)}: ${told[0]!.slice(0, 300)}`);
      }
    }
    const feeds = await services.feeds.of(server);
    if (!feeds.some(({ url }) => url === `http://127.0.0.1:${newPort}/feed`))
      problems.push('the feed that moved is still read at its old address');
  } finally {
    globalThis.Date = RealDate;
    await kutip.close();
    for (const one of servers) await closed(one);
    await rm(dataDir, { recursive: true, force: true });
  }
  console.log(
    `a week of 3 feeds: ${figures.new} new entries, ${figures.edited} edited, ${figures.reslugged} with a new address and text, ${figures.removed} removed; a site down for a day, a feed that moved`,
  );
  console.log(
    `${figures.asked} answers quoted them; ${figures.corrected} corrected with the words before and after, ${figures.withdrawn} marked as withdrawn, each once`,
  );
  console.log(problems.length === 0 ? 'nothing lost, nothing twice' : problems.join('\n'));
  return { problems };

  /** Whether the archive has what a story says now. */
  async function holds(story: Story): Promise<boolean> {
    const found = await services.archive.search({
      words: `"${sentenceOf(story).replace(/"/g, '')}"`,
      askedAt: new Date(now() + 8 * 24 * hourMs),
      filter: { server },
      skip: 0,
      limit: 2,
    });
    return found.total > 0;
  }
}

const closed = (site: Server) =>
  new Promise<void>((resolve) => {
    site.closeAllConnections();
    site.close(() => {
      resolve();
    });
  });

function storyOf(random: () => number, hour: number, at: number): Story {
  const syllable = () =>
    ['ka', 'ru', 'mo', 'ti', 'sa', 'be', 'lu', 'no', 'wi', 'da', 'pe', 'go'][Math.floor(random() * 12)]!;
  const name = Array.from({ length: 5 }, syllable).join('');
  const place = name[0]!.toUpperCase() + name.slice(1);
  const slug = `gempa-${name}`;
  return { guid: `id-${name}`, place, slug, houses: 100 + hour, at, isGone: false, reply: null, changes: 0 };
}

function feedOf({ name, url, stories, isWhole }: Press): string {
  const items = stories
    .filter(({ isGone }) => !isGone)
    .slice(0, shown)
    .map(
      (story) =>
        `<item><guid isPermaLink="false">${story.guid}</guid><title>${titleOf(story)}</title><link>${url}/${story.slug}</link><pubDate>${written(story.at)}</pubDate><description><![CDATA[${isWhole ? paragraphsOf(story) : `Gempa di Desa ${story.place}.`}]]></description></item>`,
    );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${name}</title><link>${url}/</link>${items.join('')}</channel></rss>`;
}

const wordsOf = ({ parts }: Reply) =>
  parts
    .flatMap((part) => {
      if (part.kind === 'list') return part.items;
      return 'text' in part ? [part.text] : [];
    })
    .join('\n');

/** Numbers from 0 to 1 that are the same each time (mulberry32, by T. Ettinger, in the public domain). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
