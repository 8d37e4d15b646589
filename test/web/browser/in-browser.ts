import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import { pino } from 'pino';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFailed } from 'vitest';
import type { OpenArchive } from '../../../src/answer/host/calls.ts';
import type { Chat } from '../../../src/chat/contract/chat.ts';
import { compose } from '../../../src/compose.ts';
import { servePage } from '../../../src/web/page.ts';
import type { LocalServer } from '../../../src/ops/http-server.ts';

const browserPath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
].find((path) => existsSync(path));

if (browserPath === undefined)
  console.warn(
    'There is no Chromium on this machine (apt-get install chromium): tests in the browser are skipped.',
  );

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Where pictures of tests that failed are put; git ignores it. */
const pictures = folder('../../../screenshots');

const noLimits = {
  person: { burst: 1e9, everyMs: 1 },
  channel: { burst: 1e9, everyMs: 1 },
  longestWaitMs: 0,
};

/** How the page is looked at. */
export interface Look {
  readonly locale?: 'id' | 'en';
  readonly theme?: 'light' | 'dark';
  /** Width and height, in pixels. */
  readonly size?: readonly [number, number];
  /** Behind the slash of the address. */
  readonly at?: string;
  /** Whether the page stays open for the tests that follow. */
  readonly keep?: boolean;
}

/** The page in a real browser; what goes wrong there fails the test: errors, what the policy forbids, requests to other hosts. */
export interface InBrowser {
  readonly chat: Chat;
  readonly archive: OpenArchive;
  readonly served: LocalServer;
  open(look?: Look): Promise<Page>;
}

/** One for all tests of a file, which ends with the last of its groups; files that share this module have one after the other. */
let browser: Promise<Browser> | undefined;
let groups = 0;
const launched = () =>
  (browser ??= chromium.launch({ executablePath: browserPath!, chromiumSandbox: false }));
async function leave(): Promise<void> {
  if (--groups > 0) return;
  await (await browser)?.close();
  browser = undefined;
}

/** Tests of the page in a real browser, over the articles of the tests on Discord; without Chromium, they are skipped. */
export function describeInBrowser(title: string, tests: (page: InBrowser) => void): void {
  describe.skipIf(browserPath === undefined)(title, () => {
    groups++;
    let chat: Chat;
    let archive: OpenArchive;
    let served: LocalServer;
    let opened = 0;
    const problems: string[] = [];
    // A page is used by one test after another: a new one takes twice as long as another address.
    const contexts = new Map<string, { readonly context: BrowserContext; readonly free: Page[] }>();
    const used: { readonly page: Page; readonly free: Page[] }[] = [];

    const contextFor = async (locale: string) => {
      const known = contexts.get(locale);
      if (known !== undefined) return known;
      const context = await (await launched()).newContext({ locale, reducedMotion: 'reduce' });
      context.setDefaultTimeout(15_000);
      const made = { context, free: [] };
      contexts.set(locale, made);
      return made;
    };
    const newPage = async (context: BrowserContext) => {
      const page = await context.newPage();
      page.on('pageerror', ({ message }) => problems.push(message));
      page.on('console', (said) => {
        // A request that a test itself lets fail is told of too.
        const isWrong = /^(?:error|warning)$/.test(said.type()) && !said.text().includes('net::ERR_FAILED');
        if (isWrong) problems.push(said.text());
      });
      page.on('dialog', (dialog) => {
        problems.push(`a dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== served.url) problems.push(`asks for ${request.url()}`);
      });
      return page;
    };

    beforeAll(async () => {
      const knowledge = ['dam', 'news', 'knowledge'].map((name) => folder(`../../discord/${name}`));
      [{ chat, archive }] = await Promise.all([
        compose({ knowledge, limits: noLimits, log: pino({ level: 'silent' }) }),
        launched(),
      ]);
      served = await servePage(chat, { port: 0 });
    }, 60_000);
    afterEach(async () => {
      // The next test must find neither what somebody chose nor who he was.
      const left = used.splice(0).map(async ({ page, free }) => {
        await page.unrouteAll();
        await page.evaluate('localStorage.clear()');
        free.push(page);
      });
      await Promise.all(left);
      await Promise.all([...contexts.values()].map(({ context }) => context.clearCookies()));
      expect(problems.splice(0)).toEqual([]);
    });
    afterAll(async () => {
      await Promise.all([...contexts.values()].map(({ context }) => context.close()));
      await served.close();
      await leave();
    });

    tests({
      get chat() {
        return chat;
      },
      get archive() {
        return archive;
      },
      get served() {
        return served;
      },
      async open({ locale = 'en', theme = 'light', size = [1100, 800], at = '', keep = false } = {}) {
        const [width, height] = size;
        const { context, free } = await contextFor(locale);
        const page = (keep ? undefined : free.pop()) ?? (await newPage(context));
        if (!keep) {
          used.push({ page, free });
          onTestFailed(async ({ task }) => {
            const name = task.name.replaceAll(/\W+/g, '-').slice(0, 100);
            await page.screenshot({ path: join(pictures, `${name}.png`) });
          });
        }
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: theme });
        // An address that differs behind its # alone would not be loaded again.
        await page.goto(`${served.url}/?${++opened}${at}`);
        await page.getByRole('heading', { level: 2 }).waitFor();
        return page;
      },
    });
  });
}

/** Looks at a page in one theme after the other. */
async function inBothThemes(page: Page, look: (theme: 'light' | 'dark') => Promise<void>): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await look(theme);
  }
}

/** What axe-core finds wrong in either theme. They differ in their colours alone. */
export async function violationsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  await inBothThemes(page, async (theme) => {
    found.push(...(await violations(page, theme === 'dark' ? 'of colours' : 'all')));
  });
  return found;
}

/** What axe-core finds wrong, in one line each. */
async function violations(page: Page, rules: 'all' | 'of colours' = 'all'): Promise<string[]> {
  // The policy of the page lets nobody add a script; the browser's own interface does.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify({
      // What is in order is counted, not told in full.
      resultTypes: ['violations'],
      ...(rules === 'of colours' && { runOnly: ['color-contrast', 'link-in-text-block'] }),
    })})`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} (${failureSummary ?? ''})`),
  );
}
