import { describe, expect, it } from 'vitest';
import { readPage } from '../../../src/ingest/page/read-page.ts';

const url = 'https://warta.example/2025/02/11/pasar-ikan-muara';
/** Sentences of one story, each a paragraph. */
const [a, b, c, d] = [
  'Pasar ikan di Muara Sibolang dibuka kembali pada Selasa pagi setelah tutup selama empat bulan karena atapnya runtuh.',
  'Kepala pasar Rini Hutabarat mengatakan semua kios sudah terisi dan harga sewanya tetap sama seperti tahun lalu.',
  'Para nelayan menjual hasil tangkapan semalam, terutama tongkol dan kembung, yang habis sebelum pukul sembilan.',
  'Pemerintah kota akan menambah dua gudang es pada bulan April supaya ikan tidak perlu dikirim ke kota lain.',
] as const;
const p = (...sentences: readonly string[]) => sentences.map((sentence) => `<p>${sentence}</p>`).join('\n');
const page = (body: string, head = '') =>
  `<!doctype html><html lang="id"><head><title>Pasar ikan Muara dibuka kembali - Warta Muara</title>
   <meta property="og:title" content="Pasar ikan Muara dibuka kembali"><meta property="og:site_name" content="Warta Muara">${head}</head>
   <body><nav><a href="/">Beranda</a></nav>${body}</body></html>`;

function read(html: string, from: string | null = url) {
  const outcome = readPage(html, from);
  if ('reason' in outcome) return { code: outcome.code, reason: outcome.reason };
  return outcome.kind === 'leads' ? { leadsTo: outcome.leadsTo } : outcome.found[0];
}
const textOf = (html: string) => (read(html) as { readonly text?: string }).text?.split('\n\n') ?? [];

