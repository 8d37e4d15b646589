import { readFile } from 'node:fs/promises';
import { errorReply } from '../chat/error-reply.ts';
import { follow } from '../chat/follow.ts';
import type { Reply } from '../chat/reply.ts';
import { faultReply, runCommand, type Chat } from '../chat/run.ts';
import { words } from '../locales/words.ts';
import { bareHtml, commandAt, documentHtml } from './document.ts';
import { isComplete, readOptions } from './form.ts';
import type { Operation } from './operation.ts';
import { serveLocally, type Asked, type Port, type Sent, type Served } from './server.ts';

const assetTypes = { '/page.css': 'text/css; charset=utf-8', '/icon.svg': 'image/svg+xml' };

/** Whoever opens the page: this machine is his, so he may do everything. */
const visitorOf = ({ services }: Chat) => ({
  person: { id: services.people.pseudonymOf('page'), mayManageServer: true, mayManageMessages: true },
  place: { server: null, channel: 'page', parent: null, lacks: [] },
  timeZone: null,
});

/**
 * Serves the commands as a page that needs no script.
 *
 * @param operation what is served beside the page
 * @throws when the port cannot be used, with a message that says what to do
 */
export async function servePage(
  chat: Chat,
  port: Port,
  operation: Operation = () => undefined,
): Promise<Served> {
  const assets = new Map<string, Sent>();
  for (const [path, type] of Object.entries(assetTypes)) {
    assets.set(path, { status: 200, type, body: await readFile(new URL(`.${path}`, import.meta.url)) });
  }
  const respond = async (asked: Asked): Promise<Sent> => {
    const { path, query, locale, lang } = asked;
    const sent = assets.get(path) ?? (await operation(path));
    if (sent !== undefined) return sent;
    const { status, reply } = await replyTo(chat, asked);
    const command = commandAt(chat, path);
    return htmlOf(status, documentHtml({ chat, query, locale, lang, command, reply }));
  };
  return serveLocally(port, respond, ({ locale }) => htmlOf(500, bareHtml(faultReply(locale))), chat.log);
}

const htmlOf = (status: number, body: string): Sent => ({ status, type: 'text/html; charset=utf-8', body });

async function replyTo(
  chat: Chat,
  { path, query, locale }: Asked,
): Promise<{ readonly status: number; readonly reply: Reply | undefined }> {
  const command = commandAt(chat, path);
  if (command === undefined)
    return { status: 404, reply: errorReply(locale, words(locale)('page.notFound')) };
  const read = readOptions(command, query, locale);
  if ('problem' in read) return { status: 400, reply: errorReply(locale, read.problem) };
  if (!isComplete(command, read.options)) return { status: 200, reply: undefined };
  const { options } = read;
  const visitor = visitorOf(chat);
  const reply = await follow(chat, { command: command.name, through: 'page', ...visitor }, (chat) =>
    runCommand(chat, command.name, { ...visitor, options, locale, now: new Date() }),
  );
  if (reply.tone !== 'error') return { status: 200, reply };
  return { status: reply.isFault === true ? 500 : 400, reply };
}
