import type { FoundNews, Interest } from '../../answer/catalogue/following.ts';
import type { Answer } from '../../answer/answer.ts';
import { parseDate } from '../../articles/date.ts';
import type { Arrival, NewPost, Post, Subscription } from '../../store/store.ts';
import type { Services } from '../contract/services.ts';
import { contentOf, shownQuote, type PostContent } from './post-frame.ts';
import type { PostFrame } from '../presenters/post-reply.ts';
import {
  asJson,
  filterOf,
  nextDigest,
  wantedOf,
  zoneOf,
  type LastAnswer,
  type LastDigest,
} from './wanted.ts';

const dayMs = 86_400_000;
/** How long a story is one whose updates belong together. */
const storyMs = 4 * dayMs;
/** Arrivals that cannot be found are forgotten after this. */
const lostMs = dayMs;
/** Articles of a subscription that a new one may be a sequel of. */
const mostRecent = 200;
/** Arrivals compared in one call of the archive, which others wait for. */
const mostAtOnce = 50;
/** Stories in a digest. */
const mostStories = { daily: 8, weekly: 12 };

type Comparing = Pick<Services, 'archive' | 'outbox' | 'subscriptions'>;

/** Compares what has arrived with all subscriptions, and puts what matches into the outbox. */
export async function compareArrivals(services: Comparing, now: Date): Promise<void> {
  const all = await services.outbox.arrivals();
  for (let from = 0; from < all.length; from += mostAtOnce)
    await compareSome(all.slice(from, from + mostAtOnce), services, now);
}

async function compareSome(arrivals: readonly Arrival[], services: Comparing, now: Date): Promise<void> {
  const { archive, outbox, subscriptions } = services;
  const following = (await subscriptions.all()).filter(({ kind }) => kind !== 'digest');
  const waiting = await outbox.waiting();
  const storiesSince = new Date(now.getTime() - storyMs);
  /** What each topic has had posted or is about to, newest first: only topics have stories that go on. */
  const posted = new Map<string, readonly (Post | NewPost)[]>();
  for (const { id } of following.filter(({ kind }) => kind === 'topic'))
    posted.set(id, [
      ...waiting.filter(({ subscription }) => subscription === id).toReversed(),
      ...(await outbox.sent(id, storiesSince)),
    ]);
  const feedOf = new Map(arrivals.map(({ article, feed }) => [article, feed]));
  const { known, news } = await archive.arrived({
    articles: arrivals.map(({ article }) => article),
    interests: following.map((one) => interestOf(one, posted.get(one.id) ?? [])),
    now,
  });
  const lost = arrivals.filter(({ at }) => now.getTime() - at.getTime() > lostMs).map(({ article }) => article);
  const posts: NewPost[] = [];
  const states: { subscription: string; state: ReturnType<typeof asJson>; nextAt: null }[] = [];
  const toAsk = new Set<Subscription>();
  for (const found of news) {
    const subscription = following[found.interest]!;
    const { feed } = wantedOf(subscription);
    if (feed !== undefined && feedOf.get(found.article) !== feed) continue;
    if (found.quote === null) toAsk.add(subscription);
    else posts.push(newsPost(subscription, found, [...(posted.get(subscription.id) ?? []), ...posts], now));
  }
  for (const subscription of toAsk) {
    const asked = await askAgain(subscription, services, now);
    if (asked === null) continue;
    posts.push(asked.post);
    states.push({ subscription: subscription.id, state: asJson(asked.state), nextAt: null });
  }
  await outbox.put({ arrivals: [...known, ...lost], posts, states });
} // prettier-ignore

function interestOf(subscription: Subscription, posted: readonly (Post | NewPost)[]): Interest {
  const { kind, since } = subscription;
  return {
    topic: wantedOf(subscription).topic,
    isQuestion: kind === 'question',
    filter: filterOf(subscription),
    since: since.getTime(),
    recent: posted.flatMap(({ content }) => articleOf(content) ?? []).slice(0, mostRecent),
  };
}

const articleOf = (content: NewPost['content']) => {
  const post = contentOf(content);
  return post.kind === 'news' ? post.item.quote.article : undefined;
};

