import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { localServer } from '../../../src/chat/contract/context.ts';
import { articleOf } from '../../answer/article.ts';
import { describeInBrowser, violationsInBothThemes } from './in-browser.ts';

const train = 'Kapan Kereta Merapi Selatan mulai beroperasi?';
const whyTrain = `#/why?question=${encodeURIComponent(train)}`;

/** Waits until the server has said all that was asked of it. */
const settled = (page: Page) => page.locator('[data-busy="true"]').first().waitFor({ state: 'detached' });

/** Whether everything fits the width of the window. */
const fits = (page: Page) => page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');

const openAll = (page: Page) =>
  page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");

describeInBrowser('the articles in the browser', (kutip) => {
  it('are listed, the newest first, and found by words, publisher and day', async () => {
    const page = await kutip.open({ at: '#/knowledge' });
    await settled(page);
    const titles = page.locator('.listed .article-line a');
    const all = await titles.count();
    expect(all).toBeGreaterThan(5);
    await page.getByLabel('Words').fill('beras');
    await page.keyboard.press('Enter');
    await page.locator('.listed mark').first().waitFor();
    expect(await titles.first().textContent()).toContain('beras');
    await page.getByLabel('Words').fill('');
    await page.getByLabel('Publisher', { exact: true }).selectOption('Harian Utara');
    await page.getByLabel('From', { exact: true }).fill('2024-01-01');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.locator('.listed mark').first().waitFor({ state: 'detached' });
    await settled(page);
    expect(await titles.count()).toBeLessThan(all);
    const whose = await page.locator('.listed small').allTextContents();
    expect(whose.every((line) => /^Harian Utara · .*202[4-9]/.test(line))).toBe(true);
  });
  it('says what is wrong with a period', async () => {
    const page = await kutip.open({ at: '#/knowledge?since=2024-02-01&until=2024-01-01' });
    await page.getByRole('status').filter({ hasText: '2024-02-01' }).waitFor();
  });
  it('are shown over time, as a picture that is told in words and in numbers', async () => {
    const page = await kutip.open({ at: '#/knowledge' });
    const image = page.getByRole('img', {
      name: /^Articles per (?:day|week|month|year) and publisher, from .* in all/,
    });
    await image.waitFor();
    expect(await image.locator('rect').count()).toBeGreaterThan(2);
    await page.getByText('View as table').click();
    const inNumbers = await page.locator('.numbers td').allTextContents();
    const counts = await kutip.chat.services.archive.counts({});
    const sum = counts.publishers.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0);
    expect(inNumbers.reduce((sum, text) => sum + Number(text), 0)).toBe(sum);
  });
  it('are not squeezed by one that is far older than all others: that is told beside the picture, and can be listed', async () => {
    await kutip.archive.apply({
      put: articleOf('ancient', 'Radio pertama mengudara.', { title: 'Kuno', published: '1931-05-01' }),
    });
    const page = await kutip.open({ at: '#/knowledge' });
    await page.getByRole('link', { name: '1 more article is older.' }).waitFor();
    await page.getByRole('link', { name: '1 more article is older.' }).click();
    await page.getByText('1 article', { exact: true }).waitFor();
    expect(await page.locator('.listed .article-line a').allTextContents()).toEqual(['Kuno']);
  });
  it('come in pages', async () => {
    const many = Array.from({ length: 45 }, (_, at) => `shelf-${at}`);
    const latest: typeof kutip.chat.services.archive.latest = ({ skip = 0, limit }) =>
      Promise.resolve({
        items: many.slice(skip, skip + limit).map((id) => articleOf(id, '', { title: `Judul ${id}` })),
        total: many.length,
        indexing: null,
      });
    const before = kutip.chat.services.archive.latest;
    Object.assign(kutip.chat.services.archive, { latest });
    try {
      const page = await kutip.open({ at: '#/knowledge' });
      await page.getByText('1–20 of 45').waitFor();
      await page.getByRole('link', { name: 'Next page' }).click();
      await page.getByText('21–40 of 45').waitFor();
      await page.getByRole('link', { name: 'Next page' }).click();
      await page.getByText('41–45 of 45').waitFor();
      expect(await page.getByRole('link', { name: 'Next page' }).count()).toBe(0);
      expect(await page.locator('.listed li').count()).toBe(5);
    } finally {
      Object.assign(kutip.chat.services.archive, { latest: before });
    }
  });
  it('show a quote where it stands: highlighted, in sight, with the focus; the link to the public page leads there too', async () => {
    const page = await kutip.open({ at: '#/knowledge?words=dua+belas+perjalanan', size: [700, 400] });
    await page.locator('.listed .article-line a').first().click();
    const mark = page.locator('.passages mark');
    await mark.waitFor();
    expect(await mark.textContent()).toContain('dua belas perjalanan setiap hari.');
    expect(await page.evaluate("document.activeElement.localName === 'mark'")).toBe(true);
    const box = (await mark.boundingBox())!;
    expect(box.y).toBeLessThan(400);
    const link = page.getByRole('link', { name: 'Open the original page at this sentence' });
    expect(await link.getAttribute('href')).toMatch(
      /^https:\/\/contoh\.id\/kereta-\d#:~:text=Kereta%20Merapi%20Selatan%20mulai%20beroperasi,/,
    );
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.locator('.listed').waitFor();
    expect(await page.getByLabel('Words').inputValue()).toBe('dua belas perjalanan');
  });
  it('load the rest of a long one on demand, and as much at once as it takes to show a quote', async () => {
    const text = Array.from(
      { length: 900 },
      (_, at) => `Kalimat nomor ${at} dari artikel yang panjang.`,
    ).join(' ');
    await kutip.archive.apply({ put: articleOf('long', text, { title: 'Panjang sekali' }) });
    const page = await kutip.open({ at: '#/knowledge?article=long' });
    await page.getByRole('button', { name: /^Show \d+ more passages$/ }).click();
    await page.getByText('Kalimat nomor 899').waitFor();
    const start = text.indexOf('Kalimat nomor 890');
    const other = await kutip.open({ at: `#/knowledge?article=long&at=${start}-${start + 17}` });
    expect(await other.locator('mark').textContent()).toBe('Kalimat nomor 890');
  });
  it('are never taken for HTML, and a name that is none says so', async () => {
    const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script> Quarry';
    const put = articleOf('bad"><b>', hostile, {
      title: hostile,
      publisher: hostile,
      url: 'javascript:alert(3)',
    });
    await kutip.archive.apply({ put });
    const page = await kutip.open({ at: `#/knowledge?article=${encodeURIComponent(put.id)}&at=0-5` });
    await page.locator('.passages').waitFor();
    expect(await page.locator('main img, main script, main a[href^="javascript"]').count()).toBe(0);
    expect(await page.locator('.passages').textContent()).toContain('<script>alert(2)</script>');
    const other = await kutip.open({ at: '#/knowledge?article=nothing' });
    await other.getByText('This article is no longer here.').waitFor();
  });
});

