import type { ArticleFacts } from '../articles/article.ts';
import { articleKey } from '../ingest/contract.ts';
import { words } from '../locales/words.ts';
import type { Input, Suggestion } from './contract/command.ts';
import { subscriptionsFor } from './following/subscribe.ts';
import { dateWords } from './presenters/dates.ts';
import { feedName } from './presenters/import-replies.ts';
import { whatIsFollowed } from './presenters/subscription-replies.ts';
import type { Services } from './contract/services.ts';

/** Discord's limits: number of suggestions, and characters of each. */
const most = 25;
const longest = 100;

export const suggestArticle = (written: string, reader: Input, services: Services) =>
  articles(written, reader, services, false);

/** Only articles the server has added. */
export const suggestOwnArticle = (written: string, reader: Input, services: Services) =>
  articles(written, reader, services, true);

export async function suggestFeed(
  written: string,
  { place }: Input,
  { feeds }: Services,
): Promise<Suggestion[]> {
  const part = written.trim().toLowerCase();
  return (await feeds.of(place.server))
    .map((feed) => ({ value: feed.id, label: oneLine(`${feedName(feed)} · ${feed.url}`) }))
    .filter(({ label }) => label.toLowerCase().includes(part))
    .slice(0, most)
    .map(({ value, label }) => ({ value, label: label.slice(0, longest) }));
}

/** Subscriptions that they may end. */
export async function suggestSubscription(
  written: string,
  input: Input,
  services: Services,
): Promise<Suggestion[]> {
  const part = written.trim().toLowerCase();
  return (await subscriptionsFor(input, services))
    .map((one) => ({ value: one.id, label: shortened(oneLine(whatIsFollowed(one, input.locale)), longest) }))
    .filter(({ label }) => label.toLowerCase().includes(part))
    .slice(0, most);
}

async function articles(
  written: string,
  reader: Input,
  { archive }: Services,
  isOwn: boolean,
): Promise<Suggestion[]> {
  const found = await archive.suggestArticles({ written, limit: most, server: reader.place.server, isOwn });
  const label = ({ title, publisher, published }: ArticleFacts) => {
    const whose = [publisher, published && dateWords(published, reader).absolute].filter(Boolean);
    const end = whose.length > 0 ? ` · ${whose.join(' · ')}` : '';
    const name = oneLine(title) || words(reader.locale)('article.untitled');
    return oneLine(`${shortened(name, Math.max(longest - end.length, longest / 2))}${end}`);
  };
  // If the id is too long for an option, the title is used, which finds the same article.
  return found.map((facts) => ({
    label: shortened(label(facts), longest),
    value: isOwn
      ? articleKey(facts.id)
      : facts.id.length <= longest
        ? facts.id
        : facts.title.slice(0, longest),
    written: facts.title.slice(0, 2 * longest) || facts.id,
  }));
}

export const suggestSource = async (
  written: string,
  { place }: Input,
  { archive }: Services,
): Promise<Suggestion[]> =>
  named(await archive.suggestSources({ written, limit: most, server: place.server }));

export const suggestTopic = async (
  written: string,
  { place }: Input,
  { archive }: Services,
): Promise<Suggestion[]> =>
  named(await archive.suggestTopics({ written, limit: most, server: place.server }));

/** Languages that articles are most often in, and whatever tag was written. */
const languages = [
  'id',
  'en',
  'ms',
  'jv',
  'su',
  'ar',
  'zh',
  'nl',
  'fr',
  'de',
  'es',
  'pt',
  'ru',
  'ja',
  'ko',
  'th',
  'vi',
  'fil',
  'ta',
  'hi',
  'tr',
];

export function suggestLanguage(written: string, { locale }: Input): Promise<Suggestion[]> {
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const part = written.trim().toLowerCase();
  return Promise.resolve(
    languages
      .map((tag) => ({ value: tag, label: `${names.of(tag) ?? tag} (${tag})` }))
      .filter(({ label }) => label.toLowerCase().includes(part)),
  );
}

const named = (names: readonly string[]) =>
  names
    .filter((name) => oneLine(name) !== '' && name.length <= longest)
    .map((name) => ({ label: oneLine(name), value: name }));

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Cut between words if possible. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()}…`;
}
