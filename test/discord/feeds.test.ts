import { MessageFlags } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { Channel } from '../loopback/payloads.ts';
import type { LoopbackDiscord } from '../loopback/server.ts';
import { writtenPdf } from '../ingest/pdf/written-pdf.ts';
import { articlePage, rss } from '../site.ts';
import { textOf } from './connected.ts';
import { press } from './press.ts';
import { sharedServing } from './serving.ts';

const bridge = [
  'Jembatan Sukamaju resmi dibuka untuk umum oleh Gubernur Ratna Dewi pada hari Senin setelah dibangun selama tiga tahun.',
  'Pembangunan jembatan itu menelan biaya 45 miliar rupiah yang seluruhnya berasal dari anggaran daerah.',
  'Warga kini dapat menyeberangi Sungai Cikolot tanpa memutar sejauh dua belas kilometer seperti sebelumnya.',
];
const question = 'berapa biaya pembangunan jembatan Sukamaju?';

/** Uses a command as the moderator, in Indonesian. */
const moderate = (discord: LoopbackDiscord, command: string, options: Record<string, string> = {}) =>
  discord.interaction({ command, options, user: discord.users.moderator, locale: 'id' });

const ask = async (discord: LoopbackDiscord, channel: Channel = discord.channels.text) =>
  textOf(await discord.interaction({ command: 'ask', options: { question }, channel, locale: 'id' }).reply);

const shared = sharedServing(13);

function withSite() {
  const bot = shared();
  bot.site.pages.set('/jembatan', articlePage('Jembatan Sukamaju dibuka', bridge));
  return bot;
}

describe('/kutip add', () => {
  it('adds the article of a page, which is then quoted on this server and nowhere else', async () => {
    const { discord, site } = withSite();
    const asked = moderate(discord, 'kutip add', { url: `${site.url}/jembatan` });
    const text = textOf(await asked.reply);
    expect(text).toContain('ditambahkan: “Jembatan Sukamaju dibuka”');
    expect((await asked.shown).flags! & MessageFlags.Ephemeral).toBe(MessageFlags.Ephemeral);
    expect(await ask(discord)).toContain('45 miliar rupiah');
    const [elsewhere] = discord.join('Server lain');
    expect(await ask(discord, elsewhere)).not.toContain('45 miliar');
    expect(await ask(discord, discord.channels.dm)).not.toContain('45 miliar');
    const lists = ['latest', 'sources', 'help'] as const;
    for (const command of lists) {
      const listed = discord.interaction({ command, channel: discord.channels.dm, locale: 'id' });
      expect(textOf(await listed.reply), command).not.toContain('Warta Uji');
    }
    const typed = { autocomplete: 'article', options: { title: 'jembatan' }, focused: 'title' };
    expect(await discord.interaction({ ...typed, channel: discord.channels.dm }).choices).toEqual([]);
    expect(await discord.interaction(typed).choices).toHaveLength(1);
  });

  it('says what is there already and has not changed, and what has', async () => {
    const { discord, site } = withSite();
    const add = async () =>
      textOf(await moderate(discord, 'kutip add', { url: `${site.url}/jembatan` }).reply);
    await add();
    expect(await add()).toContain('1 duplikat');
    site.pages.set(
      '/jembatan',
      articlePage('Jembatan Sukamaju dibuka', [
        ...bridge,
        'Koreksi: biayanya 54 miliar rupiah, bukan 45 miliar rupiah.',
      ]),
    );
    expect(await add()).toContain('versi sebelumnya disimpan');
  });

  it('says why there is no article, as does the preview', async () => {
    const { discord, site } = withSite();
    site.pages.set('/robots.txt', {
      body: 'User-agent: *\nDisallow: /rahasia',
      headers: { 'content-type': 'text/plain' },
    });
    site.pages.set('/gambar', { body: 'GIF89a', headers: { 'content-type': 'image/gif' } });
    site.pages.set('/kosong', { body: '<html><body></body></html>' });
    site.pages.set('/terus', { status: 302, headers: { location: '/terus' } });
    const stages = {
      [`${site.url}/tidak-ada`]: 'Halaman tidak ditemukan (404)',
      [`${site.url}/rahasia`]: 'robots.txt',
      [`${site.url}/gambar`]: 'bukan halaman, feed, atau berkas',
      [`${site.url}/kosong`]: 'Tidak ada teks artikel',
      [`${site.url}/terus`]: 'Terlalu banyak pengalihan',
      'http://10.0.0.1/': 'jaringan privat',
      'ftp://warta.example/': 'Alamat ini tidak dapat diambil',
    };
    for (const [url, expected] of Object.entries(stages)) {
      expect(textOf(await moderate(discord, 'kutip add', { url }).reply), url).toContain(expected);
      expect(textOf(await moderate(discord, 'kutip feed check', { url }).reply), url).toContain(expected);
    }
    const preview = textOf(
      await moderate(discord, 'kutip feed check', { url: `${site.url}/jembatan` }).reply,
    );
    expect(preview).toMatch(
      /✓ “Jembatan Sukamaju dibuka” · Warta Uji · 23 Nov 2026, 09\.00 WIB · \d+ karakter/,
    );
    expect(preview).toContain('Belum ada yang ditambahkan');
    expect(await ask(discord)).not.toContain('45 miliar');
  });

  it('takes the articles of a file that is handed over, whatever robots.txt says', async () => {
    const { discord, site } = withSite();
    site.pages.set('/robots.txt', { body: 'User-agent: *\nDisallow: /' });
    const jsonl = bridge
      .map((text, place) => JSON.stringify({ id: String(place), title: `Berita ${place}`, text }))
      .join('\n');
    site.pages.set('/unggahan/berita.jsonl?ex=1', {
      body: jsonl,
      headers: { 'content-type': 'application/octet-stream' },
    });
    const text = textOf(
      await moderate(discord, 'kutip add', { file: `${site.url}/unggahan/berita.jsonl?ex=1` }).reply,
    );
    expect(text).toContain('3 ditambahkan');
    expect(await ask(discord)).toContain('45 miliar rupiah');
  });

  it('asks for files by a form where nothing is given, and says of each what became of it', async () => {
    const { discord, site } = withSite();
    const body = (sentence: string) => ({ body: `Jembatan Sukamaju\n\n${sentence}`, headers: { 'content-type': 'text/plain' } });
    site.pages.set('/unggahan/jembatan%20baru.txt', body(bridge[1]!));
    site.pages.set('/unggahan/kosong.txt', { body: '', headers: { 'content-type': 'text/plain' } });
    const several = bridge.map((text, place) => JSON.stringify({ title: `Berita ${place}`, text: `${text} Tamat.` }));
    site.pages.set('/unggahan/banyak.jsonl', { body: several.join('\n'), headers: { 'content-type': 'text/plain' } });
    const modal = await moderate(discord, 'kutip add').modal;
    expect(modal.title).toBe('Tambah artikel dari berkas');
    const files = ['jembatan%20baru.txt', 'kosong.txt', 'banyak.jsonl'].map((name) => `${site.url}/unggahan/${name}`);
    const sent = discord.interaction({ modal, fields: { files }, user: discord.users.moderator, locale: 'id' });
    const text = textOf(await sent.reply);
    expect(text).toMatch(/- jembatan baru\.txt · ditambahkan: “Jembatan Sukamaju”\n- kosong\.txt · ditolak – .+\n- banyak\.jsonl · 3 ditambahkan\n/);
    expect(text).toContain('4 ditambahkan · 1 ditolak');
    expect((await sent.shown).flags! & MessageFlags.Ephemeral).toBe(MessageFlags.Ephemeral);
    expect(await ask(discord)).toContain('45 miliar rupiah');
    expect(textOf(await moderate(discord, 'kutip add', { title: 'Tanpa berkas' }).reply)).toContain('berkas:…');
  }); // prettier-ignore

  it('is refused to others, and allowed to roles that were chosen for it', async () => {
    const { discord, site, kutip } = withSite();
    const add = () => discord.interaction({ command: 'kutip add', options: { url: `${site.url}/jembatan` } });
    expect(textOf(await add().reply)).toContain('Manage Server');
    const { guild_id: server } = discord.channels.text;
    await kutip.chat.services.settings.change(server!, { adders: [server!] });
    expect(textOf(await add().reply)).toContain('1 added');
  });
});

