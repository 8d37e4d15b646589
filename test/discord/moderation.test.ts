import type { APIMessage } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { parts, type Component } from '../loopback/payloads.ts';
import type { LoopbackDiscord } from '../loopback/server.ts';
import { articlePage, newSite, rss } from '../site.ts';
import { textOf } from './connected.ts';
import { buttonsOf, press } from './press.ts';
import { serving, sharedServing } from './serving.ts';

const bridge = [
  'Jembatan Sukamaju resmi dibuka untuk umum oleh Gubernur Ratna Dewi pada hari Senin setelah dibangun selama tiga tahun.',
  'Pembangunan jembatan itu menelan biaya 45 miliar rupiah yang seluruhnya berasal dari anggaran daerah.',
  'Warga kini dapat menyeberangi Sungai Cikolot tanpa memutar sejauh dua belas kilometer seperti sebelumnya.',
];
const market = [
  'Pasar Sukamaju yang baru dibuka pada hari Selasa oleh Bupati Hendra Wijaya di lahan bekas terminal lama.',
  'Sebanyak 320 pedagang menempati kios di pasar itu tanpa membayar sewa selama enam bulan pertama.',
];
const question = 'berapa biaya pembangunan jembatan Sukamaju?';

/** Uses a command as the moderator, in Indonesian. */
const moderate = (discord: LoopbackDiscord, command: string, options: Record<string, string> = {}) =>
  discord.interaction({ command, options, user: discord.users.moderator, locale: 'id' });

const said = async (asked: { reply: Promise<unknown> }) => textOf((await asked.reply) as never);

const ask = async (discord: LoopbackDiscord, isPrivate = false) => {
  const asked = discord.interaction({
    command: 'ask',
    options: { question, private: isPrivate },
    locale: 'id',
  });
  await asked.reply;
  return asked.shown;
};

const now = (discord: LoopbackDiscord, { id }: APIMessage) => textOf(discord.world.messages.get(id) as never);

const shared = sharedServing(14);

async function withArticles(bot = shared()) {
  const { site } = bot;
  site.pages.set('/jembatan', articlePage('Jembatan Sukamaju dibuka', bridge));
  site.pages.set('/pasar', articlePage('Pasar Sukamaju dibuka', market));
  for (const path of ['/jembatan', '/pasar'])
    await moderate(bot.discord, 'kutip add', { url: `${site.url}${path}` }).reply;
  return bot;
}

describe('/kutip remove', () => {
  it('asks first: which article it is, and which answers quote it', async () => {
    const { discord } = await withArticles();
    await ask(discord);
    await ask(discord, true);
    const asked = moderate(discord, 'kutip remove', { article: 'Jembatan Sukamaju dibuka' });
    const text = await said(asked);
    expect(text).toContain('Hapus artikel ini?');
    expect(text).toContain('Jembatan Sukamaju dibuka');
    expect(text).toContain('23 Nov 2026');
    expect(text).toContain('2 balasan di server ini mengutipnya');
    // What somebody asked in private is counted, and never shown.
    expect(text.split(question)).toHaveLength(2);
    const kept = press(discord, await asked.shown, 'Batal', discord.users.moderator);
    expect(await said(kept)).toContain('Tidak ada yang dihapus');
    expect(now(discord, await ask(discord))).toContain('45 miliar');
  });

  it('takes no title that is only near: it offers the articles that may be meant', async () => {
    const { discord } = await withArticles();
    const asked = moderate(discord, 'kutip remove', { article: 'sukamaju' });
    expect(await said(asked)).toContain('Artikel mana yang Anda maksud');
    const [select] = [...parts(((await asked.shown).components ?? []) as unknown as Component[])].filter(
      ({ options }) => options !== undefined,
    );
    const options = select!.options as { label: string; value: string; description: string }[];
    expect(options.map(({ label }) => label).sort()).toEqual([
      'Jembatan Sukamaju dibuka',
      'Pasar Sukamaju dibuka',
    ]);
    expect(options[0]!.description).toContain('23 Nov 2026');
    const chosen = discord.interaction({
      select: select!.custom_id!,
      values: [options.find(({ label }) => label.startsWith('Pasar'))!.value],
      message: await asked.shown,
      user: discord.users.moderator,
      locale: 'id',
    });
    expect(await said(chosen)).toContain('Hapus artikel ini?');
    expect(await said(chosen)).toContain('Pasar Sukamaju dibuka');
  });

  it('marks answers as removed by moderators, not by the newspaper, and takes all of it back', async () => {
    const { discord } = await withArticles();
    const answer = await ask(discord);
    const asked = moderate(discord, 'kutip remove', { article: 'Jembatan Sukamaju dibuka' });
    await asked.reply;
    const removing = press(discord, await asked.shown, 'Hapus', discord.users.moderator);
    expect(await said(removing)).toContain('1 balasan yang mengutipnya kini diberi catatan');
    await expect.poll(() => now(discord, answer)).toContain('dihapus oleh moderator server ini');
    expect(now(discord, answer)).not.toMatch(/ditarik|45 miliar/);

    const undone = press(discord, await removing.shown, 'Kembalikan', discord.users.moderator);
    expect(await said(undone)).toContain('dapat dikutip lagi');
    await expect.poll(() => now(discord, answer)).toContain('45 miliar');
    expect(now(discord, answer)).not.toContain('dihapus oleh moderator');
  });
});