/** @param before what was posted by then, and what is about to be */
function newsPost(
  { id, kind }: Subscription,
  { article, first, quote, continues, figure }: FoundNews,
  before: readonly (Post | NewPost)[],
  now: Date,
): NewPost {
  const known = before.find(
    ({ subscription, content }) =>
      subscription === id && continues !== null && articleOf(content) === continues,
  );
  const content = known === undefined ? undefined : contentOf(known.content);
  const root = known === undefined || content?.kind !== 'news' ? null : (content.root ?? known.key);
  const item = { quote: shownQuote(quote!), figure, isUpdate: root !== null };
  return {
    subscription: id,
    key: kind === 'announce' ? article : first,
    at: now,
    content: asJson({ kind: 'news', item, root } satisfies PostContent),
  };
}

/** The answer to a question that is followed; `null` where it is none, or the same as before. */
async function askAgain(
  subscription: Subscription,
  { archive }: Pick<Comparing, 'archive'>,
  now: Date,
): Promise<{ readonly post: NewPost; readonly state: LastAnswer } | null> {
  const { topic } = wantedOf(subscription);
  const last = subscription.state as LastAnswer | null;
  const answer = await askFollowed(subscription, { archive }, now, last?.published ?? undefined);
  const state = answerState(answer);
  if (state === null || answer.status !== 'answered') return null;
  if (last !== null && (last.article === state.article || sameWords(last.text) === sameWords(state.text))) return null;
  const item = {
    quote: shownQuote(answer.quotes[0]!),
    figure: last === null || last.text === '' || state.text === '' ? null : { before: last.text, after: state.text },
    isUpdate: last !== null,
  };
  const frame: PostFrame = { kind: 'answer', about: topic, items: [item] };
  return {
    state,
    post: {
      subscription: subscription.id,
      // The answer may change back, and forth again.
      key: `${last?.article ?? ''} > ${state.article} ${now.getTime()}`,
      at: now,
      content: asJson({ kind: 'frame', frame } satisfies PostContent),
    },
  };
} // prettier-ignore

const sameWords = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim(); // prettier-ignore

/**
 * Only what is certain is said unasked.
 *
 * @param after milliseconds since 1970: only what was published later may change an answer, however well the old one was put
 */
export function askFollowed(
  subscription: Pick<Subscription, 'server' | 'wanted'>,
  { archive }: Pick<Comparing, 'archive'>,
  now: Date,
  after?: number,
): Promise<Answer> {
  return archive.ask({
    text: wantedOf(subscription).topic ?? '',
    askedAt: now,
    strictness: 'strict',
    filter: { ...filterOf(subscription), ...(after !== undefined && { since: after + 1 }) },
    most: 1,
  });
}

/** What is remembered of an answer; `null` for none. */
export function answerState(answer: Answer): LastAnswer | null {
  if (answer.status !== 'answered') return null;
  const [quote] = answer.quotes;
  const [range] = quote?.highlights ?? [];
  if (quote === undefined) return null;
  const { id, published } = quote.article;
  return {
    text: range === undefined ? '' : quote.text.slice(...range),
    article: id,
    published: published === null ? null : parseDate(published),
  };
}

/** Puts the digests that are due into the outbox, and says when they are due next. */
export async function writeDigests(
  services: Comparing & Pick<Services, 'settings'>,
  now: Date,
): Promise<void> {
  const { archive, outbox, subscriptions, settings } = services;
  for (const subscription of await subscriptions.all()) {
    const { id, nextAt, since, state } = subscription;
    const { digest } = wantedOf(subscription);
    if (digest === undefined || nextAt === null || nextAt > now) continue;
    const last = state as LastDigest | null;
    const from = last?.at ?? Math.max(since.getTime(), now.getTime() - (digest.every === 'daily' ? 1 : 7) * dayMs);
    const filter = { ...filterOf(subscription), since: from, until: now.getTime() };
    const { stories, articles, total } = await archive.stories({ filter, now, most: mostStories[digest.every], before: last?.stories ?? [] });
    const frame: PostFrame = {
      kind: 'digest',
      about: null,
      period: { from, until: now.getTime(), articles, stories: total },
      items: stories.map(({ quote, figure, continues, articles, publishers }) => ({
        quote: shownQuote(quote),
        figure,
        isUpdate: continues !== null,
        coverage: { articles, publishers },
      })),
    };
    const post = { subscription: id, key: `digest ${nextAt.getTime()}`, at: now, content: asJson({ kind: 'frame', frame } satisfies PostContent) };
    const next: LastDigest = { at: now.getTime(), stories: stories.map(({ quote }) => quote.article.id) };
    await outbox.put({
      posts: stories.length === 0 ? [] : [post],
      states: [{ subscription: id, state: asJson(next), nextAt: nextDigest(digest, now, zoneOf(subscription, settings)) }],
    });
  }
} // prettier-ignore
