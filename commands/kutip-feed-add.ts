import { noteAct } from '../src/chat/audit.ts';
import { textOption, type Command, type Input } from '../src/chat/contract/command.ts';
import type { Context } from '../src/chat/contract/context.ts';
import type { Reply } from '../src/chat/contract/reply.ts';
import type { Importer, Services } from '../src/chat/contract/services.ts';
import { errorReply, staleReply } from '../src/chat/presenters/error-reply.ts';
import {
  failureWords,
  feedChoiceReply,
  feedName,
  importedReply,
  progressReply,
} from '../src/chat/presenters/import-replies.ts';
import { words } from '../src/locales/words.ts';

const name = 'kutip feed add';

/** Reads a feed right away, and then whenever it is due; a file in OPML stands for all feeds that it lists. */
export const kutipFeedAdd: Command = {
  name,
  options: [
    { name: 'url', type: 'string', maxLength: 1000 },
    { name: 'file', type: 'file', fileTypes: ['.opml', '.xml'] },
  ],
  needs: 'addArticles',
  isPrivate: () => true,
  async run({ options, ...input }, { importer, ...services }) {
    const { locale } = input;
    const t = words(locale);
    const { server } = input.place;
    if (server === null) return errorReply(locale, t('settings.noServer'), 'noServer');
    if (importer === null) return errorReply(locale, t('error.nothingToAdd'));
    const [url, file] = [textOption(options, 'url'), textOption(options, 'file')];
    if (url !== undefined) return follow(asAddress(url), server, input, importer, services);
    if (file === undefined) return errorReply(locale, t('feed.nothing'), 'nothingAdded');
    return followAll(file, server, input, importer, services);
  },
  actions: {
    /** Asks for the address. */
    read: {
      effect: 'add',
      isPrivate: () => true,
      form: (_, locale) => ({
        title: words(locale)('welcome.readFeed'),
        fields: [
          {
            kind: 'text',
            name: 'url',
            label: words(locale)('welcome.feedUrl'),
            hint: 'https://',
            required: true,
            maxLength: 1000,
            long: false,
          },
        ],
      }),
      run({ filled, ...input }, { importer, ...services }) {
        const { server } = input.place;
        const t = words(input.locale);
        if (server === null)
          return Promise.resolve(errorReply(input.locale, t('settings.noServer'), 'noServer'));
        if (importer === null) return Promise.resolve(errorReply(input.locale, t('error.nothingToAdd')));
        return follow(asAddress(textOption(filled, 'url') ?? ''), server, input, importer, services);
      },
    },
    choose: {
      effect: 'replace',
      run({ chosen: [url], ...input }, { importer, ...services }) {
        const { server } = input.place;
        return url === undefined || server === null || importer === null
          ? Promise.resolve(staleReply(input.locale))
          : follow(url, server, input, importer, services);
      },
    },
  },
};

/** As people write it: "kabar.example" is meant as https. */
const asAddress = (written: string) =>
  /^[^\s/:]+\.[^\s/:]+(?:[/:]|$)/.test(written.trim()) ? `https://${written.trim()}` : written;

type Follower = Context & Pick<Input, 'progress'>;

async function follow(
  url: string,
  server: string,
  { progress, ...input }: Follower,
  importer: Importer,
  services: Pick<Services, 'audit'>,
): Promise<Reply> {
  const { locale, place, now } = input;
  const t = words(locale);
  const subscribed = await importer.subscribe(
    { server, url, channel: place.channel, locale, addedAt: now },
    (done, of) => progress?.(progressReply(locale, done, of)),
  );
  switch (subscribed.outcome) {
    case 'known':
      return errorReply(locale, t('feed.known'), 'nothingAdded');
    case 'too many':
      return errorReply(locale, t('feed.tooMany'), 'nothingAdded');
    case 'choice':
      return feedChoiceReply(locale, url, subscribed.feeds, { command: name, action: 'choose', args: [] });
    case 'refused':
      return errorReply(locale, failureWords(subscribed, locale), 'nothingAdded');
    case 'subscribed': {
      await noteAct(input, 'feed added', feedName(subscribed.feed), services);
      const text = t('feed.followed', { feed: feedName(subscribed.feed) });
      return { ...importedReply(locale, subscribed.imported, [{ kind: 'text', text }]), tone: 'plain' };
    }
  }
}

async function followAll(
  file: string,
  server: string,
  { progress, ...input }: Follower,
  importer: Importer,
  services: Pick<Services, 'audit'>,
): Promise<Reply> {
  const { locale, place, now } = input;
  const t = words(locale);
  const listed = await importer.feedsInOpml(file, server);
  if ('reason' in listed) return errorReply(locale, failureWords(listed, locale), 'nothingAdded');
  const counts = { opmlFollowed: 0, opmlKnown: 0, opmlRefused: 0 };
  const items: string[] = [];
  for (const [done, { url, title }] of listed.feeds.entries()) {
    progress?.(progressReply(locale, done, listed.feeds.length));
    const one = await importer.subscribe(
      { server, url, channel: place.channel, locale, addedAt: now },
      () => undefined,
    );
    const feed = title ?? url;
    const failed = (why: string) => {
      counts.opmlRefused++;
      items.push(t('feed.opmlFailed', { feed, why }));
    };
    if (one.outcome === 'subscribed') {
      counts.opmlFollowed++;
      await noteAct(input, 'feed added', feedName(one.feed), services);
    } else if (one.outcome === 'known') counts.opmlKnown++;
    else if (one.outcome === 'refused') failed(failureWords(one, locale));
    else failed(t(one.outcome === 'too many' ? 'feed.tooMany' : 'failures.no feed'));
  }
  const sum = (Object.keys(counts) as (keyof typeof counts)[])
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => t(`feed.${outcome}`, { count: counts[outcome] }));
  return {
    locale,
    tone: counts.opmlFollowed + counts.opmlKnown > 0 ? 'plain' : 'error',
    private: true,
    parts: [
      { kind: 'heading', text: t('feed.opml') },
      { kind: 'text', text: sum.join(' · ') },
      ...(items.length > 0 ? [{ kind: 'list' as const, items }] : []),
    ],
  };
}
