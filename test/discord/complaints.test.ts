/** What people complain about in other bots of this kind, in their words, and that it cannot happen here. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InteractionResponseType, MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import type { APIMessage } from 'discord-api-types/v10';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { composeServing } from '../../src/compose.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import type { MessageBody } from '../loopback/limits.ts';
import { parts, type Component } from '../loopback/payloads.ts';
import type { LoopbackDiscord } from '../loopback/server.ts';
import { connected, gate, textOf } from './connected.ts';

const news = readFileSync(new URL('news/articles.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { id: string; url: string; text: string; publisher: string });

const train = 'kapan Kereta Merapi Selatan mulai beroperasi?';
const flood = 'berapa orang tewas dalam banjir di Welang?';
const rice = 'berapa harga beras di Pasar Lama hari ini?';
const market = 'kapan Pasar Kembang Sari ditutup?';

const ask = (discord: LoopbackDiscord, question: string) =>
  discord.interaction({ command: 'ask', options: { question }, locale: 'id' });

/** A bot that knows the news, and its answer to a question. */
async function answered(question: string, knowledge = 'news') {
  const bot = await connected({ knowledge });
  const asked = ask(bot.discord, question);
  const reply = await asked.reply;
  return { ...bot, reply, text: textOf(reply), message: await asked.shown };
}

/** The quotes of an answer, as the articles have them, with the addresses that stand below each. */
function quotesIn(text: string) {
  const blocks = text.split('\n').filter((line) => line.startsWith('> ') || line.includes('](<'));
  return blocks.flatMap((line, place) =>
    line.startsWith('> ')
      ? [
          {
            quote: line.slice(2).replace(/\*\*/g, '').replace(/\\(.)/g, '$1').replace(/^\[…\] | \[…\]$/g, ''),
            url: /\]\(<([^>#]+)[^>]*>\)/.exec(blocks[place + 1] ?? '')?.[1],
          },
        ]
      : [],
  );
} // prettier-ignore

/** The button of a message that has this label or emoji. */
const buttonOf = (message: APIMessage, face: string) =>
  [...parts((message.components ?? []) as unknown as Component[])].find(
    ({ label, emoji }) => label === face || (emoji as { name?: string } | undefined)?.name === face,
  )!.custom_id!;

describe('“it says ‘Unknown interaction’ after a slow start”', () => {
  it('no: while the archive cannot answer yet, questions are acknowledged in time and answered later', async () => {
    const { archive, open } = gate();
    const { discord } = await connected({ archive, knowledge: 'news' });
    const early = ask(discord, train);
    expect(await early.acknowledged).toMatchObject({
      type: InteractionResponseType.DeferredChannelMessageWithSource,
    });
    open();
    expect(textOf(await early.reply)).toContain('1 Juli 2024');
  });
});

describe('“it cuts its answers at 2,000 characters, in the middle of a word”', () => {
  it('no: a quote is cut between words, shows that it is, and the message stays within all limits', async () => {
    const { text } = await answered(market);
    const source = news.find(({ id }) => id === 'market')!.text;
    const [{ quote } = { quote: '' }] = quotesIn(text);
    expect(quote).toContain('7 Juni 2024');
    expect(quote.length).toBeLessThan(source.length);
    const start = source.indexOf(quote);
    expect(start).toBeGreaterThanOrEqual(0);
    const around = `${source[start - 1] ?? ' '}${source[start + quote.length] ?? ' '}`;
    expect(around).not.toMatch(/[\p{L}\p{N}]/u);
    expect(text).toContain('[…]');
  });
});

describe('“two instances answer everything twice”', () => {
  it('no: a second one on the same data folder ends at once, and names the first', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'kutip-twice-'));
    onTestFinished(() => {
      rmSync(dataDir, { recursive: true });
    });
    const log = pino({ level: 'silent' });
    const start = () =>
      composeServing({
        knowledge: [],
        dataDir,
        retentionDays: 90,
        serverBytes: 50e6,
        metrics: createMetrics(),
        log,
      });
    const first = await start();
    await expect(start()).rejects.toThrow(/in use by another Kutip \(process \d+ .*Stop it first/);
    await first.close();
  });

  it('no: an event that comes twice is answered once', async () => {
    const { discord } = await connected({ knowledge: 'news' });
    const asked = ask(discord, train);
    const posted = discord.message({ content: `${discord.mention} ${train}` });
    asked.repeat();
    posted.repeat();
    await Promise.all([asked.reply, posted.reply]);
    await discord.interaction({ command: 'help' }).reply;
    const shown = [...discord.world.messages.values()].filter(({ author }) => author.id === discord.world.bot.id);
    expect(shown).toHaveLength(3);
  }); // prettier-ignore
});

