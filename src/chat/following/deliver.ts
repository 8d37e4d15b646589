import type { Post, Subscription } from '../../store/store.ts';
import type { Turns } from '../../answer/host/turns.ts';
import type { Chat } from '../contract/chat.ts';
import type { Destination, Notifier } from '../contract/notifier.ts';
import { endedReply } from '../presenters/subscription-replies.ts';
import { contentOf, drawPost, postControls } from './post-frame.ts';
import type { PostFrame } from '../presenters/post-reply.ts';
import { isQuiet, wantedOf, zoneOf } from './wanted.ts';

const hourMs = 3_600_000;
/** Articles in one list. */
const mostListed = 10;

type Delivering = Pick<Chat, 'services' | 'log'>;

/**
 * Sends what waits in the outbox, as much as each subscription wants now.
 *
 * @param turns the lanes are servers
 *
 * @throws when the platform cannot be reached; what was not sent still waits
 */
export async function deliver(
  chat: Delivering,
  notifier: Notifier,
  now: () => Date,
  turns: Turns,
): Promise<void> {
  const { outbox, subscriptions } = chat.services;
  const waiting = grouped(await outbox.waiting(), ({ subscription }) => subscription);
  const failures: unknown[] = [];
  await Promise.all(
    [...waiting].map(async ([id, posts]) => {
      const subscription = await subscriptions.get(id);
      if (subscription === null) return;
      await turns
        .add(subscription.server ?? subscription.id, async () => {
          if (failures.length === 0) await deliverTo(subscription, posts, chat, notifier, now);
        })
        .catch((error: unknown) => {
          failures.push(error);
        });
    }),
  );
  if (failures.length > 0) throw failures[0];
}

async function deliverTo(
  subscription: Subscription,
  waiting: readonly Post[],
  chat: Delivering,
  notifier: Notifier,
  now: () => Date,
): Promise<void> {
  const { outbox, settings } = chat.services;
  const { quiet, mostPerHour } = wantedOf(subscription);
  if (isQuiet(quiet, now(), zoneOf(subscription, settings))) return;
  const lastHour = await outbox.sent(subscription.id, new Date(now().getTime() - hourMs));
  let left = mostPerHour - new Set(lastHour.map(({ reply }) => reply)).size;
  for (const posts of portions(waiting, left)) {
    if (left-- <= 0 || (await send(subscription, posts, chat, notifier, now)) === 'ended') return;
  }
}

/** Posts that go together: what was begun before, then one by one, and in the last one that is allowed now all others as a list. */
export function portions(waiting: readonly Post[], left: number): (readonly Post[])[] {
  const begun = [...grouped(waiting.filter(({ reply }) => reply !== null), ({ reply }) => reply!).values()];
  const fresh = waiting.filter(({ reply }) => reply === null);
  const alone = Math.max(0, left - begun.length - 1);
  const rest = fresh.slice(alone);
  const isNews = ({ content }: Post) => contentOf(content).kind === 'news';
  const listed = rest.filter(isNews).slice(0, mostListed);
  const whole = rest.find((post) => !isNews(post));
  return [
    ...begun,
    ...fresh.slice(0, alone).map((post) => [post]),
    ...(whole !== undefined ? [[whole]] : listed.length > 0 ? [listed] : []),
  ];
} // prettier-ignore

function grouped(posts: readonly Post[], keyOf: (post: Post) => string): Map<string, Post[]> {
  const groups = new Map<string, Post[]>();
  for (const post of posts) groups.set(keyOf(post), [...(groups.get(keyOf(post)) ?? []), post]);
  return groups;
}

async function send(
  subscription: Subscription,
  posts: readonly Post[],
  { services, log }: Delivering,
  notifier: Notifier,
  now: () => Date,
): Promise<'sent' | 'ended'> {
  const { outbox, replies, subscriptions, settings } = services;
  const { id, server, locale, channel, account } = subscription;
  const ids = posts.map((post) => post.id);
  const reader = { locale, now: now(), timeZone: settings.of(server).timeZone };
  const frame = frameOf(posts, subscription);
  const begun = posts[0]!.reply;
  const place = { server, channel: channel ?? '' };
  const drawn = await drawPost(frame, place, reader, services);
  const giveUp = async (reply: string | null): Promise<'sent'> => {
    if (reply !== null) await replies.remove(reply);
    await outbox.drop(ids);
    return 'sent';
  };
  // All that it quotes was withdrawn meanwhile.
  if (drawn === null) return giveUp(begun);
  const { quotes, answer } = drawn;
  const command = commandOf(subscription);
  const keptAs =
    begun ??
    (await replies.keep({
      command,
      options: { subscription: id },
      previous: null,
      askedAt: now(),
      asker: null,
      place,
      locale,
      private: false,
      status: null,
      quotes,
      answer,
    }));
  if (keptAs === '') throw new Error('A post could not be stored.');
  if (begun === null) await outbox.begin(ids, keptAs);
  else await replies.requote(keptAs, quotes, answer);
  const reply = { ...drawn.reply, keptAs, parts: [...drawn.reply.parts, postControls(command, keptAs, channel === null ? subscription.person : null)] };
  const to = await destinationOf(subscription, posts, services);
  const posted = to === null ? 'refused' : await notifier.post(to, reply, begun !== null);
  if (posted === 'invalid') return giveUp(keptAs);
  if (posted !== 'refused') {
    await outbox.finish(keptAs, posted, now());
    return 'sent';
  }
  log.warn({ subscription: id, server, channel }, 'a subscription ends: its channel is gone or closed to the bot, or who made it is no longer on the server');
  await replies.remove(keptAs);
  if (channel !== null && account !== null) {
    const ended = await replies.keep({ command, options: {}, previous: null, askedAt: now(), asker: null, place: { server: null, channel: '' }, locale, private: false, status: null, quotes: [], answer: null });
    await notifier.post({ account, memberOf: server }, { ...endedReply(subscription), keptAs: ended }, false);
    await replies.remove(ended);
  }
  await subscriptions.remove(id);
  return 'ended';
} // prettier-ignore

/** The command whose replies a subscription's posts are. */
const commandOf = ({ kind }: Subscription) =>
  kind === 'digest' ? 'digest' : kind === 'announce' ? 'kutip announce' : 'follow topic';

function frameOf(posts: readonly Post[], subscription: Subscription): PostFrame {
  const contents = posts.map(({ content }) => contentOf(content));
  const [first] = contents;
  if (first?.kind === 'frame') return first.frame;
  const items = contents.flatMap((content) => (content.kind === 'news' ? [content.item] : []));
  const { topic } = wantedOf(subscription);
  const kind = items.length > 1 ? 'list' : subscription.kind === 'announce' ? 'announce' : 'news';
  return { kind, about: topic, items };
}

/** An update goes below the post that began its story, unless that was one of a list. */
async function destinationOf(
  { id, server, channel, account }: Subscription,
  posts: readonly Post[],
  { outbox, replies }: Delivering['services'],
): Promise<Destination | null> {
  if (channel === null) return account === null ? null : { account, memberOf: server };
  const content = contentOf(posts[0]!.content);
  const root = posts.length === 1 && content.kind === 'news' ? content.root : null;
  if (root === null) return { channel };
  const sent = await outbox.sent(id, new Date(0));
  const reply = sent.find(({ key }) => key === root)?.reply ?? null;
  const isAlone = reply !== null && sent.filter((one) => one.reply === reply).length === 1;
  const kept = isAlone ? await replies.find(reply) : undefined;
  return kept?.message == null ? { channel } : { channel, below: kept.message };
}