describeInBrowser('why a question gets its answer, in the browser', (kutip) => {
  it('is asked with the keyboard alone, and tells terms, candidates, copies and features', async () => {
    const page = await kutip.open({ at: '#/why' });
    await page.getByLabel('Question', { exact: true }).focus();
    await page.keyboard.type(train);
    await page.keyboard.press('Enter');
    await page.getByText(/^Answered with \d quotes?\.$/).waitFor();
    expect(await page.getByRole('row', { name: /Merapi .* name/ }).count()).toBe(1);
    const best = page.locator('.candidate').first();
    expect(await best.textContent()).toMatch(/quoted.*score \d/);
    expect(await best.textContent()).toMatch(/\d copies, counted once: .*Koran Selatan/);
    await best.getByText('Score breakdown').click();
    expect(await best.getByRole('row', { name: /^article / }).count()).toBe(1);
    await best.getByRole('link').first().click();
    await page.locator('.passages mark').waitFor();
  });
  it('says why a question is refused, and how sure it would have to be', async () => {
    const page = await kutip.open({
      at: '#/why?question=Siapa+pemenang+lomba+catur+di+Reykjavik%3F&strictness=strict',
    });
    await page.getByText(/^Not answered\. ./).waitFor();
    expect(await page.locator('.why').textContent()).toMatch(/Confidence 0(?:\.\d+)? \(threshold 0\.\d+\)/);
    expect(await page.getByText('in no article').count()).toBeGreaterThan(0);
  });
  it('shows by which translations an answer in the other language was found', async () => {
    const page = await kutip.open({ at: '#/why?question=How+long+is+the+railway+track+at+Merapi%3F' });
    await page.getByText(/^(?:Answered with|Not answered)/).waitFor();
    expect(await page.getByRole('row', { name: /^railway .* or .*kereta/ }).count()).toBe(1);
  });
  it('is a way from a message of the channel, as is a quote in its article', async () => {
    await kutip.chat.services.settings.change(localServer, { strictness: 'strict' });
    const page = await kutip.open();
    await page.getByRole('combobox', { name: 'Message Kutip' }).fill(train);
    await page.keyboard.press('Enter');
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    const menu = async (item: string) => {
      await page.getByRole('article').last().getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await menu('Show quote 1 in its article');
    await page.locator('.passages mark').waitFor();
    await page.getByRole('link', { name: 'Channel' }).click();
    await menu('Why this answer');
    await page.getByText(/^Answered with/).waitFor();
    expect(await page.getByLabel('Question', { exact: true }).inputValue()).toBe(train);
    // As of when it was asked, and as sure as it had to be.
    expect(await page.getByLabel('Evidence required').inputValue()).toBe('strict');
    expect(await page.getByLabel('Asked on').inputValue()).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

describeInBrowser('the views in the browser', (kutip) => {
  it.each([
    ['articles', 'en', '#/knowledge?words=kereta', 1100],
    ['articles', 'id', '#/knowledge', 360],
    ['article', 'en', '#/knowledge?article=wire-0&at=0-100', 1100],
    ['article', 'id', '#/knowledge?article=wire-0&at=0-100', 360],
    ['why', 'en', whyTrain, 1100],
    ['why', 'id', whyTrain, 360],
  ] as const)(
    '%s: accessible in both themes, and within the window (%s, %s, %i pixels)',
    async (_, locale, at, width) => {
      const page = await kutip.open({ at, locale, size: [width, 900] });
      await settled(page);
      await openAll(page);
      expect(await violationsInBothThemes(page)).toEqual([]);
      expect(await fits(page)).toBe(true);
    },
  );
});