describe('“it pinged @everyone with a text that it quoted”', () => {
  it('no: what pings is shown as text, and Discord is told to ping nobody', async () => {
    const { discord } = await connected();
    const asked = ask(discord, 'berapa harga kue lapis legit?');
    const reply = await asked.reply;
    expect(textOf(reply)).toContain('Rp90');
    expect(textOf(reply)).not.toMatch(/(?<!\\)(?:@everyone|@here|<@[!&]?\d)/);
    expect(reply.allowed_mentions).toEqual({ parse: [], replied_user: false });
    expect((await asked.shown).mention_everyone).toBe(false);
  });
});

describe('“I see nothing, since I have embeds switched off”', () => {
  it('no: answers are texts of the message itself', async () => {
    const { reply, message } = await answered(train);
    expect((reply.flags ?? 0) & MessageFlags.IsComponentsV2).toBe(MessageFlags.IsComponentsV2);
    expect(message.embeds).toEqual([]);
  });
});

describe('“it says that a permission is missing, but not which”', () => {
  it('no: the asker is told its name', async () => {
    const { discord } = await connected({ knowledge: 'news' });
    discord.forbid(discord.channels.text, PermissionFlagsBits.SendMessages);
    discord.message({ content: `${discord.mention} ${train}` });
    const { body } = await discord.requests.when(
      ({ url, status }) => status === 200 && url.includes(`/channels/${discord.channels.dm.id}/messages`),
      'the direct message',
    );
    expect(textOf(body as MessageBody)).toContain('Izin yang belum saya miliki di sana: Kirim Pesan');
  });
});

describe('“the same story three times, from three feeds”', () => {
  it('no: one quote, with all who carried it, counted as one origin', async () => {
    const { text } = await answered(train);
    expect(quotesIn(text).filter(({ quote }) => quote.includes('1 Juli 2024'))).toHaveLength(1);
    const others = /berita yang sama di 3 media, juga: (.+) dan (.+) · /.exec(text)?.slice(1).sort();
    expect(others).toEqual(['Koran Selatan', 'Warta Timur']);
  });
});

describe('“it does not work in threads and forums”', () => {
  it.each(['thread', 'post'] as const)('no: in a %s, commands and mentions are answered there', async (place) => {
    const { discord } = await connected({ knowledge: 'news' });
    const channel = discord.channels[place];
    const command = discord.interaction({ command: 'ask', options: { question: train }, channel });
    const posted = discord.message({ content: `${discord.mention} ${train}`, channel });
    expect(textOf(await command.reply)).toContain('1 Juli 2024');
    expect(textOf(await posted.reply)).toContain('1 Juli 2024');
    expect((await posted.shown).channel_id).toBe(channel.id);
  }); // prettier-ignore

  it('no: in a new forum post with nothing but a mention, its title is the question', async () => {
    const { discord } = await connected({ knowledge: 'news' });
    const posted = discord.forumPost('Kapan Kereta Merapi Selatan mulai beroperasi?', discord.mention);
    expect(textOf(await posted.reply)).toContain('1 Juli 2024');
  });
});

describe('“its answers are far too long”', () => {
  it.each([train, flood, rice, market])(
    'no: at most three quotes of 350 characters: %s',
    async (question) => {
      const { text } = await answered(question);
      const quotes = quotesIn(text);
      expect(quotes.length).toBeGreaterThan(0);
      expect(quotes.length).toBeLessThanOrEqual(3);
      for (const { quote } of quotes) expect(quote.length).toBeLessThanOrEqual(350);
    },
  );
});

describe('“the references do not contain what it claims”', () => {
  it.each([train, flood, rice, market])(
    'no: every quote stands word for word in the article that is linked below it: %s',
    async (question) => {
      const { text } = await answered(question);
      for (const { quote, url } of quotesIn(text)) {
        expect(news.find((article) => article.url === url)?.text).toContain(quote);
      }
    },
  );

  it('no: when no article answers, it claims nothing, and says what it searched', async () => {
    const { text } = await answered('siapa presiden Atlantis?');
    expect(quotesIn(text)).toEqual([]);
    expect(text).toContain('7 artikel');
  });
});

describe('“it never says that its news is old”', () => {
  it('no: a notice says so before the quote, and the date stands below it', async () => {
    const { text } = await answered(rice);
    expect(text.indexOf('sudah lama')).toBeGreaterThanOrEqual(0);
    expect(text.indexOf('sudah lama')).toBeLessThan(text.indexOf('Rp11.200'));
    expect(text).toMatch(/3 Feb 2021/);
  });
});

