import { describe, expect, it } from 'vitest';
import type { Archive } from '../../src/chat/contract/services.ts';
import { connected, gate, textOf } from './connected.ts';
import { buttonsOf, isEphemeral, press } from './press.ts';

const listings = [
  ['search', { words: 'bendungan jatimulyo' }, 3],
  ['timeline', { topic: 'bendungan jatimulyo' }, 2],
  ['latest', {}, 2],
  ['article', { title: 'waduk' }, 5],
] as const;

async function listed(command: string, options: Record<string, string>, archive?: (real: Archive) => Partial<Archive>) {
  const bot = await connected({ knowledge: 'dam', ...(archive && { archive }) });
  const asked = bot.discord.interaction({ command, options, locale: 'id' });
  await asked.reply;
  return { ...bot, asked, message: await asked.shown };
} // prettier-ignore

/** The articles that a reply shows, by the ends of their addresses. */
const articlesOf = (text: string) =>
  [...text.matchAll(/\(<https:\/\/contoh\.id\/([\w-]+)(?:#[^>]*)?>\)/g)].map(([, id]) => id!);

describe.each(listings)('/%s %j', (command, options, pages) => {
  it('has pages, which anybody turns in place: every one is there once', async () => {
    const { discord, message, asked } = await listed(command, options);
    const seen = [textOf(await asked.reply)];
    for (let page = 2; page <= pages; page++) {
      const turned = press(discord, discord.world.messages.get(message.id)!, 'Berikutnya', discord.users.other);
      seen.push(textOf(await turned.reply));
      expect(turned.said.items.map(({ how }) => how).join()).toMatch(/^callback(?:,edit)?$/);
      expect(seen.at(-1)).toContain(`halaman ${page} dari ${pages}`);
    }
    const last = buttonsOf(discord.world.messages.get(message.id)!);
    expect([last.get('Sebelumnya')!.disabled, last.get('Berikutnya')!.disabled]).toEqual([undefined, true]);
    expect(new Set(seen).size).toBe(pages);
    if (command === 'article') {
      const sentences = [...seen.join('\n').matchAll(/Kalimat nomor (\d+) /g)].map(([, place]) => Number(place));
      expect(sentences).toEqual(Array.from({ length: 59 }, (_, place) => place + 1));
    } else {
      const shown = articlesOf(seen.join('\n'));
      expect(shown).toHaveLength({ latest: 13, timeline: 10 }[command as string] ?? 12);
      expect(new Set(shown).size).toBe(shown.length);
    }
    const back = press(discord, discord.world.messages.get(message.id)!, 'Sebelumnya');
    expect(textOf(await back.reply)).toBe(seen.at(-2));
  }); // prettier-ignore

  it.each([
    ['who asked', 'asker', true],
    ['somebody else', 'other', false],
  ] as const)('lets %s delete it: %3$s, on any page', async (_, who, may) => {
    const { discord, message } = await listed(command, options);
    await press(discord, message, 'Berikutnya').reply;
    const pressed = press(discord, discord.world.messages.get(message.id)!, 'delete', discord.users[who]);
    if (may) await pressed.wait(({ how }) => how === 'deletion', 'the deletion by');
    else expect(textOf(await pressed.reply)).toContain('Hanya penanya');
    expect(discord.world.messages.has(message.id)).toBe(!may);
  });

  it('says so when it is too old to turn pages, and stays as it is', async () => {
    const { discord, message, chat } = await listed(command, options);
    const [, , id = ''] = buttonsOf(message).get('Berikutnya')!.custom_id!.split('/');
    await chat.services.replies.remove(id);
    const turned = press(discord, message, 'Berikutnya');
    expect(textOf(await turned.reply)).toContain('sudah kedaluwarsa');
    expect(isEphemeral(await turned.shown)).toBe(true);
    expect(discord.world.messages.get(message.id)?.components).toEqual(message.components);
  });
});

it('/timeline begins with the oldest, and shows the day of each sentence', async () => {
  const { asked } = await listed('timeline', { topic: 'Bendungan Jatimulyo' });
  const text = textOf(await asked.reply);
  expect(articlesOf(text)).toEqual(['dam-1', 'dam-4', 'dam-5', 'dam-6', 'dam-7']);
  expect(text).toMatch(/\*\*4 Mar 2024\*\*\n> .*\*\*Bendungan\*\*/);
});

it('/article shows all that is known of it, and its first passage', async () => {
  const { asked } = await listed('article', { title: 'dam-1' });
  const text = textOf(await asked.reply);
  expect(text).toMatch(/^### Bendungan Jatimulyo mulai diisi\n/);
  expect(text).toContain('- Asal berita: Antara Contoh');
  expect(text).toContain('> Pagi itu kabut turun');
  expect(text).toMatch(/\*\*Harian Utara\*\* · 4 Mar 2024, 08\.00 WIB \(<t:1709514000:R>\)/);
});

it.each([
  ['search', { words: 'qwertyuiop' }, 'Coba kata lain'],
  ['timeline', { topic: 'qwertyuiop' }, 'atau pakai </search:'],
  ['latest', { topic: 'qwertyuiop' }, 'Kurangi kata kuncinya'],
  ['article', { title: 'qwertyuiop' }, 'pilih dari daftar'],
  ['search', { words: 'waduk', since: 'entah kapan' }, 'tidak saya kenali sebagai tanggal'],
  ['timeline', { topic: 'waduk', since: '2024-02', until: '2023' }, 'Rentang tanggalnya kosong'],
] as const)('/%s %j finds nothing, and says what to do', async (command, options, advice) => {
  const { asked } = await listed(command, options);
  expect(textOf(await asked.reply)).toContain(advice);
});

it.each(listings.slice(0, 3))('/%s %j says so while articles are still missing', async (command, options) => {
  const indexing = { done: 13, of: 400 };
  const { asked } = await listed(command, options, (real) => ({
    search: async (given) => ({ ...(await real.search(given)), indexing }),
    timeline: async (given) => ({ ...(await real.timeline(given)), indexing }),
    latest: async (given) => ({ ...(await real.latest(given)), indexing }),
  }));
  expect(textOf(await asked.reply)).toContain('pengindeksan belum selesai (13 dari 400)');
});

describe('while somebody types', () => {
  it.each([
    ['article', 'title', 'jatimulyo 12', 'Kabar Bendungan Jatimulyo bagian 12', 'dam-12'],
    ['ask', 'source', 'utara', 'Harian Utara', 'Harian Utara'],
    ['search', 'source', 'KORAN', 'Koran Selatan', 'Koran Selatan'],
    ['latest', 'topic', 'sej', 'sejarah', 'sejarah'],
    ['timeline', 'topic', 'jati', 'Bendungan Jatimulyo', 'Bendungan Jatimulyo'],
  ])('/%s offers for %s “%s”: %s', async (autocomplete, focused, written, name, value) => {
    const { discord } = await connected({ knowledge: 'dam' });
    const typing = discord.interaction({ autocomplete, options: { [focused]: written }, focused, locale: 'id' });
    const [first] = await typing.choices;
    expect(first?.name.startsWith(name)).toBe(true);
    expect(first?.value).toBe(value);
    expect(typing.said.items).toHaveLength(1);
  }); // prettier-ignore

  it.each(['', 'qwertyuiop', '💥'.repeat(50), '\u202e\u0000', '*'.repeat(100)])(
    '%j breaks nothing',
    async (written) => {
      const { discord, logged } = await connected({ knowledge: 'dam' });
      const options = { title: written };
      const typing = discord.interaction({ autocomplete: 'article', options, focused: 'title' });
      expect((await typing.choices).length).toBe(written === '' ? 13 : 0);
      expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
    },
  );

  it('is offered nothing when that fails', async () => {
    const archive = () => ({ suggestArticles: () => Promise.reject(new Error('the index is broken')) });
    const { discord, logged } = await connected({ archive });
    const typing = discord.interaction({
      autocomplete: 'article',
      options: { title: 'a' },
      focused: 'title',
    });
    expect(await typing.choices).toEqual([]);
    expect(logged).toContainEqual(expect.objectContaining({ msg: 'autocomplete failed' }));
  });

  it('does not wait for questions that are being answered', async () => {
    const { archive, asked, open } = gate();
    const { discord } = await connected({ archive, knowledge: 'dam' });
    const question = discord.interaction({ command: 'ask', options: { question: 'apa itu waduk?' } });
    await asked;
    const typing = discord.interaction({ autocomplete: 'article', options: { title: 'waduk' }, focused: 'title' });
    expect(await typing.choices).toHaveLength(1);
    open();
    await question.reply;
  }); // prettier-ignore
});

describe('Find sources on a message', () => {
  const said = 'Katanya Bendungan Jatimulyo mulai diisi air pada hari Senin';

  it('answers what it says, to who asked alone; he can share it', async () => {
    const { discord } = await connected({ knowledge: 'dam' });
    const { message } = discord.message({ content: said, user: discord.users.other });
    const asked = discord.interaction({ messageCommand: 'Find sources', target: message, locale: 'id' });
    expect(textOf(await asked.reply)).toContain('berita yang sama di 3 media, juga:');
    expect(isEphemeral(await asked.shown)).toBe(true);
    const shared = press(discord, await asked.shown, 'Bagikan');
    expect(textOf(await shared.reply)).toContain('4 Maret 2024');
    expect(isEphemeral(await shared.shown)).toBe(false);
    await press(discord, await shared.shown, 'delete').wait(({ how }) => how === 'deletion', 'the deletion by');
  }); // prettier-ignore

  const forwarded = { content: said, embeds: [], attachments: [], timestamp: '2024-03-04T08:00:00Z' };
  const shows = { title: 'Bendungan Jatimulyo mulai diisi', description: 'Pengisian air mulai hari Senin' };

  it.each([
    ['a link, whose preview says it', { content: 'https://contoh.id/zq', embeds: [shows] }],
    ['nothing of its own, but an embed', { content: '', embeds: [shows] }],
    ['a message that it forwards', { content: '', message_snapshots: [{ message: forwarded }] }],
    ['mentions and emoji besides', { content: `<@123456789012345678> ${said} <:wah:123456789012345678>` }],
  ])('reads what stands in %s', async (_, shown) => {
    const { discord } = await connected({ knowledge: 'dam' });
    const { message } = discord.message({ content: said, user: discord.users.other });
    const reference = { type: 1, message_id: '123456789012345678', channel_id: message.channel_id };
    const target = { ...message, message_reference: reference, ...shown } as unknown as typeof message;
    const asked = discord.interaction({ messageCommand: 'Find sources', target, locale: 'id' });
    expect(textOf(await asked.reply)).toContain('4 Maret 2024');
  });

  it('says so when there is no text', async () => {
    const { discord } = await connected({ knowledge: 'dam' });
    const { message } = discord.message({ content: '', user: discord.users.other });
    const asked = discord.interaction({ messageCommand: 'Find sources', target: message, locale: 'id' });
    expect(textOf(await asked.reply)).toContain('Tidak ada teks');
    expect(isEphemeral(await asked.shown)).toBe(true);
  });
});

it('/search takes days as they are written, the day first', async () => {
  const found = async (since: string) => {
    const { asked } = await listed('search', { words: 'bendungan jatimulyo', since });
    return textOf(await asked.reply);
  };
  const whole = await found('04/03/2024');
  expect(whole).toBe(await found('2024-03-04'));
  expect(whole).not.toBe(await found('03/04/2024'));
  // A second number that can be no month is the day.
  expect(await found('03/14/2024')).toBe(await found('2024-03-14'));
});