describe('the text of a page', () => {
  it.each([
    ['the word of a subscription on each of many paragraphs', `<article>${p(a)}${[b, c, d].map((one) => `<p class="paywall">${one}</p>`).join('')}</article>`],
    ['the word of a layout on every part of it', `<div>${[a, b, c, d].map((one) => `<div class="page-widget widget-text"><p>${one}</p></div>`).join('')}</div>`],
    ['the word of a layout on one part in its midst', `<main>${p(a, b)}<div class="relative overflow-hidden"><p>${c}</p></div>${p(d)}</main>`],
    ['the word of a box on one part in its midst', `<main>${p(a, b)}<div class="infobox"><p>${c}</p></div>${p(d)}</main>`],
    ['the head of the article, where the lead stands', `<article><header><h1>Pasar ikan Muara dibuka kembali</h1><p class="lead">${a}</p><p>Oleh Rudi</p></header><div>${p(b, c, d)}</div></article>`],
  ])('is not lost by %s', (_, body) => {
    expect(textOf(page(body))).toEqual([a, b, c, d]);
  });
  it('has the correction that stands in the foot of the article', () => {
    const notice = 'Koreksi: artikel ini semula menyebut tiga bulan; pasar itu tutup selama empat bulan.';
    expect(textOf(page(`<article><div>${p(a, b, c)}</div><footer><p>${notice}</p><p>Hak cipta Warta Muara</p></footer></article>`))).toEqual([a, b, c, notice]);
  });
  it('has a paragraph that is a link from end to end, if it is a sentence', () => {
    expect(textOf(page(`<article>${p(a)}<p><a href="/lain">${b}</a></p>${p(c)}<p><a href="/x">Harga tongkol turun lagi</a></p></article>`))).toEqual([a, b, c]);
  });
  it('has the short items of a list', () => {
    const list = '<ul><li>Paling banyak dua peti sekali jalan.</li><li>Gerobak dititipkan di <a href="/a">gerbang timur pasar itu</a>.</li></ul>';
    expect(textOf(page(`<main><div class="box"><p>${a}</p></div><div class="box"><p><b>Aturan bongkar muat:</b></p>${list}</div><div class="box">${p(b, c, d)}</div></main>`)).join('\n')).toContain('Paling banyak dua peti sekali jalan.\nGerobak dititipkan di gerbang timur pasar itu.');
  });
  it.each([
    ['page numbers', '<div>Halaman <a href="?page=1">1</a> <a href="?page=2">2</a> <a href="?page=2">Selanjutnya</a></div>'],
    ['an advertisement of an accelerated page', '<amp-ad><div>Sabun cuci piring terbaik untuk keluarga Anda, beli sekarang juga di toko terdekat sebelum habis.</div></amp-ad>'],
    ['what asks for a script', '<p>Galeri ini memerlukan JavaScript.</p>'],
  ])('has no %s', (_, noise) => {
    expect(textOf(page(`<article>${p(a, b)}${noise}${p(c, d)}</article>`))).toEqual([a, b, c, d]);
  });
  it('is that of the story under its title, not of a longer one that follows', () => {
    const other = p(...[1, 2, 3, 4, 5].map((day) => `Pada hari ke-${day} pameran bunga di taman kota dikunjungi lebih dari dua ribu orang dari luar daerah.`));
    expect(textOf(page(`<main><article><h1>Pasar ikan Muara dibuka kembali</h1>${p(a, b)}</article><article><h1>Pameran bunga ramai dikunjungi orang</h1>${other}</article></main>`))).toEqual([a, b]);
  });
  it('is not that of a longer banner which asks for consent', () => {
    const banner = p(...['Kami menggunakan kuki agar situs ini berjalan dengan baik bagi Anda dan agar kami tahu bagian mana yang dibaca.', 'Dengan mengklik setuju Anda mengizinkan kami dan 700 mitra kami menyimpan kuki dan mengolah data pribadi Anda.', 'Pemberitahuan kami tentang kuki menjelaskan bagaimana Anda dapat mengubah pilihan itu kapan saja.']);
    expect(textOf(page(`<div role="dialog" class="consent">${banner}</div><main><h1>Pasar ikan Muara dibuka kembali</h1>${p(a, b)}</main>`))).toEqual([a, b]);
  });
  it('has a blank between facts that are drawn apart', () => {
    expect(textOf(page(`<article><p><span>Buka</span><span>Selasa: ${a}</span></p>${p(b)}</article>`))[0]).toBe(`Buka Selasa: ${a}`);
  });
  const shell = (data: string) => page('<div id="root"><h1>Pasar ikan Muara dibuka kembali</h1><p>Memuat…</p></div>' + data);
  it.each([
    ['in the data of a script, block by block', shell(`<script id="__NEXT_DATA__" type="application/json">${JSON.stringify({ props: { related: [{ url: '/x', title: 'Lain', text: c.repeat(6) }], post: { body: [a, b].map((text) => ({ type: 'p', text })) } } })}</script>`)],
    ['in the data of a script, as markup', shell(`<script>window.__STATE__ = ${JSON.stringify({ post: { html: p(a, b) } })};</script>`)],
    ['in what is for browsers without scripts', shell(`<noscript><div>${p(a, b)}</div></noscript>`)],
    ['in linked data, as markup that was escaped', shell(`<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', articleBody: p(a, b).replace(/</g, '&lt;').replace(/>/g, '&gt;') })}</script>`)],
  ])('is found %s', (_, html) => {
    expect(textOf(html)).toEqual([a, b]);
  });
  it('of a live report is that of its updates', () => {
    const data = { '@type': 'LiveBlogPosting', headline: 'Pasar ikan Muara dibuka kembali', liveBlogUpdate: [{ headline: 'Pukul sembilan', articleBody: a }, { headline: 'Pukul tujuh', articleBody: b }] };
    expect(textOf(shell(`<script type="application/ld+json">${JSON.stringify(data)}</script>`))).toEqual(['Pukul sembilan', a, 'Pukul tujuh', b]);
  });
}); // prettier-ignore