describe('“it picks one of two articles that contradict each other”', () => {
  it('no: both are shown, with a notice that they differ, and no verdict', async () => {
    const { text } = await answered(flood);
    const quoted = quotesIn(text).map(({ url }) => url);
    expect(quoted).toEqual(expect.arrayContaining(['https://contoh.id/banjir-a', 'https://contoh.id/banjir-b']));
    expect(text).toContain('berbeda');
  }); // prettier-ignore
});

describe('“I cannot see what stands around the quote”', () => {
  it('no: a button shows the sentences before and after it', async () => {
    const { discord, message, text } = await answered('kapan Bendungan Jatimulyo mulai diisi air?', 'dam');
    expect(text).not.toContain('Gubernur Sri Lestari menekan');
    const pressed = discord.interaction({ button: buttonOf(message, 'Konteks'), message, locale: 'id' });
    expect(textOf(await pressed.reply)).toContain('Gubernur Sri Lestari menekan');
  });
});

describe('“there is no way to delete its answer”', () => {
  it('no: who asked can, with a button below it', async () => {
    const { discord, message } = await answered(train);
    const pressed = discord.interaction({ button: buttonOf(message, '🗑️'), message });
    await pressed.wait(({ how }) => how === 'deletion', 'the deletion by');
    expect(discord.world.messages.has(message.id)).toBe(false);
  });
});

describe('“a maze of settings before the first answer”', () => {
  it('no: it answers on a server that has just invited it, before anything is set', async () => {
    const { discord } = await connected({ knowledge: 'news' });
    const [channel] = discord.join('A new server');
    await discord.requests.when(({ url }) => url.includes(channel!.id), 'the greeting');
    const posted = discord.message({ content: `${discord.mention} ${train}`, channel: channel! });
    expect(textOf(await posted.reply)).toContain('1 Juli 2024');
    const command = discord.interaction({ command: 'ask', options: { question: train }, channel: channel! });
    expect(textOf(await command.reply)).toContain('1 Juli 2024');
  });
});

describe('“it speaks English only”', () => {
  it.each([
    ['id', 'kutipan verbatim'],
    ['en-US', 'exact quotes'],
  ] as const)('no: to a user with locale %s, it says “%s”', async (locale, words) => {
    const { discord } = await connected({ knowledge: 'news' });
    const asked = discord.interaction({ command: 'ask', options: { question: train }, locale });
    expect(textOf(await asked.reply)).toContain(words);
  });
});

describe('“I cannot ask for one newspaper, or for a period”', () => {
  it.each([
    ['source', 'Koran Selatan', '15 orang', 'banjir-a'],
    ['until', '2024-01-10', '12 orang', 'banjir-b'],
  ])('no: with %s %s, it quotes nothing else', async (option, value, quoted, left) => {
    const { discord } = await connected({ knowledge: 'news' });
    const options = { question: flood, [option]: value };
    const text = textOf(await discord.interaction({ command: 'ask', options, locale: 'id' }).reply);
    expect(text.replace(/\*\*/g, '')).toContain(quoted);
    expect(text).not.toContain(left);
  });
});

describe('“the page behind the link is gone”', () => {
  it('no: the text of the article can be read here', async () => {
    const { discord } = await connected({ knowledge: 'news' });
    const title = 'Harga beras di Pasar Lama';
    const text = textOf(await discord.interaction({ command: 'article', options: { title } }).reply);
    expect(text).toContain('Pedagang mengeluhkan pasokan yang tersendat.');
  });
});

describe('“nobody learns what it could not answer, or answered badly”', () => {
  it('no: those who manage the server see it, with the reason', async () => {
    const { discord, message } = await answered(rice);
    await ask(discord, 'siapa presiden Atlantis?').reply;
    const pressed = discord.interaction({ button: buttonOf(message, '👎'), message });
    const fields = { problem: 'outdated', reason: 'harga lama' };
    await discord.interaction({ modal: await pressed.modal, fields, message }).reply;
    const list = discord.interaction({ command: 'kutip unanswered', user: discord.users.moderator });
    const text = textOf(await list.reply);
    expect(text).toContain('siapa presiden Atlantis?');
    expect(text).toMatch(/harga beras di Pasar Lama.*1× outdated.*harga lama/);
    expect(text).toContain('👎 by reason: 1× outdated');
  });
});

// That feeds go on after a restart, and that old answers follow corrections: polling.test.ts, corrections.test.ts.