describe('/kutip articles', () => {
  it('lists what was removed, and brings it back; a summary of a feed is marked as one', async () => {
    const { discord, site } = await withArticles();
    const summary =
      'Kebakaran di Desa Sirnarasa menghanguskan empat rumah pada Rabu dini hari tanpa menimbulkan korban jiwa.';
    site.pages.set(
      '/feed',
      rss(site.url, [{ path: '/hilang', title: 'Kebakaran di Sirnarasa', text: summary }]),
    );
    await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` }).reply;
    expect(await said(moderate(discord, 'kutip articles'))).toContain('3 artikel milik server ini');
    const summaries = await said(moderate(discord, 'kutip articles', { show: 'summaries' }));
    expect(summaries).toContain('Kebakaran di Sirnarasa · Warta Uji');
    expect(summaries).not.toContain('Jembatan');
    const quoted = discord.interaction({
      command: 'ask',
      options: { question: 'berapa rumah yang hangus di Desa Sirnarasa?' },
      locale: 'id',
    });
    expect(await said(quoted)).toContain('hanya ringkasan dari feed');

    const asked = moderate(discord, 'kutip remove', { article: 'Pasar Sukamaju dibuka' });
    await asked.reply;
    await press(discord, await asked.shown, 'Hapus', discord.users.moderator).reply;
    const removed = moderate(discord, 'kutip articles', { show: 'removed' });
    expect(await said(removed)).toContain('“Pasar Sukamaju dibuka” · dihapus oleh moderator pada');
    const [select] = [...parts(((await removed.shown).components ?? []) as unknown as Component[])].filter(
      ({ options }) => options !== undefined,
    );
    const back = discord.interaction({
      select: select!.custom_id!,
      values: [(select!.options as { value: string }[])[0]!.value],
      message: await removed.shown,
      user: discord.users.moderator,
      locale: 'id',
    });
    expect(await said(back)).toContain('“Pasar Sukamaju dibuka” dapat dikutip lagi');
  });
});

describe('/kutip edit', () => {
  it('sets what the page says wrongly, and keeps it when the page is read again', async () => {
    const { discord, site } = await withArticles();
    const edited = await said(
      moderate(discord, 'kutip edit', {
        article: 'Jembatan Sukamaju dibuka',
        publisher: 'Harian Cikolot',
        date: '2026-11-20',
        link: 'https://cikolot.example/jembatan',
        language: 'id',
      }),
    );
    expect(edited).toContain('Media: Warta Uji → Harian Cikolot');
    expect(edited).toContain('Tanggal: 23 Nov 2026, 09.00 WIB → 20 Nov 2026');
    const answer = now(discord, await ask(discord));
    expect(answer).toContain('**Harian Cikolot**');
    expect(answer).toContain('https://cikolot.example/jembatan');
    site.pages.set(
      '/jembatan',
      articlePage('Jembatan Sukamaju dibuka', [...bridge, 'Jembatan itu dijaga petugas.']),
    );
    expect(await said(moderate(discord, 'kutip add', { url: `${site.url}/jembatan` }))).toContain(
      'diperbarui',
    );
    expect(now(discord, await ask(discord))).toContain('**Harian Cikolot**');
  });

  it.each([
    [{}, 'Sebutkan apa yang diubah'],
    [{ date: 'entah' }, 'tidak saya kenali sebagai tanggal'],
    [{ link: 'cikolot' }, 'bukan alamat web'],
    [{ language: 'bahasa kita' }, 'bukan kode bahasa'],
  ])('says what is wrong with %j', async (options, problem) => {
    const { discord } = await withArticles();
    const article = 'Jembatan Sukamaju dibuka';
    expect(await said(moderate(discord, 'kutip edit', { article, ...options }))).toContain(problem);
  });
});

describe('/kutip audit', () => {
  it('says who added, edited and removed what; with /forget-me the name goes, and the act stays', async () => {
    const { discord } = await withArticles();
    await moderate(discord, 'kutip edit', { article: 'Pasar Sukamaju dibuka', publisher: 'Harian Cikolot' })
      .reply;
    const asked = moderate(discord, 'kutip remove', { article: 'Pasar Sukamaju dibuka' });
    await asked.reply;
    await press(discord, await asked.shown, 'Hapus', discord.users.moderator).reply;
    const list = await said(moderate(discord, 'kutip audit'));
    const { id } = discord.users.moderator;
    expect(list).toMatch(new RegExp(`menghapus “Pasar Sukamaju dibuka” · <@${id}>`));
    expect(list).toContain('mengubah “Pasar Sukamaju dibuka” · Media: Warta Uji → Harian Cikolot');
    expect(list).toContain('menambahkan “Jembatan Sukamaju dibuka”');
    expect(list.indexOf('menghapus')).toBeLessThan(list.indexOf('menambahkan'));
    expect(await said(discord.interaction({ command: 'kutip audit' }))).toContain('Manage Server');
    await moderate(discord, 'forget-me').reply;
    const after = await said(moderate(discord, 'kutip audit'));
    expect(after).toContain('menghapus “Pasar Sukamaju dibuka”');
    expect(after).not.toContain(id);
  });
});

describe('/kutip unanswered', () => {
  it('has a question that was marked as handled no more, until it is asked again', async () => {
    const { discord } = await withArticles();
    const wonder = () =>
      discord.interaction({ command: 'ask', options: { question: 'siapa presiden Atlantis?' }, locale: 'id' })
        .reply;
    await wonder();
    const list = moderate(discord, 'kutip unanswered');
    expect(await said(list)).toContain('Atlantis');
    const select = buttonsOf(await list.shown).get('handle')!;
    const handled = discord.interaction({
      select: select.custom_id!,
      values: [(select.options as { value: string }[])[0]!.value],
      message: await list.shown,
      user: discord.users.moderator,
      locale: 'id',
    });
    expect(await said(handled)).not.toContain('Atlantis');
    await wonder();
    expect(await said(moderate(discord, 'kutip unanswered'))).toContain('Atlantis');
  });

  it.each<[string, Record<string, string>]>([
    ['small talk', { question: 'makasih ya min' }],
    ['a filter that lets nothing through', { question, source: 'Kompsa' }],
    ['a period without the article that answers', { question, until: '2020-01-01' }],
  ])('does not have %s', async (_, options) => {
    const { discord } = await withArticles();
    await discord.interaction({ command: 'ask', options, locale: 'id' }).reply;
    expect(await said(moderate(discord, 'kutip unanswered'))).toContain('0 pertanyaan');
  });
});

describe('an article that was added once', () => {
  it('is looked at again: what changes is corrected, and what is gone is withdrawn by its publisher', async () => {
    // Its time goes on for all servers.
    const own = await newSite();
    const bot = await serving({ loopbackPorts: [own.port] });
    const { discord, site, kutip } = await withArticles({ ...bot, site: own });
    const answer = await ask(discord);
    expect(now(discord, answer)).toContain('45 miliar');
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
    site.pages.set(
      '/jembatan',
      articlePage('Jembatan Sukamaju dibuka', [
        bridge[0]!,
        bridge[1]!.replace('45 miliar', '54 miliar'),
        bridge[2]!,
      ]),
    );
    await kutip.polling.pollDue(hours(0.5));
    expect(now(discord, answer)).not.toContain('Dikoreksi');
    await kutip.polling.pollDue(hours(1.1));
    await expect.poll(() => now(discord, answer)).toContain('Warta Uji mengubah “Jembatan Sukamaju dibuka”');
    expect(now(discord, answer)).toMatch(
      /23 Nov 2026, 09\.00 WIB \(<t:\d+:R>\) · diperbarui \d+ \w+ \d{4}, \d\d\.\d\d WIB/,
    );
    expect(now(discord, answer)).toContain('Sebelumnya: “Pembangunan jembatan itu menelan biaya 45 miliar');
    site.pages.delete('/jembatan');
    await kutip.polling.pollDue(hours(8));
    await kutip.polling.pollDue(hours(40));
    await expect.poll(() => now(discord, answer)).toContain('ditarik oleh medianya');
    site.asked.length = 0;
    await kutip.polling.pollDue(hours(400));
    await kutip.polling.pollDue(hours(800));
    expect(site.asked.filter((path) => path === '/jembatan')).toEqual([]);
  });
});
