import { gzipSync } from 'node:zlib';
import { ApplicationCommandType, type APIMessage } from 'discord-api-types/v10';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDiscord as startBot, type DiscordBot } from '../../../src/discord/bot.ts';
import { registration } from '../../../src/discord/register.ts';
import type { InteractionRequest, InteractionResult } from '../../../src/web/wire.ts';
import { localServer } from '../../../src/chat/contract/context.ts';
import { words } from '../../../src/locales/words.ts';
import { startDiscord, type LoopbackDiscord } from '../../loopback/server.ts';
import { describeInBrowser, violationsInBothThemes } from './in-browser.ts';

const dam = 'kapan Bendungan Jatimulyo mulai diisi air?';

// By role, all of the page would be searched, which takes long where there are many messages.
const composing = (page: Page) => page.locator('form.composer');
const composer = (page: Page) =>
  composing(page).getByRole('combobox', { name: /Message Kutip|Kirim pesan ke Kutip/ });
const newest = (page: Page) => page.locator('.messages article').last();
const completion = (page: Page) => page.locator('.completions').getByRole('option').first();
const deletes = '[data-custom-id*="/delete/"]';
const send = (page: Page) => composing(page).getByRole('button', { name: 'Send', exact: true });

/** Waits until nothing is being done any more. */
const settled = (page: Page) => page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });

async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.keyboard.press('Enter');
  await settled(page);
}

/** Begins a command by its name, fills in options, and sends it. */
async function invoke(
  page: Page,
  name: string,
  options: Readonly<Record<string, string>> = {},
): Promise<void> {
  await composer(page).fill(`/${name} `);
  for (const [option, value] of Object.entries(options)) await fillIn(page, option, value);
  await send(page).click();
  await settled(page);
}

async function fillIn(page: Page, option: string, value: string): Promise<void> {
  const field = page.locator(`#option-${option}`);
  if ((await field.count()) === 0)
    await composing(page)
      .getByRole('button', { name: `+ ${option}`, exact: true })
      .click();
  if ((await page.locator(`select#option-${option}`).count()) > 0) await field.selectOption(value);
  else await field.fill(value);
}

async function openMenu(page: Page): Promise<void> {
  await newest(page)
    .getByRole('button', { name: /^(?:More|Lainnya)$/ })
    .click();
}

/** The newest message as Discord is sent it, by the page's own view of it. */
async function payload(page: Page): Promise<Pick<APIMessage, 'components' | 'flags'>> {
  await openMenu(page);
  await page.getByRole('menuitem', { name: /Discord payload|Payload Discord/ }).click();
  return JSON.parse((await newest(page).locator('pre').textContent()) ?? '') as APIMessage;
}

/** Components without the names under which replies and people are kept, which are new each time. */
const lasting = (components: unknown): unknown =>
  JSON.parse(
    JSON.stringify(components, (key, value: unknown) =>
      typeof value !== 'string'
        ? value
        : key === 'custom_id'
          ? value.replace(/\/[\w-]{16}(?=\/|$)/g, '/…')
          : value.replace(/<(\/[^:>]+):\d+>/g, '$1'),
    ),
  );

