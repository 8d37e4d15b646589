import { words, type Locale } from '../../locales/words.ts';
import type { Button, Part, Reply } from '../contract/reply.ts';
import { dayWords } from './dates.ts';

/** What can be quoted in a place. */
export interface Holdings {
  readonly articles: number;
  /** Whether they are those that Kutip comes with. */
  readonly areSamples: boolean;
  /** The most frequent tag. */
  readonly topic: string | null;
  /** The days of the oldest and the newest article (ISO 8601). */
  readonly first: string | null;
  readonly last: string | null;
  /** Questions that are answered well. */
  readonly questions: readonly string[];
}

/** @param holdings `null` where it is not known yet */
export function welcomeReply(locale: Locale, holdings: Holdings | null): Reply {
  const t = words(locale);
  const questions = (holdings?.questions ?? []).map((question): Button => ({
    kind: 'button',
    label: question,
    style: 'main',
    call: { command: 'ask', action: 'try', args: [question] },
  }));
  const read: Button = {
    kind: 'button',
    label: t('welcome.readFeed'),
    call: { command: 'kutip feed add', action: 'read', args: [] },
  };
  return {
    locale,
    tone: 'plain',
    private: false,
    parts: [
      { kind: 'heading', text: t('welcome.heading') },
      { kind: 'text', text: t('welcome.what') },
      ...(holdings === null || holdings.articles === 0 ? [] : [holdingsPart(holdings, locale)]),
      { kind: 'list', items: t('welcome.ways', { returnObjects: true }) },
      ...(questions.length === 0 ? [] : [{ kind: 'text' as const, text: t('welcome.try') }]),
      { kind: 'controls', controls: questions },
      { kind: 'controls', controls: [read] },
    ],
  };
}

/** "16 sample articles on Kazakhstan, 2 Jan 2022 – 30 Jan 2022". */
function holdingsPart({ articles, areSamples, topic, first, last }: Holdings, locale: Locale): Part {
  const t = words(locale);
  const day = (at: string) => dayWords(new Date(at.slice(0, 10)), locale, null);
  const what = t(areSamples ? 'welcome.samples' : 'welcome.articles', { count: articles });
  const about = topic === null || !areSamples ? what : t('welcome.about', { what, topic });
  const text = first === null || last === null ? about : `${about}, ${day(first)} – ${day(last)}`;
  return { kind: 'notice', text: t('welcome.holds', { what: text }) };
}
