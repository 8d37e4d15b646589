import { words } from '../../locales/words.ts';
import type { Json, NewSubscription, Subscription } from '../../store/store.ts';
import type { Input, RedrawableReply, Redrawn, Option } from '../contract/command.ts';
import { textOption } from '../contract/command.ts';
import type { Part, Reply } from '../contract/reply.ts';
import type { Services } from '../contract/services.ts';
import { noteAct } from '../audit.ts';
import { errorReply } from '../presenters/error-reply.ts';
import { limitWords, whatIsFollowed } from '../presenters/subscription-replies.ts';
import { drawPost, postControls } from './post-frame.ts';
import type { PostFrame } from '../presenters/post-reply.ts';
import { asJson, isSameWanted, mostSubscriptions, readQuietHours, zoneOf, type Wanted } from './wanted.ts';

/** Posts an hour that can be chosen. */
const mosts = ['1', '3', '5', '10', '20'] as const;
const ordinaryMost = 5;

export const subscriptionOptions = {
  channel: { name: 'channel', type: 'channel' },
  most: { name: 'most', type: 'string', choices: mosts },
  quiet: { name: 'quiet', type: 'string', maxLength: 20 },
} satisfies Record<string, Option>;

/** How much is posted and when not, as the options say; or what is wrong with one. */
export function readLimits({
  options,
  locale,
}: Pick<Input, 'options' | 'locale'>): Pick<Wanted, 'mostPerHour' | 'quiet'> | { readonly problem: string } {
  const written = textOption(options, 'quiet');
  const quiet = written === undefined ? null : readQuietHours(written);
  if (written !== undefined && quiet === null)
    return { problem: words(locale)('follow.quietUnknown', { written }) };
  return { mostPerHour: Number(textOption(options, 'most') ?? ordinaryMost), quiet };
}

/**
 * Subscribes a channel, for which Manage Server is needed, or the person themselves.
 *
 * @returns what is said of it; an error where it cannot be
 */
export async function subscribe(
  input: Input,
  wanted: Wanted,
  {
    kind,
    nextAt = null,
    state,
  }: Pick<NewSubscription, 'kind'> & { readonly nextAt?: Date | null; readonly state?: Json },
  {
    subscriptions,
    outbox,
    audit,
    settings,
  }: Pick<Services, 'subscriptions' | 'outbox' | 'audit' | 'settings'>,
): Promise<Reply> {
  const { options, person, place, locale, now } = input;
  const t = words(locale);
  const channel = textOption(options, 'channel') ?? null;
  if (channel !== null && place.server === null)
    return errorReply(locale, t('settings.noServer'), 'noServer');
  if (channel !== null && !person.mayManageServer)
    return errorReply(locale, t('follow.notForChannels'), 'notAllowed');
  if (channel === place.channel && place.lacks.length > 0) {
    const permissions = place.lacks.map((one) => t(`permissions.${one}`));
    return errorReply(locale, t('follow.lacks', { permissions }), 'elsewhere');
  }
  if (person.account === null) return errorReply(locale, t('follow.noDirect'), 'onDiscord');
  const known = (await subscriptions.all()).find(
    (one) =>
      one.channel === channel &&
      (channel !== null || one.person === person.id) &&
      one.server === place.server &&
      isSameWanted(one, wanted),
  );
  if (known !== undefined)
    return errorReply(locale, t('follow.known', { what: whatIsFollowed(known, locale) }), 'nothingAdded');
  const most = channel === null ? mostSubscriptions.person : mostSubscriptions.server;
  const added = await subscriptions.add(
    {
      ...{ kind, channel, locale, nextAt },
      server: place.server,
      person: person.id,
      account: person.account,
      since: now,
      wanted: asJson(wanted),
    },
    most,
  );
  if (added === null) return errorReply(locale, t('follow.tooMany', { count: most }), 'nothingAdded');
  if (channel !== null) await noteAct(input, 'followed', whatIsFollowed(added, locale), { audit });
  if (state !== undefined)
    await outbox.put({ posts: [], states: [{ subscription: added.id, state, nextAt }] });
  return {
    locale,
    tone: 'plain',
    private: true,
    parts: [
      { kind: 'heading', text: t('follow.done', { what: whatIsFollowed(added, locale) }) },
      ...whereParts(added, locale),
      {
        kind: 'small',
        text: [...limitWords(added, input, zoneOf(added, settings)), t('follow.howToEnd')].join(' · '),
      },
    ],
  };
}

function whereParts({ channel }: Subscription, locale: Input['locale']): Part[] {
  const t = words(locale);
  return channel === null
    ? [{ kind: 'text', text: t('follow.toYou') }]
    : [
        { kind: 'text', text: t('follow.toChannel') },
        { kind: 'channels', ids: [channel] },
      ];
}

/** The subscriptions that somebody may see and end here: their own, and for moderators those of the server's channels. */
export async function subscriptionsFor(
  { person, place }: Pick<Input, 'person' | 'place'>,
  { subscriptions }: Pick<Services, 'subscriptions'>,
): Promise<readonly Subscription[]> {
  return (await subscriptions.all()).filter(({ server, channel, person: maker }) =>
    channel === null ? maker === person.id : server === place.server && person.mayManageServer,
  );
}

/** Draws a post again, for when its articles have changed. */
export async function redrawPost(
  kept: RedrawableReply,
  services: Services,
  now: Date,
): Promise<Redrawn | null> {
  const { timeZone } = services.settings.of(kept.place.server);
  const frame = kept.answer as unknown as PostFrame | null;
  const drawn =
    frame && (await drawPost(frame, kept.place, { locale: kept.locale, now, timeZone }, services));
  if (drawn === null) return null;
  return {
    ...drawn,
    reply: { ...drawn.reply, parts: [...drawn.reply.parts, postControls(kept.command, kept.id)] },
  };
}
