import { readFile } from 'node:fs/promises';
import { built } from '../built.ts';
import type { Chat } from '../chat/contract/chat.ts';
import { whyUnsearchable } from '../chat/logged-error.ts';
import { words, type Locale } from '../locales/words.ts';
import { filePath, jsonOf, longestWithFile, routeAt, startPath } from './api.ts';
import type { Notifier } from '../chat/contract/notifier.ts';
import { pageNotifier } from './interactions.ts';
import type { Problem } from './wire.ts';
import type { Operation } from '../ops/health-and-metrics.ts';
import { createPreviewDoor } from './preview-auth.ts';
import {
  longestBody,
  plainText,
  serveLocally,
  type HttpRequest,
  type HttpResponse,
  type LocalServer,
} from '../ops/http-server.ts';
import { createMemory, newVisitor, visitorCookie, visitorIn } from './visitors.ts';

/** The page as it is served; the notifier edits what it shows. */
export interface LocalPage extends LocalServer {
  readonly notifier: Notifier;
}

/** What the browser loads beside the shell, by its type. */
const types = {
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/**
 * Serves a channel in the browser in which the commands can be used as on Discord.
 *
 * @param port with a secret, only who knows it is let in, but then under any name
 * @param host the IP address to listen on, default 127.0.0.1; where other machines reach it, `operation` is for them too
 * @param operation what is served beside the page, to this machine
 * @throws when the port cannot be used, with a message that says what to do
 */
export async function servePage(
  chat: Chat,
  {
    port,
    host,
    secret = null,
  }: { readonly port: number; readonly host?: string; readonly secret?: string | null },
  operation: Operation = () => undefined,
): Promise<LocalPage> {
  const assets = await readAssets();
  const isOpen = host !== undefined && !/^(?:127\.|::1$)/.test(host);
  const memory = createMemory();
  const away = secret === null ? () => null : createPreviewDoor(secret);
  const respond = async (asked: HttpRequest): Promise<HttpResponse> => {
    const { path, locale, json } = asked;
    const t = words(locale);
    const mayOperate = isOpen || (asked.isLocal && asked.isFromHere);
    const operated = mayOperate && json === undefined ? await operation(path) : undefined;
    const refused = operated ?? away(asked);
    if (refused !== null) return refused;
    const route = routeAt(path);
    if (route !== undefined) {
      if (json === undefined) return jsonOf(405, { problem: t('page.onlyPost') } satisfies Problem);
      const isStart = path === startPath;
      const known = visitorIn(asked.cookies);
      const visitor = known === '' && isStart ? newVisitor() : known;
      const sent = await route(chat, json, { visitor, memory }).catch((error: unknown) => {
        const reason = whyUnsearchable(error);
        if (reason === null) throw error;
        chat.log.warn(`the page could not search: ${reason}`);
        return jsonOf(503, { problem: t('error.unsearchable') } satisfies Problem);
      });
      // Here and not with the shell: the cookie is not sent to that by a link from another site, and would be replaced.
      return isStart ? { ...sent, headers: { 'Set-Cookie': visitorCookie(visitor) } } : sent;
    }
    if (json !== undefined) return plainText(405, t('page.readOnly'));
    if (path === '/') return { status: 200, type: 'text/html; charset=utf-8', body: shell(locale) };
    return assets.get(path) ?? plainText(404, t('page.notFound'));
  };
  const broken = ({ locale }: HttpRequest) => jsonOf(500, { problem: words(locale)('error.fault') });
  const longest = (asked: HttpRequest) =>
    asked.path === filePath && away(asked) === null ? longestWithFile : longestBody;
  const served = await serveLocally(
    { port, ...(host !== undefined && { host }), anyName: secret !== null, longest },
    respond,
    broken,
    chat.log,
  );
  return { ...served, notifier: pageNotifier(chat, memory) };
}

/** Everything else is drawn by the browser. Nothing that was written by others may ever stand here. */
const shell = (locale: Locale) => `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<title>Kutip</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js"></script>
</head>
<body>
<noscript>${words(locale)('page.noScript')}</noscript>
</body>
</html>
`;

/** By path. */
async function readAssets(): Promise<ReadonlyMap<string, HttpResponse>> {
  const reading = Object.entries(types).map(async ([name, type]) => {
    return [`/${name}`, { status: 200, type, body: await readFile(built(name)) }] as const;
  });
  return new Map(await Promise.all(reading));
}