describe('/kutip remove', () => {
  it('takes an article out, for good: what comes again from a feed is not added', async () => {
    const { discord, site } = withSite();
    site.pages.set('/feed', rss(site.url, [{ path: '/jembatan', title: 'Jembatan Sukamaju dibuka' }]));
    await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` }).reply;
    expect(await ask(discord)).toContain('45 miliar rupiah');
    const completion = { autocomplete: 'kutip remove', options: { article: 'jemb' }, focused: 'article' };
    const [choice] = await discord.interaction({ ...completion, user: discord.users.moderator }).choices;
    const asked = moderate(discord, 'kutip remove', { article: String(choice!.value) });
    await asked.reply;
    const removed = press(discord, await asked.shown, 'Hapus', discord.users.moderator);
    expect(textOf(await removed.reply)).toContain('tidak akan dikutip lagi');
    expect(await ask(discord)).not.toContain('45 miliar');
  });

  it('has no power over what all servers share', async () => {
    const { discord } = withSite();
    const text = textOf(await moderate(discord, 'kutip remove', { article: 'pasukan' }).reply);
    expect(text).toContain('Server ini tidak pernah menambahkan artikel');
  });
});

describe('/kutip feed add', () => {
  it('follows 25 feeds for a server, and says how there is room for another', async () => {
    const { discord, site } = withSite();
    const text = 'Jembatan Sukamaju dibuka.';
    const add = async (number: number) => {
      site.pages.set(
        `/feed-${number}`,
        rss(site.url, [{ path: '/jembatan', title: `Berita ${number}`, text }]),
      );
      return textOf(await moderate(discord, 'kutip feed add', { url: `${site.url}/feed-${number}` }).reply);
    };
    const full = 'Jumlah feed sudah mencapai batas';
    for (let number = 1; number <= 25; number++)
      expect(await add(number), String(number)).not.toContain(full);
    expect(await add(26)).toContain(full);
    await moderate(discord, 'kutip feed remove', { feed: `${site.url}/feed-1` }).reply;
    expect(await add(26)).not.toContain(full);
  });
});

describe('the feeds of a server', () => {
  const outline = (url: string) => `<outline text="Warta" xmlUrl="${url}"/>`;
  const opml = (...urls: string[]) =>
    `<?xml version="1.0"?><opml version="2.0"><body><outline text="Berita">${urls.map(outline).join('')}</outline></body></opml>`;
  const upload = (name: string, content: string) =>
    `data:;name=${name};base64,${Buffer.from(content).toString('base64')}`;
  const text = 'Jembatan Sukamaju dibuka untuk umum oleh Gubernur Ratna Dewi.';

  it('come from an OPML file, and go into one', async () => {
    const { discord, site } = withSite();
    for (const name of ['a', 'b'])
      site.pages.set(`/${name}.xml`, rss(site.url, [{ path: `/${name}`, title: `Berita ${name}`, text }]));
    const file = upload(
      'feeds.opml',
      opml(`${site.url}/a.xml`, `${site.url}/b.xml`, `${site.url}/tiada.xml`),
    );
    const adding = moderate(discord, 'kutip feed add', { file });
    await adding.reply;
    const { id } = await adding.shown;
    const added = () => textOf(discord.world.messages.get(id) as never);
    await expect.poll(added, { timeout: 20_000 }).toContain('2 diikuti · 1 ditolak');
    expect(added()).toContain('✗ Warta · Halaman tidak ditemukan (404)');
    expect(textOf(await moderate(discord, 'kutip feed add', { file }).reply)).toContain('2 sudah diikuti');
    expect(textOf(await moderate(discord, 'kutip feed export').reply)).toContain('2 feed dalam berkas OPML');
    const [sent] = discord.files;
    expect(sent!.name).toBe('feeds.opml');
    expect(sent!.content).toContain(`<outline type="rss" text="Warta Uji" xmlUrl="${site.url}/a.xml"/>`);
    // What was written can be read.
    const again = upload('feeds.opml', sent!.content);
    expect(textOf(await moderate(discord, 'kutip feed add', { file: again }).reply)).toContain(
      '2 sudah diikuti',
    );
    const other = upload('catatan.txt', 'Bukan daftar feed.');
    expect(textOf(await moderate(discord, 'kutip feed add', { file: other }).reply)).toContain(
      'bukan berkas OPML',
    );
  });

  it('of which a site has several are a choice that can be taken at once', async () => {
    const { discord, site } = withSite();
    const alternate = (name: string) =>
      `<link rel="alternate" type="application/rss+xml" title="Warta ${name}" href="/${name}.xml">`;
    site.pages.set('/', {
      body: `<html><head><title>Warta</title>${alternate('a')}${alternate('b')}</head><body><p>Selamat datang.</p></body></html>`,
    });
    site.pages.set('/b.xml', rss(site.url, [{ path: '/b', title: 'Berita b', text }]));
    const asked = moderate(discord, 'kutip feed add', { url: site.url });
    expect(textOf(await asked.reply)).toContain('Ada beberapa feed');
    const chosen = discord.interaction({
      select: 'kutip feed add/choose',
      values: [`${site.url}/b.xml`],
      message: await asked.shown,
      user: discord.users.moderator,
      locale: 'id',
    });
    expect(textOf(await chosen.reply)).toContain('“Warta Uji” kini diikuti');
    const list = textOf(await moderate(discord, 'kutip feed list').reply);
    expect(list).toMatch(/Warta Uji · terakhir dibaca .* · 1 artikel · terbaru: “Berita b” \(23 Nov 2026/);
  });
});

describe('a PDF', () => {
  const upload = (bytes: Uint8Array) =>
    `data:;name=siaran.pdf;base64,${Buffer.from(bytes).toString('base64')}`;

  it('gets the title, publisher and date that are given with it', async () => {
    const { discord } = withSite();
    const file = upload(writtenPdf([bridge.map((line, place) => [line, 50, 700 - 60 * place, 8] as const)]));
    const added = textOf(
      await moderate(discord, 'kutip add', {
        file,
        title: 'Siaran pers jembatan',
        publisher: 'Pemda Sukamaju',
        date: '2026-11-20',
      }).reply,
    );
    expect(added).toContain('ditambahkan: “Siaran pers jembatan”');
    const answer = await ask(discord);
    expect(answer).toContain('45 miliar');
    expect(answer).toContain('**Pemda Sukamaju** · 20 Nov 2026');
  });

  it('that is a scan is refused as one', async () => {
    const { discord } = withSite();
    const added = textOf(await moderate(discord, 'kutip add', { file: upload(writtenPdf([[]])) }).reply);
    expect(added).toContain('PDF ini hasil pindai');
  });
});