describeInBrowser('the channel in the browser', (kutip) => {
  let discord: LoopbackDiscord;
  let bot: DiscordBot;
  let comparing: Page;
  beforeAll(async () => {
    comparing = await kutip.open({ keep: true });
    discord = await startDiscord();
    bot = await startBot(kutip.chat, { token: discord.token, api: discord.api });
  });
  afterAll(async () => {
    await bot.stop();
    await discord.close();
  });

  it('answers what is written, in the language of the page', async () => {
    const page = await kutip.open({ locale: 'id' });
    await write(page, 'kapan penarikan pasukan CSTO selesai?');
    const answer = newest(page);
    // What was asked stands above it.
    expect(await answer.getByRole('heading').count()).toBe(0);
    expect(await answer.locator('blockquote').first().innerText()).toContain('19 Januari');
    expect(await answer.locator('blockquote strong').count()).toBeGreaterThan(0);
    expect(await answer.locator('.cause').innerText()).toContain('Membalas Anda');
  });

  it.each([
    ['ask', { question: dam }],
    ['ask', { question: dam, private: 'true' }],
    ['ask', { question: 'Who won the chess tournament of Reykjavik?' }],
    ['ask', { question: 'When?', since: 'gestern' }],
    ['search', { words: 'bendungan' }],
    ['timeline', { topic: 'bendungan' }],
    ['latest', {}],
    ['sources', {}],
    ['help', {}],
    ['kutip settings', {}],
  ] as const)('shows of /%s %j what Discord is sent', async (name, options) => {
    const given = Object.entries(options).map(([option, value]) => [option, value === 'true' ? true : value]);
    const asked = discord.interaction({
      command: name,
      options: Object.fromEntries(given) as Record<string, string>,
      locale: 'en-US',
      user: discord.users.moderator,
    });
    const sent = await asked.reply;
    await invoke(comparing, name, options);
    const shown = await payload(comparing);
    expect(lasting(shown.components)).toEqual(lasting(sent.components));
    expect((shown.flags ?? 0) & 64).toBe((await asked.shown).flags! & 64);
  });

  it.each(['en', 'id'] as const)('offers in %s all that is registered with Discord', async (locale) => {
    const page = await kutip.open({ locale });
    const nameIn: NameOf = (one) => (locale === 'id' ? (one.name_localizations?.id ?? one.name) : one.name);
    const registered = registration(kutip.chat.commands);
    const typed = registered.filter(({ type }) => type !== ApplicationCommandType.Message);
    await composer(page).fill('/');
    const offered = await page.locator('.completions li > span').allInnerTexts();
    const expected = typed.flatMap((one) => paths(one, nameIn)).map((path) => `/${path}`);
    expect(offered.toSorted()).toEqual(expected.toSorted());
    await page.keyboard.press('Escape');
    await page.locator('.completions').waitFor({ state: 'detached' });
    await openMenu(page);
    const menu = await page.getByRole('menuitem').allInnerTexts();
    for (const one of registered.filter(({ type }) => type === ApplicationCommandType.Message))
      expect(menu.some((item) => item.endsWith(nameIn(one)))).toBe(true);
  });

  it('lets every command be used, with each of its options, and every control below the replies', async () => {
    const page = await kutip.open();
    const used = new Set<string>();
    for (const { name, options, onMessage } of kutip.chat.commands) {
      if (onMessage) {
        await openMenu(page);
        await page.getByRole('menuitem', { name: 'Apps' }).first().click();
        await settled(page);
      } else {
        await composer(page).fill(`/${name} `);
        for (const option of options) {
          if (!option.required)
            await composing(page)
              .getByRole('button', { name: `+ ${option.name}`, exact: true })
              .click();
          await page.locator(`#option-${option.name}`).waitFor();
        }
        for (const { name, required } of options) if (required) await fillIn(page, name, sample(name));
        await send(page).click();
        await settled(page);
      }
      expect(await newest(page).locator('.container').count()).toBe(1);
      await useAll(page, used);
    }
    await invoke(page, 'ask', { question: dam, private: 'true' });
    await useAll(page, used);
    // So many that their lists have pages.
    for (let place = 0; place < 13; place++) {
      await ask(kutip.served.url, `Who won chess tournament ${place}?`);
      const feed = { url: `https://news.example/${place}`, title: null, channel: null };
      await kutip.chat.services.feeds.add({
        ...feed,
        server: localServer,
        locale: 'en',
        addedAt: new Date(),
      });
    }
    for (const name of ['kutip unanswered', 'kutip feed list']) {
      await invoke(page, name);
      await useAll(page, used);
    }
    // What is about articles that were added has no controls where nothing can be added: test/discord/two-servers.test.ts uses them.
    const ofAdded = ['kutip add', 'kutip articles', 'kutip remove', 'kutip audit', 'kutip feed add'];
    const commands = kutip.chat.commands.filter(({ name }) => !ofAdded.includes(name));
    const defined = commands.flatMap((command) =>
      Object.keys(command.actions ?? {})
        // A list for one person can be dismissed, and has no button for it.
        .filter((action) => !(action === 'delete' && command.isPrivate({})))
        .map((action) => `${command.name}/${action}`),
    );
    expect(defined.filter((action) => !used.has(action))).toEqual([]);
  }, 60_000);

  it('greets with what it holds and questions that are answered; an answer has an address that leads to it, for others too', async () => {
    const page = await kutip.open();
    const first = page.locator('[data-custom-id^="ask/try/"]').first();
    await page.getByText(/^I can quote \d+ articles/).waitFor();
    const question = await first.textContent();
    await first.click();
    await newest(page).getByRole('heading', { name: question! }).waitFor();
    expect(await newest(page).locator('blockquote').count()).toBeGreaterThan(0);
    for (const name of ['Helpful', 'Not helpful', 'Delete this answer'])
      await newest(page).getByRole('button', { name, exact: true }).waitFor();
    await newest(page).getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Copy link to this answer' }).click();
    const { hash } = new URL(page.url());
    expect(hash).toMatch(/^#answer=[0-9a-f]{16}$/);
    const other = await kutip.open({ at: hash });
    await newest(other).getByRole('heading', { name: question! }).waitFor();
    await page.getByRole('button', { name: 'Skip to content' }).focus();
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('# general');
  });

  it('can be used with the keyboard alone', async () => {
    const page = await kutip.open();
    const { keyboard } = page;
    await keyboard.type('/art');
    await keyboard.press('Enter');
    await keyboard.type('bendungan');
    await completion(page).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowUp');
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    await newest(page).locator('.container').waitFor();
    await keyboard.type('/ask ');
    await keyboard.type(dam);
    await keyboard.press('Enter');
    const further = page.getByRole('button', { name: 'Ask a follow-up' });
    await further.waitFor();
    await tabTo(page, 'Ask a follow-up', 'Shift+Tab');
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Ask a follow-up');
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await keyboard.type('dan di mana?');
    await tabTo(page, 'Send', 'Tab');
    await keyboard.press('Enter');
    await newest(page).getByText('Read as a follow-up to').waitFor();
    await tabTo(page, 'Message Kutip', 'Tab');
    await tabTo(page, 'More', 'Shift+Tab');
    await keyboard.press('Enter');
    await keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('Discord payload');
    await keyboard.press('Escape');
    expect(await focused(page)).toBe('More');
    await keyboard.press('Enter');
    await keyboard.press('Home');
    await keyboard.press('Enter');
    await keyboard.type('dan kapan?');
    await keyboard.press('Enter');
    await page.getByRole('article', { name: 'Message from You' }).getByText('Replying to Kutip').waitFor();
  }, 60_000);

  it('opens a form again at once after it was closed, even before the browser fires its close event', async () => {
    const page = await kutip.open();
    await invoke(page, 'ask', { question: dam });
    // Chromium fires it with the next frame, which is late where the machine is busy.
    await page.evaluate(`addEventListener('close', function hold(event) {
      removeEventListener('close', hold, true);
      event.stopImmediatePropagation();
      window.tell = () => event.target.dispatchEvent(new Event('close'));
    }, true)`);
    const further = newest(page).getByRole('button', { name: 'Ask a follow-up' });
    const form = page.getByRole('dialog');
    await further.click();
    await form.waitFor();
    await page.keyboard.press('Escape');
    // Not with `waitForFunction`, which the page's own policy forbids as soon as it has to wait.
    await expect.poll(() => page.evaluate(`typeof window.tell`), { timeout: 10_000 }).toBe('function');
    await further.click();
    await form.waitFor();
    await page.evaluate('tell()');
    await form.getByRole('textbox').fill('dan di mana?');
    await form.getByRole('button', { name: 'Send' }).click();
    await newest(page).getByText('Read as a follow-up to').waitFor();
  });

  it('completes commands in the language of the page, and gives up at Escape', async () => {
    const page = await kutip.open({ locale: 'id' });
    await page.keyboard.type('/tany');
    await page.keyboard.press('Tab');
    await page.getByRole('textbox', { name: 'pertanyaan' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('/tanya kapan penarikan pasukan CSTO selesai?');
    await page.keyboard.press('Enter');
    await newest(page).locator('blockquote').first().waitFor();
    expect(await newest(page).locator('.cause').innerText()).toBe('Anda memakai /tanya');
  });

  it('shows a reply for one person as such, until it is dismissed', async () => {
    const page = await kutip.open();
    const before = await page.getByRole('article').count();
    await invoke(page, 'sources');
    await newest(page).getByText('Only you can see this.').waitFor();
    await newest(page).getByRole('button', { name: 'Dismiss' }).click();
    expect(await page.getByRole('article').count()).toBe(before);
    expect(await focused(page)).toBe('Message Kutip');
  });

  it('shows the channel again after a reload, as it was left, but for what one person alone saw', async () => {
    const page = await kutip.open();
    const messages = page.getByRole('article');
    const before = await messages.count();
    await write(page, 'kapan penarikan pasukan CSTO selesai?');
    const answered = await newest(page).innerText();
    await newest(page).locator('[data-custom-id^="ask/show/"]').first().click();
    await expect.poll(() => newest(page).innerText()).not.toBe(answered);
    await invoke(page, 'latest');
    await newest(page).locator(deletes).click();
    await messages.nth(before + 2).waitFor({ state: 'detached' });
    const seen = await messages.allInnerTexts();
    await invoke(page, 'sources');
    await newest(page).getByText('Only you can see this.').waitFor();
    await page.reload();
    await messages.nth(before + 1).waitFor();
    expect(await messages.allInnerTexts()).toEqual(seen);
    await newest(page).locator(deletes).click();
    await messages.nth(before + 1).waitFor({ state: 'detached' });
    await page.reload();
    await messages.nth(before).waitFor();
    expect(await messages.count()).toBe(before + 1);
    const other = await kutip.open({ locale: 'id' });
    expect(await other.getByRole('article').count()).toBe(before);
  });

  it('hands over a file of the person, longer than what is written may be', async () => {
    const page = await kutip.open();
    await composer(page).fill('/kutip add ');
    await page.getByRole('button', { name: '+ file', exact: true }).click();
    const buffer = Buffer.from('Judul\n\n' + 'Sebuah kalimat. '.repeat(20_000));
    await page.locator('#option-file').setInputFiles({ name: 'berita.txt', mimeType: 'text/plain', buffer });
    const sent = page.waitForRequest('**/api/files');
    await expect
      .poll(async () => {
        await send(page).click();
        return (await sent).postDataJSON() as InteractionRequest;
      })
      .toMatchObject({ options: { file: `data:;name=berita.txt;base64,${buffer.toString('base64')}` } });
    // Articles can't be added here; that it got as far as the command is what counts.
    await newest(page).getByText(words('en')('error.nothingToAdd')).waitFor();
  });

  it('looks for the sources of what somebody wrote', async () => {
    const page = await kutip.open({ locale: 'id' });
    await write(page, 'Pasukan CSTO ditarik pada 13 Januari 2022');
    await page.getByRole('article', { name: 'Pesan dari Anda' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Aplikasi' }).click();
    await newest(page).getByText('Hanya Anda yang dapat melihat ini.').waitFor();
    expect(await newest(page).locator('blockquote').first().innerText()).toContain('CSTO');
  });

  it('changes settings with its selects, and keeps to them', async () => {
    const page = await kutip.open();
    await invoke(page, 'kutip settings');
    const choose = async (select: string | RegExp, ...choices: string[]) => {
      await newest(page).getByRole('button', { name: select }).click();
      const opened = page.locator('.select .opened');
      for (const choice of choices) await opened.getByText(choice, { exact: true }).click();
      if (await opened.isVisible()) await opened.getByRole('button', { name: 'Choose' }).click();
      await settled(page);
    };
    await choose(/^Quotes/, 'Quotes: one');
    expect(await focused(page)).toBe('Quotes: one');
    // Whatever the tests before left behind.
    if (
      !(await newest(page)
        .getByRole('button', { name: /#general/ })
        .isVisible())
    )
      await choose(/^Channels/, '#general');
    await newest(page).getByRole('button', { name: 'Quotes: one' }).waitFor();
    await newest(page).getByRole('button', { name: '#general' }).waitFor();
    await invoke(page, 'ask', { question: dam });
    expect(await newest(page).locator('blockquote').count()).toBe(1);
    await page.getByRole('link', { name: 'news' }).click();
    await page.getByRole('heading', { name: 'news' }).waitFor();
    await invoke(page, 'ask', { question: dam });
    expect(await newest(page).innerText()).toMatch(/only answer publicly in these channels:\s+#general/);
    await page.getByRole('link', { name: 'general' }).click();
    await page.getByRole('heading', { name: 'general' }).waitFor();
    await invoke(page, 'kutip settings');
    await choose(/#general/, '#general');
    await choose(/^Quotes/, 'Quotes: up to three');
  });

  it('keeps the language and the colours that somebody chose', async () => {
    const page = await kutip.open({ locale: 'en', theme: 'dark' });
    await page.getByLabel('Language of this page').selectOption('id');
    await page.getByLabel('Tema').selectOption('light');
    await page.reload();
    await page.getByRole('link', { name: 'umum' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('id');
    const ground = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe('rgb(255, 255, 255)');
  });

  it('shows what a hostile article or person writes as text, and loads nothing for it', async () => {
    const page = await kutip.open();
    const hostile =
      '<img src=x onerror=alert(1)> **[a](javascript:alert(2))** <https://evil.example> @everyone';
    await write(page, hostile);
    await page.getByText(hostile).first().waitFor();
    await invoke(page, 'latest');
    await invoke(page, 'search', { words: 'script img onerror' });
    expect(await page.locator('.messages :is(img, script, iframe, style, object)').count()).toBe(0);
    const links = await attributes(page, '.messages a', 'href');
    expect(links.filter((link) => !/^https?:\/\//.test(link))).toEqual([]);
  });

  it('says what cannot be done when the server is gone', async () => {
    const page = await kutip.open();
    await page.route('**/api/interactions', (route) => route.abort());
    await composer(page).fill('When?');
    await page.keyboard.press('Enter');
    await page.getByText("Kutip can't be reached").waitFor();
  });

  it.each([
    [1100, 800],
    [360, 740],
  ] as const)(
    'has no flaw that axe-core finds, in either theme, at %i × %i pixels',
    async (...size) => {
      const page = await kutip.open({ size, locale: 'id' });
      const fits = async (view: string) => {
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect(width, view).toBe(size[0]);
      };
      const check = async (view: string) => {
        await fits(view);
        expect(await violationsInBothThemes(page), view).toEqual([]);
      };
      // What is here is there still at the next check.
      await fits('welcome');
      await write(page, 'kapan penarikan pasukan CSTO selesai?');
      await fits('answer');
      await payload(page);
      await openMenu(page);
      await check('menu');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Tanya lebih lanjut' }).click();
      await check('form');
      await page.keyboard.press('Escape');
      await composer(page).fill('/');
      await check('commands');
      await composer(page).fill('/artikel ');
      await page.keyboard.type('bendungan');
      await completion(page).waitFor();
      await check('suggestions');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await settled(page);
      await composer(page).fill('/kutip pengaturan ');
      await page.keyboard.press('Enter');
      await settled(page);
      await newest(page).locator('.select').nth(1).getByRole('button').click();
      await check('settings');
      await page.keyboard.press('Escape');
      await composer(page).fill('/kutip tambah ');
      await page.getByRole('button', { name: '+ berkas' }).click();
      await check('file');
    },
    60_000,
  );

  it('is small', async () => {
    const files = ['/', '/page.js', '/page.css', '/icon.svg'].map(async (path) =>
      gzipSync(Buffer.from(await (await fetch(kutip.served.url + path)).arrayBuffer())),
    );
    const compressed = (await Promise.all(files)).reduce((sum, { length }) => sum + length, 0);
    expect(compressed).toBeLessThan(300_000);
  });
});

interface Registered {
  readonly name: string;
  readonly name_localizations?: { readonly id?: string | null | undefined } | null | undefined;
  readonly type?: number | undefined;
  readonly options?: readonly Registered[] | undefined;
}
type NameOf = (one: Registered) => string;

/** How a registered command, or each one within it, is invoked. */
function paths(one: Registered, nameOf: NameOf): string[] {
  const within = (one.options ?? []).filter(({ type = 0 }) => type === 1 || type === 2);
  if (within.length === 0) return [nameOf(one)];
  return within.flatMap((inner) => paths(inner, nameOf).map((path) => `${nameOf(one)} ${path}`));
}

/** Asks without the page. */
async function ask(url: string, question: string): Promise<InteractionResult> {
  const response = await fetch(`${url}/api/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({
      kind: 'command',
      name: 'ask',
      options: { question },
      channel: '11',
      locale: 'en',
    }),
  });
  return (await response.json()) as InteractionResult;
}

/** What stands for an option that a command needs. */
const sample = (option: string) =>
  ({ question: dam, words: 'bendungan', topic: 'bendungan', title: 'waduk', every: 'daily' })[option] ??
  'bendungan';

/** Uses each control that has not been used, until there is none; deleting comes last. */
async function useAll(page: Page, used: Set<string>): Promise<void> {
  for (;;) {
    const all = await attributes(page, '[data-custom-id]:not(:disabled)', 'data-custom-id');
    const ids = all.filter((id) => !used.has(actionOf(id)));
    const id = ids.find((id) => !id.includes('/delete/')) ?? ids[0];
    if (id === undefined) return;
    used.add(actionOf(id));
    const before = await fingerprint(page);
    await page.locator(`[data-custom-id="${id}"]`).first().click();
    await settled(page);
    const form = page.locator('dialog');
    if (await form.isVisible()) {
      await form.getByRole('textbox').first().fill('dan di mana?');
      await form.getByRole('button', { name: 'Send' }).click();
    }
    const opened = page.locator('.select .opened');
    if (await opened.isVisible()) {
      const boxes = opened.getByRole('checkbox');
      if ((await boxes.count()) === 0) await opened.locator('.item').first().click();
      else {
        await boxes.first().check();
        await opened.getByRole('button', { name: 'Choose' }).click();
      }
    }
    await settled(page);
    await expect.poll(() => fingerprint(page)).not.toBe(before);
  }
}

/** What has the focus, by its name or its text. */
async function focused(page: Page): Promise<string | null> {
  const one = page.locator(':focus');
  return (await one.getAttribute('aria-label')) ?? one.textContent();
}

/** An attribute of all that a selector finds, asked for at once: each by itself takes long where there are many. */
const attributes = (page: Page, selector: string, name: string) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('${selector}')].map((one) => one.getAttribute('${name}') ?? '')`,
  );

/** Stands for all that is written in the list of messages, which is long. */
const fingerprint = (page: Page) =>
  page.evaluate<number>(
    `[...document.querySelector('.messages').textContent].reduce((sum, one) => (sum * 31 + one.codePointAt(0)) | 0, 0)`,
  );

/** Presses a key until something of this name has the focus. */
async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  const passed: (string | null)[] = [];
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key);
    passed.push(await focused(page));
    if (passed.at(-1) === name) return;
  }
  throw new Error(`"${name}" cannot be reached with ${key}, only: ${passed.join(', ')}.`);
}

const actionOf = (customId: string) => customId.split('/').slice(0, 2).join('/');
