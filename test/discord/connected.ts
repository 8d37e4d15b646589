import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import type { Chat } from '../../src/chat/contract/chat.ts';
import type { Limits } from '../../src/chat/cooldowns.ts';
import type { Archive } from '../../src/chat/contract/services.ts';
import { compose } from '../../src/compose.ts';
import { startDiscord as startBot } from '../../src/discord/bot.ts';
import { parts, type Component } from '../loopback/payloads.ts';
import { startDiscord, type LoopbackDiscord, type Options } from '../loopback/server.ts';

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** One person may ask everything at once. */
export const noLimits: Limits = {
  person: { burst: 1e9, everyMs: 1 },
  channel: { burst: 1e9, everyMs: 1 },
  longestWaitMs: 0,
};

/** The real chat over the articles of a folder beside this file; `logged` are the lines of its log. */
export async function newChat({
  limits = noLimits,
  knowledge = 'knowledge',
}: { limits?: Limits | undefined; knowledge?: string | undefined } = {}): Promise<{
  chat: Chat;
  logged: Record<string, unknown>[];
}> {
  const logged: Record<string, unknown>[] = [];
  const stream = { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) };
  const { chat } = await compose({
    knowledge: [folder(knowledge)],
    limits,
    log: pino({ level: 'trace' }, stream),
  });
  // What is read in at the first question would keep this thread, in which the archive is here, from all else for seconds.
  await chat.services.archive.ask({
    text: 'kapan penarikan pasukan selesai?',
    askedAt: new Date(),
    strictness: 'normal',
  });
  return { chat, logged };
}

type Finished = (end: () => Promise<void>) => void;

/** A Discord on which nothing may be sent that Discord would refuse, or that could ping anybody. */
export async function newDiscord(
  options?: Options,
  finished: Finished = onTestFinished,
): Promise<LoopbackDiscord> {
  const discord = await startDiscord(options);
  finished(async () => {
    await discord.close();
    expect(discord.problems).toEqual([]);
  });
  return discord;
}

/**
 * The real bot, logged in on a Discord of its own. `archive` replaces parts of the real one; `limits` are the cooldowns;
 * `finished` is that of a test that runs beside others.
 */
export async function connected({
  archive,
  limits,
  knowledge,
  finished = onTestFinished,
  ...options
}: Options & {
  archive?: (real: Archive) => Partial<Archive>;
  limits?: Limits;
  knowledge?: string;
  finished?: Finished;
} = {}) {
  const discord = await newDiscord(options, finished);
  const { chat: real, logged } = await newChat({ limits, knowledge });
  const { archive: whole } = real.services;
  const chat = { ...real, services: { ...real.services, archive: { ...whole, ...archive?.(whole) } } };
  const bot = await startBot(chat, { token: discord.token, api: discord.api });
  finished(() => bot.stop());
  return { discord, bot, logged, chat };
}

/** All that a message shows, as Markdown. */
export function textOf(body: { readonly components?: unknown }): string {
  const all = [...parts((body.components ?? []) as unknown as Component[])];
  return all.flatMap(({ content }) => (typeof content === 'string' ? [content] : [])).join('\n');
}

/** An archive that answers no question before `open` is called, nor after `close`; `asked` resolves with the first one. */
export function gate() {
  let open: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  let opened: Promise<void>;
  const close = () => {
    opened = new Promise<void>((resolve) => (open = resolve));
  };
  close();
  const asked = new Promise<void>((resolve) => (arrive = resolve));
  const archive = (real: Archive): Partial<Archive> => ({
    async ask(question) {
      arrive();
      await opened;
      return real.ask(question);
    },
  });
  return { archive, asked, close, open: () => { open(); } }; // prettier-ignore
}
