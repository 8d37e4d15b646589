import type { Command } from '../chat/command.ts';
import type { Reply } from '../chat/reply.ts';
import type { Chat } from '../chat/run.ts';
import { locales, words, type Locale } from '../locales/words.ts';
import { commandWords, invocation } from '../chat/command-words.ts';
import { fieldOf, formHtml } from './form.ts';
import { replyHtml } from './html.ts';
import { markup, type Markup } from './markup.ts';

/** The command that the root of the page stands for. */
const home = 'ask';

/** What somebody looks at: where they are, in which words, and what is shown to them. */
export interface View {
  readonly chat: Chat;
  readonly query: URLSearchParams;
  readonly locale: Locale;
  /** The locale when the address names it, and links have to carry it on; `null` when the browser chose it. */
  readonly lang: Locale | null;
  /** `undefined` where there is no such command. */
  readonly command: Command | undefined;
  /** `undefined` as long as nothing was asked. */
  readonly reply: Reply | undefined;
}

/** Where a command stands on the page. */
const pathOf = ({ name }: Command) => (name === home ? '/' : `/${name.replaceAll(' ', '/')}`);

/** Those that can be invoked on a page, which has no messages of others, and is no server. */
const typedCommands = ({ commands }: Chat) =>
  commands.filter(({ onMessage, needs }) => !onMessage && needs === undefined);

/** The command at a path; the one of the root is found under its name too. */
export function commandAt(chat: Chat, path: string): Command | undefined {
  return typedCommands(chat).find((command) => path === pathOf(command) || path === `/${command.name}`);
}

/** The whole page of a view. */
export function documentHtml(view: View): string {
  const { command, reply, locale } = view;
  return shellHtml(
    locale,
    reply && headingOf(reply),
    markup`<header>
<h1><a href="${withLang('/', view.lang)}">Kutip</a></h1>
${commandsHtml(view)}
${languagesHtml(view)}
</header>
<main>
${command && reply === undefined && markup`<p class="lead">${commandWords(command, locale).description}</p>`}
${command && formHtml(command, { ...view, action: pathOf(command) })}
${reply === undefined ? exampleHtml(view) : replyHtml(reply)}
</main>
<footer><p>${words(locale)('page.footer')}</p></footer>`,
  );
}

/** A page that holds a reply and nothing else, for when the rest cannot be drawn. */
export function bareHtml(reply: Reply): string {
  return shellHtml(reply.locale, headingOf(reply), markup`<main>${replyHtml(reply)}</main>`);
}

function headingOf(reply: Reply): string | undefined {
  return reply.parts.flatMap((part) => (part.kind === 'heading' ? [part.text] : []))[0];
}

function shellHtml(locale: Locale, topic: string | undefined, body: Markup): string {
  return markup`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<title>${topic === undefined ? 'Kutip' : `${topic} · Kutip`}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/page.css">
</head>
<body>
${body}
</body>
</html>
`.toString();
}

function commandsHtml({ chat, command, locale, lang }: View): Markup {
  const links = typedCommands(chat).map((one) => {
    const { description } = commandWords(one, locale);
    const here = one === command && markup` aria-current="page"`;
    return markup`<li><a href="${withLang(pathOf(one), lang)}" title="${description}"${here}>/${invocation(one, locale)}</a></li>`;
  });
  return markup`<nav class="commands" aria-label="${words(locale)('page.commands')}"><ul>${links}</ul></nav>`;
}

function languagesHtml({ locale, command, query }: View): Markup {
  // Not the path that was asked for: "//elsewhere" would become a link to another host.
  const path = command === undefined ? '/' : pathOf(command);
  const links = locales.map((other) => {
    const address = new URLSearchParams(query);
    address.set('lang', other);
    const name = new Intl.DisplayNames(other, { type: 'language' }).of(other);
    const here = other === locale && markup` aria-current="true"`;
    return markup`<li><a href="${`${path}?${address.toString()}`}" hreflang="${other}" lang="${other}"${here}>${name}</a></li>`;
  });
  return markup`<nav class="languages" aria-label="${words(locale)('page.language')}"><ul>${links}</ul></nav>`;
}

function exampleHtml({ command, locale, lang }: View): Markup | false {
  const asked = command?.name === home && command.options.find((option) => option.required);
  if (!asked) return false;
  const t = words(locale);
  const question = t('page.exampleQuestion');
  const address = new URLSearchParams({ [fieldOf(asked)]: question, ...(lang !== null && { lang }) });
  return markup`<p class="example">${t('page.example')} <a href="${`/?${address.toString()}`}">${question}</a></p>`;
}

const withLang = (path: string, lang: Locale | null) => (lang === null ? path : `${path}?lang=${lang}`);
