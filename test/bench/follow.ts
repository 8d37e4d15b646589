import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { NewSubscription } from '../../src/store/store.ts';
import { textOf } from '../discord/connected.ts';
import { startDiscord } from '../loopback/server.ts';
import type { Order } from './follow-bot.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Simulated time goes on by this much between two readings of the feeds. */
const stepMs = hourMs;
/** Entries that a feed shows. */
const shown = 20;
const regencies = ['Suratama', 'Cikolot', 'Lumbungsari', 'Wanaraja', 'Tegalwangi', 'Karangjati', 'Bojongloa', 'Mekarsari', 'Purwodadi', 'Sindangsari', 'Banyumudal', 'Kertajaya', 'Sukamulya', 'Jatiroto', 'Randuagung', 'Pasirjambu', 'Gunungsari', 'Tanjungkarang', 'Margahayu', 'Ciwidara']; // prettier-ignore

interface Story {
  readonly title: string;
  readonly slug: string;
  readonly regency: string;
  readonly sentences: readonly string[];
  readonly at: number;
}

interface Site {
  readonly name: string;
  readonly stories: Story[];
  url: string;
}

type Wish = Omit<NewSubscription, 'since' | 'person' | 'nextAt'> & {
  readonly channel: string;
  readonly wanted: { readonly topic: string | null; readonly mostPerHour: number; readonly quiet: readonly [number, number] | null };
}; // prettier-ignore

/**
 * A month of three feeds with a hundred subscriptions in simulated time, on a loopback Discord that is gone now and then, with
 * a bot that is killed now and then.
 */
