import { ActivityType, Events, type Client } from 'discord.js';
import type { Chat } from '../chat/contract/chat.ts';
import { dayWords } from '../chat/presenters/dates.ts';
import { localeOf, words, type Locale } from '../locales/words.ts';
import { loggable } from './errors.ts';

/** How often it is looked whether the archive has changed, in milliseconds. */
const everyMs = 2 * 60_000;

/**
 * Shows below the name of the bot how much it holds, and up to when, in the language of most servers.
 *
 * @param left when the bot leaves Discord
 */
export function showFreshness(client: Client<true>, { services, log }: Chat, left: AbortSignal): void {
  let shown = '';
  const show = async () => {
    const sources = await services.archive.sources({ server: null });
    const articles = sources.reduce((sum, source) => sum + source.articles, 0);
    const newest = Math.max(
      ...sources.map((source) => Date.parse(source.newest ?? '')).filter(Number.isFinite),
    );
    if (!Number.isFinite(newest)) return;
    const locale = localeOfMost(client);
    const day = dayWords(new Date(newest), locale, null);
    const state = words(locale)('presence', { count: articles, day });
    // The client rejects a state after its end where nobody can catch it.
    if (state === shown || left.aborted) return;
    shown = state;
    client.user.setPresence({ activities: [{ type: ActivityType.Custom, name: 'Kutip', state }] });
  };
  const look = () => {
    show().catch((error: unknown) => {
      log.debug(loggable(error), 'could not show how fresh the archive is');
    });
  };
  look();
  // A new session does not know it.
  client.on(Events.ShardReady, () => {
    shown = '';
    look();
  });
  const timer = setInterval(look, everyMs).unref();
  left.addEventListener('abort', () => {
    clearInterval(timer);
  });
}

function localeOfMost({ guilds }: Client): Locale {
  const locales = guilds.cache.map(({ preferredLocale }) => localeOf(preferredLocale) ?? 'en');
  return locales.filter((locale) => locale === 'id').length * 2 > locales.length ? 'id' : 'en';
}