describe('a page without an article', () => {
  it.each([
    ['that a script has to draw', page('<div id="app"><p>Memuat…</p></div><noscript>Aktifkan JavaScript untuk membaca.</noscript>'), 'script'],
    ['that asks whether a person reads', '<html><head><title>Just a moment...</title></head><body><p>Checking your browser before you can read on.</p></body></html>', 'script'],
    ['that shows the beginning to those without a subscription', page(`<article>${p(a, b)}<p>Silakan berlangganan untuk membaca artikel ini selengkapnya.</p></article>`), 'paywall'],
    ['that says so in its linked data', page(`<article>${p(a)}</article>`, `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>`), 'paywall'],
    ['that says that it is not there', '<html><head><title>404: halaman tidak ditemukan</title></head><body><p>Halaman yang Anda cari sudah tidak ada di situs kami.</p></body></html>', 'text'],
    ['that has no sentence', page('<main><h1>Foto hari ini</h1><p>Muara, Selasa</p></main>'), 'text'],
  ])('%s is refused with the reason', (_, html, code) => {
    expect(read(html)).toMatchObject({ code });
  });
  it('is not one that is sold to subscribers and shown whole', () => {
    const whole = Array.from({ length: 12 }, (_, at) => `Pada pekan ke-${at + 1} pasar itu menjual lebih dari ${at + 4} ton ikan, kata pengelolanya kepada para wartawan.`);
    expect(textOf(page(`<article>${p(...whole)}</article>`, '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'))).toEqual(whole);
  });
  it.each([
    ['0;url=/pasar', { leadsTo: 'https://warta.example/pasar' }],
    ["3; URL='https://lain.example/pasar'", { leadsTo: 'https://lain.example/pasar' }],
    ['300', { title: 'Pasar ikan Muara dibuka kembali' }],
    ['300;url=/beranda', { title: 'Pasar ikan Muara dibuka kembali' }],
  ])('that refreshes itself with "%s" leads on, if soon and elsewhere', (content, expected) => {
    expect(read(page(`<article>${p(a, b)}</article>`, `<meta http-equiv="refresh" content="${content}">`))).toMatchObject(expected);
  });
}); // prettier-ignore

describe('the facts of a page', () => {
  const story = `<article><h1>Pasar ikan Muara dibuka kembali</h1>${p(a, b, c)}</article>`;
  it('have the date beside the heading before that of a comment', () => {
    const html = page(`<article><h1>Pasar ikan Muara dibuka kembali</h1><div class="byline">Selasa, 11 Februari 2025 07:30 WIB</div>${p(a, b)}</article>
      <section class="comments"><div class="comment"><time datetime="2025-02-14T10:00:00Z">kemarin</time><p>Akhirnya buka juga.</p></div></section>`);
    expect(read(html)).toMatchObject({ published: '2025-02-11T07:30:00+07:00' });
  });
  it('do not have the date of a comment, or of an article that is only announced', () => {
    const html = page(`${story}<div class="komentar"><time datetime="2025-02-14T10:00:00Z"></time></div><aside><time datetime="2025-02-15T10:00:00Z"></time></aside>`);
    expect(read(html, 'https://warta.example/pasar')).toMatchObject({ published: null });
  });
  it.each([
    ['a quotation mark that nobody escaped', '{"@type":"NewsArticle","description":"Ia menyebutnya "hari baik" bagi nelayan","datePublished":"2025-02-11T08:00:00+07:00","author":{"name":"Rini Siagian"}}'],
    ['a line end in a string and a comma too many', '{"@type":"NewsArticle","description":"satu\ndua","datePublished":"2025-02-11T08:00:00+07:00","author":[{"name":"Rini Siagian"},],}'],
    ['an end that is missing', '{"@type":"NewsArticle","datePublished":"2025-02-11T08:00:00+07:00","author":{"@type":"Person","name":"Rini Siagian"},"description":"Pasar itu'],
  ])('are read from linked data with %s', (_, json) => {
    expect(read(page(story, `<script type="application/ld+json">${json}</script>`))).toMatchObject({ published: '2025-02-11T08:00:00+07:00', byline: 'Rini Siagian' });
  });
  it('have the heading where the title that is stated is the name of the site', () => {
    const html = page(story).replace('og:title" content="Pasar ikan Muara dibuka kembali"', 'og:title" content="Warta Muara"');
    expect(read(html)).toMatchObject({ title: 'Pasar ikan Muara dibuka kembali' });
  });
  it.each([
    ['a section', '<link rel="canonical" href="/ekonomi/">', url],
    ['another article, while the page also names its own', `<link rel="canonical" href="/2025/01/02/panen-raya-di-lereng"><meta property="og:url" content="${url}">`, url],
    ['the same article at its lasting address', '<link rel="canonical" href="/read/881/pasar-ikan-muara-dibuka">', 'https://warta.example/read/881/pasar-ikan-muara-dibuka'],
  ])('have the address that was asked for, unless it is stated better: %s', (_, head, expected) => {
    expect(read(page(story, head))).toMatchObject({ url: expected });
  });
}); // prettier-ignore