export async function benchFollow(days: number): Promise<{ readonly problems: readonly string[] }> {
  const random = createRandom(20);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  const begin = Date.UTC(2026, 10, 2);
  const dataDir = await mkdtemp(join(tmpdir(), 'kutip-follow-'));
  const discord = await startDiscord({ schema: false });
  const sites: Site[] = ['Warta Timur', 'Kabar Barat', 'Berita Selatan'].map((name) => ({ name, stories: [], url: '' }));
  const servers = await Promise.all(sites.map(open));
  const ports = servers.map((one) => (one.address() as AddressInfo).port);
  const guild = discord.join('Ruang Berita', { denied: Array.from({ length: 100 }, () => 0n) });
  const { guild_id: server } = guild[0] as { readonly guild_id: string };
  const wishes = guild.map(({ id: channel }, at): Wish => {
    const kind = at < 80 ? 'topic' : at < 90 ? 'announce' : 'digest';
    const quiet = kind !== 'digest' && at % 5 === 0 ? ([22, 6] as const) : null;
    return {
      ...{ kind, server, channel, account: null, locale: 'id' },
      wanted: {
        topic: kind === 'topic' ? regencies[at % regencies.length]! : null,
        mostPerHour: [1, 3, 5][at % 3]!,
        quiet,
        ...(kind === 'digest' && { digest: { every: 'daily', minute: 7 * 60 } }),
      },
    };
  });

  let [clock, since] = [begin, performance.now()];
  const now = () => clock + performance.now() - since;
  /** When each message was posted, in simulated time and in real time. */
  const postedAt = new Map<string, { readonly at: number; readonly ms: number }>();
  const seen = new Set<string>();
  const note = () => {
    if (discord.world.messages.size === seen.size) return;
    for (const id of discord.world.messages.keys())
      if (!seen.has(id)) {
        seen.add(id);
        postedAt.set(id, { at: now(), ms: Date.now() });
      }
  };
  const noting = setInterval(note, 10);

  let bot: ChildProcess | undefined;
  const tell = async (order: Order) => {
    bot!.send(order);
    const over = new AbortController();
    const { signal } = over;
    const [said] = (await Promise.race([
      once(bot!, 'message', { signal }),
      once(bot!, 'exit', { signal }),
    ])) as [unknown];
    over.abort();
    return said === 'done';
  };
  const start = async () => {
    bot = fork(fileURLToPath(new URL('follow-bot.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
    if (!(await tell({ do: 'start', dataDir, ports, api: discord.api, token: discord.token, at: now() })))
      throw new Error('The bot did not start.');
  };

  const steps = (days * 24 * hourMs) / stepMs;
  const crashes = new Set(Array.from({ length: 20 }, (_, at) => Math.floor(((at + 0.3 + 0.4 * random()) * steps) / 20)));
  const outages = new Map(Array.from({ length: 10 }, (_, at) => [Math.floor(((at + 0.6) * steps) / 10), 1 + Math.floor(random() * 6)]));
  const figures = { stories: 0, copies: 0, sequels: 0, crashes: 0, outages: 0 };
  const roots = new Map<Story, number>();
  const copied: { readonly story: Story; readonly site: Site; readonly step: number }[] = [];
  let serial = 0;
  const newStory = (at: number, before?: Story, houses = 10 + Math.floor(random() * 500)): Story => {
    const village = before === undefined ? villageOf(serial) : /Desa (\S+)/.exec(before.title)![1]!;
    const regency = before?.regency ?? pick(regencies);
    const verb = before === undefined ? 'Gempa merusak rumah di' : `Laporan ke-${serial} gempa di`;
    return {
      title: `${verb} Desa ${village} Kabupaten ${regency}`,
      slug: `gempa-${++serial}`,
      regency,
      at,
      sentences: [
        `Gempa itu merusak ${houses} rumah di Desa ${village} Kabupaten ${regency} menurut catatan posko ${village}.`,
        `Warga Desa ${village} mengungsi ke lapangan ${village} bersama Kepala Desa ${villageOf(serial + 3000)}.`,
        ...Array.from({ length: 5 }, (_, day) => `Pada hari ke-${day + 1} warga ${village} masih menunggu tenda, air bersih, dan obat dari ${regency}.`),
      ],
    };
  };

  const problems: string[] = [];
  const waits: number[] = [];
  const fromFeed: number[] = [];
  try {
    for (const site of sites) site.stories.unshift(newStory(begin - hourMs));
    await start();
    await tell({ do: 'subscribe', server, feeds: sites.map(({ url }) => `${url}/feed`), to: wishes });
    let outage = 0;
    for (let step = 1; step <= steps + 48; step++) {
      [clock, since] = [begin + step * stepMs, performance.now()];
      for (const { story, site } of copied.filter((one) => one.step === step)) site.stories.unshift({ ...story, at: now() });
      const fresh = step > steps ? 0 : random() < 0.05 ? 8 : random() < 0.5 ? 1 : 0;
      for (let one = 0; one < fresh; one++) {
        const site = pick(sites);
        const before = site.stories.find(({ at, title }) => now() - at < 24 * hourMs && title.startsWith('Gempa merusak'));
        const isSequel = before !== undefined && random() < 0.2;
        const story = newStory(now(), isSequel ? before : undefined);
        site.stories.unshift(story);
        roots.set(story, 1);
        figures.stories++;
        if (isSequel) figures.sequels++;
        else if (random() < 0.2) {
          copied.push({ story, site: pick(sites.filter((other) => other !== site)), step: step + 1 });
          roots.set(story, 2);
          figures.copies++;
        }
      }
      if (outage > 0 && --outage === 0) await discord.plugIn();
      const lasts = outages.get(step);
      if (lasts !== undefined && outage === 0) {
        outage = lasts;
        figures.outages++;
        await discord.unplug();
      }
      const begunAt = Date.now();
      const work = tell({ do: 'work', at: now() });
      const isCrash = crashes.has(step) && outage === 0;
      if (isCrash) {
        await Promise.race([work, sleep(random() * 400)]);
        bot!.kill('SIGKILL');
        figures.crashes++;
        await work;
        await start();
        await tell({ do: 'work', at: now() });
      } else await work;
      note();
      if (fresh === 1 && outage === 0 && !isCrash) {
        const kept = newestFileMs();
        const posts = [...postedAt.values()].filter(({ ms }) => ms >= begunAt && ms >= kept);
        for (const { ms } of posts) {
          waits.push(ms - kept);
          fromFeed.push(ms - begunAt);
        }
      }
      if (step % 120 === 0) console.log(`day ${step / 24}: ${seen.size} messages`);
    }
    check();
  } finally {
    clearInterval(noting);
    bot?.kill('SIGKILL');
    await discord.close();
    for (const one of servers) {
      one.closeAllConnections();
      one.close();
    }
    await rm(dataDir, { recursive: true, force: true });
  }
  console.log(`${days} days, 3 feeds, ${wishes.length} subscriptions: ${figures.stories} stories (${figures.sequels} of them sequels) and ${figures.copies} copies; ${figures.crashes} crashes, ${figures.outages} outages; ${seen.size} messages`);
  const sorted = (all: number[]) => all.sort((a, b) => a - b);
  const at = (all: number[], share: number) => Math.round(sorted(all)[Math.floor(share * (all.length - 1))] ?? 0);
  console.log(`kept to posted, p50 / p99: ${at(waits, 0.5)} / ${at(waits, 0.99)} ms; feed read to posted: ${at(fromFeed, 0.5)} / ${at(fromFeed, 0.99)} ms, of ${waits.length} posts on this machine`);
  console.log(problems.length === 0 ? 'nothing lost, nothing twice, no limit passed' : problems.slice(0, 40).join('\n'));
  return { problems };

  function newestFileMs(): number {
    const folder = join(dataDir, 'articles');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
    return Math.max(...files.map((name) => statSync(join(folder, name)).mtimeMs));
  }

  function check(): void {
    problems.push(...discord.problems);
    for (const { kind, channel, wanted } of wishes) {
      const messages = [...discord.world.messages.values()].filter((one) => {
        const place = discord.world.channelById.get(one.channel_id);
        return one.channel_id === channel || (place !== undefined && 'parent_id' in place && place.parent_id === channel);
      });
      const times = messages.map(({ id }) => postedAt.get(id)!.at).sort((a, b) => a - b);
      const most = kind === 'digest' ? 1 : wanted.mostPerHour;
      for (const [place, time] of times.entries())
        if (times.slice(place).filter((other) => other - time < hourMs - minuteMs).length > most) problems.push(`more than ${most} an hour: ${kind} ${wanted.topic}`);
      const quietHour = (time: number) => new Date(time + 7 * hourMs).getUTCHours();
      if (wanted.quiet !== null && times.some((time) => quietHour(time) >= 22 || quietHour(time) < 6)) problems.push(`posted in a quiet hour: ${kind} ${wanted.topic}`);
      if (kind === 'digest') {
        const told = new Set(messages.map((one) => /### (.*)/.exec(textOf(one))?.[1]));
        if (told.size !== messages.length) problems.push(`a digest twice: ${messages.length} posts of ${told.size}`);
        if (messages.length < days - 1) problems.push(`a digest is missing: ${messages.length} of ${days}`);
        continue;
      }
      const text = messages.map((one) => textOf(one)).join('\n');
      for (const [story, copies] of roots) {
        if (kind === 'topic' && story.regency !== wanted.topic) continue;
        const expected = kind === 'announce' ? copies : 1;
        const found = text.split(`[${story.title}](`).length - 1;
        if (found !== expected) problems.push(`${found} times instead of ${expected}: ${kind} ${wanted.topic}, ${story.title}`);
      }
      const others = text.match(/\[(?:Gempa|Laporan)[^\]]*\]\(/g)?.filter((title) => ![...roots.keys()].some((story) => title === `[${story.title}](`)) ?? [];
      if (others.length > 0) problems.push(`not to be posted: ${others[0]}`);
    }
  }

  async function open(site: Site): Promise<Server> {
    const opened = createServer((request, response) => {
      if (request.url === '/feed') return void response.end(feedOf(site));
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
    site.url = `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
    return opened;
  }
} // prettier-ignore

/** A feed with whole texts. */
function feedOf({ name, url, stories }: Site): string {
  const items = stories
    .slice(0, shown)
    .map(
      ({ slug, title, at, sentences }) =>
        `<item><guid isPermaLink="false">${name} ${slug}</guid><title>${title}</title><link>${url}/${slug}</link><pubDate>${new Date(at).toUTCString()}</pubDate><description><![CDATA[${sentences.map((text) => `<p>${text}</p>`).join('')}]]></description></item>`,
    );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${name}</title><link>${url}/</link>${items.join('')}</channel></rss>`;
}

const syllables = ['ka', 'ru', 'mo', 'ti', 'sa', 'be', 'lu', 'no', 'wi', 'da', 'pe', 'go', 'ji'];

/** A made-up name for every number, no two alike. */
function villageOf(number: number): string {
  let name = '';
  for (let rest = number + 2197; rest > 0; rest = Math.floor(rest / 13)) name += syllables[rest % 13]!;
  return name[0]!.toUpperCase() + name.slice(1);
}

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
