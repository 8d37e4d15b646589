import { words, type Locale } from '../../locales/words.ts';
import type { Subscription } from '../../store/store.ts';
import type { Reader } from '../contract/context.ts';
import type { Part, Reply } from '../contract/reply.ts';
import { wantedOf, zoneOf } from '../following/wanted.ts';
import type { Settings } from '../settings.ts';
import { dateWords, zoneWords } from './dates.ts';
import { plainReply } from './plain-reply.ts';
import { languageName } from './sources-reply.ts';

/** To who made a subscription, when it ends by itself. */
export const endedReply = (subscription: Subscription): Reply =>
  plainReply(
    subscription.locale,
    words(subscription.locale)('follow.ended', { what: whatIsFollowed(subscription, subscription.locale) }),
  );

/** Its topic, question or what else it is about. */
export function whatIsFollowed(subscription: Subscription, locale: Locale): string {
  const t = words(locale);
  const { topic, digest, source, language, feedName } = wantedOf(subscription);
  const what =
    digest !== undefined
      ? t(`digest.${digest.every}`, { time: timeWords(digest.minute, locale) })
      : topic === null
        ? (feedName ?? t('announce.all'))
        : `“${topic}”`;
  return [what, source, language && languageName(language, locale)]
    .filter((one) => one !== undefined)
    .join(' · ');
}

const timeWords = (minute: number, locale: Locale) =>
  [Math.floor(minute / 60), minute % 60]
    .map((one) => String(one).padStart(2, '0'))
    .join(locale === 'id' ? '.' : ':');

/** What is known of subscriptions, one entry each; where they post stands below. */
export function subscriptionParts(
  subscriptions: readonly Subscription[],
  reader: Reader,
  settings: Pick<Settings, 'of'>,
): Part[] {
  const t = words(reader.locale);
  return subscriptions.flatMap((one): Part[] => [
    {
      kind: 'list',
      items: [
        [
          whatIsFollowed(one, reader.locale),
          ...limitWords(one, reader, zoneOf(one, settings)),
          t('follow.sinceDay', {
            date: dateWords(one.since.toISOString(), { ...reader, timeZone: reader.timeZone ?? 'UTC' })
              .absolute,
          }),
        ].join(' · '),
      ],
    },
    one.channel === null
      ? { kind: 'small', text: t('follow.direct') }
      : { kind: 'channels', ids: [one.channel] },
  ]);
}

/**
 * How much is posted, and when not; of a digest, when it comes next.
 *
 * @param timeZone that of the subscription's hours
 */
export function limitWords(subscription: Subscription, { locale, now }: Reader, timeZone: string): string[] {
  const t = words(locale);
  const { mostPerHour, quiet } = wantedOf(subscription);
  const { nextAt } = subscription;
  if (nextAt !== null)
    return [t('digest.next', { date: dateWords(nextAt.toISOString(), { locale, now, timeZone }).absolute })];
  const zone = zoneWords(timeZone, now, locale);
  return [
    t('follow.most', { count: mostPerHour }),
    ...(quiet === null ? [] : [t('follow.quiet', { from: quiet[0], until: quiet[1], zone })]),
  ];
} // prettier-ignore