describe('where a page leads', () => {
  const linksOf = (html: string, from = url) => {
    const outcome = readPage(html, from);
    return 'links' in outcome ? outcome.links : null;
  };
  it.each([
    ['numbers in the query', '<a href="?page=2">2</a> <a href="?page=3">3</a>', { all: null, pages: { 2: `${url}?page=2`, 3: `${url}?page=3` } }],
    ['numbers in the path', `<a href="${url}/2">2</a><a href="${url}/page/3">3</a>`, { pages: { 2: `${url}/2`, 3: `${url}/page/3` } }],
    ['a next page in the head', '', { pages: { 2: `${url}?halaman=2` } }],
    ['all of it on one page', '<a href="?page=all">Tampilkan semua</a>', { all: `${url}?page=all` }],
    ['the next article of the site', '<a rel="next" href="/2025/02/12/panen">Berikutnya</a><a href="/2025/02/12">12</a>', { all: null, pages: {} }],
  ])('is read from %s', (name, links, expected) => {
    const head = name.includes('head') ? '<link rel="next" href="?halaman=2">' : '';
    expect(linksOf(page(`<article>${p(a, b)}${links}</article>`, head))).toMatchObject(expected);
  });
  it('has the feeds of the site, without those of its comments', () => {
    const head = ['/feed', '/komentar/feed'].map((href) => `<link rel="alternate" type="application/rss+xml" title="RSS ${href}" href="${href}">`).join('');
    expect(linksOf(page('<p>Beranda</p>', head))?.feeds).toEqual([{ url: 'https://warta.example/feed', title: 'RSS /feed' }]);
  });
}); // prettier-ignore

describe('the claim that a page checks', () => {
  const review = (claim: string, more = {}) => ({ '@context': 'https://schema.org', '@type': 'ClaimReview', claimReviewed: claim, author: { '@type': 'Organization', name: 'Cek Warta' }, reviewRating: { '@type': 'Rating', ratingValue: 1, alternateName: 'Keliru' }, ...more }); // prettier-ignore
  const factCheckOf = (...reviews: readonly object[]) =>
    (read(page(`<article>${p(a, b, c, d)}</article>`, `<script type="application/ld+json">${JSON.stringify(reviews)}</script>`)) as { readonly factCheck?: unknown }).factCheck; // prettier-ignore
  it('is taken with the verdict and its author, as the page words them', () => {
    expect(factCheckOf(review('Pasar ikan ditutup selamanya'))).toEqual({
      claim: 'Pasar ikan ditutup selamanya',
      verdict: 'Keliru',
      author: 'Cek Warta',
    });
  });
  it.each([
    ['several are checked', [review('Satu'), review('Dua')]],
    [
      'the verdict is a number alone',
      [review('Satu', { reviewRating: { '@type': 'Rating', ratingValue: 1 } })],
    ],
    ['none is', [{ '@type': 'NewsArticle', headline: 'Pasar' }]],
  ])('is none where %s', (_, reviews) => {
    expect(factCheckOf(...reviews)).toBeUndefined();
  });
});
